import { publishedOf } from "#db/queries/snapshots.ts";
import { toldOf, type StoredPublication, type ToldMonth } from "#app/domain/coverage/disclosure.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { AskedRule } from "./read-coverage.server.ts";

/** A month that everyone may be told, and the instant of which it speaks. */
export type KnownMonth = ToldMonth & { readonly knownAt: Instant };

/** All that a force publishes, of every target that it ever had, the earliest month first. */
export async function readTold(ctx: Context, forceId: ForceId): Promise<KnownMonth[]> {
  const rows = await publishedOf(ctx.read, forceId);
  const knownAt = new Map(rows.map((row) => [`${row.target} ${row.day}`, row.known_at]));
  const months = rows.map((row) => {
    const { rule } = JSON.parse(row.rule) as AskedRule;
    return {
      target: row.target,
      audience: rule.audience,
      programme: rule.programme,
      published: JSON.parse(row.published) as StoredPublication,
    };
  });
  return toldOf(months).map((one) => ({
    ...one,
    knownAt: knownAt.get(`${one.target} ${one.publication.day}`) ?? ("" as Instant),
  }));
}
