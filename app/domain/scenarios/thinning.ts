/** Which saves of a draft stay as it grows old. Intentionally pure. */
import type { PersonId } from "../ids.ts";
import type { Instant } from "../time.ts";

export interface SaveLine {
  readonly revision: number;
  /** What was done, in words. */
  readonly what: string;
  /** The revision whose change this one takes back. */
  readonly undoes: number | null;
  readonly saved_at: Instant;
  readonly saved_by: PersonId;
}

/** After so long, of one author's saves in a row that say the same, the last of each minute stays. */
export const MINUTES_AFTER_MS = 5 * 60_000;
/** After so long, of one author's saves in a row, the last of each hour. */
const HOURS_AFTER_MS = 24 * 60 * 60_000;

/** "2018-06-04T09:12" and "2018-06-04T09": the minute and the hour of an instant. */
const MINUTE_LETTERS = 16;
const HOUR_LETTERS = 13;

/**
 * The saves of one draft that may go: those that the next save of the same author goes on from within the same minute,
 * or hour once they are a day old. The first and the last stay, and so do what was undone, what undoes, and the save
 * before either, because Undo compares with it; a change of author stays, so that nobody undoes another's.
 * @param saves of one draft, by revision
 */
export function savesThinned(saves: readonly SaveLine[], now: Instant): number[] {
  return thinned(saves, (one, next) => {
    if (isThinnedByHours(one.saved_at, now)) return isWithin(one, next, HOUR_LETTERS);
    const age = Date.parse(now) - Date.parse(one.saved_at);
    return age > MINUTES_AFTER_MS && one.what === next.what && isWithin(one, next, MINUTE_LETTERS);
  });
}

/** Whether of saves so old one an hour stays; of younger ones each that does something else than write stays. */
export const isThinnedByHours = (at: Instant, now: Instant): boolean =>
  Date.parse(now) - Date.parse(at) > HOURS_AFTER_MS;

/** The saves of one draft that a list of them need not show, however young they are. */
export function savesFolded(saves: readonly SaveLine[]): number[] {
  return thinned(saves, (one, next) => one.what === next.what && isWithin(one, next, MINUTE_LETTERS));
}

const isWithin = (one: SaveLine, next: SaveLine, letters: number): boolean =>
  one.saved_at.slice(0, letters) === next.saved_at.slice(0, letters);

function thinned(saves: readonly SaveLine[], goesOn: (one: SaveLine, next: SaveLine) => boolean): number[] {
  const undone = new Set(saves.map((one) => one.undoes));
  const ofUndo = (one: SaveLine) => one.undoes !== null || undone.has(one.revision);
  return saves.flatMap((one, at) => {
    const next = saves[at + 1];
    if (!next || one.revision === 1 || ofUndo(one) || ofUndo(next)) return [];
    return one.saved_by === next.saved_by && goesOn(one, next) ? [one.revision] : [];
  });
}
