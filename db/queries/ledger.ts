/** The ledger's rows and the readings folded from them. */
import type { Insertable, Selectable } from "kysely";
import type { StatementId } from "#app/domain/ids.ts";
import { mergeDefinition } from "#app/domain/ledger/xapi/format.ts";
import type { Effect } from "#app/domain/ledger/readings.ts";
import type { ActivityDefinition } from "#app/domain/ledger/xapi/types.ts";
import type { Instant } from "#app/domain/time.ts";
import type { AttachmentTable } from "../schema/attachment.ts";
import type { StatementActivityTable } from "../schema/statement-activity.ts";
import type { StatementAgentTable } from "../schema/statement-agent.ts";
import type { StatementTable } from "../schema/statement.ts";
import type { StatementTargetTable } from "../schema/statement-target.ts";
import type { Db } from "../connect.ts";
import { insertMany } from "../dialect.ts";

/** SQLite takes at most 32,766 values in one statement. */
const VALUES_AT_ONCE = 8_000;

function chunks<Row extends object>(rows: readonly Row[]): Row[][] {
  const [first] = rows;
  if (!first) return [];
  const size = Math.floor(VALUES_AT_ONCE / Object.keys(first).length);
  if (rows.length <= size) return [[...rows]];
  const parts: Row[][] = [];
  for (let at = 0; at < rows.length; at += size) parts.push(rows.slice(at, at + size));
  return parts;
}

const IDS_AT_ONCE = 2_000;

async function forIds<Row>(ids: readonly string[], find: (some: string[]) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE)
    rows.push(...(await find(ids.slice(at, at + IDS_AT_ONCE))));
  return rows;
}

export async function insertStatements(db: Db, rows: readonly Insertable<StatementTable>[]): Promise<void> {
  for (const part of chunks(rows)) await db.insertInto("statement").values(part).execute();
}

/** Statements after a place in the ledger, in its order. */
export function statementsAfter(db: Db, seq: number, limit: number): Promise<Selectable<StatementTable>[]> {
  return db.selectFrom("statement").selectAll().where("seq", ">", seq).orderBy("seq").limit(limit).execute();
}

export function statementsBySeqs(db: Db, seqs: readonly number[]) {
  return db
    .selectFrom("statement")
    .select(["seq", "body", "key_id", "defines"])
    .where("seq", "in", [...seqs])
    .orderBy("seq")
    .execute();
}

/** Statements that a version before 0002 wrote and none has brought up to date yet. */
export function statementsWithoutLeaf(db: Db, limit: number) {
  return db.selectFrom("statement").select(["seq", "body"]).where("leaf", "=", "").limit(limit).execute();
}

export async function fillLeaf(db: Db, seq: number, leaf: string): Promise<void> {
  await db.updateTable("statement").set({ leaf }).where("seq", "=", seq).where("leaf", "=", "").execute();
}

export async function renumber(db: Db, from: number, to: number): Promise<void> {
  await db.updateTable("statement").set({ seq: to }).where("seq", "=", from).execute();
}

