/** Something an author must put right before anything is published. */
export interface ContentProblem {
  /** From the content's root, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column?: number;
  /** Within a YAML document: keys from its root. */
  readonly path?: readonly PropertyKey[];
  readonly message: string;
  /** What to do. */
  readonly cure: string;
}
