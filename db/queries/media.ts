/** Pictures and recordings, by the hash of what they are. */
import { sql } from "kysely";
import type { Db } from "../connect.ts";
import type { MediaTable } from "../schema/media.ts";

export async function insertMedia(db: Db, files: readonly MediaTable[]): Promise<void> {
  for (const file of files) {
    await db
      .insertInto("media")
      .values(file)
      // What was kept before a picture's measures were has them from now on.
      .onConflict((conflict) =>
        conflict.column("sha2").doUpdateSet({ width: file.width, height: file.height }),
      )
      .execute();
  }
}

export async function mediaByHash(
  db: Db,
  sha2: string,
): Promise<{ content_type: string; size: number } | undefined> {
  return db.selectFrom("media").select(["content_type", "size"]).where("sha2", "=", sha2).executeTakeFirst();
}

/** Those that are pictures with their measures. */
export async function pictureRows(
  db: Db,
  sha2s: readonly string[],
): Promise<{ sha2: string; content_type: string; width: number; height: number }[]> {
  if (sha2s.length === 0) return [];
  return db
    .selectFrom("media")
    .select(["sha2", "content_type"])
    .select((get) => [get.ref("width").$notNull().as("width"), get.ref("height").$notNull().as("height")])
    .where("sha2", "in", sha2s)
    .where("width", "is not", null)
    .execute();
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
