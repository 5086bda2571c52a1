/** What an extract changes of one person, in the words of a preview. Intentionally pure. */
import type { Day } from "../time.ts";
import { RANKS, rankOf } from "./ranks.ts";
import type { AbsenceSpan, Appointments, PostingSpan } from "./timeline.ts";
import { isActing, type AbsenceKind, type StaffGroup } from "./workforce.ts";

export const PERSON_CHANGE_KINDS = [
  "joiner",
  "returned",
  "leaver",
  "missing",
  "move",
  "rank",
  "hours",
  "absence-begun",
  "absence-ended",
  "absence-changed",
  "renamed",
] as const;
export type PersonChangeKind = (typeof PERSON_CHANGE_KINDS)[number];

export interface PersonChange {
  readonly kind: PersonChangeKind;
  readonly number: string;
  readonly name: string;
  /** What they do, or did. */
  readonly rank: string;
  readonly group: StaffGroup | null;
  readonly unit: string;
  /** What it was before: a unit, a rank, a share, a name. */
  readonly before: string | null;
  readonly after: string | null;
  /** The first day of it; of a leaver, the first day out of post. */
  readonly on: Day;
  readonly promotion: boolean;
  readonly absence: AbsenceKind | null;
  /** It lies before the newest extract: figures already given for those days would now be different. */
  readonly late: boolean;
}

interface Input {
  readonly number: string;
  readonly name: string;
  readonly asAt: Day;
  readonly newest: Day | null;
  readonly before: Appointments;
  readonly after: ReadonlyMap<number, readonly PostingSpan[]>;
  readonly absencesBefore: readonly AbsenceSpan[];
  readonly absencesAfter: readonly AbsenceSpan[];
  readonly unitNames: ReadonlyMap<string, string>;
  readonly renamedFrom: string | null;
}

/** In the order of `PERSON_CHANGE_KINDS`, appointment by appointment. */
export function changesOfPerson(input: Input): PersonChange[] {
  const changes: PersonChange[] = [];
  for (const [number, spans] of input.after) {
    const last = spans.at(-1);
    if (last) changes.push(...changesOfPost(input, input.before.get(number)?.at(-1) ?? null, last));
  }
  const post = [...input.after.values()].flat().at(-1) ?? null;
  if (post && input.renamedFrom !== null)
    changes.push(
      change(input, "renamed", post, input.asAt, { before: input.renamedFrom, after: input.name }),
    );
  if (post) changes.push(...changesOfAbsence(input, post));
  return changes;
}

function change(
  input: Input,
  kind: PersonChangeKind,
  post: PostingSpan,
  on: Day,
  more: Partial<PersonChange> = {},
): PersonChange {
  return {
    kind,
    number: input.number,
    name: input.name,
    rank: post.rank,
    group: post.group,
    unit: input.unitNames.get(post.unit) ?? "",
    before: null,
    after: null,
    on,
    promotion: false,
    absence: null,
    late: input.newest !== null && on < input.newest,
    ...more,
  };
}

function changesOfPost(input: Input, before: PostingSpan | null, last: PostingSpan): PersonChange[] {
  const changes: PersonChange[] = [];
  const ended = last.endReason === "left" || last.endReason === "inferred";
  const endedBefore = before !== null && (before.endReason === "left" || before.endReason === "inferred");
  const again = before !== null && endedBefore && last.from >= before.to && last.from !== before.from;
  if (before === null || again) {
    // On the very first extract, everyone joins and nothing is late.
    changes.push(change(input, "joiner", last, last.from));
  } else {
    if (endedBefore && last.to > before.to) changes.push(change(input, "returned", last, before.to));
    const unit = (key: string) => input.unitNames.get(key) ?? key;
    if (before.unit !== last.unit)
      changes.push(
        change(input, "move", last, last.from, { before: unit(before.unit), after: unit(last.unit) }),
      );
    if (before.rank !== last.rank || before.group !== last.group) {
      const more = { before: before.rank, after: last.rank, promotion: isPromotion(before.rank, last.rank) };
      changes.push(change(input, "rank", last, last.from, more));
    }
    if (before.fte !== last.fte)
      changes.push(
        change(input, "hours", last, last.from, { before: String(before.fte), after: String(last.fte) }),
      );
  }
  if (ended && (before === null || before.to !== last.to || before.endReason !== last.endReason))
    changes.push(change(input, last.endReason === "inferred" ? "missing" : "leaver", last, last.to));
  return changes;
}

function isPromotion(before: string, after: string): boolean {
  const [was, is] = [rankOf(before), rankOf(after)];
  if (was === null || is === null || isActing(after)) return false;
  return RANKS.indexOf(is) > RANKS.indexOf(was) || (was === is && isActing(before));
}

function changesOfAbsence(input: Input, post: PostingSpan): PersonChange[] {
  const changes: PersonChange[] = [];
  for (const span of input.absencesAfter) {
    const was = input.absencesBefore.find((one) => one.from === span.from);
    if (was && was.kind === span.kind && was.to === span.to) continue;
    const about = { absence: span.kind };
    const over = span.to <= input.asAt;
    if (!was) changes.push(change(input, "absence-begun", post, span.from, about));
    if (over && (!was || was.to > input.asAt))
      changes.push(change(input, "absence-ended", post, span.to, about));
    else if (was) changes.push(change(input, "absence-changed", post, span.from, about));
  }
  return changes;
}
