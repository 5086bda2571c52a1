/**
 * `npm run bench -- ledger [--singles N] [--most N]`: writes beside the limit of raw inserts, in one run; then reads
 * at 100,000 and at a million statements.
 */
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import SQLite from "better-sqlite3";
import { connect, migrateToLatest } from "#db/connect.ts";
import { activitiesOf, agentKey, agentsOf } from "#app/domain/ledger/xapi/parties.ts";
import type { XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openContext, type Context } from "#app/services/context.server.ts";
import { digestOf, leafOf } from "#app/services/ledger/digest.server.ts";
import { createKey, type LrsKey } from "#app/services/ledger/keys.server.ts";
import {
  findStatements,
  readStatement,
  type StatementQuery,
} from "#app/services/ledger/read-statements.server.ts";
import { storeStatements } from "#app/services/ledger/store-statements.server.ts";
import { post, startServer } from "./load.ts";
import {
  HOME,
  moduleOf,
  personOf,
  registrationOf,
  statementAt,
  writeTables,
  type Digested,
} from "./statements.ts";
import { printTable, quantile } from "./table.ts";

const BATCH = 50;
const CLIENTS = [1, 16, 64];
const READS = 300;

function option(args: readonly string[], name: string, otherwise: number): number {
  const at = args.indexOf(name);
  return at < 0 ? otherwise : Number(args[at + 1]);
}

