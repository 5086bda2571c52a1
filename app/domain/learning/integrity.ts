/**
 * What makes a trainer look at a passed check: it was quicker than anybody reads, or two people's checks went back and
 * forth on one computer. Each has innocent causes (somebody who teaches it, two colleagues at one desk), so a case is a
 * question to the officer and changes nothing by itself. Intentionally pure.
 */
import type { Interaction } from "../ledger/statements.ts";
import type { Instant } from "../time.ts";

/**
 * Adults read English non-fiction at 238 words a minute on average (Brysbaert, "How many words do we read per minute?",
 * Journal of Memory and Language 109, 2019). Two and a half times that is beyond anybody who takes the words in.
 */
export const FASTEST_WORDS_A_MINUTE = 600;

/** Words that somebody must read to answer: the question and everything to choose from. */
export function wordsToRead({ stem, choices, source, target }: Interaction): number {
  const texts = [stem, ...[choices, source, target].flatMap((parts) => parts ?? []).map((part) => part.text)];
  return texts.reduce(
    (sum, text) => sum + text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
    0,
  );
}

/** Seconds that reading so many words takes at the least. */
export const leastSeconds = (words: number): number => Math.ceil((words * 60) / FASTEST_WORDS_A_MINUTE);

/** When somebody's check was first and last answered on a computer. */
export interface Use {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * Whether two people's checks went back and forth on one computer: one was answered both before and after an answer of
 * the other's. One after the other is what shared desktops are for, and is no reason to ask.
 */
export function wentBackAndForth(one: Use, other: Use): boolean {
  return one.from < other.to && other.from < one.to;
}
