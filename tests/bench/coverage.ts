/**
 * `npm run bench -- coverage [--forces N] [--people N]`: the figure at the size of the nation, on SQLite and on
 * PostgreSQL, beside the plain SQL that a person would write.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { sql } from "kysely";
import type { ForceId } from "#app/domain/ids.ts";
import { STAFF_GROUPS, type StaffGroup } from "#app/domain/roster/workforce.ts";
import { addDays, endOfDay, instantAt, type Day, type Instant } from "#app/domain/time.ts";
import { foldDay } from "#app/services/coverage/fold-day.server.ts";
import { forceRecord, forgetRecords } from "#app/services/coverage/force-record.server.ts";
import { readBridge } from "#app/services/coverage/read-bridge.server.ts";
import { readBurnUp } from "#app/services/coverage/read-burn-up.server.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { readNation } from "#app/services/coverage/read-nation.server.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openContext, type Context } from "#app/services/context.server.ts";
import { ensureProgrammes } from "#app/services/learning/ensure-programmes.server.ts";
import { migrateToLatest } from "#db/connect.ts";
import { insertMany } from "#db/dialect.ts";
import { startPostgres } from "../integration/postgres-server.ts";
import { BEGIN, chance, sizes, TODAY, writeForce, type Made } from "./coverage-force.ts";
import { printTable, quantile } from "./table.ts";

const QUESTIONS = 300;
const NATION_TIMES = 7;

function option(args: readonly string[], name: string, otherwise: number): number {
  const at = args.indexOf(name);
  return at < 0 ? otherwise : Number(args[at + 1]);
}

export async function benchCoverage(args: readonly string[]): Promise<void> {
  const forces = option(args, "--forces", 43);
  const people = option(args, "--people", Math.round((155_000 * forces) / 43));
  const folder = mkdtempSync(path.join(tmpdir(), "amends-bench-"));
  try {
    await onDatabase("SQLite", `file:${path.join(folder, "nation.db")}`, forces, people);
    const server = await startPostgres(folder);
    try {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query("create database nation");
      await client.end();
      await onDatabase("PostgreSQL", server.url.replace(/\/postgres$/, "/nation"), forces, people);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ ms: number; result: Result }> {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
}

async function onDatabase(name: string, url: string, forces: number, people: number): Promise<void> {
  const ctx = await openContext(
    readConfig({ AMENDS_MODE: "test", DATABASE_URL: url, AMENDS_NOW: instantAt(addDays(TODAY, 45), 9) }),
  );
  try {
    await migrateToLatest(ctx.db);
    await ensureProgrammes(ctx, process.cwd());
    // The programme as if it had begun five years ago.
    await ctx.db
      .updateTable("programme_module")
      .set({ required_from: BEGIN })
      .where("kind", "=", "module")
      .execute();
    const writing = await timed(async () => {
      const made: Made[] = [];
      for (const [at, size] of sizes(forces, people).entries()) made.push(await writeForce(ctx.db, at, size));
      return made;
    });
    await sql`analyze`.execute(ctx.db);
    const made = writing.result;
    const count = async (table: "posting" | "award" | "person") =>
      (
        await ctx.read
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<number>().as("count"))
          .executeTakeFirstOrThrow()
      ).count;
    console.log(
      `\n${name}: ${forces} forces, ${people.toLocaleString("en-GB")} in post, ${(await count("person")).toLocaleString("en-GB")} people, ${(await count("posting")).toLocaleString("en-GB")} postings, ${(await count("award")).toLocaleString("en-GB")} awards, written in ${Math.round(writing.ms / 1000)} s`,
    );
    const bySize = [...made].sort((a, b) => a.people - b.people);
    const middle = bySize[Math.floor(bySize.length / 2)];
    const largest = bySize.at(-1);
    if (!middle || !largest) return;
    await questions(ctx, name, [middle, largest]);
    await series(ctx, name, [middle, largest]);
    await nation(ctx, name, made);
    await growth(ctx, name, bySize);
  } finally {
    await ctx.close();
  }
}

interface Asked {
  readonly day: Day;
  readonly known: Instant;
  readonly unit: string | undefined;
  readonly group: StaffGroup | undefined;
}

function anyQuestions(force: Made, count: number): Asked[] {
  const random = chance(force.people);
  const anyDay = () => addDays(BEGIN, 200 + Math.floor(random() * 1600));
  return Array.from({ length: count }, () => ({
    day: anyDay(),
    known: random() < 0.3 ? endOfDay(TODAY) : endOfDay(anyDay()),
    unit: random() < 0.5 ? undefined : force.units[Math.floor(random() * force.units.length)],
    group: random() < 0.3 ? undefined : STAFF_GROUPS[Math.floor(random() * STAFF_GROUPS.length)],
  }));
}

const answer = (ctx: Context, force: Made, one: Asked) =>
  readCoverage(ctx, {
    forceId: force.id as ForceId,
    programme: "core",
    group: one.group,
    unit: one.unit,
    asOf: one.day,
    knownAt: one.known,
  });

/** What somebody would write who wants one number, once. */
async function plainly(ctx: Context, force: Made, one: Asked) {
  const { day, known } = one;
  const { rows } = await sql<{ net: number; trained: number }>`
    select count(*) as net, sum(case when held = 4 then 1 else 0 end) as trained
    from (
      select p.person_id, (
        select count(distinct w.module) from award w join actor a on a.name = w.actor
        where a.person_id = p.person_id and w.day_from <= ${day} and w.stored <= ${known}
          and (w.withdrawn is null or w.withdrawn > ${known})
          and w.module in ('what-rj-is', 'right-to-know', 'safe-enough', 'refer-record-share')
      ) as held
      from (
        select distinct p.person_id from posting p join unit u on u.id = p.unit_id
        where p.force_id = ${force.id} and p.valid_from <= ${day} and p.valid_to > ${day}
          and p.known_from <= ${known} and p.known_to > ${known}
          and (${one.unit ?? ""} = '' or u.code = ${one.unit ?? ""})
          and (${one.group ?? ""} = '' or p.staff_group = ${one.group ?? ""})
      ) p
      where not exists (
        select 1 from absence b where b.person_id = p.person_id and b.valid_from <= ${day} and b.valid_to > ${day}
          and b.known_from <= ${known} and b.known_to > ${known}
      )
    ) counted`.execute(ctx.read);
  return rows[0];
}

