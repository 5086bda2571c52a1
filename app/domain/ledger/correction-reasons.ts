/** Why an award is taken back or put right: a category, so that no name enters the ledger. */
export const CORRECTION_REASONS = {
  "recorded-in-error": "It was recorded in error",
  "wrong-person": "It is another person's",
  "wrong-day": "Its days were wrong",
  "no-evidence": "There is no evidence of it",
  "assessment-annulled": "The assessment was annulled",
} as const;
export type CorrectionReason = keyof typeof CORRECTION_REASONS;
