/** Seals, and the statements as sealing and checking them read them. */
import type { Insertable, Selectable } from "kysely";
import type { StatementId } from "#app/domain/ids.ts";
import type { SealTable } from "../schema/seal.ts";
import type { StatementTable } from "../schema/statement.ts";
import type { Db } from "../connect.ts";

export type SealRow = Selectable<SealTable>;

/** A statement as far as seals go. */
export type SealableStatement = Pick<
  Selectable<StatementTable>,
  "seq" | "id" | "body" | "leaf" | "redacted_by"
>;
const SEALABLE = ["seq", "id", "body", "leaf", "redacted_by"] as const;

export function lastSeal(db: Db): Promise<SealRow | undefined> {
  return db.selectFrom("seal").selectAll().orderBy("number", "desc").limit(1).executeTakeFirst();
}

/** The seal with the next higher number. */
export function sealAfter(db: Db, number: number): Promise<SealRow | undefined> {
  return db
    .selectFrom("seal")
    .selectAll()
    .where("number", ">", number)
    .orderBy("number")
    .limit(1)
    .executeTakeFirst();
}

/** The seal that a statement is under. */
export function sealOver(db: Db, seq: number): Promise<SealRow | undefined> {
  return db
    .selectFrom("seal")
    .selectAll()
    .where("from_seq", "<=", seq)
    .where("to_seq", ">=", seq)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** False when another has made a seal with this number. */
export async function insertSeal(db: Db, row: Insertable<SealTable>): Promise<boolean> {
  const done = await db
    .insertInto("seal")
    .values(row)
    .onConflict((conflict) => conflict.column("number").doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Statements after a place in the ledger, in its order. */
export function sealableAfter(db: Db, seq: number, limit: number): Promise<SealableStatement[]> {
  return db
    .selectFrom("statement")
    .select([...SEALABLE])
    .where("seq", ">", seq)
    .orderBy("seq")
    .limit(limit)
    .execute();
}

export function sealableById(db: Db, id: string): Promise<SealableStatement | undefined> {
  return db
    .selectFrom("statement")
    .select([...SEALABLE])
    .where("id", "=", id as StatementId)
    .executeTakeFirst();
}

/** What the audit trail says of the seals that were made, oldest first. */
export function sealEvents(db: Db, action: string): Promise<{ subject: string; detail: string }[]> {
  return db
    .selectFrom("audit_event")
    .select(["subject", "detail"])
    .where("action", "=", action)
    .orderBy("at")
    .orderBy("id")
    .execute();
}
