import type { Db } from "../connect.ts";

/** One setting; null when it or the table is not there yet. */
export async function readSetting(db: Db, key: string): Promise<string | null> {
  const tables = await db.introspection.getTables();
  if (!tables.some((table) => table.name === "setting")) return null;
  const row = await db.selectFrom("setting").select("value").where("key", "=", key).executeTakeFirst();
  return row?.value ?? null;
}

export async function writeSetting(db: Db, key: string, value: string): Promise<void> {
  await db
    .insertInto("setting")
    .values({ key, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
    .execute();
}
