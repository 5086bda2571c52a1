/**
 * Search over what somebody has met: words compared without case, accents or a plural's s, each word of the query
 * wanted, results in order of how much they say about it. Intentionally pure.
 */

/** Something that can be found: a screen of a lesson, a term or a fact. */
export interface Findable {
  readonly kind: "lesson" | "term" | "fact";
  readonly title: string;
  readonly text: string;
  /** Where it stands: an address of this site. */
  readonly to: string;
  /** Where that is, in words. */
  readonly where: string;
}

/** A word and where it stands in its text, as [from, to). */
interface Word {
  readonly stem: string;
  readonly from: number;
  readonly to: number;
}

/** A findable thing with its words counted out once. */
export interface Indexed extends Findable {
  readonly titleWords: readonly Word[];
  readonly textWords: readonly Word[];
}

/** A piece of text; `marked` when it is a word that was searched for. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

export interface Found {
  readonly kind: Findable["kind"];
  readonly to: string;
  readonly where: string;
  readonly title: readonly Piece[];
  readonly excerpt: readonly Piece[];
}

const SMALL_WORDS = new Set(
  "a an and are as at be but by do for from how i if in is it not of on or that the they to was what when who with you".split(
    " ",
  ),
);

/** How many words an excerpt has. */
const EXCERPT = 30;

/** Without case and accents; "victim's" and "victims" become "victim". */
export function stem(word: string): string {
  const plain = word
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]s?$/u, "")
    .replace(/['’]/gu, "");
  return plain.length > 3 && plain.endsWith("s") && !plain.endsWith("ss") ? plain.slice(0, -1) : plain;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’](?=\p{L}))*/gu)].map((match) => ({
    stem: stem(match[0]),
    from: match.index,
    to: match.index + match[0].length,
  }));
}

export function indexed(thing: Findable): Indexed {
  return { ...thing, titleWords: wordsOf(thing.title), textWords: wordsOf(thing.text) };
}

/** The stems that a query asks for, each once; small words only when it has no others. */
export function queryStems(query: string): string[] {
  const all = [...new Set(wordsOf(query).map((word) => word.stem))].filter(Boolean);
  const telling = all.filter((one) => !SMALL_WORDS.has(one));
  return telling.length > 0 ? telling : all;
}

/** A word begun counts from three letters on: "refer" finds "referral", "re" does not. */
const meets = (word: Word, wanted: string): boolean =>
  word.stem === wanted || (wanted.length > 2 && word.stem.startsWith(wanted));

/** What a word's place in a thing is worth: whole words before begun ones, the title before the text. */
function worth(thing: Indexed, wanted: string): number {
  const inTitle = thing.titleWords.filter((word) => meets(word, wanted));
  const inText = thing.textWords.filter((word) => meets(word, wanted));
  if (inTitle.length + inText.length === 0) return 0;
  const whole = (word: Word) => word.stem === wanted;
  const title = inTitle.some(whole) ? 8 : inTitle.length > 0 ? 5 : 0;
  const exact = inText.filter(whole).length;
  return title + Math.min(5, exact * 1.5 + (inText.length - exact) * 0.5);
}

/** Words of the query that follow each other in the text as they do in the query. */
function together(words: readonly Word[], wanted: readonly string[]): number {
  return words.some((_, at) =>
    wanted.every((one, offset) => {
      const word = words[at + offset];
      return word !== undefined && meets(word, one);
    }),
  )
    ? 6
    : 0;
}

/**
 * Things in which every word of the query stands, the most telling first; equal ones as they came.
 * @param most how many at most
 */
export function search(things: readonly Indexed[], query: string, most: number): readonly Found[] {
  const wanted = queryStems(query);
  if (wanted.length === 0) return [];
  return things
    .flatMap((thing) => {
      const each = wanted.map((one) => worth(thing, one));
      if (each.includes(0)) return [];
      const phrase =
        wanted.length > 1 ? together(thing.titleWords, wanted) + together(thing.textWords, wanted) : 0;
      // A term that is what was asked for comes before the lessons that use it.
      const named = thing.kind === "term" && thing.titleWords.length === wanted.length ? 4 : 0;
      return [{ thing, score: each.reduce((sum, one) => sum + one, phrase + named) }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ thing }) => ({
      kind: thing.kind,
      to: thing.to,
      where: thing.where,
      title: pieces(thing.title, thing.titleWords, wanted, 0, thing.title.length),
      excerpt: excerptOf(thing, wanted),
    }));
}

/** The stretch of the text with the most different words of the query, with those words marked. */
function excerptOf({ text, textWords }: Indexed, wanted: readonly string[]): Piece[] {
  const hits = textWords.map((word) => wanted.findIndex((one) => meets(word, one)));
  let best = { start: 0, kinds: -1 };
  for (const [at, hit] of hits.entries()) {
    if (hit < 0 && at > 0) continue;
    const start = Math.max(0, Math.min(at - 6, textWords.length - EXCERPT));
    const kinds = new Set(hits.slice(start, start + EXCERPT).filter((one) => one >= 0)).size;
    if (kinds > best.kinds) best = { start, kinds };
  }
  const end = best.start + EXCERPT;
  const from = best.start === 0 ? 0 : (textWords[best.start]?.from ?? 0);
  const to = end >= textWords.length ? text.length : (textWords[end - 1]?.to ?? text.length);
  const middle = pieces(text, textWords, wanted, from, to);
  return [
    ...(from > 0 ? [{ text: "… ", marked: false }] : []),
    ...middle,
    ...(to < text.length ? [{ text: " …", marked: false }] : []),
  ];
}

function pieces(
  text: string,
  words: readonly Word[],
  wanted: readonly string[],
  from: number,
  to: number,
): Piece[] {
  const out: Piece[] = [];
  let at = from;
  for (const word of words) {
    if (word.from < from || word.to > to || !wanted.some((one) => meets(word, one))) continue;
    if (word.from > at) out.push({ text: text.slice(at, word.from), marked: false });
    out.push({ text: text.slice(word.from, word.to), marked: true });
    at = word.to;
  }
  if (at < to) out.push({ text: text.slice(at, to), marked: false });
  return out;
}
