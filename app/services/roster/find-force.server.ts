import type { Db, Trx } from "#db/connect.ts";
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
  const { force, founded } = await forceForImport(ctx, trx, slug);
  if (founded) await insertRows(trx, "force", [{ ...force, created_at: ctx.now() }]);
  return force;
}

/**
 * The same without founding it: `founded` says that it is still to be.
 * @throws AmendsError `not-found` listing the forces there are.
 */
export async function forceForImport(
  ctx: Context,
  db: Db,
  slug: string | undefined,
): Promise<{ force: Force; founded: boolean }> {
  const there = await forces(db);
  const wanted = slug ?? (there.length === 1 ? there[0]?.slug : undefined) ?? ctx.config.force.slug;
  const found = there.find((force) => force.slug === wanted);
  if (found) return { force: { id: found.id, slug: found.slug, name: found.name }, founded: false };
  if (there.length > 0) {
    throw new AmendsError(
      "not-found",
      `No force is called "${wanted}"`,
      `Name one of: ${there.map((force) => force.slug).join(", ")}.`,
    );
  }
  const name = wanted === ctx.config.force.slug ? ctx.config.force.name : wanted;
  return { force: { id: ctx.newId<ForceId>(), slug: wanted, name }, founded: true };
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
