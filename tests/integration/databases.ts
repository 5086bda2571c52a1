/** Runs a suite of tests on SQLite and on PostgreSQL, each test on a database of its own. */
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeEach, describe, inject } from "vitest";
import type { DatabaseKind } from "#db/dialect.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openContext, type Context } from "#app/services/context.server.ts";

export interface OpenOptions {
  /** A day (then 9 o'clock in London) or an instant; the clock ticks from there. Left out: the machine's time. */
  readonly now?: string;
  /** True: with the force of `officer.ts` in it, known since half past eight on 4 June 2018. */
  readonly force?: boolean;
}

/**
 * Gives a Context on a fresh, migrated database. Opened inside a test (or beforeEach) it is closed and
 * removed after that test; opened in beforeAll it is kept for all tests of the suite.
 */
export type OpenContext = (options?: OpenOptions) => Promise<Context>;

interface FreshDatabase {
  readonly url: string;
  remove(): Promise<void>;
}

function freshSqlite(force: boolean): Promise<FreshDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "amends-test-"));
  const file = join(folder, "amends.db");
  copyFileSync(inject(force ? "sqliteForce" : "sqliteBase"), file);
  return Promise.resolve({
    url: `file:${file}`,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  });
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function freshPostgres(force: boolean): Promise<FreshDatabase> {
  const name = `amends_${randomBytes(8).toString("hex")}`;
  await onServer(
    `create database ${name} template ${inject(force ? "postgresForce" : "postgresBase")} strategy file_copy`,
  );
  return {
    url: inject("postgresUrl").replace(/\/postgres$/, `/${name}`),
    remove: () => onServer(`drop database ${name} with (force)`),
  };
}

const fresh: Record<DatabaseKind, (force: boolean) => Promise<FreshDatabase>> = {
  sqlite: freshSqlite,
  postgres: freshPostgres,
};

type Closer = () => Promise<void>;

async function closeAll(closers: Closer[]): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

/** What stands before a test's databases, and is closed before them: its last requests still use them. */
const inFront: Closer[] = [];

/** Closes at the end of the test, before its databases. */
export function closeBeforeDatabases(close: Closer): void {
  inFront.push(close);
}

/** `describe` once for each kind of database: `onBothDatabases("awards", (open) => { it(…) })`. */
export function onBothDatabases(name: string, suite: (open: OpenContext) => void): void {
  describe.each<DatabaseKind>(["sqlite", "postgres"])(`${name} on %s`, (kind) => {
    const ofSuite: Closer[] = [];
    const ofTest: Closer[] = [];
    let inTest = false;

    // Registered first, so that the hooks of the suite run inside these.
    beforeEach(() => {
      inTest = true;
    });
    afterEach(async () => {
      inTest = false;
      await closeAll(inFront);
      await closeAll(ofTest);
    });
    afterAll(() => closeAll(ofSuite));

    suite(async ({ now, force = false } = {}) => {
      const closers = inTest ? ofTest : ofSuite;
      const database = await fresh[kind](force);
      closers.push(() => database.remove());
      const config = readConfig({ AMENDS_MODE: "test", DATABASE_URL: database.url, AMENDS_NOW: now });
      const context = await openContext(config);
      closers.push(() => context.close());
      return context;
    });
  });
}
