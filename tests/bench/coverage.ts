/**
 * `npm run bench -- coverage [--forces N] [--people N] [--sqlite-only | --postgres-only]`: the figure at the size of the nation, on SQLite and on
 * PostgreSQL, beside the plain SQL that a person would write. Beside the time on the clock stands the time this
 * process was on a core (cpu): on a machine that others use, the one says what was waited, the other what it costs.
 * What PostgreSQL's own processes do is in the first alone.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
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
const NATION_TIMES = 25;

function option(args: readonly string[], name: string, otherwise: number): number {
  const at = args.indexOf(name);
  return at < 0 ? otherwise : Number(args[at + 1]);
}

export async function benchCoverage(args: readonly string[]): Promise<void> {
  const forces = option(args, "--forces", 43);
  const people = option(args, "--people", Math.round((155_000 * forces) / 43));
  const folder = mkdtempSync(path.join(tmpdir(), "amends-bench-"));
  try {
    if (!args.includes("--postgres-only"))
      await onDatabase("SQLite", `file:${path.join(folder, "nation.db")}`, forces, people);
    if (args.includes("--sqlite-only")) return;
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

interface Timed<Result> {
  readonly ms: number;
  readonly cpu: number;
  readonly result: Result;
}

async function timed<Result>(work: () => Promise<Result>): Promise<Timed<Result>> {
  const used = process.cpuUsage();
  const began = performance.now();
  const result = await work();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(used);
  return { ms, cpu: (user + system) / 1_000, result };
}

/** Median, p95 and the most on the clock, and the median and p95 on a core. */
function told(times: readonly Timed<unknown>[]): (string | number)[] {
  const [clock, core] = [times.map((one) => one.ms), times.map((one) => one.cpu)];
  return [
    String(times.length),
    quantile(clock, 0.5),
    quantile(clock, 0.95),
    Math.max(...clock),
    quantile(core, 0.5),
    quantile(core, 0.95),
  ];
}

const TOLD = ["asked", "p50", "p95", "most", "cpu p50", "cpu p95"];

/** Somebody of the force finishes a module: the record is another. */
async function change(ctx: Context, force: Made, nth: number): Promise<void> {
  const { name } = await ctx.db
    .selectFrom("actor")
    .innerJoin("person", "person.id", "actor.person_id")
    .select("actor.name")
    .where("person.employee_number", "=", `${force.slug}-${nth}`)
    .executeTakeFirstOrThrow();
  const columns = ["statement_id", "actor", "module", "day_from", "stored", "via", "provider", "code"];
  const award = [randomUUID(), name, "another", TODAY, ctx.now(), "register", "College", randomUUID()];
  await ctx.db.transaction().execute((trx) => insertMany(trx, "award", columns, [award]));
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
    await memory(ctx, name, [middle, largest]);
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

const CHANGES = 25;

async function questions(ctx: Context, name: string, forces: readonly Made[]): Promise<void> {
  const rows: (string | number)[][] = [];
  const plainRows: (string | number)[][] = [];
  for (const force of forces) {
    const people = `${force.people.toLocaleString("en-GB")} people`;
    const asked = anyQuestions(force, QUESTIONS);
    const colds: Timed<unknown>[] = [];
    for (const one of asked.slice(0, 5)) {
      forgetRecords(ctx.read);
      colds.push(await timed(() => answer(ctx, force, one)));
    }
    const ours: Timed<Awaited<ReturnType<typeof answer>>>[] = [];
    const plain: Timed<unknown>[] = [];
    let agreed = 0;
    for (const one of asked) {
      const found = await timed(() => answer(ctx, force, one));
      ours.push(found);
      if (plain.length >= 60) continue;
      const sqls = await timed(() => plainly(ctx, force, one));
      plain.push(sqls);
      const { net, trained_net } = found.result.figures;
      if (sqls.result?.net === net && (sqls.result.trained ?? 0) === trained_net) agreed += 1;
    }
    const changed: Timed<unknown>[] = [];
    for (const [nth, one] of asked.slice(0, CHANGES).entries()) {
      await change(ctx, force, nth);
      changed.push(await timed(() => answer(ctx, force, one)));
    }
    rows.push([`${people}: the record in memory`, ...told(ours)]);
    rows.push([`${people}: the first after somebody finishes`, ...told(changed)]);
    rows.push([`${people}: the first after a start`, ...told(colds)]);
    plainRows.push([people, ...told(plain), `${agreed} of ${plain.length}`]);
  }
  printTable(
    `${name}: one force, any day, any knowledge, any unit and group (ms; target 50 at p95)`,
    ["force", ...TOLD],
    rows,
  );
  printTable(`${name}: the same by plain SQL (ms)`, ["force", ...TOLD, "the same"], plainRows);
}

async function series(ctx: Context, name: string, forces: readonly Made[]): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const force of forces) {
    const people = `${force.people.toLocaleString("en-GB")} people`;
    const ask = { forceId: force.id as ForceId, programme: "core", group: "officer" as const };
    const burnUp = (scope: { group?: StaffGroup; unit?: string } = {}) =>
      timed(() => readBurnUp(ctx, { ...ask, ...scope, asOf: TODAY, knownAt: ctx.now() }));
    const bridge = (days: number) => {
      const known = ctx.now();
      const to = { day: addDays(TODAY, -days), known };
      return timed(() => readBridge(ctx, { ...ask, from: { day: addDays(to.day, -30), known }, to }));
    };
    await burnUp();
    const asked: Record<string, Timed<unknown>[]> = {
      "five years of months, another unit or group": [],
      "five years of months, asked again": [],
      "five years of months, after somebody finishes": [],
      "a month's bridge": [],
      "a month's bridge, after somebody finishes": [],
    };
    const note = (what: keyof typeof asked, time: Timed<unknown>) => asked[what]?.push(time);
    for (let nth = 0; nth < CHANGES; nth += 1) {
      const unit = force.units[nth % force.units.length];
      const scope = nth % 5 === 0 ? { group: STAFF_GROUPS[(nth / 5) % 4] } : { unit };
      note("five years of months, another unit or group", await burnUp(scope));
      note("five years of months, asked again", await burnUp(scope));
      note("a month's bridge", await bridge(nth));
      await change(ctx, force, nth);
      note("five years of months, after somebody finishes", await burnUp());
      await change(ctx, force, nth);
      note("a month's bridge, after somebody finishes", await bridge(nth));
    }
    for (const [what, times] of Object.entries(asked)) rows.push([`${people}: ${what}`, ...told(times)]);
  }
  printTable(
    `${name}: five years of months, and a month's bridge, as known now (ms; target 250)`,
    ["force", ...TOLD],
    rows,
  );
}

