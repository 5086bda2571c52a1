import type { Insertable } from "kysely";
import type { Db } from "../connect.ts";
import type { ProgrammeTable } from "../schema/programme.ts";

/** The programme's id: its own when it is there already. */
export async function upsertProgramme(db: Db, programme: Insertable<ProgrammeTable>): Promise<string> {
  const { title, prior_learning_months, position, attainment, audience, includes } = programme;
  const row = await db
    .insertInto("programme")
    .values(programme)
    .onConflict((conflict) =>
      conflict
        .column("slug")
        .doUpdateSet({ title, prior_learning_months, position, attainment, audience, includes }),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function deleteProgrammeModules(db: Db, programmeId: string): Promise<void> {
  await db.deleteFrom("programme_module").where("programme_id", "=", programmeId).execute();
}

/** Programmes of which these are none, with the slug of a target that rests on each, if one does. */
export function programmesBut(db: Db, slugs: readonly string[]) {
  return db
    .selectFrom("programme")
    .leftJoin("target", "target.programme_id", "programme.id")
    .select(["programme.id", "programme.slug", "target.slug as target"])
    .distinct()
    .where("programme.slug", "not in", [...slugs])
    .orderBy("programme.slug")
    .execute();
}

export async function deleteProgramme(db: Db, programmeId: string): Promise<void> {
  await deleteProgrammeModules(db, programmeId);
  await db.deleteFrom("programme").where("id", "=", programmeId).execute();
}

export function programmes(db: Db) {
  return db.selectFrom("programme").selectAll().orderBy("position").orderBy("slug").execute();
}

/** What every programme asks, in order: modules, courses, and what is coming. */
export function programmeParts(db: Db) {
  return db.selectFrom("programme_module").selectAll().orderBy("programme_id").orderBy("position").execute();
}
