/** A file between its upload and its import. */
import type { Day } from "#app/domain/time.ts";

/** What a map says before it is checked: a document of `import-map.ts`, in part. */
export type MapDraft = Record<string, unknown> & {
  columns?: Record<string, unknown>;
  values?: Record<string, Record<string, unknown>>;
  fixed?: Record<string, unknown>;
};

/** An extract of people, or training that was done elsewhere. */
export type UploadKind = "people" | "training";

export interface Upload {
  readonly id: string;
  readonly kind: UploadKind;
  readonly fileName: string;
  readonly source: string;
  /** The day that an extract describes; of training, the day on which it was brought. */
  readonly asAt: Day;
  readonly bytes: Uint8Array;
  readonly draft: MapDraft;
}
