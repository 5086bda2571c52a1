/** What the prover says about a scenario, and where. */
import type { ScenarioDecision } from "./play.ts";

/** Keys and positions from the document's root. */
export type DocumentPath = readonly (string | number)[];

/** Each rule by a name that stays: a reason for leaving a warning is kept under it. */
export type FindingRule =
  // What is named is there.
  | "id-twice"
  | "unknown-name"
  | "impossible-condition"
  | "last-way-has-when"
  | "way-hides-others"
  // Everyone can play to an end.
  | "unreachable"
  | "dead-end"
  | "loop-without-exit"
  | "no-choice-left"
  | "choice-never-offered"
  | "way-never-taken"
  | "no-passing-ending"
  | "nobody-passes"
  | "too-many-states"
  // What passing means.
  | "critical-not-harmful"
  | "success-after-critical"
  | "success-not-passed"
  | "pass-after-harm"
  | "passes-by-chance"
  // Nothing gives the right choice away.
  | "longest-is-right"
  | "longest-passes"
  | "stands-out"
  | "place-is-right"
  | "tone"
  // What it sets out to teach is met.
  | "outcome-never-met"
  | "outcome-passed-by"
  | "fact-never-met"
  | "fact-not-listed"
  // It can be read.
  | "reading-age"
  | "alt-text"
  | "minutes";

export interface Finding {
  readonly rule: FindingRule;
  readonly path: DocumentPath;
  /** An error stops publishing; a warning asks the author for a reason. */
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly cure: string;
  /** The decisions that show it, from the start. */
  readonly route?: readonly ScenarioDecision[];
}

export type Say = (
  rule: FindingRule,
  severity: Finding["severity"],
  path: DocumentPath,
  message: string,
  cure: string,
  route?: readonly ScenarioDecision[],
) => void;

/** Gathers findings in the order in which they are said. */
export function findings(): { found: Finding[]; say: Say } {
  const found: Finding[] = [];
  return {
    found,
    say: (rule, severity, path, message, cure, route) =>
      void found.push({ rule, path, severity, message, cure, ...(route ? { route } : {}) }),
  };
}
