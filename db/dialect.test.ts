import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isRetryable, insertMany, openSqlite } from "./dialect.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "amends-dialect-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("an open SQLite database", () => {
  it("flushes every commit to the disk", async () => {
    const connection = openSqlite(`file:${join(folder, "a.db")}`);
    const db = new Kysely<Record<string, never>>({ dialect: connection.dialect });
    const read = async (pragma: string) =>
      Object.values((await sql.raw<Record<string, unknown>>(`pragma ${pragma}`).execute(db)).rows[0] ?? {});
    expect(await read("synchronous")).toEqual([2]);
    expect(await read("journal_mode")).toEqual(["wal"]);
    await db.destroy();
  });

  it("is refused where commits cannot be kept", () => {
    expect(() => openSqlite("file::memory:")).toThrow(/cannot be kept safely/);
  });

  it("writes any number of rows, and passes over those that are there", async () => {
    const connection = openSqlite(`file:${join(folder, "b.db")}`);
    const db = new Kysely<{ pair: { a: number; b: string } }>({ dialect: connection.dialect });
    await sql`create table pair (a integer primary key, b text) strict`.execute(db);
    for (const count of [0, 1, 9, 10, 234, 1_000]) {
      const rows = Array.from({ length: count }, (_, at) => [at, `row ${count}`]);
      await insertMany(db, "pair", ["a", "b"], rows);
      const kept = await db.selectFrom("pair").selectAll().orderBy("a").execute();
      expect(kept.map((row) => row.a)).toEqual(Array.from({ length: count }, (_, at) => at));
    }
    const first = await db.selectFrom("pair").selectAll().where("a", "=", 0).executeTakeFirst();
    expect(first).toEqual({ a: 0, b: "row 1" });
    await db.destroy();
  });

  it("reads row by row while the same query runs again", async () => {
    const connection = openSqlite(`file:${join(folder, "c.db")}`);
    const db = new Kysely<{ one: { a: number } }>({ dialect: connection.dialect });
    await sql`create table one (a integer primary key) strict`.execute(db);
    await insertMany(db, "one", ["a"], [[1], [2], [3]]);
    const query = db.selectFrom("one").selectAll();
    expect(await query.execute()).toHaveLength(3);
    const seen: number[] = [];
    for await (const row of query.stream()) seen.push(row.a);
    expect(seen).toEqual([1, 2, 3]);
    expect(await query.execute()).toHaveLength(3);
    await db.destroy();
  });
});

describe("an error that may pass", () => {
  it.each(["40P01", "40001", "SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT"])("is %s", (code) => {
    expect(isRetryable(Object.assign(new Error("busy"), { code }))).toBe(true);
  });
  it("is no other", () => {
    for (const error of [
      new Error("no code"),
      Object.assign(new Error("key"), { code: "23505" }),
      "40P01",
      null,
    ])
      expect(isRetryable(error)).toBe(false);
  });
});
