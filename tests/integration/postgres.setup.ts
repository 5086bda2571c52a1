/**
 * Before the integration tests: starts a real PostgreSQL server and makes one migrated
 * database of each kind, which every test copies. Stops and removes all of it afterwards.
 */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { connect, migrateToLatest } from "#db/connect.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openContext } from "#app/services/context.server.ts";
import { makeForce } from "./officer.ts";
import { startPostgres, type RunningServer } from "./postgres-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A migrated SQLite file, to copy. */
    sqliteBase: string;
    /** The PostgreSQL server's own database; other databases of the server are reached by replacing its path. */
    postgresUrl: string;
    /** The name of a migrated PostgreSQL database, to use as a template. */
    postgresBase: string;
    /** The same with the force of `officer.ts` in it, made at half past eight on 4 June 2018. */
    sqliteForce: string;
    postgresForce: string;
  }
}

const BASE = "amends_base";
const FORCE = "amends_force";
/** Half an hour before the clock of the tests starts, so that all of it is known by then. */
const FORCE_MADE_AT = "2018-06-04T07:30:00Z";

async function migratedBase(url: string): Promise<void> {
  const connection = connect(url);
  try {
    await migrateToLatest(connection.db);
    // The tests copy the one file, so everything must be in it and nothing in the log beside it.
    if (connection.kind === "sqlite") await sql`pragma wal_checkpoint(truncate)`.execute(connection.db);
  } finally {
    await connection.close();
  }
}

async function forceBase(url: string): Promise<void> {
  const ctx = await openContext(
    readConfig({ AMENDS_MODE: "test", DATABASE_URL: url, AMENDS_NOW: FORCE_MADE_AT }),
  );
  try {
    await makeForce(ctx);
    if (ctx.kind === "sqlite") await sql`pragma wal_checkpoint(truncate)`.execute(ctx.db);
  } finally {
    await ctx.close();
  }
}

async function createDatabase(url: string, name: string, template = "template1"): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`create database ${name} template ${template}`);
  } finally {
    await client.end();
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "amends-integration-"));
  let server: RunningServer | null = null;
  const tearDown = async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const sqliteBase = join(folder, "base.db");
    await migratedBase(`file:${sqliteBase}`);
    server = await startPostgres(folder).catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`PostgreSQL could not start, so the integration tests cannot run.\n${why}`, { cause });
    });
    await createDatabase(server.url, BASE);
    await migratedBase(server.url.replace(/\/postgres$/, `/${BASE}`));
    const sqliteForce = join(folder, "force.db");
    copyFileSync(sqliteBase, sqliteForce);
    await forceBase(`file:${sqliteForce}`);
    await createDatabase(server.url, FORCE, BASE);
    await forceBase(server.url.replace(/\/postgres$/, `/${FORCE}`));
    project.provide("sqliteForce", sqliteForce);
    project.provide("postgresForce", FORCE);
    project.provide("sqliteBase", sqliteBase);
    project.provide("postgresUrl", server.url);
    project.provide("postgresBase", BASE);
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}