export async function benchLedger(args: readonly string[]): Promise<void> {
  const singles = option(args, "--singles", 5_000);
  const most = option(args, "--most", 1_000_000);
  if (!existsSync("build/server/index.js")) throw new Error("Build first: npm run build");
  const folder = mkdtempSync(path.join(tmpdir(), "amends-bench-"));
  try {
    await writes(folder, singles);
    if (most > 0) await reads(folder, most);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function freshDatabase(folder: string): Promise<string> {
  const file = path.join(folder, `${randomUUID()}.db`);
  const connection = connect(`file:${file}`);
  await migrateToLatest(connection.db);
  await connection.close();
  return file;
}

const contextOf = (file: string): Promise<Context> =>
  openContext(readConfig({ AMENDS_MODE: "test", DATABASE_URL: `file:${file}` }));

async function keyOf(ctx: Context): Promise<{ key: LrsKey; authorization: string }> {
  const { key, secret } = await createKey(ctx, {
    name: "bench",
    scopes: ["all"],
    trusted: false,
    perMinute: null,
    by: "bench",
  });
  return { key, authorization: `Basic ${Buffer.from(`${key.id}:${secret}`).toString("base64")}` };
}

async function writes(folder: string, singles: number): Promise<void> {
  const batched = singles * 4;
  const rows: (string | number)[][] = [];
  const tell = (what: string, size: number, count: number, seconds: number, ms: readonly number[]) =>
    rows.push([what, size, count / seconds, quantile(ms, 0.5), quantile(ms, 0.95), quantile(ms, 0.99)]);

  for (const size of [1, BATCH]) {
    const count = size === 1 ? singles : batched;
    const { seconds, milliseconds } = rawInserts(await freshDatabase(folder), count, size);
    tell("raw better-sqlite3, the same rows", size, count, seconds, milliseconds);
  }
  for (const size of [1, BATCH]) {
    const count = size === 1 ? singles : batched;
    const ctx = await contextOf(await freshDatabase(folder));
    const { key } = await keyOf(ctx);
    const milliseconds: number[] = [];
    const began = performance.now();
    for (let at = 0; at < count; at += size) {
      const since = performance.now();
      const values = Array.from({ length: size }, (_, i) => statementAt(at + i));
      await storeStatements(ctx, key, "1.0.3", { values, parts: [], batch: size > 1 });
      milliseconds.push(performance.now() - since);
    }
    tell("our append, in process", size, count, (performance.now() - began) / 1_000, milliseconds);
    await ctx.close();
  }
  for (const size of [1, BATCH]) {
    for (const clients of CLIENTS) {
      const count = size === 1 ? singles : batched;
      const file = await freshDatabase(folder);
      const ctx = await contextOf(file);
      const { authorization } = await keyOf(ctx);
      await ctx.close();
      const server = await startServer(`file:${file}`);
      const bodies = Array.from({ length: count / size }, (_, at) =>
        JSON.stringify(
          size === 1 ? statementAt(at) : Array.from({ length: size }, (__, i) => statementAt(at * size + i)),
        ),
      );
      const headers = {
        Authorization: authorization,
        "Content-Type": "application/json",
        "X-Experience-API-Version": "1.0.3",
      };
      await post(
        `${server.url}/xapi/statements`,
        headers,
        clients,
        bodies.slice(0, Math.min(200, bodies.length / 5)),
      );
      const { seconds, milliseconds } = await post(`${server.url}/xapi/statements`, headers, clients, bodies);
      await server.stop();
      tell(`over HTTP, ${clients} client${clients > 1 ? "s" : ""}`, size, count, seconds, milliseconds);
    }
  }
  printTable(
    "Writes: statements a second, and milliseconds a request (each durable before it is answered)",
    ["", "batch", "per second", "p50", "p95", "p99"],
    rows,
  );
}

/** Everything that an append leaves for a statement of this shape, by the driver alone. */
function rawInserts(file: string, count: number, size: number): { seconds: number; milliseconds: number[] } {
  const database = new SQLite(file);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  const statement = database.prepare(
    "insert into statement (seq, id, stored, timestamp, verb, actor, object, registration, body, version, key_id, defines, leaf) values (?, ?, ?, ?, ?, ?, ?, ?, ?, '1.0.0', 'bench', 1, ?)",
  );
  const agent = database.prepare(
    "insert into statement_agent (agent, direct, seq, subject) values (?, ?, ?, ?)",
  );
  const activity = database.prepare(
    "insert into statement_activity (activity, direct, seq, subject) values (?, ?, ?, ?)",
  );
  const prepared = Array.from({ length: count }, (_, at) => rowOf({ ...statementAt(at), id: randomUUID() }));
  const insert = database.transaction((from: number) => {
    for (let at = from; at < from + size; at += 1) {
      const row = prepared[at];
      if (!row) continue;
      const seq = at + 1;
      statement.run(seq, ...row.columns);
      for (const { digest, direct } of row.agents) agent.run(digest, direct, seq, seq);
      for (const { digest, direct } of row.activities) activity.run(digest, direct, seq, seq);
    }
  });
  const milliseconds: number[] = [];
  const began = performance.now();
  for (let at = 0; at < count; at += size) {
    const since = performance.now();
    insert.immediate(at);
    milliseconds.push(performance.now() - since);
  }
  const seconds = (performance.now() - began) / 1_000;
  database.close();
  return { seconds, milliseconds };
}

function rowOf(statement: Record<string, unknown>) {
  const told = statement as unknown as XapiStatement & { id: string; timestamp: string };
  const { body, leaf, agents, activities } = made(statement);
  return {
    columns: [
      told.id,
      told.timestamp,
      told.timestamp,
      told.verb.id,
      agentKey(told.actor),
      "id" in told.object ? told.object.id : "",
      told.context?.registration,
      body,
      leaf,
    ],
    agents,
    activities,
  };
}

function made(statement: Record<string, unknown>) {
  const full = {
    ...statement,
    stored: statement.timestamp,
    version: "1.0.0",
    authority: { objectType: "Agent", account: { homePage: `${HOME}/lrs-keys`, name: "bench" } },
  } as unknown as XapiStatement;
  const body = JSON.stringify(full);
  const digested = (found: { direct: string[]; related: string[] }): Digested[] =>
    found.related.map((one) => ({ digest: digestOf(one), direct: found.direct.includes(one) ? 1 : 0 }));
  return {
    body,
    leaf: leafOf(body),
    agents: digested(agentsOf(full)),
    activities: digested(activitiesOf(full)),
  };
}

const NOTHING: StatementQuery = {
  agent: null,
  verb: null,
  activity: null,
  registration: null,
  relatedActivities: false,
  relatedAgents: false,
  since: null,
  until: null,
  limit: 20,
  ascending: false,
  format: "exact",
  attachments: false,
};

async function reads(folder: string, most: number): Promise<void> {
  const file = await freshDatabase(folder);
  const first = await contextOf(file);
  const { key } = await keyOf(first);
  await first.close();
  const rows: (string | number)[][] = [];
  let written = 0;
  for (const size of [most / 10, most]) {
    writeTables(file, written, size, made);
    written = size;
    const ctx = await contextOf(file);
    const some = Array.from({ length: READS }, () => Math.floor(Math.random() * size));
    const ids = await Promise.all(
      some.map(async (at) => {
        const row = await ctx.read
          .selectFrom("statement")
          .select("id")
          .where("seq", "=", at + 1)
          .executeTakeFirstOrThrow();
        return row.id;
      }),
    );
    const agent = (at: number) => ({ account: { homePage: HOME, name: personOf(at) } });
    const kinds: Record<string, (at: number) => Promise<unknown>> = {
      "by id": (at) =>
        readStatement(ctx, key, ids[at] ?? "", false, { format: "exact", attachments: false, languages: [] }),
      "by agent": (at) => findStatements(ctx, key, { ...NOTHING, agent: agent(some[at] ?? 0) }, []),
      "by agent, related": (at) =>
        findStatements(ctx, key, { ...NOTHING, agent: agent(some[at] ?? 0), relatedAgents: true }, []),
      "by registration": (at) =>
        findStatements(ctx, key, { ...NOTHING, registration: registrationOf(some[at] ?? 0) }, []),
      "by related activity": (at) =>
        findStatements(
          ctx,
          key,
          { ...NOTHING, activity: moduleOf(some[at] ?? 0), relatedActivities: true },
          [],
        ),
      "by agent and related activity": (at) =>
        findStatements(
          ctx,
          key,
          {
            ...NOTHING,
            agent: agent((some[at] ?? 0) * 7),
            activity: moduleOf(some[at] ?? 0),
            relatedActivities: true,
          },
          [],
        ),
      newest: () => findStatements(ctx, key, NOTHING, []),
    };
    for (const [kind, read] of Object.entries(kinds)) {
      const milliseconds: number[] = [];
      for (let at = 0; at < READS; at += 1) {
        const since = performance.now();
        await read(at);
        milliseconds.push(performance.now() - since);
      }
      rows.push([
        kind,
        size,
        quantile(milliseconds, 0.5),
        quantile(milliseconds, 0.95),
        quantile(milliseconds, 0.99),
      ]);
    }
    await ctx.close();
    console.log(`${size.toLocaleString("en-GB")} statements: ${Math.round(statSync(file).size / 1e6)} MB`);
  }
  printTable(
    "Reads of up to 20 statements, in milliseconds",
    ["", "statements", "p50", "p95", "p99"],
    rows.sort((a, b) => String(a[0]).localeCompare(String(b[0]))),
  );
}
