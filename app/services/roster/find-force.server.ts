import type { Trx } from "#db/connect.ts";
import { insertRows, forces } from "#db/queries/roster.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Context } from "../context.server.ts";

export interface Force {
  readonly id: ForceId;
  readonly slug: string;
  readonly name: string;
}

/**
 * The force that an import names. The first import into an empty database founds
 * the force it names; later ones must name a force that is there.
 * @throws AmendsError `not-found` listing the forces there are.
 */
export async function findOrFoundForce(ctx: Context, trx: Trx, slug: string | undefined): Promise<Force> {
  const there = await forces(trx);
  const wanted = slug ?? (there.length === 1 ? there[0]?.slug : undefined) ?? ctx.config.force.slug;
  const found = there.find((force) => force.slug === wanted);
  if (found) return found;
  if (there.length > 0) {
    throw new AmendsError(
      "not-found",
      `No force is called "${wanted}"`,
      `Name one of: ${there.map((force) => force.slug).join(", ")}.`,
    );
  }
  const name = wanted === ctx.config.force.slug ? ctx.config.force.name : wanted;
  const force = { id: ctx.newId<ForceId>(), slug: wanted, name, created_at: ctx.now() };
  await insertRows(trx, "force", [force]);
  return force;
}

/**
 * The force asked about: the one named, or the only one there is.
 * @throws AmendsError `not-found` naming the forces there are.
 */
export async function findForce(ctx: Context, slug: string | undefined): Promise<Force> {
  const there = await forces(ctx.read);
  const wanted = slug ?? (there.length === 1 ? there[0]?.slug : undefined) ?? ctx.config.force.slug;
  const found = there.find((force) => force.slug === wanted);
  if (found) return found;
  throw new AmendsError(
    "not-found",
    `No force is called "${wanted}"`,
    there.length === 0
      ? "Import its people first."
      : `Name one of: ${there.map((force) => force.slug).join(", ")}.`,
  );
}
