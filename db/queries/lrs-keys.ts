import type { Insertable } from "kysely";
import type { Instant } from "#app/domain/time.ts";
import type { LrsKeyTable } from "../schema/lrs-key.ts";
import type { Db } from "../connect.ts";

export function lrsKeys(db: Db) {
  return db.selectFrom("lrs_key").selectAll().orderBy("created_at").orderBy("name").execute();
}

export function lrsKeyById(db: Db, id: string) {
  return db.selectFrom("lrs_key").selectAll().where("id", "=", id).executeTakeFirst();
}

export function lrsKeyByName(db: Db, name: string) {
  return db.selectFrom("lrs_key").selectAll().where("name", "=", name).executeTakeFirst();
}

export async function insertLrsKey(db: Db, row: Insertable<LrsKeyTable>): Promise<void> {
  await db.insertInto("lrs_key").values(row).execute();
}

export async function updateLrsKey(
  db: Db,
  id: string,
  change: { revoked_at?: Instant; per_minute?: number | null; trusted?: number; secret_hash?: string },
): Promise<void> {
  await db.updateTable("lrs_key").set(change).where("id", "=", id).execute();
}
