/**
 * Short updates: what somebody who holds a module is asked when its substance has changed. An update is a duty of its
 * own with its own day; it never ends an award. Intentionally pure.
 */
import { addDays, dayOf, type Day, type Instant } from "../time.ts";
import type { UpdateDocument } from "./module.ts";

/** A published version of a module, as far as updates go. */
export interface VersionOfModule {
  readonly number: number;
  readonly hash: string;
  readonly publishedAt: Instant;
  readonly change: "wording" | "substance";
  readonly update: UpdateDocument | null;
}

export interface UpdateDuty {
  /** The newest version whose substance has changed: its questions are asked. */
  readonly version: VersionOfModule;
  /** What has changed since what they learnt, the oldest first: Markdown or HTML as it came in. */
  readonly changes: readonly string[];
  readonly questions: readonly string[];
  readonly dueOn: Day;
}

/** What somebody's award rests on: the version they learnt, or, from a register, the day on which it was told. */
export interface LearntModule {
  readonly hash: string | null;
  readonly stored: Instant;
}

/**
 * What is to be done, or null.
 * @param versions every version of the module, in the order of their numbers
 * @param live the number of the version that is live; a later one that was taken back asks nothing
 * @param done hashes of the versions whose updates they have finished
 */
export function updateDuty(
  versions: readonly VersionOfModule[],
  { live, learnt, done }: { live: number; learnt: LearntModule; done: readonly string[] },
): UpdateDuty | null {
  const numberOf = (hash: string) => versions.find((one) => one.hash === hash)?.number ?? 0;
  // Taught elsewhere: by what was live when we were told.
  const liveThen = versions.findLast((one) => one.publishedAt <= learnt.stored)?.number ?? 0;
  const known = Math.max(
    learnt.hash === null ? liveThen : numberOf(learnt.hash) || liveThen,
    ...done.map(numberOf),
  );
  const news = versions.flatMap((one) =>
    one.number > known && one.number <= live && one.change === "substance" && one.update
      ? [{ version: one, update: one.update }]
      : [],
  );
  const newest = news.at(-1);
  if (!newest) return null;
  return {
    version: newest.version,
    changes: news.map(({ update }) => update.text),
    questions: newest.update.questions,
    dueOn: addDays(dayOf(newest.version.publishedAt), newest.update.days),
  };
}
