/** Tagged A4 documents (PDF/UA-1: structure, language, title, alternative text) with the house's letters and seam. */
import { createRequire } from "node:module";
import PDFDocument from "pdfkit";

const require = createRequire(import.meta.url);
const font = (subset: "latin" | "latin-ext", weight: 400 | 700): string =>
  require.resolve(
    `@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${subset}-${weight}-normal.woff`,
  );
/** What the latin file has letters for; the rest of our names' letters, Welsh ones among them, are in latin-ext. */
const IN_LATIN =
  /^[\u0020-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2000-\u206f\u20ac\u2122]*$/u;

// The colours of the print styles (app/styles/_tokens.scss), in points from the left and the top of A4.
export const INK = "#1b1636";
export const MUTED = "#575168";
export const INDIGO = "#1f1858";
export const AMBER = "#f5a83c";
export const RUST = "#8a3f07";
export const RULE = "#c9c6d8";
export const PAGE_HEIGHT = 841.89;
export const LEFT = 78;
export const RIGHT = 540;
const SEAM: readonly (readonly [number, number])[] = [
  [14, 0],
  [10, 109],
  [22, 185],
  [11, 287],
  [21, 395],
  [8, 506],
  [19, 614],
  [10, 723],
  [14, PAGE_HEIGHT],
];

export type Pdf = InstanceType<typeof PDFDocument>;

export interface Line {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly width?: number;
  readonly align?: "left" | "right";
}

/** Writes a text in the structure element that is open; letters that one font file lacks come from the other. */
export function write(pdf: Pdf, text: string, { x, y, size, bold, colour = INK, width, align }: Line): void {
  const subset = IN_LATIN.test(text) ? "latin" : "latin-ext";
  pdf
    .font(font(subset, bold ? 700 : 400))
    .fontSize(size)
    .fillColor(colour);
  const options = { width: width ?? RIGHT - x, align, lineGap: 3 };
  if (subset === "latin") {
    pdf.text(text, x, y, options);
    return;
  }
  // The files share no letters: each word is set in the one that has it.
  let at = x;
  for (const part of text.split(/(?<=\s)|(?=[^\u0020-\u024f])/u).flatMap(letters)) {
    pdf.font(font(IN_LATIN.test(part) ? "latin" : "latin-ext", bold ? 700 : 400));
    pdf.text(part, at, y, { lineBreak: false });
    at += pdf.widthOfString(part);
  }
}

/** Runs of letters that one file holds. */
function letters(text: string): string[] {
  const runs: string[] = [];
  for (const letter of text) {
    const last = runs.at(-1);
    if (last !== undefined && IN_LATIN.test(last) === IN_LATIN.test(letter))
      runs[runs.length - 1] = last + letter;
    else runs.push(letter);
  }
  return runs;
}

/** What the structure elements of a page are added to. */
export type Tree = ReturnType<Pdf["struct"]>;

/** A document's bytes. `draw` gets the document with its first page and the root of its structure. */
export async function pdfOf(
  info: { readonly title: string; readonly author: string },
  draw: (pdf: Pdf, tree: Tree) => void,
): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: "A4",
    margin: 0,
    pdfVersion: "1.7",
    // Its types do not know it yet.
    subset: "PDF/UA" as never,
    tagged: true,
    lang: "en-GB",
    displayTitle: true,
    font: font("latin", 400),
    info: { Title: info.title, Author: info.author, Creator: "Amends" },
  });
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => pdf.once("end", resolve));
  const tree = pdf.struct("Document");
  pdf.addStructure(tree);
  draw(pdf, tree);
  tree.end();
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

/** What a reader of a page aloud leaves out. */
export function artifact(pdf: Pdf, draw: () => void): void {
  pdf.markContent("Artifact", { type: "Layout" });
  draw();
  pdf.endMarkedContent();
}

/** The coloured seam on the left of a page, with the mark of the house beside its name's place. */
export function drawSeam(pdf: Pdf): void {
  artifact(pdf, () => {
    pdf.polygon([0, 0], ...SEAM.map(([x, y]): [number, number] => [x, y]), [0, PAGE_HEIGHT]).fill(INDIGO);
    const [first, ...rest] = SEAM;
    if (first) pdf.moveTo(...(first as [number, number]));
    for (const [x, y] of rest) pdf.lineTo(x, y);
    pdf.lineWidth(3).stroke(AMBER);
    pdf.circle(94, 64, 14).fill(INDIGO);
    pdf.moveTo(97, 51).lineTo(95, 57).lineTo(97, 61).lineTo(92, 66).lineTo(95, 70).lineTo(91, 77);
    pdf.lineWidth(2).stroke(AMBER);
  });
}
