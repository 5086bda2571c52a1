/** Recordings, by the hash of what they are. */
import { sql } from "kysely";
import type { Db } from "../connect.ts";
import type { MediaTable } from "../schema/media.ts";

export async function insertMedia(db: Db, files: readonly MediaTable[]): Promise<void> {
  for (const file of files) {
    await db
      .insertInto("media")
      .values(file)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export async function mediaByHash(
  db: Db,
  sha2: string,
): Promise<{ content_type: string; size: number } | undefined> {
  return db.selectFrom("media").select(["content_type", "size"]).where("sha2", "=", sha2).executeTakeFirst();
}

/** Bytes from `from` (the first is 0), as many as `count`. */
export async function mediaBytes(db: Db, sha2: string, from: number, count: number): Promise<Buffer> {
  const row = await db
    .selectFrom("media")
    .select(sql<Buffer>`substr(content, ${sql.lit(from + 1)}, ${sql.lit(count)})`.as("bytes"))
    .where("sha2", "=", sha2)
    .executeTakeFirstOrThrow();
  return row.bytes;
}
