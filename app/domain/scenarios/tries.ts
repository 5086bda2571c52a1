/** One officer's finished plays of a scenario: the first and the best are both kept. Intentionally pure. */
import type { Play } from "./play.ts";

export interface TryResult {
  readonly registration: string;
  readonly passed: boolean;
  readonly decisions: number;
  /** Decisions that cost somebody. */
  readonly harmful: number;
  readonly good: number;
}

export function tryResult(registration: string, play: Play): TryResult {
  const verdicts = play.path.map((one) => one.choice.debrief.verdict);
  return {
    registration,
    passed: play.passed === true,
    decisions: verdicts.length,
    harmful: verdicts.filter((verdict) => verdict === "harmful").length,
    good: verdicts.filter((verdict) => verdict === "good").length,
  };
}

/** The better of two: passed before not, then the fewer harmful decisions, then the larger share of good ones. */
function better(a: TryResult, b: TryResult): number {
  const share = (one: TryResult) => (one.decisions === 0 ? 0 : one.good / one.decisions);
  return Number(b.passed) - Number(a.passed) || a.harmful - b.harmful || share(b) - share(a);
}

/** The first and the best of some tries, given in the order in which they were finished; of equals the earlier. */
export function firstAndBest(tries: readonly TryResult[]): { first: TryResult; best: TryResult } | null {
  const [first] = tries;
  const [best] = [...tries].sort(better);
  return first && best ? { first, best } : null;
}
