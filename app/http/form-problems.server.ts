import { AmendsError, type ErrorCode, type Problem } from "#app/domain/errors.ts";

/** What somebody can put right in the form that they sent; other errors have pages of their own. */
const OF_FORMS: readonly ErrorCode[] = ["bad-input", "conflict", "misconfigured"];

/** What to put right in a form, for its error summary. @throws whatever is not about the form. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (!(error instanceof AmendsError) || !OF_FORMS.includes(error.code)) throw error;
  if (error.problems.length > 0) return error.problems;
  return [{ text: [error.message, error.wayOut].filter(Boolean).join(". ") }];
}
