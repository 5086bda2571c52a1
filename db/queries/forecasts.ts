/** What was forecast at each month's end. */
import type { Insertable } from "kysely";
import type { ForceId } from "#app/domain/ids.ts";
import type { Db } from "../connect.ts";
import type { ForecastTable } from "../schema/forecast.ts";

/** A target's forecasts, the earliest first. */
export function forecastsOf(db: Db, forceId: ForceId, target: string) {
  return db
    .selectFrom("forecast")
    .selectAll()
    .where("force_id", "=", forceId)
    .where("target", "=", target)
    .orderBy("day")
    .execute();
}

/** True when it was not there yet; one that is there is never changed. */
export async function insertForecast(db: Db, row: Insertable<ForecastTable>): Promise<boolean> {
  const done = await db
    .insertInto("forecast")
    .values(row)
    .onConflict((conflict) => conflict.columns(["force_id", "target", "day"]).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
