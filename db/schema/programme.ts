/** The modules an audience must hold. */
export interface ProgrammeTable {
  id: string;
  slug: string;
  title: string;
  /** Training elsewhere that is older than this, in months, does not count; null: any age counts. */
  prior_learning_months: number | null;
}
