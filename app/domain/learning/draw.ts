/** Which questions a check asks. Intentionally pure: the seed decides, so a draw can be made again. */
import { shuffled } from "./shuffle.ts";
import type { Question } from "./question.ts";

/**
 * Draws up to `count` questions of the check bank: outcomes in turn, so that none has two more than another that
 * still had some; within an outcome those not in `seen` (ids) first. The same arguments give the same draw.
 */
export function drawCheck(
  questions: readonly Question[],
  count: number,
  seed: string,
  outcomes: readonly string[],
  seen: readonly string[] = [],
): Question[] {
  const bank = questions.filter((question) => question.use === "check");
  const known = new Set(seen);
  // The seed decides which outcomes come first, and so which get the odd ones.
  const piles = shuffled(outcomes, `${seed}/outcomes`).map((outcome) => {
    const pile = shuffled(
      bank.filter((question) => question.outcome === outcome),
      `${seed}/${outcome}`,
    );
    return [
      ...pile.filter((question) => !known.has(question.id)),
      ...pile.filter((question) => known.has(question.id)),
    ];
  });
  const drawn: Question[] = [];
  while (drawn.length < count && piles.some((pile) => pile.length > 0)) {
    for (const pile of piles) {
      const next = pile.shift();
      if (next && drawn.length < count) drawn.push(next);
    }
  }
  return shuffled(drawn, `${seed}/asked`);
}