/** What a force's record takes in memory, before and after it has been counted from. */
async function memory(ctx: Context, name: string, forces: readonly Made[]): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const used = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 1_000_000;
  };
  const rows: (string | number)[][] = [];
  for (const force of forces) {
    forgetRecords(ctx.read);
    const before = used();
    const record = await forceRecord(ctx.read, force.id as ForceId);
    const read = used() - before;
    await readBurnUp(ctx, {
      forceId: force.id as ForceId,
      programme: "core",
      asOf: TODAY,
      knownAt: ctx.now(),
    });
    const counted = used() - before;
    rows.push([
      `${force.people.toLocaleString("en-GB")} people`,
      record.people.length.toLocaleString("en-GB"),
      read,
      counted,
      (counted * 1_000) / record.people.length,
    ]);
  }
  printTable(
    `${name}: a record in memory (MB)`,
    ["force", "people over five years", "read", "counted from", "kB a person"],
    rows,
  );
}

async function nation(ctx: Context, name: string, made: readonly Made[]): Promise<void> {
  const folding = await timed(async () => {
    for (const force of made) await foldDay(ctx, force.id as ForceId);
  });
  await copyDays(ctx, 364);
  await sql`analyze`.execute(ctx.db);
  const now: Timed<unknown>[] = [];
  const then: Timed<unknown>[] = [];
  const random = chance(7);
  for (let time = 0; time < NATION_TIMES; time += 1) {
    now.push(
      await timed(() => readNation(ctx, { programme: "core", group: "officer", asOf: addDays(TODAY, 45) })),
    );
    const day = addDays(BEGIN, 300 + Math.floor(random() * 1500));
    const at = {
      programme: "core",
      group: "officer" as const,
      asOf: day,
      knownAt: endOfDay(addDays(day, 60)),
    };
    then.push(await timed(() => readNation(ctx, at)));
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
    ["", ...TOLD, "officers", "trained"],
    [
      ["as known now, a year of days", ...told(now), folded.figures.net, folded.figures.trained_net],
      ["at another instant", ...told(then), counted.figures.net, counted.figures.trained_net],
    ],
  );
  console.log(`  The reading of all ${made.length} forces folded in ${(folding.ms / 1000).toFixed(1)} s.`);
}

/** Each folded day again, on so many days before it: how long a year has been folded must make no difference. */
async function copyDays(ctx: Context, days: number): Promise<void> {
  const rows = await ctx.read.selectFrom("coverage_day").selectAll().execute();
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  for (let back = 1; back <= days; back += 1) {
    const copies = rows.map((row) => Object.values({ ...row, day: addDays(row.day, -back) }));
    await ctx.db.transaction().execute((trx) => insertMany(trx, "coverage_day", columns, copies));
  }
}

/** Cost against people, and against statements that are no awards. */
async function growth(ctx: Context, name: string, bySize: readonly Made[]): Promise<void> {
  const chosen = [0, 0.35, 0.7, 1].map((share) => bySize[Math.round(share * (bySize.length - 1))]);
  const measure = async (force: Made) => {
    forgetRecords(ctx.read);
    const loading = await timed(() => forceRecord(ctx.read, force.id as ForceId));
    const warm: number[] = [];
    for (const one of anyQuestions({ ...force, units: [] }, 60))
      warm.push((await timed(() => answer(ctx, force, one))).cpu);
    return [loading.cpu, quantile(warm, 0.5)] as const;
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
    `${name}: cost against people on a core, log-log`,
    ["people", "log", "first ever cpu ms", "log", "question p50 cpu ms", "log"],
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
    ["statements", "first ever cpu ms", "question p50 cpu ms"],
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
