import type { Trx } from "#db/connect.ts";
import {
  answersMentioning,
  auditEventsMentioning,
  importProblemsOf,
  rewriteAnswer,
  rewriteAuditDetail,
  rewriteImportProblem,
} from "#db/queries/erasure.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { textWithout } from "#app/domain/ledger/erase-text.ts";
import { mapTexts } from "#app/domain/ledger/redact.ts";

/** What a person was ever called and known by. */
export interface Names {
  readonly addresses: readonly string[];
  /** SHA-1 sums of the addresses. */
  readonly sums: readonly string[];
  readonly employeeNumber: string | null;
  readonly collarNumbers: readonly string[];
  readonly surnames: readonly string[];
  /** Forenames, and what they were known as. */
  readonly forenames: readonly string[];
  /** "Mair Halewood" */
  readonly wholeNames: readonly string[];
}

/**
 * Takes a person's names and numbers out of what imports complained of, what the audit trail tells and what
 * destinations answered; the rest of each text stays. Returns how many texts were changed.
 */
export async function eraseMentions(
  trx: Trx,
  forceId: ForceId,
  names: Names,
): Promise<{ importProblems: number; auditDetails: number; answers: number }> {
  const numbers = names.employeeNumber === null ? [] : [names.employeeNumber];
  const anyCase = [...names.addresses, ...names.sums, ...names.wholeNames];
  const changed = { importProblems: 0, auditDetails: 0, answers: 0 };

  // An import's complaint is about one row, and may give any of its fields.
  const inProblem = textWithout({
    anyCase,
    exact: [...numbers, ...names.collarNumbers, ...names.surnames, ...names.forenames],
  });
  for (const problem of await importProblemsOf(trx, forceId)) {
    const message = inProblem(problem.message);
    if (message === problem.message) continue;
    await rewriteImportProblem(trx, problem, message);
    changed.importProblems += 1;
  }

  // Elsewhere a number is theirs only where it is all of a text, and a surname alone is many people's.
  const named = textWithout({ anyCase, exact: [] });
  const inDetail = (text: string) => (numbers.includes(text) ? "erased" : named(text));
  const words = [...anyCase, ...numbers.map((number) => `"${number}"`)].filter((word) => word.trim() !== "");
  if (words.length === 0) return changed;
  for (const { id, detail } of await auditEventsMentioning(trx, words)) {
    const text = JSON.stringify(mapTexts(JSON.parse(detail), inDetail));
    if (text === detail) continue;
    await rewriteAuditDetail(trx, id, text);
    changed.auditDetails += 1;
  }
  const inAnswer = textWithout({ anyCase, exact: numbers.map((number) => JSON.stringify(number)) });
  for (const answer of await answersMentioning(trx, words)) {
    const text = inAnswer(answer.text);
    if (text === answer.text) continue;
    await rewriteAnswer(trx, answer, text);
    changed.answers += 1;
  }
  return changed;
}
