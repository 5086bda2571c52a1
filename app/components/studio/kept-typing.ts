/** What was typed into a draft and is not on the server yet, in this browser. */
import type { Fields } from "./form-values.ts";

/** A text that both changed: what stands in the form is one's own, until it is decided. */
export interface Dispute {
  /** Where in the document, as the server named it. */
  readonly path: string;
  readonly place: string;
  readonly theirs: string;
  /** The fields that hold it. */
  readonly names: readonly string[];
}

export interface Kept {
  readonly at: string;
  /** The revision that the form showed: what was saved since is put together with it. */
  readonly base: number;
  readonly fields: Fields;
  readonly disputes: readonly Dispute[];
}

/** In the order in which they were kept; none where the browser keeps nothing. */
export function readKept(key: string): readonly Kept[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? (kept as Kept[]) : [];
  } catch {
    return [];
  }
}

export function keepTyping(key: string, kept: readonly Kept[]): void {
  try {
    if (kept.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // A full or forbidden store: the server has it within a second all the same.
  }
}
