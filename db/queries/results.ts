/** What was chosen and answered, counted from the ledger a piece at a time. */
import type { Insertable } from "kysely";
import type { ActorName, ForceId, Registration } from "#app/domain/ids.ts";
import { END_OF_TIME } from "#app/domain/time.ts";
import type { Db, Trx } from "../connect.ts";
import type { ChoiceCountTable } from "../schema/choice-count.ts";
import type { ScoreCountTable } from "../schema/score-count.ts";

const MARK = 1;

/** The last statement counted; held until the transaction ends, so that nobody counts the same twice. */
export async function lockResultMark(trx: Trx): Promise<number> {
  await trx
    .updateTable("result_mark")
    .set((eb) => ({ seq: eb.ref("seq") }))
    .where("id", "=", MARK)
    .execute();
  const row = await trx.selectFrom("result_mark").select("seq").where("id", "=", MARK).executeTakeFirst();
  return row?.seq ?? 0;
}

export async function setResultMark(trx: Trx, seq: number): Promise<void> {
  await trx.updateTable("result_mark").set({ seq }).where("id", "=", MARK).execute();
}

export async function clearResults(trx: Trx): Promise<void> {
  await trx.deleteFrom("choice_count").execute();
  await trx.deleteFrom("score_count").execute();
  await setResultMark(trx, 0);
}

export async function newestSeq(db: Db): Promise<number> {
  const row = await db
    .selectFrom("statement")
    .select((eb) => eb.fn.max("seq").as("seq"))
    .executeTakeFirst();
  return Number(row?.seq ?? 0);
}

/** Our own statements of scenarios and checks after one, in the ledger's order. */
export function eventsAfter(db: Db, seq: number, verbs: readonly string[], atOnce: number) {
  return db
    .selectFrom("statement")
    .innerJoin("attempt", "attempt.registration", "statement.registration")
    .select(["statement.seq", "statement.id", "statement.verb", "attempt.registration", "attempt.actor"])
    .select(["attempt.kind", "attempt.subject", "attempt.version", "attempt.started_at"])
    .where("statement.seq", ">", seq)
    .where("statement.verb", "in", verbs)
    .where("statement.key_id", "is", null)
    .where("attempt.kind", "in", ["scenario", "check"])
    .orderBy("statement.seq")
    .limit(atOnce)
    .execute();
}

export function decisionsOfAll(db: Db, registrations: readonly Registration[]) {
  return db
    .selectFrom("decision")
    .select(["registration", "ordinal", "scene", "choice", "statement_id"])
    .where("registration", "in", registrations)
    .orderBy("registration")
    .orderBy("ordinal")
    .execute();
}

export function answersOfAll(db: Db, registrations: readonly Registration[]) {
  return db
    .selectFrom("answer")
    .select(["registration", "question", "ordinal", "response", "success"])
    .where("registration", "in", registrations)
    .orderBy("registration")
    .orderBy("ordinal")
    .execute();
}

/** Every attempt of some people at some subjects, to tell who tried before. */
export function attemptsOfAll(db: Db, actors: readonly ActorName[], subjects: readonly string[]) {
  return db
    .selectFrom("attempt")
    .select(["registration", "actor", "kind", "subject", "started_at"])
    .where("actor", "in", actors)
    .where("subject", "in", subjects)
    .where("kind", "in", ["scenario", "check"])
    .execute();
}

/** Whose account names they are, and every place they had, as known now. */
export function placesOfAll(db: Db, actors: readonly ActorName[]) {
  return db
    .selectFrom("actor")
    .innerJoin("person", "person.id", "actor.person_id")
    .leftJoin("posting", (join) =>
      join.onRef("posting.person_id", "=", "person.id").on("posting.known_to", "=", END_OF_TIME),
    )
    .select(["actor.name as actor", "person.force_id as forceId", "posting.unit_id as unitId"])
    .select(["posting.staff_group as group", "posting.rank", "posting.valid_from as from"])
    .select(["posting.valid_to as to", "posting.appointment"])
    .where("actor.name", "in", actors)
    .orderBy("posting.appointment")
    .execute();
}