async function questions(ctx: Context, name: string, forces: readonly Made[]): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const force of forces) {
    const asked = anyQuestions(force, QUESTIONS);
    forgetRecords(ctx.read);
    const [first, ...rest] = asked;
    if (!first) return;
    const cold = await timed(() => answer(ctx, force, first));
    const ours: number[] = [];
    const plain: number[] = [];
    let agreed = 0;
    for (const one of rest) {
      const found = await timed(() => answer(ctx, force, one));
      ours.push(found.ms);
      if (plain.length >= 60) continue;
      const sqls = await timed(() => plainly(ctx, force, one));
      plain.push(sqls.ms);
      const { net, trained_net } = found.result.figures;
      if (sqls.result?.net === net && (sqls.result.trained ?? 0) === trained_net) agreed += 1;
    }
    rows.push([
      `${force.people.toLocaleString("en-GB")} people`,
      cold.ms,
      quantile(ours, 0.5),
      quantile(ours, 0.95),
      Math.max(...ours),
      quantile(plain, 0.5),
      quantile(plain, 0.95),
      `${agreed} of ${plain.length}`,
    ]);
  }
  printTable(
    `${name}: one force, any day, any knowledge, any unit and group (ms; target 50 at p95)`,
    ["force", "first ever", "p50", "p95", "most", "plain SQL p50", "p95", "the same"],
    rows,
  );
}

async function series(ctx: Context, name: string, forces: readonly Made[]): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const force of forces) {
    const ask = { forceId: force.id as ForceId, programme: "core", group: "officer" as const };
    const burnUps: number[] = [];
    const bridges: number[] = [];
    let points = 0;
    for (let time = 0; time < 12; time += 1) {
      const burnUp = await timed(() => readBurnUp(ctx, { ...ask, asOf: TODAY, knownAt: ctx.now() }));
      points = burnUp.result.length;
      burnUps.push(burnUp.ms);
      const known = ctx.now();
      const to = { day: addDays(TODAY, -time), known };
      const bridge = await timed(() =>
        readBridge(ctx, { ...ask, from: { day: addDays(to.day, -30), known }, to }),
      );
      bridges.push(bridge.ms);
    }
    rows.push([
      `${force.people.toLocaleString("en-GB")} people`,
      points,
      quantile(burnUps, 0.5),
      Math.max(...burnUps),
      quantile(bridges, 0.5),
      Math.max(...bridges),
    ]);
  }
  printTable(
    `${name}: five years of months, and a month's bridge, as known now (ms; target 250)`,
    ["force", "points", "burn-up p50", "most", "bridge p50", "most"],
    rows,
  );
}

