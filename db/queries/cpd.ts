/** What officers write for their own development review. */
import type { Insertable } from "kysely";
import type { PersonId } from "#app/domain/ids.ts";
import type { CpdEntryTable } from "../schema/cpd-entry.ts";
import type { Db } from "../connect.ts";

/** A person's entries, the latest day first. */
export function cpdEntriesOf(db: Db, personId: PersonId) {
  return db
    .selectFrom("cpd_entry")
    .select(["id", "day", "activity", "learnt", "difference"])
    .where("person_id", "=", personId)
    .orderBy("day", "desc")
    .orderBy("written_at", "desc")
    .execute();
}

/** Writes an entry, or writes over the person's own entry of that id. */
export async function upsertCpdEntry(db: Db, row: Insertable<CpdEntryTable>): Promise<void> {
  const { day, activity, learnt, difference, written_at } = row;
  await db
    .insertInto("cpd_entry")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet({ day, activity, learnt, difference, written_at })
        .where("cpd_entry.person_id", "=", row.person_id),
    )
    .execute();
}

export async function deleteCpdEntry(db: Db, personId: PersonId, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom("cpd_entry")
    .where("person_id", "=", personId)
    .where("id", "=", id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
