import { forceBySlug } from "#db/queries/account.ts";
import { policyChoices } from "#db/queries/policy.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { PUBLIC_COVERAGE, type PolicyKey } from "#app/domain/learning/policy.ts";
import type { Context } from "../context.server.ts";

const KEY: PolicyKey = "public-coverage";

/** Whether anyone at all may read a force's published figures. */
export async function isPublic(ctx: Context, forceId: ForceId): Promise<boolean> {
  const row = (await policyChoices(ctx.read, forceId)).find((one) => one.key === KEY);
  return row?.choice === PUBLIC_COVERAGE;
}

/**
 * The force whose public page is asked for.
 * @throws AmendsError `not-found`, the same for a force that is none and for one that shows nothing.
 */
export async function publicForce(
  ctx: Context,
  slug: string,
): Promise<{ id: ForceId; slug: string; name: string }> {
  const force = await forceBySlug(ctx.read, slug);
  if (force && (await isPublic(ctx, force.id))) return { id: force.id, slug: force.slug, name: force.name };
  throw new AmendsError(
    "not-found",
    "No figures are published here",
    "Ask the police force whose figures you look for.",
  );
}
