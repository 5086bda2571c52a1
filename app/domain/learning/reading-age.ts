/**
 * How hard a text is to read: the Flesch–Kincaid grade.
 * Intentionally pure: lessons and scenarios are judged by the same count.
 *
 * Grade = 0.39 × words ÷ sentences + 11.8 × syllables ÷ words − 15.59, and the reading age is the grade + 5.
 * Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas for Navy Enlisted Personnel"
 * (1975). It judges the length of sentences and words and nothing else: an upper bound to keep, not a mark to earn.
 */

/** Reading age 14: plain enough for somebody who reads between two jobs. */
export const GRADE_MOST = 9;
/** With fewer words one long word decides, so nothing is said. */
export const WORDS_TO_JUDGE = 100;

export interface Readability {
  readonly words: number;
  readonly sentences: number;
  readonly syllables: number;
  /** The school grade of the formula; null under `WORDS_TO_JUDGE` words. */
  readonly grade: number | null;
}

export function readability(text: string): Readability {
  const sentences = sentencesOf(text);
  const words = sentences.flatMap(wordsOf);
  const known = new Map<string, number>();
  let syllables = 0;
  for (const word of words) {
    const count = known.get(word) ?? syllablesIn(word);
    known.set(word, count);
    syllables += count;
  }
  const grade =
    words.length < WORDS_TO_JUDGE
      ? null
      : 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
  return { words: words.length, sentences: sentences.length, syllables, grade };
}

/**
 * What somebody reads of a Markdown text: no marks, no addresses; each list item and paragraph on its own. It takes
 * a text of any length in one pass, however its brackets stand: what an author types is judged while they type.
 */
export function plainWords(markdown: string): string {
  return markdown
    .replace(/!?\[([^\][]*)\]\([^()]*\)/g, "$1")
    .replace(/^[ \t]*(?:#{1,6}|>|[-*+]|\d+[.)])[ \t]+/gm, "\n")
    .replace(/[*_`\\]/g, "");
}

/** A blank line ends a sentence as a full stop does: headings and list items have none. */
function sentencesOf(text: string): string[] {
  return text
    .split(/\n[ \t]*\n|(?<![.!?…])[.!?…]+["'”’)]*(?=\s|$)/)
    .filter((sentence) => wordsOf(sentence).length > 0);
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+(?:['’:.-][\p{L}\p{N}]+)*/gu) ?? [];

/** By the spelling: groups of vowels, less the endings that are not spoken. A number counts as one. */
export function syllablesIn(word: string): number {
  return word
    .toLowerCase()
    .split("-")
    .reduce((sum, part) => sum + syllablesInPart(part.replace(/['’](?:s|d|ll|re|ve|m)?$/, "")), 0);
}

function syllablesInPart(part: string): number {
  const letters = part
    .replace(/(?<=[ds])n['’]t$/, "nit")
    .normalize("NFD")
    .replace(/[^a-z]/g, "");
  if (letters.length <= 3) return 1;
  const spoken = letters
    // "called", "makes", "named" and "quite", but "wanted", "settled", "houses" and "table".
    .replace(/(?<![td]|[^aeiouylr]l)ed$|(?<![sxzcg]|[cs]h)es$|(?<!l)e$|(?<=[aeiouylr])le$/, "")
    .replace(/^some(?=[a-z]{3})/, "som")
    .replace(/(?<=[aeiou][^aeiouy])e(?=(?:ly|ful|less|ment|ness)s?$)/, "");
  const groups = spoken.match(/[aeiouy]+/g)?.length ?? 0;
  // "quiet", "period", "area" and "being" have two vowels side by side that are both spoken; "nation" has not.
  const apart =
    spoken.match(
      /(?<![tcsgx])i[aou]|iet|(?<![tcsgxr])ien|scien|uou|[dr]eo(?!u)|crea(?=t(?!u))|ea$|[aeouy]ing|(?<!q)ua(?=[lt])/g,
    )?.length ?? 0;
  return Math.max(1, groups + apart);
}
