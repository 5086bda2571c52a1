/** A month's figures as two tagged A4 pages for a Police and Crime Panel: the figure and its way, then units and method. */
import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { chanceWords, percentWords, rangeWords } from "#app/domain/share-words.ts";
import { daysBetween, type Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import {
  artifact,
  drawSeam,
  INDIGO,
  INK,
  LEFT,
  MUTED,
  PAGE_HEIGHT,
  pdfOf,
  RIGHT,
  RULE,
  RUST,
  write,
  type Line,
  type Pdf,
  type Tree,
} from "../pdf/document.server.ts";
import type { CoverageReport } from "./read-report.server.ts";

const number = (people: number) => people.toLocaleString("en-GB");
const TOP = 104;
/** The last line of the units' table: the method stands below. */
const UNITS_END = 500;
const BODY = 10.5;

/** The PDF's bytes: two pages, however many units there are. */
export function reportPdf(report: CoverageReport): Promise<Buffer> {
  const title = `Restorative justice training in ${report.force} on ${dayWords(report.month.day)}`;
  return pdfOf({ title, author: report.force }, (pdf, tree) => {
    const page = new Page(pdf, tree, report);
    page.first();
    pdf.addPage();
    page.second();
  });
}

interface Column {
  readonly name: string;
  readonly x: number;
  readonly width: number;
  readonly align?: "right";
}

/** Texts and tables one below the other. */
class Page {
  readonly #pdf: Pdf;
  readonly #tree: Tree;
  readonly #report: CoverageReport;
  #y = TOP;

  constructor(pdf: Pdf, tree: Tree, report: CoverageReport) {
    this.#pdf = pdf;
    this.#tree = tree;
    this.#report = report;
  }

  first(): void {
    const { force, target, month, months, likely, others } = this.#report;
    const { figures } = month;
    this.#head(1);
    this.#say("P", "Training in restorative justice", { size: 12, bold: true, colour: RUST });
    this.#say(
      "H1",
      `${percentWords(figures.net_rate)} of ${force}’s ${number(figures.net)} available ${target.people} were trained on ${dayWords(month.day)}`,
      { size: 20, bold: true, after: 6 },
    );
    this.#say(
      "P",
      `That is ${percentWords(figures.gross_rate)} of all ${number(figures.in_post)} in post. The promise: ${target.title}. ${number(figures.net - figures.trained_net)} of those available are still to train.`,
      { size: 12, after: 12 },
    );
    this.#table(
      [
        { name: "Rate", x: LEFT, width: 70 },
        { name: "Share", x: 150, width: 60, align: "right" },
        { name: "Counted", x: 225, width: RIGHT - 225 },
      ],
      [
        [
          "Gross",
          percentWords(figures.gross_rate),
          `${number(figures.trained_in_post)} of ${number(figures.in_post)} in post`,
        ],
        [
          "Net",
          percentWords(figures.net_rate),
          `${number(figures.trained_net)} of ${number(figures.net)} available; the published rate`,
        ],
        [
          "Current",
          percentWords(figures.current_rate),
          `${number(figures.current_net)} of ${number(figures.net)} available, with no award lapsed`,
        ],
      ],
    );
    this.#say("H2", target.dueOn ? `On the way to ${dayWords(target.dueOn)}` : "Over time", {
      size: 14,
      bold: true,
      before: 18,
      after: 6,
    });
    const first = months[0] ?? month;
    const alt = `${number(figures.trained_net)} of ${number(figures.net)} available ${target.people} trained on ${dayWords(month.day)}; ${number(first.figures.trained_net)} of ${number(first.figures.net)} on ${dayWords(first.day)}.`;
    this.#tree.add(this.#pdf.struct("Figure", { alt }, () => this.#burnUp()));
    if (likely)
      this.#say(
        "P",
        `At the pace of that day ${rangeWords(likely.low, likely.high)} will be trained by ${dayWords(likely.dueOn)} in nine of ten possible futures, and the chance of meeting the promise is ${chanceWords(likely.chance)}. What nobody has seen yet is in none of them.`,
        { size: BODY, before: 6 },
      );
    if (others.length > 0) {
      this.#say("H2", "What else is promised", { size: 14, bold: true, before: 14, after: 6 });
      this.#table(
        [
          { name: "Promise", x: LEFT, width: 300 },
          { name: "Available", x: 390, width: 60, align: "right" },
          { name: "Trained", x: 460, width: RIGHT - 460, align: "right" },
        ],
        others.map((one) => [one.title, number(one.figures.net), percentWords(one.figures.net_rate)]),
        PAGE_HEIGHT - 60,
      );
    }
  }

  second(): void {
    const { target, month, madeOn } = this.#report;
    const { figures } = month;
    this.#head(2);
    this.#say("H2", "By unit", { size: 14, bold: true, after: 4 });
    if (month.rows.length === 0)
      this.#say(
        "P",
        "Units are not shown: there are so few people in them, or so few left to train, that a unit’s count could tell who they are.",
        { size: BODY },
      );
    else {
      this.#say(
        "P",
        `On ${dayWords(month.rowsDay)}, the lowest rate first. Counts are rounded to five, and rates come from the rounded counts.`,
        { size: BODY, after: 8 },
      );
      const left = this.#table(
        [
          { name: "Unit", x: LEFT, width: 250 },
          { name: "Available, about", x: 330, width: 90, align: "right" },
          { name: "Trained, about", x: 425, width: 75, align: "right" },
          { name: "Rate", x: 505, width: RIGHT - 505, align: "right" },
        ],
        month.rows.map((row) => [
          row.names.join(", "),
          number(row.net),
          number(row.trained),
          row.rate === null ? "–" : `${Math.round(row.rate * 100)}%`,
        ]),
        UNITS_END,
      );
      if (left > 0)
        this.#say("P", `and ${left} more with higher rates: the figures as CSV have them all.`, {
          size: BODY,
          before: 4,
        });
    }
    this.#say("H2", "Who is counted", { size: 14, bold: true, before: 16, after: 4 });
    this.#say(
      "P",
      `${number(figures.in_post)} ${target.people} were in post and ${number(figures.net)} of them available. The others were on long leave, suspended or seconded out, or exempt or deferred with a reason, an approver and an end.`,
      { size: BODY },
    );
    this.#say("H2", "How it is counted", { size: 14, bold: true, before: 12, after: 4 });
    this.#say(
      "P",
      "Trained: had earned, by the day, every module that the programme required on it. Gross: trained of all in post. Net: the same without those on long leave, suspended, seconded out, exempt or deferred; whoever is given longer than the promised day counts until they are trained. Current: as net, with no award lapsed. Each month is frozen as it was known soon after its end; a later correction changes the months after it, never a frozen one.",
      { size: BODY },
    );
    this.#say("H2", "What is not shown", { size: 14, bold: true, before: 12, after: 4 });
    this.#say(
      "P",
      "No person, no answer and no score. The totals of a whole group are exact; beyond them no count of fewer than ten people can be worked out: units of fewer than ten stand together, and what could tell a smaller count is merged or left out. Rounded units need not add up to the totals.",
      { size: BODY },
    );
    this.#say(
      "P",
      `The figures of ${dayWords(month.day)} as known on ${dayWords(month.knownOn)}. Report made on ${dayWords(madeOn)}.`,
      { size: BODY, bold: true, before: 12 },
    );
  }

  /** What stands at the top of each page, and its number at the foot. */
  #head(page: number): void {
    drawSeam(this.#pdf);
    this.#y = 53;
    this.#say("P", "Amends", { x: 118, size: 18, bold: true });
    this.#y = 58;
    this.#say("P", this.#report.force, { x: 300, size: 12, colour: MUTED, align: "right" });
    artifact(this.#pdf, () =>
      write(this.#pdf, `${page} of 2`, { x: 440, y: 806, size: 9, colour: MUTED, align: "right" }),
    );
    this.#y = TOP;
  }

  #say(
    tag: string,
    text: string,
    {
      before = 0,
      after = 0,
      ...look
    }: Omit<Line, "x" | "y"> & { x?: number; before?: number; after?: number },
  ): void {
    this.#y += before;
    const place = { x: LEFT, ...look, y: this.#y };
    this.#tree.add(this.#pdf.struct(tag, {}, () => write(this.#pdf, text, place)));
    this.#y = this.#pdf.y + after;
  }

  /** Rows down to `end` at most; returns how many had no place. */
  #table(columns: readonly Column[], rows: readonly (readonly string[])[], end = PAGE_HEIGHT): number {
    const pdf = this.#pdf;
    const table = pdf.struct("Table");
    this.#tree.add(table);
    const row = (tag: "TH" | "TD", cells: readonly string[]) => {
      const bold = tag === "TH";
      const tallest = Math.max(
        ...cells.map((text, at) => {
          pdf.fontSize(BODY);
          return pdf.heightOfString(text, { width: columns[at]?.width ?? 100, lineGap: 3 });
        }),
      );
      if (this.#y + tallest > end) return false;
      const element = pdf.struct("TR");
      table.add(element);
      const y = this.#y;
      cells.forEach((text, at) => {
        const { x = LEFT, width, align } = columns[at] ?? {};
        const look: Line = { x, y, size: BODY, width, align, bold, colour: bold ? MUTED : INK };
        element.add(pdf.struct(tag, {}, () => write(pdf, text, look)));
      });
      element.end();
      this.#y = y + tallest + 1;
      artifact(pdf, () =>
        pdf
          .lineWidth(bold ? 0.8 : 0.4)
          .moveTo(LEFT, this.#y - 1)
          .lineTo(RIGHT, this.#y - 1)
          .stroke(bold ? MUTED : RULE),
      );
      this.#y += 3;
      return true;
    };
    row(
      "TH",
      columns.map((one) => one.name),
    );
    let left = 0;
    for (const cells of rows) if (left > 0 || !row("TD", cells)) left += 1;
    table.end();
    return left;
  }

  #burnUp(): void {
    const pdf = this.#pdf;
    const { months, month, target } = this.#report;
    const height = 165;
    const [top, floor] = [this.#y + 6, this.#y + height];
    const first = months[0]?.day ?? month.day;
    const end = target.dueOn && target.dueOn > month.day ? target.dueOn : month.day;
    const promised = Math.ceil(month.figures.net * target.share);
    const most = Math.max(1, promised, ...months.map((one) => one.figures.in_post));
    const x = scaleLinear([0, Math.max(1, daysBetween(first, end))], [LEFT + 34, RIGHT - 8]);
    const y = scaleLinear([0, most], [floor, top]).nice(4);
    const at = (day: Day) => x(daysBetween(first, day));
    type Month = (typeof months)[number];
    const through = (value: (one: Month) => number) =>
      line<Month>()
        .x((one) => at(one.day))
        .y((one) => y(value(one)))(months) ?? "";
    const filled =
      area<Month>()
        .x((one) => at(one.day))
        .y0(floor)
        .y1((one) => y(one.figures.trained_net))(months) ?? "";
    const label = (text: string, place: Omit<Line, "size">) => write(pdf, text, { size: 8.5, ...place });
    for (const tick of y.ticks(4)) {
      pdf
        .lineWidth(0.4)
        .moveTo(LEFT + 34, y(tick))
        .lineTo(RIGHT, y(tick))
        .stroke(RULE);
      label(number(tick), { x: LEFT - 4, y: y(tick) - 5, width: 32, align: "right", colour: MUTED });
    }
    pdf.path(filled).fillOpacity(0.15).fill(INDIGO).fillOpacity(1);
    pdf
      .path(through((one) => one.figures.in_post))
      .lineWidth(1)
      .dash(2, { space: 2 })
      .stroke(MUTED)
      .undash();
    pdf
      .path(through((one) => one.figures.net))
      .lineWidth(1)
      .stroke(MUTED);
    pdf
      .path(through((one) => one.figures.trained_net))
      .lineWidth(2)
      .stroke(INDIGO);
    const begun = months[0]?.figures.trained_net ?? 0;
    if (target.dueOn && target.dueOn > first) {
      const due: [number, number] = [at(target.dueOn), y(promised)];
      pdf.lineWidth(1).dash(5, { space: 3 });
      pdf
        .moveTo(at(first), y(begun))
        .lineTo(...due)
        .stroke(RUST)
        .undash();
      pdf
        .polygon([due[0], due[1] - 4], [due[0] + 4, due[1]], [due[0], due[1] + 4], [due[0] - 4, due[1]])
        .fill(RUST);
    }
    label(dayWords(first), { x: LEFT + 34, y: floor + 5, colour: MUTED });
    label(dayWords(end), { x: RIGHT - 120, y: floor + 5, width: 120, align: "right", colour: MUTED });
    this.#y = floor + 22;
    this.#key([
      { words: "In post (gross)", colour: MUTED, dash: 2 },
      { words: "Available (net)", colour: MUTED },
      { words: "Trained", colour: INDIGO, thick: true },
      ...(target.dueOn ? [{ words: "Even pace to the promise", colour: RUST, dash: 5 }] : []),
    ]);
  }

  /** What the lines mean, each with a piece of it. */
  #key(lines: readonly { words: string; colour: string; dash?: number; thick?: boolean }[]): void {
    const pdf = this.#pdf;
    let x = LEFT + 34;
    for (const { words, colour, dash, thick } of lines) {
      if (dash) pdf.dash(dash, { space: 2 });
      pdf
        .lineWidth(thick ? 2 : 1)
        .moveTo(x, this.#y + 5)
        .lineTo(x + 18, this.#y + 5)
        .stroke(colour);
      if (dash) pdf.undash();
      write(pdf, words, { x: x + 22, y: this.#y, size: 8.5, colour: INK });
      x += 22 + pdf.widthOfString(words) + 16;
    }
    this.#y += 16;
  }
}
