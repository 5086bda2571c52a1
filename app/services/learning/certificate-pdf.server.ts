/** A certificate as one tagged A4 page (PDF/UA-1: structure, language, title, alternative text), fonts embedded. */
import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import QRCode from "qrcode";
import { dayWords } from "#app/domain/words.ts";
import type { CertificateValues } from "./read-record.server.ts";

const require = createRequire(import.meta.url);
const font = (subset: "latin" | "latin-ext", weight: 400 | 700): string =>
  require.resolve(
    `@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${subset}-${weight}-normal.woff`,
  );
/** What the latin file has letters for; the rest of our names' letters, Welsh ones among them, are in latin-ext. */
const IN_LATIN =
  /^[\u0020-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2000-\u206f\u20ac\u2122]*$/u;

// The colours of the print styles (app/styles/_tokens.scss), in points from the left and the top of A4.
const INK = "#1b1636";
const MUTED = "#575168";
const INDIGO = "#1f1858";
const AMBER = "#f5a83c";
const RUST = "#8a3f07";
const RULE = "#c9c6d8";
const PAGE_HEIGHT = 841.89;
const LEFT = 78;
const RIGHT = 540;
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

type Pdf = InstanceType<typeof PDFDocument>;

interface Line {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly width?: number;
  readonly align?: "left" | "right";
}

function write(pdf: Pdf, text: string, { x, y, size, bold, colour = INK, width, align }: Line): void {
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

/** The PDF's bytes. `checkUrl` is where anyone can check the code; the QR holds it. */
export async function certificatePdf(certificate: CertificateValues, checkUrl: string): Promise<Buffer> {
  const title = `Certificate of training: ${certificate.title}, ${certificate.name}`;
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
    info: { Title: title, Author: certificate.force, Creator: "Amends" },
  });
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => pdf.once("end", resolve));
  draw(pdf, certificate, checkUrl);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

function draw(pdf: Pdf, certificate: CertificateValues, checkUrl: string): void {
  const all = pdf.struct("Document");
  pdf.addStructure(all);
  const say = (tag: string, text: string, line: Line) =>
    all.add(pdf.struct(tag, {}, () => write(pdf, text, line)));

  pdf.markContent("Artifact", { type: "Layout" });
  pdf.polygon([0, 0], ...SEAM.map(([x, y]): [number, number] => [x, y]), [0, PAGE_HEIGHT]).fill(INDIGO);
  const [first, ...rest] = SEAM;
  if (first) pdf.moveTo(...(first as [number, number]));
  for (const [x, y] of rest) pdf.lineTo(x, y);
  pdf.lineWidth(3).stroke(AMBER);
  pdf.circle(94, 64, 14).fill(INDIGO);
  pdf.moveTo(97, 51).lineTo(95, 57).lineTo(97, 61).lineTo(92, 66).lineTo(95, 70).lineTo(91, 77);
  pdf.lineWidth(2).stroke(AMBER);
  pdf.endMarkedContent();

  say("P", "Amends", { x: 118, y: 53, size: 18, bold: true });
  say("P", certificate.force, { x: 300, y: 58, size: 12, colour: MUTED, width: RIGHT - 300, align: "right" });
  say("P", "Certificate of training", { x: LEFT, y: 166, size: 12, bold: true, colour: RUST });
  const size = certificate.name.length > 26 ? 26 : 38;
  say("H1", certificate.name, { x: LEFT, y: 186, size, bold: true });
  say("P", certificate.role, { x: LEFT, y: 240, size: 13, colour: MUTED });
  say("P", `has ${certificate.done}.`, { x: LEFT, y: 292, size: 18, width: 420 });
  if (certificate.withdrawn) {
    const text = `This certificate was withdrawn on ${dayWords(certificate.withdrawn)}.`;
    say("P", text, { x: LEFT, y: 352, size: 13, bold: true, colour: "#a01818" });
  }
  say("P", "Awarded", { x: LEFT, y: 382, size: 11, colour: MUTED });
  say("P", dayWords(certificate.from), { x: LEFT, y: 398, size: 16, bold: true });
  say("P", "Valid until", { x: 265, y: 382, size: 11, colour: MUTED });
  const until = certificate.to ? dayWords(certificate.to) : "No end day";
  say("P", until, { x: 265, y: 398, size: 16, bold: true });

  const columns: readonly Pick<Line, "x" | "width" | "align">[] = [
    { x: LEFT, width: 195 },
    { x: 277, width: 140 },
    { x: 420, width: RIGHT - 420, align: "right" },
  ];
  const table = pdf.struct("Table");
  all.add(table);
  const row = (tag: "TH" | "TD", cells: readonly string[], y: number) => {
    const line = pdf.struct("TR");
    table.add(line);
    cells.forEach((text, at) => {
      const place = { ...columns[at], x: columns[at]?.x ?? LEFT, y, size: 11.5 };
      const look = tag === "TH" ? { bold: true, colour: MUTED } : {};
      line.add(pdf.struct(tag, {}, () => write(pdf, text, { ...place, ...look })));
    });
    line.end();
  };
  row("TH", ["Module", "Done", "Version learnt"], 464);
  row("TD", [certificate.title, dayWords(certificate.from), certificate.version], 497);
  table.end();
  pdf.markContent("Artifact", { type: "Layout" });
  pdf.lineWidth(0.8);
  pdf.moveTo(LEFT, 487).lineTo(RIGHT, 487).stroke(MUTED);
  pdf.moveTo(LEFT, 520).lineTo(RIGHT, 520).stroke(RULE);
  pdf.endMarkedContent();

  const alt = `QR code that leads to ${checkUrl}`;
  all.add(pdf.struct("Figure", { alt }, () => drawQr(pdf, checkUrl, LEFT, 697, 98)));
  say("P", "Check this certificate", { x: 194, y: 736, size: 11.5 });
  say("P", certificate.code, { x: 194, y: 752, size: 15, bold: true });
  // On a line of its own: an address that is broken cannot be copied.
  say("P", checkUrl, { x: LEFT, y: 803, size: 9, colour: MUTED });
  say(
    "P",
    "This certificate shows training. It does not make its holder a restorative justice facilitator, which takes a course in person.",
    { x: 385, y: 733, size: 9.5, colour: MUTED, width: RIGHT - 385 },
  );
  all.end();
}

function drawQr(pdf: Pdf, text: string, x: number, y: number, side: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const cell = side / modules.size;
  for (let line = 0; line < modules.size; line += 1)
    for (let at = 0; at < modules.size; at += 1)
      if (modules.get(line, at)) pdf.rect(x + at * cell, y + line * cell, cell + 0.05, cell + 0.05);
  pdf.fill(INK);
}
