/** The bitemporal record of who is in a force. Nothing is overwritten: a row that is believed no more gets its `known_to`. */
import type { Insertable } from "kysely";
import type { ForceId } from "#app/domain/ids.ts";
import { END_OF_TIME, type Day, type Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { Database } from "../schema/index.ts";

const ROWS_AT_ONCE = 500;

/** Inserts rows in parts that either database takes at once. */
export async function insertRows<Table extends keyof Database>(
  db: Db,
  table: Table,
  rows: readonly Insertable<Database[Table]>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await db
      .insertInto(table)
      .values(rows.slice(at, at + ROWS_AT_ONCE))
      .execute();
  }
}

type Bitemporal = "posting" | "absence" | "exemption" | "unit_version" | "person_version";

/** These rows are believed no more. */
export async function closeKnowledge(
  db: Db,
  table: Bitemporal,
  ids: readonly string[],
  at: Instant,
): Promise<void> {
  for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
    await db
      .updateTable(table)
      .set({ known_to: at } as never)
      .where("id" as never, "in", ids.slice(from, from + ROWS_AT_ONCE) as never)
      .execute();
  }
}

export function forces(db: Db) {
  return db.selectFrom("force").selectAll().orderBy("slug").execute();
}

export function peopleOf(db: Db, forceId: ForceId) {
  return db
    .selectFrom("person")
    .leftJoin("actor", "actor.person_id", "person.id")
    .select(["person.id", "person.employee_number", "actor.name as actor"])
    .where("person.force_id", "=", forceId)
    .execute();
}

export function currentPersonVersions(db: Db, forceId: ForceId) {
  return db
    .selectFrom("person_version")
    .innerJoin("person", "person.id", "person_version.person_id")
    .selectAll("person_version")
    .where("person.force_id", "=", forceId)
    .where("person_version.known_to", "=", END_OF_TIME)
    .execute();
}

export function currentPostings(db: Db, forceId: ForceId) {
  return db
    .selectFrom("posting")
    .selectAll()
    .where("force_id", "=", forceId)
    .where("known_to", "=", END_OF_TIME)
    .orderBy("valid_from")
    .execute();
}

export function currentAbsences(db: Db, forceId: ForceId) {
  return db
    .selectFrom("absence")
    .selectAll()
    .where("force_id", "=", forceId)
    .where("known_to", "=", END_OF_TIME)
    .orderBy("valid_from")
    .execute();
}

export function unitsOf(db: Db, forceId: ForceId) {
  return db.selectFrom("unit").selectAll().where("force_id", "=", forceId).execute();
}

export function currentUnitVersions(db: Db, forceId: ForceId) {
  return db
    .selectFrom("unit_version")
    .innerJoin("unit", "unit.id", "unit_version.unit_id")
    .selectAll("unit_version")
    .where("unit.force_id", "=", forceId)
    .where("unit_version.known_to", "=", END_OF_TIME)
    .orderBy("unit_version.valid_from")
    .execute();
}

/** Whether this very file was imported as the extract of this day, and stands. One file may serve for several days. */
export async function wasImported(db: Db, forceId: ForceId, sha256: string, asAt: Day): Promise<boolean> {
  const row = await db
    .selectFrom("roster_import")
    .select("id")
    .where("force_id", "=", forceId)
    .where("kind", "=", "people")
    .where("as_at", "=", asAt)
    .where("sha256", "=", sha256)
    .where("undone_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What an import turned out to change, as JSON; known only when all of it is written. */
export async function noteImportChanges(db: Db, importId: string, changes: string): Promise<void> {
  await db.updateTable("roster_import").set({ changes }).where("id", "=", importId).execute();
}

/** The day of the newest extract that stands. */
export async function newestExtract(db: Db, forceId: ForceId): Promise<Day | null> {
  const row = await db
    .selectFrom("roster_import")
    .select("as_at")
    .where("force_id", "=", forceId)
    .where("kind", "=", "people")
    .where("undone_at", "is", null)
    .orderBy("as_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.as_at ?? null;
}

/** The import of people that came last, undone or not. */
export function latestPeopleImport(db: Db, forceId: ForceId) {
  return db
    .selectFrom("roster_import")
    .selectAll()
    .where("force_id", "=", forceId)
    .where("kind", "=", "people")
    .orderBy("imported_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

export async function noteUndone(db: Db, importId: string, at: Instant, by: string): Promise<void> {
  await db
    .updateTable("roster_import")
    .set({ undone_at: at, undone_by: by })
    .where("id", "=", importId)
    .execute();
}

const BITEMPORAL: readonly Bitemporal[] = ["unit_version", "person_version", "posting", "absence"];

/**
 * Believes again what was believed until an instant, and no more what was first believed at it. Nothing is deleted:
 * between the two, both were believed. Returns how many rows of what is believed again.
 */
export async function believeAgain(
  db: Db,
  forceId: ForceId,
  until: Instant,
  now: Instant,
  newId: () => string,
): Promise<number> {
  const ofForce = {
    unit_version: db.selectFrom("unit").select("id").where("force_id", "=", forceId),
    person_version: db.selectFrom("person").select("id").where("force_id", "=", forceId),
  };
  let again = 0;
  for (const table of BITEMPORAL) {
    // The four tables share these columns; which of them it is does not matter here.
    const rows = (knownTo: "since" | "until") => {
      let query = db.selectFrom(table as "posting").selectAll();
      query =
        table === "unit_version"
          ? query.where("unit_id", "in", ofForce.unit_version)
          : table === "person_version"
            ? query.where("person_id", "in", ofForce.person_version)
            : query.where("force_id", "=", forceId);
      return knownTo === "since"
        ? query.where("known_from", "=", until).where("known_to", "=", END_OF_TIME)
        : query.where("known_to", "=", until);
    };
    const since = await rows("since").execute();
    const before = await rows("until").execute();
    await closeKnowledge(
      db,
      table,
      since.map((row) => row.id),
      now,
    );
    await insertRows(
      db,
      table as "posting",
      before.map((row) => ({ ...row, id: newId(), known_from: now, known_to: END_OF_TIME })),
    );
    again += before.length;
  }
  return again;
}

/** Imports of a force, the latest first. */
export function importsOf(db: Db, forceId: ForceId) {
  return db
    .selectFrom("roster_import")
    .selectAll()
    .where("force_id", "=", forceId)
    .orderBy("imported_at", "desc")
    .orderBy("id", "desc")
    .execute();
}

export function importById(db: Db, forceId: ForceId, id: string) {
  return db
    .selectFrom("roster_import")
    .selectAll()
    .where("force_id", "=", forceId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export function problemsOf(db: Db, importId: string) {
  return db
    .selectFrom("import_problem")
    .selectAll()
    .where("import_id", "=", importId)
    .orderBy("line")
    .execute();
}
