/** What was agreed for people in checks. */
import type { Insertable } from "kysely";
import type { ForceId, PersonId } from "#app/domain/ids.ts";
import { END_OF_TIME } from "#app/domain/time.ts";
import type { Adjustment } from "#app/domain/learning/check-time.ts";
import type { AdjustmentTable } from "../schema/adjustment.ts";
import type { Db } from "../connect.ts";

export async function adjustmentsOf(db: Db, personId: PersonId): Promise<Adjustment[]> {
  const rows = await db
    .selectFrom("adjustment")
    .select("kind")
    .where("person_id", "=", personId)
    .orderBy("kind")
    .execute();
  return rows.map((row) => row.kind);
}

/** Everything agreed in a force, by name, as people are called now. */
export function adjustmentsIn(db: Db, forceId: ForceId) {
  return db
    .selectFrom("adjustment")
    .innerJoin("person", "person.id", "adjustment.person_id")
    .innerJoin("person_version", (join) =>
      join
        .onRef("person_version.person_id", "=", "person.id")
        .on("person_version.known_to", "=", END_OF_TIME)
        .on("person_version.valid_to", "=", "9999-12-31" as never),
    )
    .select([
      "person.employee_number as employeeNumber",
      "person_version.forenames",
      "person_version.surname",
      "adjustment.kind",
      "adjustment.agreed_at as agreedAt",
    ])
    .where("person.force_id", "=", forceId)
    .orderBy("person_version.surname")
    .orderBy("person_version.forenames")
    .orderBy("adjustment.kind")
    .execute();
}

export async function insertAdjustment(db: Db, row: Insertable<AdjustmentTable>): Promise<boolean> {
  const result = await db
    .insertInto("adjustment")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteAdjustment(db: Db, personId: PersonId, kind: Adjustment): Promise<boolean> {
  const result = await db
    .deleteFrom("adjustment")
    .where("person_id", "=", personId)
    .where("kind", "=", kind)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
