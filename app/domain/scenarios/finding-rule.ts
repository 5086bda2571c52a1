/** The prover's rules, each by a name that stays: a reason for leaving a warning is kept under it. */
export const FINDING_RULES = [
  // It is all written.
  "incomplete",
  // What is named is there.
  "id-twice",
  "unknown-name",
  "impossible-condition",
  "last-way-has-when",
  "way-hides-others",
  // Everyone can play to an end.
  "unreachable",
  "dead-end",
  "loop-without-exit",
  "no-choice-left",
  "choice-never-offered",
  "way-never-taken",
  "too-many-states",
  // What passing means.
  "no-passing-ending",
  "nobody-passes",
  "critical-not-harmful",
  "success-after-critical",
  "success-not-passed",
  "pass-after-harm",
  "passes-by-chance",
  // Nothing gives the right choice away.
  "longest-is-right",
  "longest-passes",
  "stands-out",
  "place-is-right",
  "tone",
  // What it sets out to teach is met.
  "outcome-never-met",
  "outcome-passed-by",
  "fact-never-met",
  "fact-not-listed",
  // It can be read.
  "reading-age",
  "alt-text",
  "minutes",
  // The author's reasons are still needed.
  "reason-unused",
] as const;
export type FindingRule = (typeof FINDING_RULES)[number];
