/** Both databases give rows in one order, whatever collation a database was made with: replays compare them in step. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { connect, migrateToLatest, type Connection } from "#db/connect.ts";
import { onSnapshot, rowsInKeyOrder } from "#db/dialect.ts";

const name = `amends_${randomBytes(8).toString("hex")}`;
let folder: string;
let made: Connection[] = [];

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "amends-order-"));
  await onServer(
    `create database ${name} template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-GB'`,
  );
  made = [`file:${join(folder, "order.db")}`, inject("postgresUrl").replace(/\/postgres$/, `/${name}`)].map(
    connect,
  );
  for (const { db } of made) await migrateToLatest(db);
});

afterAll(async () => {
  for (const connection of made) await connection.close();
  await onServer(`drop database ${name} with (force)`);
  rmSync(folder, { recursive: true, force: true });
});

/** Texts that collations put elsewhere than their bytes do. */
const word = fc.oneof(
  fc.constantFrom(
    "a",
    "B",
    "b",
    "A",
    "-",
    "_",
    "é",
    "z",
    "Z",
    "\uffee",
    "😀",
    "a b",
    "ab",
    "a-b",
    "a_b",
    "10",
    "9",
  ),
  fc.stringMatching(/^[A-Za-z0-9_-]{1,6}$/),
);

describe("rows in the order of their key", () => {
  it("come by the bytes of texts and the size of numbers, each once, however large the page", async () => {
    const rows = fc.uniqueArray(fc.record({ registration: word, ordinal: fc.nat(200) }), {
      selector: ({ registration, ordinal }) => `${registration} ${ordinal}`,
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (keys, atOnce) => {
        const wanted = [...keys].sort(
          (one, other) =>
            Buffer.compare(Buffer.from(one.registration), Buffer.from(other.registration)) ||
            one.ordinal - other.ordinal,
        );
        for (const { db, read } of made) {
          await db.deleteFrom("decision").execute();
          const others = { scene: "", choice: "", decided_at: "", statement_id: "" };
          await db
            .insertInto("decision")
            .values(keys.map((key) => ({ ...key, ...others })) as never)
            .execute();
          const found = await onSnapshot(read, async (trx) => {
            const all: unknown[] = [];
            const columns = ["registration", "ordinal"];
            const key = { registration: "text", ordinal: "number" } as const;
            for await (const page of rowsInKeyOrder(trx, { table: "decision", columns, key }, atOnce))
              all.push(...page);
            return all;
          });
          expect(found).toEqual(wanted);
        }
      }),
      { numRuns: 40 },
    );
  });
});
