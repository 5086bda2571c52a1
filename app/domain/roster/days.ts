/** Days as files write them. Intentionally pure. */
import { addDays, daysBetween, isDay, type Day } from "../time.ts";

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
] as const;

/** The word, in place of a format, for Excel's count of days: 1 is 1 January 1900, and 29 February 1900 is counted. */
export const EXCEL_SERIAL = "excel";
/** From here Excel's count is right: it holds 1900, wrongly, to be a leap year. */
const EXCEL_EPOCH = "1899-12-30" as Day;
const FIRST_RIGHT_SERIAL = 61;

const TOKENS = /YYYY|YY|MMMM|MMM|MM|M|DD|D/g;
const PATTERNS: Record<string, string> = {
  YYYY: String.raw`(\d{4})`,
  YY: String.raw`(\d{2})`,
  MMMM: "([a-z]+)",
  MMM: "([a-z]{3,4})",
  MM: String.raw`(\d{1,2})`,
  M: String.raw`(\d{1,2})`,
  DD: String.raw`(\d{1,2})`,
  D: String.raw`(\d{1,2})`,
};
/** A time after the day, which says nothing of it. */
const TIME = String.raw`(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?`;
/** Two digits of a year up to here are of this century. */
const LAST_SHORT_YEAR = 69;

/** Whether a format holds a day, a month and a year, once each. */
export function isDayFormat(format: string): boolean {
  if (format === EXCEL_SERIAL) return true;
  const kinds = (format.match(TOKENS) ?? []).map((token) => token.charAt(0)).sort();
  return kinds.join("") === "DMY";
}

/** The day that a text writes in one of the formats, tried in order; null when it is a day in none of them. */
export function readDay(text: string, formats: readonly string[]): Day | null {
  for (const format of formats) {
    const day = format === EXCEL_SERIAL ? serialDay(text) : formattedDay(text, format);
    if (day !== null) return day;
  }
  return null;
}

function serialDay(text: string): Day | null {
  const count = /^\d{1,6}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text)) : 0;
  const day = count < FIRST_RIGHT_SERIAL ? "" : addDays(EXCEL_EPOCH, count);
  return isDay(day) ? day : null;
}

function formattedDay(text: string, format: string): Day | null {
  const tokens = format.match(TOKENS) ?? [];
  const between = format.split(TOKENS).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const pattern = between.map((part, at) => part + (PATTERNS[tokens[at] ?? ""] ?? "")).join("");
  const match = new RegExp(`^${pattern}${TIME}$`, "i").exec(text);
  if (!match) return null;
  let [year, month, date] = ["", "", ""];
  tokens.forEach((token, at) => {
    const part = match[at + 1] ?? "";
    if (token === "YY") year = `${Number(part) <= LAST_SHORT_YEAR ? "20" : "19"}${part}`;
    else if (token === "YYYY") year = part;
    else if (token.startsWith("MMM")) month = monthNumber(part);
    else if (token.startsWith("M")) month = part;
    else date = part;
  });
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  return isDay(day) ? day : null;
}

function monthNumber(word: string): string {
  const short = word.toLowerCase() === "sept" ? "sep" : word.toLowerCase();
  const at = MONTHS.findIndex((month) => month === short || month.slice(0, 3) === short);
  return String(at + 1);
}

/** A day as the first of the formats writes it. */
export function writeDay(day: Day, formats: readonly string[]): string {
  const format = formats[0] ?? "YYYY-MM-DD";
  if (format === EXCEL_SERIAL) return String(daysBetween(EXCEL_EPOCH, day));
  const [year = "", month = "", date = ""] = day.split("-");
  const name = MONTHS[Number(month) - 1] ?? "";
  const word = name.charAt(0).toUpperCase() + name.slice(1);
  return format.replace(TOKENS, (token) => {
    switch (token) {
      case "YYYY":
        return year;
      case "YY":
        return year.slice(2);
      case "MMMM":
        return word;
      case "MMM":
        return word.slice(0, 3);
      case "MM":
        return month;
      case "M":
        return String(Number(month));
      case "DD":
        return date;
      default:
        return String(Number(date));
    }
  });
}
