/**
 * What a full extract does to what was believed of one person. The rules are
 * those by which the extracts are made (db/seed/marlshire/README.md): the first
 * posting seen applies back to the start date; a new one begins on its own first
 * day, which may lie in the past; a last day in post ends everything after it;
 * somebody missing was last in post the day before. Where a file does not say
 * when something changed, it changed on the day of the extract. Intentionally pure.
 */
import { END_OF_DAYS, type Day } from "../time.ts";
import { dayAfter, type ExtractRow, type ShownAbsence } from "./extract.ts";
import { isActing, type AbsenceKind, type StaffGroup } from "./workforce.ts";

export type EndReason = "left" | "moved" | "hours" | "inferred" | null;

/** Half-open: held from the first day up to, not including, the last. */
export interface PostingSpan {
  /** The unit's key. */
  readonly unit: string;
  readonly group: StaffGroup;
  readonly rank: string;
  readonly fte: number;
  readonly from: Day;
  readonly to: Day;
  readonly endReason: EndReason;
  /** The first day in the post as the extract that brought it gave it; `from` may be another. */
  readonly shownFrom: Day | null;
}

export interface AbsenceSpan {
  readonly kind: AbsenceKind;
  readonly from: Day;
  readonly to: Day;
}

function samePost(one: PostingSpan, row: ExtractRow): boolean {
  return one.unit === row.unitKey && one.group === row.group && one.rank === row.rank;
}

/** The first day of a post that differs from the last one believed. */
function changedOn(last: PostingSpan, row: ExtractRow, asAt: Day): Day {
  // Many systems keep the first day in post through a change that they do not date.
  if (last.shownFrom === row.postFrom) return asAt;
  const backFromActing =
    isActing(last.rank) && !isActing(row.rank) && last.unit === row.unitKey && last.group === row.group;
  return backFromActing && row.postFrom <= last.from ? asAt : row.postFrom;
}

/** The postings of one appointment believed after a row of the extract as at a day, in the order of their first days. */
export function postingsAfter(believed: readonly PostingSpan[], row: ExtractRow, asAt: Day): PostingSpan[] {
  const post = { unit: row.unitKey, group: row.group, rank: row.rank, fte: row.fte, shownFrom: row.postFrom };
  const open = { ...post, to: END_OF_DAYS, endReason: null };
  let spans = [...believed].sort((a, b) => (a.from < b.from ? -1 : 1));
  const last = spans.at(-1);
  if (!last) {
    spans = [{ ...open, from: row.startedOn }];
  } else if (last.to <= asAt && row.startedOn >= last.to) {
    // Gone, and back with a new first day: a second time in the force.
    spans.push({ ...open, from: row.startedOn });
  } else if (samePost(last, row)) {
    if (last.fte === row.fte || last.from >= asAt) {
      // Still there: somebody missing from an earlier extract, or said to be leaving, had not left after all.
      spans[spans.length - 1] = { ...last, ...open, from: last.from, shownFrom: last.shownFrom };
    } else {
      spans[spans.length - 1] = { ...last, to: asAt, endReason: "hours" };
      spans.push({ ...open, from: asAt });
    }
  } else {
    const from = changedOn(last, row, asAt);
    spans = spans.filter((span) => span.from < from);
    const before = spans.at(-1);
    if (before && samePost(before, row) && before.fte === row.fte && before.to >= from) {
      spans[spans.length - 1] = { ...before, to: END_OF_DAYS, endReason: null };
    } else {
      if (before && (before.to > from || before.endReason === "inferred")) {
        spans[spans.length - 1] = { ...before, to: from, endReason: "moved" };
      }
      spans.push({ ...open, from });
    }
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

/** What is believed of one person's appointments: by number, the postings of each. Those of one never overlap. */
export type Appointments = ReadonlyMap<number, readonly PostingSpan[]>;

/**
 * The appointments after the rows that show somebody. A row goes on with the appointment of its staff group, else with
 * one that no row shows; else it begins another: a special who is also police staff has two postings at once.
 * @param gone whether an appointment that no row shows has ended (false where a row could not be read)
 */
export function appointmentsAfter(
  believed: Appointments,
  rows: readonly ExtractRow[],
  asAt: Day,
  gone: boolean,
): Map<number, PostingSpan[]> {
  const lastOf = (number: number) => believed.get(number)?.at(-1);
  const live = (number: number) => ((lastOf(number)?.to ?? asAt) > asAt ? 0 : 1);
  const free = new Set([...believed.keys()].sort((a, b) => live(a) - live(b) || a - b));
  const after = new Map<number, PostingSpan[]>();
  const rest: ExtractRow[] = [];
  for (const row of rows) {
    const same = [...free].find((number) => lastOf(number)?.group === row.group);
    if (same === undefined) rest.push(row);
    else {
      free.delete(same);
      after.set(same, postingsAfter(believed.get(same) ?? [], row, asAt));
    }
  }
  for (const row of rest) {
    const [other] = free;
    if (other !== undefined) {
      free.delete(other);
      after.set(other, postingsAfter(believed.get(other) ?? [], row, asAt));
    } else {
      const known = believed.size > 0;
      const number = Math.max(-1, ...believed.keys(), ...after.keys()) + 1;
      // Extracts that showed the person without it are not contradicted: it began on its own first day.
      after.set(number, postingsAfter([], known ? { ...row, startedOn: row.postFrom } : row, asAt));
    }
  }
  for (const number of free) {
    const spans = believed.get(number) ?? [];
    after.set(number, gone ? postingsWhenMissing(spans, asAt) : [...spans]);
  }
  return after;
}

/**
 * The absences believed after the absences that somebody's rows show: one is known by its first day. One that was
 * open and is shown no more has ended by the day of the extract.
 * @param ends false where a row of theirs could not be read, which may have shown it
 */
export function absencesAfter(
  believed: readonly AbsenceSpan[],
  shown: readonly ShownAbsence[],
  asAt: Day,
  ends = true,
): AbsenceSpan[] {
  const byFirstDay = new Map(shown.map((one) => [one.from, one]));
  const others = believed
    .filter((span) => !byFirstDay.has(span.from))
    .map((span) => (ends && span.to > asAt && span.from < asAt ? { ...span, to: asAt } : span));
  const now = [...byFirstDay.values()].map(({ kind, from, lastDay }) => ({
    kind,
    from,
    to: lastDay === null ? END_OF_DAYS : dayAfter(lastDay),
  }));
  return [...others, ...now];
}
