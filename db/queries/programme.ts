import type { Insertable } from "kysely";
import type { Db } from "../connect.ts";
import type { TargetTable } from "../schema/target.ts";

/** The programme's id: its own when it is there already. */
export async function upsertProgramme(
  db: Db,
  programme: { id: string; slug: string; title: string; prior_learning_months: number | null },
): Promise<string> {
  const row = await db
    .insertInto("programme")
    .values(programme)
    .onConflict((conflict) =>
      conflict
        .column("slug")
        .doUpdateSet({ title: programme.title, prior_learning_months: programme.prior_learning_months }),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function deleteProgrammeModules(db: Db, programmeId: string): Promise<void> {
  await db.deleteFrom("programme_module").where("programme_id", "=", programmeId).execute();
}

export function programmes(db: Db) {
  return db.selectFrom("programme").selectAll().orderBy("slug").execute();
}

/** A target; said again under the same slug, it is changed. */
export async function upsertTarget(db: Db, target: Insertable<TargetTable>): Promise<void> {
  const { title, due_on, share, staff_group, programme_id } = target;
  await db
    .insertInto("target")
    .values(target)
    .onConflict((conflict) =>
      conflict.columns(["force_id", "slug"]).doUpdateSet({ title, due_on, share, staff_group, programme_id }),
    )
    .execute();
}
