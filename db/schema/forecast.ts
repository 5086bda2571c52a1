import type { ForceId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";

/** What was said at a month's end about a target: written once, never changed, and scored when its days have come. */
export interface ForecastTable {
  id: string;
  force_id: ForceId;
  /** The target's slug then. */
  target: string;
  /** The runs began at the end of this day. */
  day: Day;
  known_at: Instant;
  made_by: string;
  /** Which model: `FORECAST_VERSION`. */
  model: string;
  seed: string;
  due_on: Day;
  /** The share promised then, 0 to 1. */
  share: number;
  /** 0 to 1: the chance of meeting the target. */
  chance: number;
  /** JSON: a `BandDay` for each month's end up to the due day, and for the due day. */
  band: string;
}
