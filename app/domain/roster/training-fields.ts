/** What a map may find in a file of training. Apart from the map, so that a page need not bring its checks. */

/** What a field is called on a page. */
export const TRAINING_FIELD_NAMES = {
  employeeNumber: "Employee number",
  module: "Module",
  completedOn: "Day of completion",
  outcome: "Outcome",
  provider: "Given by",
  evidence: "Evidence",
} as const;
export type TrainingField = keyof typeof TRAINING_FIELD_NAMES;

export const TRAINING_OUTCOMES = ["pass", "attended", "fail"] as const;
export type TrainingOutcome = (typeof TRAINING_OUTCOMES)[number];

export const OUTCOME_NAMES: Readonly<Record<TrainingOutcome, string>> = {
  pass: "Passed",
  attended: "Attended",
  fail: "Failed",
};
