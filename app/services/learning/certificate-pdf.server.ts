/** A certificate as one tagged A4 page. */
import QRCode from "qrcode";
import { dayWords } from "#app/domain/words.ts";
import {
  artifact,
  drawSeam,
  INK,
  LEFT,
  MUTED,
  pdfOf,
  RIGHT,
  RULE,
  RUST,
  write,
  type Line,
  type Pdf,
  type Tree,
} from "../pdf/document.server.ts";
import type { CertificateValues } from "./read-certificate.server.ts";

/** The PDF's bytes. `checkUrl` is where anyone can check the code; the QR holds it. */
export function certificatePdf(certificate: CertificateValues, checkUrl: string): Promise<Buffer> {
  const title = `Certificate of training: ${certificate.title}, ${certificate.name}`;
  return pdfOf({ title, author: certificate.force }, (pdf, all) => draw(pdf, all, certificate, checkUrl));
}

function draw(pdf: Pdf, all: Tree, certificate: CertificateValues, checkUrl: string): void {
  const say = (tag: string, text: string, line: Line) =>
    all.add(pdf.struct(tag, {}, () => write(pdf, text, line)));

  drawSeam(pdf);

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
  const until = certificate.until ? dayWords(certificate.until) : "No end day";
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
  // As many as a page holds stand on it; the facilitator programme's do.
  const height = certificate.rows.length > 6 ? 17 : 33;
  const at = (index: number) => 497 + index * height;
  certificate.rows.forEach(({ module, from, version }, index) =>
    row("TD", [module, dayWords(from), version], at(index)),
  );
  table.end();
  artifact(pdf, () => {
    pdf.lineWidth(0.8);
    pdf.moveTo(LEFT, 487).lineTo(RIGHT, 487).stroke(MUTED);
    certificate.rows.forEach((_, index) => {
      const under = at(index + 1) - 10;
      pdf.moveTo(LEFT, under).lineTo(RIGHT, under).stroke(RULE);
    });
  });

  const alt = `QR code that leads to ${checkUrl}`;
  all.add(pdf.struct("Figure", { alt }, () => drawQr(pdf, checkUrl, LEFT, 697, 98)));
  say("P", "Check this certificate", { x: 194, y: 736, size: 11.5 });
  say("P", certificate.code, { x: 194, y: 752, size: 15, bold: true });
  // On a line of its own: an address that is broken cannot be copied.
  say("P", checkUrl, { x: LEFT, y: 803, size: 9, colour: MUTED });
  if (certificate.inPerson) return;
  say(
    "P",
    "This certificate shows training. It does not make its holder a restorative justice facilitator, which takes a course in person.",
    { x: 385, y: 733, size: 9.5, colour: MUTED, width: RIGHT - 385 },
  );
}

function drawQr(pdf: Pdf, text: string, x: number, y: number, side: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const cell = side / modules.size;
  for (let line = 0; line < modules.size; line += 1)
    for (let at = 0; at < modules.size; at += 1)
      if (modules.get(line, at)) pdf.rect(x + at * cell, y + line * cell, cell + 0.05, cell + 0.05);
  pdf.fill(INK);
}
