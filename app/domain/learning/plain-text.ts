/** Compiled prose as the words a reader sees. Intentionally pure. */
import type { Block, Prose } from "./lesson.ts";

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** HTML without its tags, its character references read, its spaces made single. */
export function plainText(html: string): string {
  return html
    .replace(/<\/?(?:p|li|ul|ol|h[1-6]|td|th|tr|blockquote|br)\b[^<>]*>/g, " ")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(#x[\da-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
      if (name.startsWith("#x")) return String.fromCodePoint(parseInt(name.slice(2), 16));
      if (name.startsWith("#")) return String.fromCodePoint(parseInt(name.slice(1), 10));
      return NAMED[name] ?? whole;
    })
    .replace(/\s+/g, " ")
    .replace(/ ([.,;:?!])/g, "$1")
    .trim();
}

/** Terms keep their words; facts are stamps, and the force's own rules vary, so both leave nothing. */
export function proseText({ html, slots }: Prose): string {
  return plainText(
    html.replace(/<!--slot:(\d+)-->/g, (_, number: string) => {
      const slot = slots[Number(number)];
      return slot?.kind === "term" ? slot.text.replace(/&/g, "&amp;").replace(/</g, "&lt;") : "";
    }),
  );
}

/** The pieces of prose in a block; none in a question, whose words are its bank's. */
export function prosesOf(block: Block): readonly Prose[] {
  return "slots" in block ? [block] : block.kind === "compare" ? block.sides : [];
}

/** A block's words with its titles and its figure's caption; empty for a question or a scenario. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case "question":
    case "scenario":
      return "";
    case "figure":
      return block.caption ?? "";
    case "compare":
      return block.sides.map((side) => `${side.title}: ${proseText(side)}`).join(" ");
    case "say":
    case "example":
    case "reveal":
    case "audio":
    case "video":
      return [block.title, proseText(block)].filter(Boolean).join(": ");
    case "prose":
    case "steps":
      return proseText(block);
  }
}
