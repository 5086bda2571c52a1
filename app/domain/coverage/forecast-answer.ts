/** A forecast, or in a word why there can be none. Intentionally pure. */
import type { Day } from "../time.ts";
import { atOnce, type Work } from "../work.ts";
import { forecast, WEEKS_NEEDED, type Forecast } from "./forecast.ts";
import { foldHistory } from "./forecast-history.ts";
import type { TargetHistory } from "./forecast-people.ts";

export type NoForecast = "no-due-day" | "due-passed" | "nobody" | "nothing-required" | "too-little-history";

export type ForecastAnswer =
  | { readonly kind: "likely"; readonly forecast: Forecast }
  | { readonly kind: "none"; readonly why: NoForecast };

export interface ForecastAsked {
  /** The runs begin at the end of this day. */
  readonly from: Day;
  readonly dueOn: Day | null;
  /** The share promised, 0 to 1. */
  readonly target: number;
  /** Any text; the same gives the same forecast. */
  readonly seed: string;
}

/** The forecast without a pause. */
export function forecastOf(history: TargetHistory, asked: ForecastAsked): ForecastAnswer {
  return atOnce(forecasting(history, asked));
}

/** Two thousand futures of a target's people; or why nothing can be said of them. */
export function* forecasting(
  history: TargetHistory,
  { from, dueOn, target, seed }: ForecastAsked,
): Work<ForecastAnswer> {
  const none = (why: NoForecast): ForecastAnswer => ({ kind: "none", why });
  if (dueOn === null) return none("no-due-day");
  if (dueOn <= from) return none("due-passed");
  if (history.modules === 0) return none("nothing-required");
  const folded = yield* foldHistory(history.people, { modules: history.modules, since: history.since, from });
  if (folded.present.every((count) => count === 0)) return none("nobody");
  if (folded.weeks.length < WEEKS_NEEDED) return none("too-little-history");
  return { kind: "likely", forecast: yield* forecast(folded, { dueOn, target, seed }) };
}
