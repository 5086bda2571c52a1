/** The publish page's form. */
import { AmendsError } from "#app/domain/errors.ts";
import { instantAt, isDay, type Instant } from "#app/domain/time.ts";
import { textField } from "./parse.ts";

/** "2018-06-30 07:00" in London. @throws AmendsError `bad-input` for another form or a day that is none. */
function timeOf(text: string): Instant {
  const [, day = "", hour = "", minute = ""] = /^(\d{4}-\d\d-\d\d)[ T](\d\d):(\d\d)$/.exec(text.trim()) ?? [];
  if (isDay(day) && Number(hour) < 24 && Number(minute) < 60)
    return instantAt(day, Number(hour), Number(minute));
  throw new AmendsError(
    "bad-input",
    `"${text.slice(0, 30)}" is not a time`,
    "Write it as 2018-06-30 07:00.",
    [{ text: `Go live at: "${text.slice(0, 30)}" is not a time; write it as 2018-06-30 07:00`, href: "#at" }],
  );
}

/** @param later whether a time is asked for */
export function approvalOf(form: FormData, later: boolean) {
  return {
    note: textField(form, "note").trim().slice(0, 1_000),
    change: textField(form, "change") === "wording" ? ("wording" as const) : ("substance" as const),
    factsReason: textField(form, "factsReason").trim().slice(0, 1_000),
    publishAt: later ? timeOf(textField(form, "at")) : null,
  };
}
