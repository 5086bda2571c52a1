/** Days and numbers as people read them. Intentionally pure. */
import type { Day, Instant } from "./time.ts";
import { dayOf, TIME_ZONE } from "./time.ts";

const longDay = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: TIME_ZONE });

/** "30 June 2018" */
export function dayWords(day: Day): string {
  return longDay.format(new Date(`${day}T00:00:00.000Z`));
}

/** "4 June 2018, 09:14" in London. */
export function instantWords(instant: Instant): string {
  return `${dayWords(dayOf(instant))}, ${clock.format(new Date(instant))}`;
}

/** "1 lesson", "3 lessons" */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}

/** A title or a sentence as part of a longer one: "The core programme" → "the core programme". */
export function inSentence(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

/** As whoever looks for a name may type it: accents and capitals make no difference. */
export function plainLetters(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
