import { correctionsOf, namesOf, ownersOfActors } from "#db/queries/people.ts";
import type { StatementId } from "#app/domain/ids.ts";
import { CORRECTION_REASONS } from "#app/domain/ledger/correction-reasons.ts";
import type { Statement } from "#app/domain/ledger/statement.ts";
import type { Correction } from "#app/domain/ledger/statements.ts";
import { ownExtensions } from "#app/domain/ledger/vocabulary.ts";
import { inSentence } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";

export interface CorrectionWords {
  /** Why the award was taken back: "its days were wrong, agreed by Siobhan Brennigan". */
  readonly takenBack: ReadonlyMap<StatementId, string>;
  /** Why the award stands in another's place, in the same words. */
  readonly corrected: ReadonlyMap<StatementId, string>;
}

/**
 * What the ledger says of why some awards were taken back or put right, and who agreed. An award that fell with another
 * statement, without anybody's decision, is in neither.
 */
export async function readCorrections(
  ctx: Context,
  awards: readonly StatementId[],
): Promise<CorrectionWords> {
  const key = ownExtensions(ctx.config.iriBase).correction;
  const said = (awards.length === 0 ? [] : await correctionsOf(ctx.read, awards)).flatMap((row) => {
    const correction = (JSON.parse(row.body) as Statement).context?.extensions?.[key] as
      Correction | undefined;
    return correction ? [{ ...row, ...correction }] : [];
  });
  const approvers = [...new Set(said.map((one) => one.approver))];
  const owners = approvers.length === 0 ? [] : await ownersOfActors(ctx.read, approvers);
  const people = owners.map((row) => row.person_id);
  const names = new Map(
    (people.length === 0 ? [] : await namesOf(ctx.read, people)).map((row) => [
      row.person_id,
      `${row.known_as ?? row.forenames} ${row.surname}`.trim(),
    ]),
  );
  const nameOf = new Map(owners.map((row) => [row.name, names.get(row.person_id)]));
  const takenBack = new Map<StatementId, string>();
  const corrected = new Map<StatementId, string>();
  for (const one of said) {
    const agreed = nameOf.get(one.approver) ?? "somebody who was erased";
    const words = `${inSentence(CORRECTION_REASONS[one.reason])}, agreed by ${agreed}`;
    if (awards.includes(one.id)) corrected.set(one.id, words);
    else takenBack.set(one.target as StatementId, words);
  }
  return { takenBack, corrected };
}
