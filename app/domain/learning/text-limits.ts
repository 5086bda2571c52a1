/**
 * How much a text may hold before anything reads it as Markdown or MDX. Intentionally pure, and one pass over the
 * characters: a parser that is handed a hundred thousand brackets, or quotes within quotes, is busy for minutes or
 * runs out of stack, so what is too much is refused unread. No author meets these bounds.
 */
export const TEXT_LIMITS = {
  lines: 800,
  /** Columns before the first character of a line: lists within lists are made of them. */
  indent: 24,
  /** Quotation marks and list marks at the head of one line. */
  containers: 6,
} as const;

/** How often a mark may stand in one text. What each costs to read grows with the square of it, or faster. */
const MARKS: readonly { readonly marks: string; readonly most: number; readonly name: string }[] = [
  { marks: "[", most: 300, name: "square brackets" },
  { marks: "*_~", most: 600, name: "stars and underlines" },
  { marks: "`", most: 400, name: "backticks" },
  { marks: "<", most: 300, name: "angle brackets" },
  { marks: "{}", most: 40, name: "braces" },
  { marks: "|", most: 600, name: "upright lines" },
];
const MARK_AT = new Map(MARKS.flatMap((mark, at) => [...mark.marks].map((one) => [one, at] as const)));

/** What is too much, where, and what to do. */
export interface Excess {
  /** From 1. */
  readonly line: number;
  readonly message: string;
  readonly cure: string;
}

/**
 * The first thing that is too much in a text; null when it may be read.
 * @param most characters
 */
export function excessOf(text: string, most: number): Excess | null {
  if (text.length > most)
    return {
      line: 1,
      message: `the text has ${text.length.toLocaleString("en-GB")} characters`,
      cure: `Use at most ${most.toLocaleString("en-GB")}: make two of it.`,
    };
  const counts = MARKS.map(() => 0);
  let line = 1;
  let head: Head = { indent: 0, containers: 0, digits: 0, mark: false };
  let inHead = true;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "\n") {
      line += 1;
      if (line > TEXT_LIMITS.lines)
        return {
          line,
          message: `the text has more than ${TEXT_LIMITS.lines.toLocaleString("en-GB")} lines`,
          cure: "Make two of it.",
        };
      head = { indent: 0, containers: 0, digits: 0, mark: false };
      inHead = true;
      continue;
    }
    if (inHead) {
      const next = headWith(head, character);
      inHead = next !== null;
      head = next ?? head;
      if (head.indent > TEXT_LIMITS.indent || head.containers > TEXT_LIMITS.containers)
        return {
          line,
          message: "this is too deep: lists or quotations within one another",
          cure: "Write it with fewer levels.",
        };
    }
    const kind = MARK_AT.get(character);
    if (kind === undefined) continue;
    const count = (counts[kind] ?? 0) + 1;
    counts[kind] = count;
    const mark = MARKS[kind];
    if (mark && count > mark.most)
      return {
        line,
        message: `the text has more than ${mark.most} ${mark.name}`,
        cure: "Make two of it, or write it more plainly.",
      };
  }
  return null;
}

/** How a line begins, as far as it is read. */
interface Head {
  readonly indent: number;
  readonly containers: number;
  /** Of a number that may become a list mark. */
  readonly digits: number;
  /** A bullet, or a number with its full stop, that counts once a space follows. */
  readonly mark: boolean;
}

/** The head with one more character; null when it ends before it. */
function headWith(head: Head, character: string): Head | null {
  if (character === " " || character === "\t") {
    const indent = head.indent + (character === "\t" ? 4 : 1);
    return { indent, containers: head.containers + (head.mark ? 1 : 0), digits: 0, mark: false };
  }
  if (head.mark) return null;
  if (character === ">") return { ...head, containers: head.containers + 1, digits: 0 };
  if (/[-+*]/.test(character)) return head.digits > 0 ? null : { ...head, mark: true };
  if (/\d/.test(character)) return head.digits < 9 ? { ...head, digits: head.digits + 1 } : null;
  if (/[.)]/.test(character) && head.digits > 0) return { ...head, digits: 0, mark: true };
  return null;
}
