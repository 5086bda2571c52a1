/**
 * Days and instants. A `Day` is a civil day in the force's time zone
 * (Europe/London), `YYYY-MM-DD`; an `Instant` is a UTC moment,
 * `YYYY-MM-DDTHH:MM:SS.sssZ`. Both sort as text.
 */
import type { Branded } from "./ids.ts";

export type Day = Branded<string, "Day">;
export type Instant = Branded<string, "Instant">;

/** The open end of a period: later than any real day. */
export const END_OF_DAYS = "9999-12-31" as Day;
/** The open end of what is known: `known_to` of a row that is current. */
export const END_OF_TIME = "9999-12-31T00:00:00.000Z" as Instant;
export const TIME_ZONE = "Europe/London";

const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True when the text is a day that exists, written `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  const match = DAY_PATTERN.exec(text);
  if (!match) return false;
  const [, year, month, date] = match;
  const utc = new Date(`${text}T00:00:00.000Z`);
  return (
    !Number.isNaN(utc.getTime()) &&
    utc.getUTCFullYear() === Number(year) &&
    utc.getUTCMonth() + 1 === Number(month) &&
    utc.getUTCDate() === Number(date)
  );
}

/** @throws RangeError when the text is not a day. */
export function parseDay(text: string): Day {
  if (!isDay(text)) throw new RangeError(`"${text}" is not a day; write it as YYYY-MM-DD`);
  return text;
}

const DAY_MS = 86_400_000;

export function addDays(day: Day, count: number): Day {
  if (day === END_OF_DAYS) return day;
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10) as Day;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

const londonParts = new Intl.DateTimeFormat("en-GB", {
  timeZone: TIME_ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

function londonFields(at: Date): Record<string, string> {
  return Object.fromEntries(londonParts.formatToParts(at).map((part) => [part.type, part.value]));
}

/** The civil day in London at an instant. */
export function dayOf(instant: Instant): Day {
  const fields = londonFields(new Date(instant));
  return `${fields.year}-${fields.month}-${fields.day}` as Day;
}

export function toInstant(date: Date): Instant {
  return date.toISOString() as Instant;
}

const INSTANT_PATTERN = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** An instant that names its zone, `2018-06-04T09:00:00Z`; null for anything else. `Date.parse` alone would make 2 March of 30 February. */
export function instantOf(text: string): Instant | null {
  const day = INSTANT_PATTERN.exec(text)?.[1] ?? "";
  const time = isDay(day) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : toInstant(new Date(time));
}

/** The instant of a wall-clock time in London on a day. */
export function instantAt(day: Day, hour: number, minute = 0): Instant {
  const wall = Date.parse(
    `${day}T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00.000Z`,
  );
  const shown = londonFields(new Date(wall));
  const shownAsUtc = Date.parse(
    `${shown.year}-${shown.month}-${shown.day}T${shown.hour}:${shown.minute}:${shown.second}.000Z`,
  );
  return toInstant(new Date(wall - (shownAsUtc - wall)));
}

/** The last millisecond of a day in London: what a bare day means as a knowledge instant. */
export function endOfDay(day: Day): Instant {
  return toInstant(new Date(Date.parse(instantAt(addDays(day, 1), 0)) - 1));
}

/** Half-open: from the first day up to, not including, the last. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

export function covers(period: Period, day: Day): boolean {
  return period.from <= day && day < period.to;
}

/** The same date so many months later (earlier when negative); the month's last day when it has no such date. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10) as Day;
}
