/** A coverage answer as an XLSX workbook: the smallest that spreadsheets open (ECMA-376), text and numbers. */
import { strToU8, zipSync } from "fflate";
import { QUANTILES } from "#app/domain/coverage/forecast.ts";
import { audienceName, SERVICE_NAMES } from "#app/domain/coverage/target.ts";
import { STAFF_GROUP_NAMES } from "#app/domain/roster/workforce.ts";
import { bridgeRows } from "./present-bridge.ts";
import { COLUMNS, coverageRows, ledgerRows, type Cell } from "./present-coverage.ts";
import type { FiguresFile } from "./read-figures-file.server.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A view as a workbook that says by itself whom it counts, of which day and as known when. */
export function coverageWorkbook(force: { name: string }, file: FiguresFile): Uint8Array {
  const { answer, target, months, changes, forecast } = file;
  const about: Cell[][] = [
    ["Force", force.name],
    ["Target", target.title],
    ["Short name of the target", target.slug],
    ["Audience", audienceName(target.audience)],
    ["Programme", answer.programme.title],
    ["As of", answer.asOf],
    ["As known at", answer.knownAt],
    ["Unit", answer.unit?.name ?? "Whole force"],
    ["Group", answer.group ? STAFF_GROUP_NAMES[answer.group] : "All"],
    ["Rank", answer.rank ?? "All"],
    ["Role", answer.role ?? "All"],
    ["Time in the force", answer.service ? SERVICE_NAMES[answer.service] : "All"],
    ["Required modules", answer.required.join(", ")],
    ["In post, not in the audience", answer.notInAudience],
    ["An internal view", "Unit counts are exact. What may be published is at /coverage/published."],
  ];
  return workbook([
    { name: "Figures", rows: coverageRows(answer) },
    { name: "Ledger", rows: ledgerRows(answer) },
    {
      name: "Months",
      rows: [
        ["as_of", ...COLUMNS],
        ...months.map((one) => [one.day, ...COLUMNS.map((name) => one.figures[name])]),
      ],
    },
    { name: "Changes", rows: bridgeRows(changes) },
    { name: "Forecast", rows: forecastRows(forecast) },
    { name: "About", rows: about },
  ]);
}

function forecastRows(answer: FiguresFile["forecast"]): Cell[][] {
  if (answer?.kind !== "likely")
    return [["No forecast", answer === null ? "Only some of the target's people are shown" : answer.why]];
  const { forecast } = answer;
  return [
    ["Due day", forecast.dueOn],
    ["Share promised", forecast.target],
    ["Chance of the target", forecast.chance],
    ["Target likely met on", forecast.meets.likely],
    ["Half of the futures between", forecast.meets.early, forecast.meets.late],
    ["Trained a week, last four weeks", forecast.weekly.actual],
    ["Needed a week", forecast.weekly.needed],
    ["Hours still to learn", Math.round(forecast.hoursLeft)],
    [],
    ["Net share on", ...QUANTILES.map((quantile) => `${quantile * 100} in 100 futures at or below`)],
    ...forecast.band.map((one) => [
      ...[one.day, one.p05, one.p10, one.p25, one.p50, one.p75, one.p90, one.p95],
    ]),
  ];
}

/** Text is always text: nothing that a name begins with makes a formula of it. */
function workbook(sheets: readonly { name: string; rows: readonly (readonly Cell[])[] }[]): Uint8Array {
  const file = (at: number) => `worksheets/sheet${at + 1}.xml`;
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${sheets.map((_, at) => `<Override PartName="/xl/${file(at)}" ContentType="${TYPES}.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets>${sheets.map(({ name }, at) => `<sheet name="${xml(name)}" sheetId="${at + 1}" r:id="r${at + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, at) => `<Relationship Id="r${at + 1}" Type="${LINKS}/worksheet" Target="${file(at)}"/>`).join("")}</Relationships>`,
  };
  sheets.forEach(({ rows }, at) => {
    const lines = rows.map((row, line) => {
      const cells = row.map((value, column) => cellXml(`${letters(column)}${line + 1}`, value));
      return `<row r="${line + 1}">${cells.join("")}</row>`;
    });
    parts[`xl/${file(at)}`] =
      `<worksheet xmlns="${MAIN}"><sheetData>${lines.join("")}</sheetData></worksheet>`;
  });
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(HEAD + text)])),
  );
}

function cellXml(place: string, value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return `<c r="${place}"><v>${value}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${xml(value)}</t></is></c>`;
}

function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letters(rest - 1) : "") + String.fromCharCode(65 + (column % 26));
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function xml(text: string): string {
  // Control characters have no place in XML, not even escaped.
  const allowed = [...text].filter((one) => one >= " " || one === "\n" || one === "\t").join("");
  return allowed.replace(/[&<>"]/g, (one) => ESCAPES[one] ?? one);
}
