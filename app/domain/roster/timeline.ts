/**
 * What a full extract does to what was believed of one person. The rules are
 * those by which the extracts are made (db/seed/marlshire/README.md): the first
 * posting seen applies back to the start date; a new one begins on its own first
 * day, which may lie in the past; a last day in post ends everything after it;
 * somebody missing was last in post the day before. Intentionally pure.
 */
import { END_OF_DAYS, type Day } from "../time.ts";
import { dayAfter, type ExtractRow } from "./extract.ts";
import type { AbsenceKind, StaffGroup } from "./workforce.ts";

export type EndReason = "left" | "moved" | "inferred" | null;

/** Half-open: held from the first day up to, not including, the last. */
export interface PostingSpan {
  readonly unit: string;
  readonly group: StaffGroup;
  readonly rank: string;
  readonly fte: number;
  readonly from: Day;
  readonly to: Day;
  readonly endReason: EndReason;
}

export interface AbsenceSpan {
  readonly kind: AbsenceKind;
  readonly from: Day;
  readonly to: Day;
}

function samePost(one: PostingSpan, row: ExtractRow): boolean {
  return one.unit === row.unitCode && one.group === row.group && one.rank === row.rank;
}

/** The postings believed after a row of the extract as at a day, in the order of their first days. */
export function postingsAfter(believed: readonly PostingSpan[], row: ExtractRow, asAt: Day): PostingSpan[] {
  const post = { unit: row.unitCode, group: row.group, rank: row.rank, fte: row.fte };
  const open = { ...post, to: END_OF_DAYS, endReason: null };
  let spans = [...believed].sort((a, b) => (a.from < b.from ? -1 : 1));
  const last = spans.at(-1);
  if (!last) {
    spans = [{ ...open, from: row.startedOn }];
  } else if (last.to <= asAt && row.startedOn >= last.to) {
    // Gone, and back with a new first day: a second time in the force.
    spans.push({ ...open, from: row.startedOn });
  } else if (samePost(last, row)) {
    // Still there: somebody missing from an earlier extract, or said to be leaving, had not left after all.
    spans[spans.length - 1] = { ...last, ...open, from: last.from };
  } else {
    spans = spans.filter((span) => span.from < row.postFrom);
    const before = spans.at(-1);
    if (before && (before.to > row.postFrom || before.endReason === "inferred")) {
      spans[spans.length - 1] = { ...before, to: row.postFrom, endReason: "moved" };
    }
    spans.push({ ...open, from: row.postFrom });
  }
  return row.leavesOn === null ? spans : endedOn(spans, dayAfter(row.leavesOn), "left");
}

/** Nobody is in post from `day` on. */
function endedOn(spans: readonly PostingSpan[], day: Day, endReason: EndReason): PostingSpan[] {
  return spans
    .filter((span) => span.from < day)
    .map((span, at, kept) => (at === kept.length - 1 ? { ...span, to: day, endReason } : span));
}

/** Missing from the full extract as at a day without a leaving date: last in post the day before. */
export function postingsWhenMissing(believed: readonly PostingSpan[], asAt: Day): PostingSpan[] {
  return believed.some((span) => span.to > asAt) ? endedOn(believed, asAt, "inferred") : [...believed];
}

/**
 * The absences believed after a row: one is known by its first day. One that was
 * open and is shown no more has ended by the day of the extract.
 */
export function absencesAfter(believed: readonly AbsenceSpan[], row: ExtractRow, asAt: Day): AbsenceSpan[] {
  const shown = row.absence;
  const others = believed
    .filter((span) => span.from !== shown?.from)
    .map((span) => (span.to > asAt && span.from < asAt ? { ...span, to: asAt } : span));
  if (!shown) return others;
  const to = shown.lastDay === null ? END_OF_DAYS : dayAfter(shown.lastDay);
  return [...others, { kind: shown.kind, from: shown.from, to }];
}
