/** The ledger's rows and the readings folded from them. */
import type { Insertable, Selectable } from "kysely";
import type { Effect } from "#app/domain/ledger/readings.ts";
import type { StatementTable } from "../schema/statement.ts";
import type { Db } from "../connect.ts";

/** SQLite takes at most 32,766 values in one statement. */
const ROWS_AT_ONCE = 500;

function chunks<Row>(rows: readonly Row[]): Row[][] {
  const parts: Row[][] = [];
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) parts.push(rows.slice(at, at + ROWS_AT_ONCE));
  return parts;
}

export async function insertStatements(db: Db, rows: readonly Insertable<StatementTable>[]): Promise<void> {
  for (const part of chunks(rows)) await db.insertInto("statement").values(part).execute();
}

/** Statements after a place in the ledger, in its order. */
export function statementsAfter(db: Db, seq: number, limit: number): Promise<Selectable<StatementTable>[]> {
  return db.selectFrom("statement").selectAll().where("seq", ">", seq).orderBy("seq").limit(limit).execute();
}

export async function countStatements(db: Db): Promise<number> {
  const row = await db
    .selectFrom("statement")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function latestStored(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom("statement")
    .select("stored")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.stored ?? null;
}

export function statementsOfRegistration(
  db: Db,
  registration: string,
): Promise<Selectable<StatementTable>[]> {
  return db
    .selectFrom("statement")
    .selectAll()
    .where("registration", "=", registration as never)
    .orderBy("seq")
    .execute();
}

export function statementsOfActor(db: Db, actor: string): Promise<Selectable<StatementTable>[]> {
  return db.selectFrom("statement").selectAll().where("actor", "=", actor).orderBy("seq").execute();
}

type EffectOf<Reading extends Effect["reading"]> = Extract<Effect, { reading: Reading }>;

function only<Reading extends Effect["reading"]>(
  effects: readonly Effect[],
  reading: Reading,
): EffectOf<Reading>[] {
  return effects.filter((effect): effect is EffectOf<Reading> => effect.reading === reading);
}

/** Applies a batch of effects, in order, to the readings. Shared rows are written in key order so that writers never deadlock. */
export async function applyEffects(db: Db, effects: readonly Effect[]): Promise<void> {
  const activities = new Map(
    only(effects, "activity").map((one) => [one.iri, JSON.stringify(one.definition)]),
  );
  const activityRows = [...activities]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([iri, definition]) => ({ iri, definition }));
  for (const part of chunks(activityRows)) {
    await db
      .insertInto("activity")
      .values(part)
      .onConflict((conflict) =>
        conflict
          .column("iri")
          .doUpdateSet((eb) => ({ definition: eb.ref("excluded.definition") }))
          .where((eb) => eb("activity.definition", "<>", eb.ref("excluded.definition"))),
      )
      .execute();
  }
  for (const one of only(effects, "attempt-begun")) {
    const { registration, actor, kind, subject, version, at } = one;
    await db
      .insertInto("attempt")
      .values({
        registration,
        actor,
        kind,
        subject,
        version,
        outcome: null,
        score: null,
        score_max: null,
        started_at: at,
        finished_at: null,
      })
      .onConflict((conflict) => conflict.column("registration").doNothing())
      .execute();
  }
  for (const one of only(effects, "attempt-judged")) {
    await db
      .updateTable("attempt")
      .set({ outcome: one.outcome, score: one.score, score_max: one.scoreMax, finished_at: one.at })
      .where("registration", "=", one.registration)
      // What was judged stays judged: a completion after a pass says no more.
      .where("finished_at", "is", null)
      .execute();
  }
  for (const one of only(effects, "progress")) {
    const { actor, module, lesson, share, at } = one;
    await db
      .insertInto("progress")
      .values({ actor, module, lesson, share, updated_at: at, completed_at: one.completed ? at : null })
      .onConflict((conflict) =>
        conflict.columns(["actor", "module", "lesson"]).doUpdateSet((eb) => ({
          share: eb
            .case()
            .when("progress.share", ">", eb.ref("excluded.share"))
            .then(eb.ref("progress.share"))
            .else(eb.ref("excluded.share"))
            .end(),
          updated_at: eb.ref("excluded.updated_at"),
          completed_at: eb.fn.coalesce("progress.completed_at", "excluded.completed_at"),
        })),
      )
      .execute();
  }
  const answers = only(effects, "answer").map((one) => ({
    registration: one.registration,
    question: one.question,
    ordinal: one.ordinal,
    response: one.response,
    success: one.success === null ? null : Number(one.success),
    answered_at: one.at,
    statement_id: one.statementId,
  }));
  for (const part of chunks(answers)) await db.insertInto("answer").values(part).execute();
  const decisions = only(effects, "decision").map((one) => ({
    registration: one.registration,
    ordinal: one.ordinal,
    scene: one.scene,
    choice: one.choice,
    decided_at: one.at,
    statement_id: one.statementId,
  }));
  for (const part of chunks(decisions)) await db.insertInto("decision").values(part).execute();
  const awards = only(effects, "award").map((one) => ({
    statement_id: one.statementId,
    actor: one.actor,
    module: one.module,
    day_from: one.from,
    day_to: one.to,
    stored: one.stored,
    via: one.via,
    provider: one.provider,
    version: one.version,
    code: one.code,
  }));
  for (const part of chunks(awards)) await db.insertInto("award").values(part).execute();
}

/** The readings that statements alone decide, and the columns that name a row of each. */
export const READINGS = {
  activity: ["iri"],
  attempt: ["registration"],
  progress: ["actor", "module", "lesson"],
  answer: ["registration", "question", "ordinal"],
  decision: ["registration", "ordinal"],
  award: ["statement_id"],
} as const;
export type ReadingName = keyof typeof READINGS;

/** Every row of a reading as plain values, in the order of its key. */
export async function readingRows(db: Db, reading: ReadingName): Promise<Record<string, unknown>[]> {
  let query = db.selectFrom(reading).selectAll();
  for (const column of READINGS[reading]) query = query.orderBy(column as never);
  return await query.execute();
}

export function activityByIri(db: Db, iri: string) {
  return db.selectFrom("activity").select("definition").where("iri", "=", iri).executeTakeFirst();
}
