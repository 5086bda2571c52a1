import type { Attainment } from "#app/domain/learning/attainments.ts";

/** What an audience must hold. */
export interface ProgrammeTable {
  id: string;
  slug: string;
  title: string;
  /** Training elsewhere that is older than this, in months, does not count; null: any age counts. */
  prior_learning_months: number | null;
  /** From 1, in the order of `content/programmes.yaml`. */
  position: number;
  /** What holding all of it makes of somebody. */
  attainment: Attainment | null;
  /** JSON: an `Audience`; null: everyone. */
  audience: string | null;
  /** JSON: the slugs of the programmes that are part of it; null: none. */
  includes: string | null;
}
