/**
 * What looks like somebody's data in free text: no real case belongs here (DOMAIN.md §4, "No case data"). It warns and
 * never forbids: a pattern cannot know. Intentionally pure.
 */
export type PersonalDataKind = "e-mail" | "phone" | "reference";

export interface PersonalDataFound {
  readonly kind: PersonalDataKind;
  readonly text: string;
}

/** In the order in which they are looked for: a telephone number's digits are no crime number. */
const PATTERNS: readonly (readonly [PersonalDataKind, RegExp])[] = [
  ["e-mail", /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g],
  // United Kingdom numbers, with spaces or hyphens between their digits as people write them.
  ["phone", /(?<!\d)(?:\+44[ -]?|0)(?:\d[ -]?){8,9}\d(?!\d)/g],
  // "MA/12345/26", "CR-0012345", eleven or twelve digits, and a case's unique reference such as 54AB0012326.
  [
    "reference",
    /(?<![\w/-])[A-Z]{1,4}[/-]\d{4,}(?:[/-]\d{2,4})?(?![\w/])|(?<!\d)\d{11,12}(?!\d)|(?<!\w)\d{2}[A-Z]{1,2}\d{6,9}(?!\w)/g,
  ],
];

/** Each thing that looks like an e-mail address, a telephone number or a case's reference, in the order of the text. */
export function personalDataIn(text: string): PersonalDataFound[] {
  const found: (PersonalDataFound & { at: number })[] = [];
  let left = text;
  for (const [kind, pattern] of PATTERNS) {
    left = left.replace(pattern, (match: string, ...rest: unknown[]) => {
      const at = rest.find((one): one is number => typeof one === "number") ?? 0;
      found.push({ kind, text: match.trim(), at });
      // Its place stays, so that what follows stands where it stood.
      return " ".repeat(match.length);
    });
  }
  return found.sort((a, b) => a.at - b.at).map(({ kind, text: seen }) => ({ kind, text: seen }));
}

const WORDS: Record<PersonalDataKind, string> = {
  "e-mail": "an e-mail address",
  phone: "a telephone number",
  reference: "a case reference",
};

/** "This looks like a telephone number (07700 900123)…", or null when nothing was seen. */
export function personalDataWarning(text: string): string | null {
  const [first] = personalDataIn(text);
  if (!first) return null;
  return `This looks like ${WORDS[first.kind]} (${first.text}). If it is a real one, take it out; if not, say so below and keep it.`;
}