const CHOICE_KEY = [
  ...(["force_id", "kind", "subject", "version", "first", "item", "option", "next"] as const),
  ...(["unit_id", "staff_group", "rank"] as const),
];
const SCORE_KEY = [
  ...(["force_id", "kind", "subject", "version", "first", "item", "option"] as const),
  ...(["correct", "rest_right", "rest_asked"] as const),
];
const AT_ONCE = 50;

export async function addChoices(trx: Trx, rows: readonly Insertable<ChoiceCountTable>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await trx
      .insertInto("choice_count")
      .values(rows.slice(at, at + AT_ONCE))
      .onConflict((conflict) =>
        conflict.columns(CHOICE_KEY).doUpdateSet((eb) => ({
          people: eb("choice_count.people", "+", eb.ref("excluded.people")),
          persons: eb("choice_count.persons", "+", eb.ref("excluded.persons")),
        })),
      )
      .execute();
}

export async function addScores(trx: Trx, rows: readonly Insertable<ScoreCountTable>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await trx
      .insertInto("score_count")
      .values(rows.slice(at, at + AT_ONCE))
      .onConflict((conflict) =>
        conflict.columns(SCORE_KEY).doUpdateSet((eb) => ({
          people: eb("score_count.people", "+", eb.ref("excluded.people")),
          persons: eb("score_count.persons", "+", eb.ref("excluded.persons")),
        })),
      )
      .execute();
}

export interface CountsAsked {
  readonly forceId: ForceId;
  readonly kind: "scenario" | "check";
  readonly subject: string;
  readonly version: string;
  /** First tries only. */
  readonly firstOnly: boolean;
}

/** Each place's counts by unit, group and rank; first tries and later ones apart. */
export function choiceCounts(db: Db, asked: CountsAsked) {
  return db
    .selectFrom("choice_count")
    .select(["item", "option", "next", "unit_id as unit", "staff_group as group", "rank"])
    .select(["first", "people", "persons"])
    .where("force_id", "=", asked.forceId)
    .where("kind", "=", asked.kind)
    .where("subject", "=", asked.subject)
    .where("version", "=", asked.version)
    .$if(asked.firstOnly, (query) => query.where("first", "=", 1))
    .execute();
}

/** How much is counted of what is asked: it only grows, and with it what `choiceCounts` gives changes. */
export async function countedSoFar(db: Db, asked: CountsAsked): Promise<readonly number[]> {
  const row = await db
    .selectFrom("choice_count")
    .select(({ fn }) => [fn.countAll().as("rows"), fn.sum("people").as("people")])
    .select(({ fn }) => fn.sum("persons").as("persons"))
    .where("force_id", "=", asked.forceId)
    .where("kind", "=", asked.kind)
    .where("subject", "=", asked.subject)
    .where("version", "=", asked.version)
    .$if(asked.firstOnly, (query) => query.where("first", "=", 1))
    .executeTakeFirstOrThrow();
  return [row.rows, row.people, row.persons].map(Number);
}

/** The versions of a subject, by their hashes, that anything is counted of. */
export async function countedVersions(
  db: Db,
  asked: Omit<CountsAsked, "version">,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("choice_count")
    .select("version")
    .distinct()
    .where("force_id", "=", asked.forceId)
    .where("kind", "=", asked.kind)
    .where("subject", "=", asked.subject)
    .where("item", "=", "")
    .$if(asked.firstOnly, (query) => query.where("first", "=", 1))
    .execute();
  return new Set(rows.map((row) => row.version));
}

export function scoreCounts(db: Db, asked: CountsAsked) {
  return db
    .selectFrom("score_count")
    .select(["item", "option", "correct", "rest_right as restRight", "rest_asked as restAsked"])
    .select(["first", "people", "persons"])
    .where("force_id", "=", asked.forceId)
    .where("kind", "=", asked.kind)
    .where("subject", "=", asked.subject)
    .where("version", "=", asked.version)
    .$if(asked.firstOnly, (query) => query.where("first", "=", 1))
    .execute();
}

/** The versions of a subject, the newest first, each with whether anybody of the force met it. */
export function versionsOf(db: Db, kind: "scenario" | "module", slug: string) {
  return db
    .selectFrom("content_version")
    .select(["id", "number", "hash", "title", "published_at as publishedAt"])
    .where("kind", "=", kind)
    .where("slug", "=", slug)
    .orderBy("number", "desc")
    .execute();
}
