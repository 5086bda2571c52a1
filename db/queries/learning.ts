/** Sittings, and the readings a learner's own pages are made of. */
import type { Insertable } from "kysely";
import type { AttemptKind } from "#app/domain/ledger/activities.ts";
import type { ActorName, ForceId, PersonId, Registration } from "#app/domain/ids.ts";
import { END_OF_TIME, type Day, type Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { SittingTable } from "../schema/sitting.ts";

export function sittingOf(db: Db, registration: Registration, personId: PersonId) {
  return db
    .selectFrom("sitting")
    .selectAll()
    .where("registration", "=", registration)
    .where("person_id", "=", personId)
    .executeTakeFirst();
}

/** Every sitting of a person with a thing, the latest first. */
export function sittingsWith(db: Db, personId: PersonId, kind: AttemptKind, subject: string) {
  return db
    .selectFrom("sitting")
    .selectAll()
    .where("person_id", "=", personId)
    .where("kind", "=", kind)
    .where("subject", "=", subject)
    .orderBy("opened_at", "desc")
    .orderBy("registration", "desc")
    .execute();
}

/** Every sitting of a person of a kind, the latest first. */
export function sittingsOfKind(db: Db, personId: PersonId, kind: AttemptKind) {
  return db
    .selectFrom("sitting")
    .selectAll()
    .where("person_id", "=", personId)
    .where("kind", "=", kind)
    .orderBy("opened_at", "desc")
    .orderBy("registration", "desc")
    .execute();
}

/** What is begun and not closed, the latest first. */
export function openSittings(db: Db, personId: PersonId) {
  return db
    .selectFrom("sitting")
    .select(["registration", "kind", "subject", "version_id", "bookmark", "opened_at"])
    .where("person_id", "=", personId)
    .where("closed_at", "is", null)
    .orderBy("opened_at", "desc")
    .execute();
}

/** Open checks begun before an instant, with whose they are; nobody's whose identity was erased. */
export function openChecksBefore(db: Db, before: Instant) {
  return db
    .selectFrom("sitting")
    .innerJoin("actor", "actor.person_id", "sitting.person_id")
    .innerJoin("person", "person.id", "sitting.person_id")
    .select(["sitting.registration", "sitting.person_id", "actor.name as actor"])
    .where("sitting.kind", "=", "check")
    .where("sitting.closed_at", "is", null)
    .where("sitting.opened_at", "<", before)
    .where("person.erased_at", "is", null)
    .orderBy("sitting.opened_at")
    .execute();
}

export async function insertSitting(db: Db, row: Insertable<SittingTable>): Promise<void> {
  await db.insertInto("sitting").values(row).execute();
}

export async function updateSitting(
  db: Db,
  registration: Registration,
  change: { draft?: string; bookmark?: string; closed_at?: Instant },
): Promise<void> {
  await db.updateTable("sitting").set(change).where("registration", "=", registration).execute();
}

/** True for the first to send `key`; false for whoever sends it again, at once or later. */
export async function claim(db: Db, registration: string, key: string): Promise<boolean> {
  const result = await db
    .insertInto("submission")
    .values({ registration: registration as Registration, key })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** How many of these keys were sent already. */
export async function countClaimed(
  db: Db,
  registration: Registration,
  keys: readonly string[],
): Promise<number> {
  const rows = await db
    .selectFrom("submission")
    .select("key")
    .where("registration", "=", registration)
    .where("key", "in", keys)
    .execute();
  return rows.length;
}

export function progressOf(db: Db, actor: ActorName) {
  return db.selectFrom("progress").selectAll().where("actor", "=", actor).execute();
}

export function attemptsOf(db: Db, actor: ActorName) {
  return db
    .selectFrom("attempt")
    .selectAll()
    .where("actor", "=", actor)
    .orderBy("started_at", "desc")
    .execute();
}

export function attemptByRegistration(db: Db, registration: Registration) {
  return db.selectFrom("attempt").selectAll().where("registration", "=", registration).executeTakeFirst();
}

/** What an actor holds or held; withdrawn awards are left out. */
export function awardsOf(db: Db, actor: ActorName) {
  return db
    .selectFrom("award")
    .selectAll()
    .where("actor", "=", actor)
    .where("withdrawn", "is", null)
    .orderBy("day_from")
    .execute();
}

/** When an award of a module was last taken back from an actor; null: never. */
export async function lastWithdrawal(db: Db, actor: ActorName, module: string): Promise<Instant | null> {
  const row = await db
    .selectFrom("award")
    .select("withdrawn")
    .where("actor", "=", actor)
    .where("module", "=", module)
    .where("withdrawn", "is not", null)
    .orderBy("withdrawn", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.withdrawn ?? null;
}

export function answersOf(db: Db, registration: Registration) {
  return db
    .selectFrom("answer")
    .selectAll()
    .where("registration", "=", registration)
    .orderBy("question")
    .orderBy("ordinal")
    .execute();
}

/** Every recall question that an actor answered, in order. */
export function recallAnswersOf(db: Db, actor: ActorName) {
  return db
    .selectFrom("recall_answer")
    .select(["module", "question", "success", "answered_at"])
    .where("actor", "=", actor)
    .orderBy("answered_at")
    .orderBy("statement_id")
    .execute();
}

/** The questions that every check of a person drew. */
export function drawnBefore(db: Db, personId: PersonId) {
  return db
    .selectFrom("sitting")
    .select(["subject", "drawn"])
    .where("person_id", "=", personId)
    .where("kind", "=", "check")
    .execute();
}

export function decisionsOf(db: Db, registration: Registration) {
  return db
    .selectFrom("decision")
    .selectAll()
    .where("registration", "=", registration)
    .orderBy("ordinal")
    .execute();
}

export function reflectionsOf(db: Db, registration: Registration) {
  return db.selectFrom("reflection").selectAll().where("registration", "=", registration).execute();
}

export async function writeReflection(
  db: Db,
  row: { registration: Registration; question: string; text: string; written_at: Instant },
): Promise<void> {
  await db
    .insertInto("reflection")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["registration", "question"])
        .doUpdateSet({ text: row.text, written_at: row.written_at }),
    )
    .execute();
}

/** Awards of some modules that run on a day and whose holders are in post on it, in the order of their beginnings. */
function awardsInPost(db: Db, forceId: ForceId | null, modules: readonly string[], day: Day) {
  return db
    .selectFrom("award")
    .innerJoin("actor", "actor.name", "award.actor")
    .select(["award.actor", "award.version", "award.stored", "award.day_from"])
    .where("award.module", "in", modules)
    .where("award.withdrawn", "is", null)
    .where((where) => where.or([where("award.day_to", "is", null), where("award.day_to", ">", day)]))
    .where((where) =>
      where.exists(
        where
          .selectFrom("posting")
          .innerJoin("person", "person.id", "posting.person_id")
          .select("posting.id")
          .whereRef("posting.person_id", "=", "actor.person_id")
          .where("posting.known_to", "=", END_OF_TIME)
          .where("posting.valid_from", "<=", day)
          .where("posting.valid_to", ">", day)
          .$if(forceId !== null, (query) => query.where("person.force_id", "=", forceId as ForceId)),
      ),
    )
    .orderBy("award.day_from");
}

/** Who in post holds any of some modules, each once with their last award of them, by surname. */
export async function holdersOf(db: Db, forceId: ForceId | null, modules: readonly string[], day: Day) {
  if (modules.length === 0) return [];
  const rows = await awardsInPost(db, forceId, modules, day)
    .innerJoin("person_version", (join) =>
      join
        .onRef("person_version.person_id", "=", "actor.person_id")
        .on("person_version.known_to", "=", END_OF_TIME)
        .on("person_version.valid_to", ">", day),
    )
    .select(["person_version.surname", "person_version.forenames", "person_version.known_as as knownAs"])
    .execute();
  return [...new Map(rows.map((row) => [row.actor, row])).values()].sort((a, b) =>
    a.surname.localeCompare(b.surname, "en-GB"),
  );
}

/** Every finished play of a scenario. */
export function finishedPlays(db: Db, slug: string) {
  return db
    .selectFrom("attempt")
    .select(["actor", "version"])
    .where("kind", "=", "scenario")
    .where("subject", "=", slug)
    .where("finished_at", "is not", null)
    .execute();
}

/**
 * People in post on a day who hold a module: the version their latest award rests on, when we were told of it, and
 * the versions whose short updates they have finished.
 * @param forceId null: every force
 */
export async function updateStandings(
  db: Db,
  forceId: ForceId | null,
  module: string,
  day: Day,
): Promise<{ actor: ActorName; version: string | null; stored: Instant; done: string[] }[]> {
  const holders = await awardsInPost(db, forceId, [module], day).execute();

  const done = await db
    .selectFrom("attempt")
    .select(["actor", "version"])
    .where("kind", "=", "update")
    .where("subject", "=", module)
    .where("outcome", "=", "completed")
    .execute();
  const doneBy = new Map<string, string[]>();
  for (const { actor, version } of done) doneBy.set(actor, [...(doneBy.get(actor) ?? []), version]);
  const latest = new Map(holders.map((row) => [row.actor, row]));
  return [...latest.values()].map(({ actor, version, stored }) => ({
    actor,
    version,
    stored,
    done: doneBy.get(actor) ?? [],
  }));
}