export async function countStatements(db: Db): Promise<number> {
  const row = await db
    .selectFrom("statement")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Where the ledger ends: the last `seq` and its `stored`; 0 and null when it is empty. */
export async function ledgerEnd(db: Db): Promise<{ seq: number; stored: Instant | null }> {
  const row = await db
    .selectFrom("statement")
    .select(["seq", "stored"])
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? { seq: 0, stored: null };
}

/** What following references needs to know of a statement. */
export type LinkedStatement = Pick<
  Selectable<StatementTable>,
  "seq" | "id" | "verb" | "registration" | "target" | "key_id" | "voided" | "body"
>;
const LINKED = ["seq", "id", "verb", "registration", "target", "key_id", "voided", "body"] as const;

export function statementsByIds(db: Db, ids: readonly string[]): Promise<LinkedStatement[]> {
  return forIds(ids, (some) =>
    db
      .selectFrom("statement")
      .select([...LINKED])
      .where("id", "in", some as StatementId[])
      .execute(),
  );
}

/** The statements whose object refers to one of these. */
export function statementsReferringTo(db: Db, ids: readonly string[]): Promise<LinkedStatement[]> {
  return forIds(ids, (some) =>
    db
      .selectFrom("statement")
      .select([...LINKED])
      .where("target", "in", some)
      .execute(),
  );
}

export async function markVoided(db: Db, seqs: readonly number[]): Promise<void> {
  if (seqs.length === 0) return;
  await db
    .updateTable("statement")
    .set({ voided: 1 })
    .where("seq", "in", [...seqs])
    .execute();
}

/** What searches go by. Rows that are there already are left as they are. */
export interface SearchRows {
  readonly agents: readonly Insertable<StatementAgentTable>[];
  readonly activities: readonly Insertable<StatementActivityTable>[];
  readonly targets: readonly Insertable<StatementTargetTable>[];
}

export async function insertSearchRows(db: Db, rows: SearchRows): Promise<void> {
  await insertMany(
    db,
    "statement_agent",
    ["agent", "direct", "seq", "subject"],
    rows.agents.map((row) => [row.agent, row.direct, row.seq, row.subject]),
  );
  await insertMany(
    db,
    "statement_activity",
    ["activity", "direct", "seq", "subject"],
    rows.activities.map((row) => [row.activity, row.direct, row.seq, row.subject]),
  );
  await insertMany(
    db,
    "statement_target",
    ["seq", "subject", "verb", "registration"],
    rows.targets.map((row) => [row.seq, row.subject, row.verb, row.registration]),
  );
}

export async function insertAttachments(db: Db, rows: readonly Insertable<AttachmentTable>[]): Promise<void> {
  for (const row of rows)
    await db
      .insertInto("attachment")
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

export function attachmentsOf(db: Db, sums: readonly string[]): Promise<Selectable<AttachmentTable>[]> {
  return forIds(sums, (some) => db.selectFrom("attachment").selectAll().where("sha2", "in", some).execute());
}

/** Awards that rest on one of these statements and still hold. */
export function awardsRestingOn(db: Db, ids: readonly string[]) {
  return forIds(ids, (some) =>
    db
      .selectFrom("award")
      .select(["statement_id", "basis"])
      .where("basis", "in", some as StatementId[])
      .where("withdrawn", "is", null)
      .execute(),
  );
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
  await defineActivities(db, effects);
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
  const recalled = only(effects, "recall").map((one) => ({
    statement_id: one.statementId,
    actor: one.actor,
    module: one.module,
    question: one.question,
    ordinal: one.ordinal,
    success: Number(one.right),
    answered_at: one.at,
  }));
  for (const part of chunks(recalled)) await db.insertInto("recall_answer").values(part).execute();
  const shared = only(effects, "sharing").map((one) => ({
    statement_id: one.statementId,
    actor: one.actor,
    registration: one.registration,
    module: one.module,
    question: one.question,
    named: Number(one.named),
    shared_at: one.at,
    withdrawn: null,
  }));
  for (const part of chunks(shared)) await db.insertInto("shared_reflection").values(part).execute();
  for (const one of only(effects, "sharing-withdrawn")) {
    await db
      .updateTable("shared_reflection")
      .set({ withdrawn: one.stored })
      .where("statement_id", "=", one.statementId)
      .where("withdrawn", "is", null)
      .execute();
  }
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
    basis: one.basis,
    withdrawn: null,
  }));
  for (const part of chunks(awards)) await db.insertInto("award").values(part).execute();
  for (const one of only(effects, "award-withdrawn")) {
    await db
      .updateTable("award")
      .set({ withdrawn: one.stored })
      .where("statement_id", "=", one.statementId)
      .where("withdrawn", "is", null)
      .execute();
  }
  const claims = only(effects, "claim").map((one) => ({
    basis: one.basis,
    module: one.module,
    statement_id: one.statementId,
    actor: one.actor,
    outcome: one.outcome,
    day: one.day,
    source: one.source,
    reason: one.reason,
    stored: one.stored,
  }));
  for (const part of chunks(claims))
    await db
      .insertInto("claim")
      .values(part)
      .onConflict((conflict) => conflict.columns(["basis", "module"]).doNothing())
      .execute();
}

/** Our own definitions replace; others' are merged, in the order in which they were told. */
async function defineActivities(db: Db, effects: readonly Effect[]): Promise<void> {
  const told = only(effects, "activity-told");
  const definitions = new Map<string, string>();
  if (told.length > 0) {
    const iris = [...new Set(told.map((one) => one.iri))];
    const known = await forIds(iris, (some) =>
      db.selectFrom("activity").selectAll().where("iri", "in", some).execute(),
    );
    const before = new Map(known.map((row) => [row.iri, row.definition]));
    for (const { iri, definition } of told) {
      const kept = definitions.get(iri) ?? before.get(iri);
      const merged =
        kept === undefined ? definition : mergeDefinition(JSON.parse(kept) as ActivityDefinition, definition);
      const text = JSON.stringify(merged);
      if (text !== before.get(iri)) definitions.set(iri, text);
    }
  }
  for (const { iri, definition } of only(effects, "activity"))
    definitions.set(iri, JSON.stringify(definition));
  const rows = [...definitions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([iri, definition]) => ({ iri, definition }));
  for (const part of chunks(rows)) {
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
}

export function activityByIri(db: Db, iri: string) {
  return db.selectFrom("activity").select("definition").where("iri", "=", iri).executeTakeFirst();
}
