import type { Trx } from "#db/connect.ts";
import { activityMappings, undecidedAbout } from "#db/queries/claims.ts";
import { moduleTitles } from "#db/queries/training.ts";
import { activityIri } from "#app/domain/ledger/activities.ts";
import type { XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import type { Context } from "../context.server.ts";
import { append } from "./append.server.ts";
import { decideClaims } from "./decide-claims.server.ts";
import { digestOf } from "./digest.server.ts";

const STATEMENTS_AT_ONCE = 500;

/**
 * Decides about statements of trusted keys that were stored before an activity was mapped, a key trusted or a person
 * known. Returns how many decisions were written.
 */
export async function settleClaims(ctx: Context, trx: Trx, iri: string): Promise<number> {
  let after = 0;
  let decided = 0;
  for (;;) {
    const rows = await undecidedAbout(trx, digestOf(iri), after, STATEMENTS_AT_ONCE);
    const last = rows.at(-1);
    if (!last) return decided;
    const statements = await decideClaims(
      ctx,
      trx,
      rows.map(({ id, body, source }) => ({ id, source, statement: JSON.parse(body) as XapiStatement })),
    );
    await append(ctx, trx, statements);
    decided += statements.length;
    after = last.seq;
  }
}

/** Decides about every mapped activity and every module of ours. */
export async function settleEveryClaim(ctx: Context, trx: Trx): Promise<number> {
  const mapped = (await activityMappings(trx)).map((row) => row.iri);
  const ours = (await moduleTitles(trx)).map(({ slug }) =>
    activityIri(ctx.config.iriBase, { kind: "module", module: slug }),
  );
  let decided = 0;
  for (const iri of [...mapped, ...ours]) decided += await settleClaims(ctx, trx, iri);
  return decided;
}