async function nation(ctx: Context, name: string, made: readonly Made[]): Promise<void> {
  const folding = await timed(async () => {
    for (const force of made) await foldDay(ctx, force.id as ForceId);
  });
  const now: number[] = [];
  const then: number[] = [];
  const random = chance(7);
  for (let time = 0; time < NATION_TIMES; time += 1) {
    now.push(
      (await timed(() => readNation(ctx, { programme: "core", group: "officer", asOf: addDays(TODAY, 45) })))
        .ms,
    );
    const day = addDays(BEGIN, 300 + Math.floor(random() * 1500));
    const at = {
      programme: "core",
      group: "officer" as const,
      asOf: day,
      knownAt: endOfDay(addDays(day, 60)),
    };
    then.push((await timed(() => readNation(ctx, at))).ms);
  }
  const day = addDays(TODAY, 45);
  const folded = await readNation(ctx, { programme: "core", group: "officer", asOf: day });
  const counted = await readNation(ctx, {
    programme: "core",
    group: "officer",
    asOf: day,
    knownAt: ctx.now(),
  });
  printTable(
    `${name}: the nation (ms; targets 50 from the daily reading, 2,000 at another instant)`,
    ["", "p50", "most", "officers", "trained"],
    [
      ["as known now", quantile(now, 0.5), Math.max(...now), folded.figures.net, folded.figures.trained_net],
      [
        "at another instant",
        quantile(then, 0.5),
        Math.max(...then),
        counted.figures.net,
        counted.figures.trained_net,
      ],
    ],
  );
  console.log(`  The reading of all ${made.length} forces folded in ${(folding.ms / 1000).toFixed(1)} s.`);
}

/** Cost against people, and against statements that are no awards. */
async function growth(ctx: Context, name: string, bySize: readonly Made[]): Promise<void> {
  const chosen = [0, 0.35, 0.7, 1].map((share) => bySize[Math.round(share * (bySize.length - 1))]);
  const measure = async (force: Made) => {
    forgetRecords(ctx.read);
    const loading = await timed(() => forceRecord(ctx.read, force.id as ForceId));
    const warm: number[] = [];
    for (const one of anyQuestions({ ...force, units: [] }, 60))
      warm.push((await timed(() => answer(ctx, force, one))).ms);
    return [loading.ms, quantile(warm, 0.5)] as const;
  };
  const rows: (string | number)[][] = [];
  const points: (readonly [number, number, number])[] = [];
  for (const force of new Set(chosen)) {
    if (!force) continue;
    const [loading, warm] = await measure(force);
    points.push([force.people, loading, warm]);
    rows.push([
      force.people.toLocaleString("en-GB"),
      Math.log10(force.people),
      loading,
      Math.log10(loading),
      warm,
      Math.log10(warm),
    ]);
  }
  printTable(
    `${name}: cost against people, log-log`,
    ["people", "log", "first ever ms", "log", "question p50 ms", "log"],
    rows,
  );
  console.log(
    `  Slope (1 is linear): first ever ${slope(points.map(([x, y]) => [x, y])).toFixed(2)}, question ${slope(points.map(([x, , y]) => [x, y])).toFixed(2)}.`,
  );
  const middle = bySize[Math.floor(bySize.length / 2)];
  if (!middle) return;
  const before = await measure(middle);
  const statements = 200_000;
  const filler = Array.from({ length: statements }, (_, at) => [
    `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
    ...["2018-06-01T00:00:00.000Z", "2018-06-01T00:00:00.000Z", "progressed", "nobody", "nothing", "{}"],
  ]);
  const columns = ["id", "stored", "timestamp", "verb", "actor", "object", "body"];
  await ctx.db.transaction().execute((trx) => insertMany(trx, "statement", columns, filler));
  const after = await measure(middle);
  printTable(
    `${name}: cost against statements that are no awards, ${middle.people.toLocaleString("en-GB")} people`,
    ["statements", "first ever ms", "question p50 ms"],
    [
      ["0", ...before],
      [statements.toLocaleString("en-GB"), ...after],
    ],
  );
}

/** Of the line through the logarithms. */
function slope(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (at: 0 | 1) => logs.reduce((sum, one) => sum + one[at], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const above = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return above / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}
