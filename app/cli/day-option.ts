import { AmendsError } from "#app/domain/errors.ts";
import { isDay, type Day } from "#app/domain/time.ts";

/** @throws AmendsError `bad-input` when the text is not a day. */
export function dayOption(name: string, text: string): Day {
  if (isDay(text)) return text;
  throw new AmendsError("bad-input", `${name}: "${text}" is not a day`, "Write it as YYYY-MM-DD.");
}
