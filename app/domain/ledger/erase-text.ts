/** Takes what names somebody out of texts. Intentionally pure. */

/** What stands where something was taken out. */
const ERASED = "erased";

/** Words to take out, each only where it stands by itself: `ann@x.example` stays in `joann@x.example`. */
export interface Words {
  /** However they are written: addresses, whole names. */
  readonly anyCase: readonly string[];
  /** As they are: numbers, and names that are common words too. */
  readonly exact: readonly string[];
}

/** Gives a text back without the words. */
export function textWithout({ anyCase, exact }: Words): (text: string) => string {
  const patterns = [patternOf(anyCase, "giu"), patternOf(exact, "gu")].filter((one) => one !== null);
  return (text) => patterns.reduce((left, pattern) => left.replace(pattern, ERASED), text);
}

/** The longest first, so that none leaves the rest of another behind. */
function patternOf(words: readonly string[], flags: string): RegExp | null {
  const wanted = [...new Set(words)].filter((word) => word.trim() !== "");
  if (wanted.length === 0) return null;
  const any = wanted
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}_.+%-])(?:${any})(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`, flags);
}
