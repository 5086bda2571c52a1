/** The HTML of other tools' texts as Markdown: paragraphs, emphasis and lists; everything else loses its tags. Intentionally pure. */

const NAMED: Readonly<Record<string, string>> = {
  ...{ lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", amp: "&" },
  ...{ rsquo: "’", lsquo: "‘", rdquo: "”", ldquo: "“", ndash: "–", mdash: "—", hellip: "…", pound: "£" },
};

/** Character references as the characters they stand for; one that stands for none stays as it is. */
export function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (name.startsWith("#")) {
      const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
      const allowed = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return allowed ? String.fromCodePoint(code) : whole;
    }
    return NAMED[name.toLowerCase()] ?? whole;
  });
}

/** Markdown that says what the HTML said. */
export function markdownOf(html: string): string {
  const text = html
    .replace(/\r\n?/g, "\n")
    .replace(/<(script|style)\b[^<>]*>[^<]*(?:<\/\1>)?/gi, "")
    .replace(/<\/?(strong|b)(?:\s[^<>]*)?>/gi, "**")
    .replace(/<\/?(em|i)(?:\s[^<>]*)?>/gi, "*")
    .replace(/<li(?:\s[^<>]*)?>/gi, "\n- ")
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<\/(p|div|h[1-6]|ul|ol)>/gi, "\n\n")
    .replace(/<[^<>]*>/g, "");
  return decodeEntities(text)
    .replace(/\u00a0/g, " ")
    .replace(/\*\*\s*\*\*/g, "")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The same in one line. */
export const lineOf = (html: string): string =>
  markdownOf(html).replace(/\s+/g, " ").replace(/\*/g, "").trim();
