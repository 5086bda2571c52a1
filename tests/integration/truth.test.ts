import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { forceBySlug } from "#db/queries/account.ts";
import type { Database } from "#db/schema/index.ts";
import {
  END_OF_DAYS,
  END_OF_TIME,
  endOfDay,
  instantAt,
  parseDay,
  type Day,
  type Instant,
} from "#app/domain/time.ts";
import { BRIDGED } from "#app/domain/coverage/bridge.ts";
import { STAFF_GROUPS, type StaffGroup } from "#app/domain/roster/workforce.ts";
import type { Context } from "#app/services/context.server.ts";
import { readBridge } from "#app/services/coverage/read-bridge.server.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { ensureProgrammes } from "#app/services/learning/ensure-programmes.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { importPeople } from "#app/services/roster/import-people.server.ts";
import { onBothDatabases } from "./databases.ts";

const SEED = path.resolve("db/seed/marlshire");
const LAST_TRAINING = path.resolve("tests/fixtures/training-to-2018-07-01.csv");
const FIGURES = ["in_post", "absent", "net", "trained_in_post", "trained_net"] as const;

type Counts = Record<(typeof FIGURES)[number], number>;
interface Truth {
  as_of: string;
  known: string;
  by_unit: Record<string, Record<string, Counts>>;
}

async function readTruth(): Promise<Truth[]> {
  const text = await readFile("tests/fixtures/truth.json", "utf8");
  return (JSON.parse(text) as { figures: Truth[] }).figures;
}

const on = (ctx: Context, day: Day): Context => ({ ...ctx, now: () => instantAt(day, 9) });

const only = (figures: Counts | undefined): Counts =>
  Object.fromEntries(FIGURES.map((name) => [name, figures?.[name] ?? 0])) as Counts;

/** Every row of every table, as text in an order of its own. */
async function everyRow(ctx: Context): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { name } of await ctx.read.introspection.getTables()) {
    const rows = await ctx.read
      .selectFrom(name as keyof Database)
      .selectAll()
      .execute();
    found[name] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return found;
}

/** The figures asked for by unit and group: one question a group, and one for a unit on its own. */
async function countsOf(ctx: Context, truth: Truth, knownAt: Instant): Promise<Truth["by_unit"]> {
  const force = await forceBySlug(ctx.read, "marlshire");
  if (!force) throw new Error("The force is missing");
  const ask = { forceId: force.id, programme: "core", asOf: parseDay(truth.as_of), knownAt };
  const found: Truth["by_unit"] = {};
  for (const group of ["*", ...STAFF_GROUPS]) {
    const answer = await readCoverage(ctx, {
      ...ask,
      group: group === "*" ? undefined : (group as StaffGroup),
    });
    const units = new Map(answer.units.map((unit) => [unit.code, unit.figures]));
    for (const [unit, groups] of Object.entries(truth.by_unit)) {
      if (!(group in groups)) continue;
      (found[unit] ??= {})[group] = only(unit === "*" ? answer.figures : units.get(unit));
    }
  }
  const alone = await readCoverage(ctx, { ...ask, unit: "KN", group: "pcso" });
  expect(only(alone.figures)).toEqual(truth.by_unit.KN?.pcso);
  return found;
}

onBothDatabases("the Marlshire records add up to truth.json", (open) => {
  let ctx: Context;
  let truth: Truth[];
  const rightAfter = new Map<string, Truth["by_unit"]>();
  const problems: string[] = [];

  beforeAll(async () => {
    ctx = await open();
    truth = await readTruth();
    await ensureProgrammes(ctx, process.cwd());
    const names = await readdir(SEED);
    const days = names.flatMap((name) => /^extract-(.+)\.csv$/.exec(name)?.[1] ?? []).sort();
    for (const day of days) {
      const then = on(ctx, parseDay(day));
      const file = (name: string) => readFile(path.join(SEED, name));
      const people = await importPeople(then, {
        force: "marlshire",
        fileName: `extract-${day}.csv`,
        bytes: await file(`extract-${day}.csv`),
        asAt: parseDay(day),
        by: "test",
      });
      problems.push(...people.problems.map((one) => `${day} row ${one.line} ${one.column}`));
      if (names.includes(`training-to-${day}.csv`)) {
        await importTraining(then, {
          fileName: "t.csv",
          bytes: await file(`training-to-${day}.csv`),
          by: "test",
        });
      }
      for (const one of truth.filter((figure) => figure.known === day)) {
        rightAfter.set(`${one.as_of}/${one.known}`, await countsOf(then, one, then.now()));
      }
    }
    await importTraining(on(ctx, parseDay("2018-07-01")), {
      fileName: "last.csv",
      bytes: await readFile(LAST_TRAINING),
      by: "test",
    });
  }, 120_000);

  it("gives every figure as it was known right after the files of that day", () => {
    const known = truth.filter((one) => one.known !== "now");
    expect(known.length).toBeGreaterThan(5);
    for (const one of known) expect(rightAfter.get(`${one.as_of}/${one.known}`)).toEqual(one.by_unit);
  });

  it("gives every figure of an earlier day's knowledge again at the end", async () => {
    for (const one of truth.filter((figure) => figure.known !== "now")) {
      expect(await countsOf(ctx, one, endOfDay(parseDay(one.known)))).toEqual(one.by_unit);
    }
  });

  it("gives every figure as known now", async () => {
    const now = truth.filter((one) => one.known === "now");
    expect(now.length).toBeGreaterThan(5);
    for (const one of now) expect(await countsOf(ctx, one, ctx.now())).toEqual(one.by_unit);
  });

  it("explains every month, and every late correction, by a bridge that adds up", async () => {
    const force = await forceBySlug(ctx.read, "marlshire");
    if (!force) throw new Error("The force is missing");
    const ask = { forceId: force.id, programme: "core", group: "officer" as const };
    const named = new Set<string>();
    const known = truth.filter((one) => one.known !== "now");
    for (const [at, one] of known.entries()) {
      const to = { day: parseDay(one.as_of), known: endOfDay(parseDay(one.known)) };
      const before = known[at - 1];
      const froms = [{ day: to.day, known: ctx.now() }];
      if (before) froms.push({ day: parseDay(before.as_of), known: endOfDay(parseDay(before.known)) });
      for (const from of froms) {
        const { before: start, after, rows } = await readBridge(ctx, { ...ask, from, to });
        expect(only(after)).toEqual(one.by_unit["*"]?.officer);
        for (const name of BRIDGED)
          expect(rows.reduce((sum, row) => sum + row[name], start[name])).toBe(after[name]);
        for (const row of rows) named.add(row.cause);
      }
    }
    expect([...named].sort()).toEqual(["absence", "audience", "completion", "expiry", "joiner", "leaver"]);
  });

  it("reports each wrong row by line and column", () => {
    expect(problems).toEqual([
      "2017-12-01 row 202 Employee Number",
      "2018-02-01 row 1643 Start Date",
      "2018-02-01 row 1644 Employee Number",
      "2018-02-01 row 1645 Staff Group",
      "2018-02-01 row 1646 Employee Number",
      "2018-02-01 row 1647 Employee Number",
    ]);
  });

  it("lets training wait for a number that no extract has brought", async () => {
    const waiting = await ctx.read
      .selectFrom("training_record")
      .selectAll()
      .where("person_id", "is", null)
      .execute();
    expect(new Set(waiting.map((one) => one.employee_number))).toEqual(new Set(["DEMO-001725"]));
  });

  it("changes no row when the newest files are imported again", async () => {
    const before = await everyRow(ctx);
    const later = on(ctx, parseDay("2018-07-02"));
    const again = await importPeople(later, {
      fileName: "extract-2018-06-01.csv",
      bytes: await readFile(path.join(SEED, "extract-2018-06-01.csv")),
      asAt: parseDay("2018-06-01"),
      by: "test",
    });
    expect(again.unchanged).toBe(true);
    await importTraining(later, { fileName: "again.csv", bytes: await readFile(LAST_TRAINING), by: "test" });
    expect(await everyRow(ctx)).toEqual(before);
  });

  it("refuses an extract older than the newest, and writes nothing", async () => {
    const bytes = await readFile(path.join(SEED, "extract-2018-01-01.csv"));
    await expect(
      importPeople(on(ctx, parseDay("2018-07-03")), {
        fileName: "old.csv",
        bytes,
        asAt: parseDay("2018-01-02"),
        by: "test",
      }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  it("has readings that the statements alone make again", async () => {
    const report = await replayCheck(ctx);
    expect(report.statements).toBeGreaterThan(8_000);
    expect(report.disagreements).toEqual([]);
  });
});

const HEADER =
  "Employee Number,Collar Number,Surname,Forenames,Known As,Work Email,Staff Group,Rank/Grade,BCU,Unit Code,Team,FTE,Start Date,Post Start Date,Leaving Date,Absence Type,Absence Start,Absence End";
const TRAINING = "Employee Number,Module,Completed On,Outcome,Provider";

/** A person's line of an extract; the group stands where a wrong one can be written. */
const line = (number: string, group = "Police Officer", team = "Northgate"): string =>
  `${number},,Hale,Mair,,,${group},Police Constable,North,N1,${team},1.0,05/01/2015,01/05/2017,,,,`;
const bytesOf = (...lines: string[]): Uint8Array => new TextEncoder().encode(lines.join("\r\n") + "\r\n");

onBothDatabases("importing by hand", (open) => {
  const JANUARY = parseDay("2018-01-01");
  const FEBRUARY = parseDay("2018-02-01");
  const CORE = ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"];

  async function fresh(): Promise<Context> {
    const ctx = await open();
    await ensureProgrammes(ctx, process.cwd());
    return ctx;
  }
  const people = (ctx: Context, asAt: Day, ...lines: string[]) =>
    importPeople(on(ctx, asAt), { fileName: "p.csv", bytes: bytesOf(HEADER, ...lines), asAt, by: "test" });
  const training = (ctx: Context, day: Day, ...lines: string[]) =>
    importTraining(on(ctx, day), { fileName: "t.csv", bytes: bytesOf(TRAINING, ...lines), by: "test" });
  async function trained(ctx: Context, knownAt: Instant): Promise<number[]> {
    const force = await forceBySlug(ctx.read, "marlshire");
    if (!force) throw new Error("The force is missing");
    const { figures } = await readCoverage(ctx, {
      forceId: force.id,
      programme: "core",
      asOf: JANUARY,
      knownAt,
    });
    return [figures.in_post, figures.trained_in_post];
  }

  it("lets training wait and counts it, back to its day, once an extract brings the number", async () => {
    const ctx = await fresh();
    await people(ctx, JANUARY, line("E1"));
    const rows = CORE.map((module) => `E2,${module},05/12/2017,Pass,College`);
    expect(await training(ctx, JANUARY, ...rows)).toMatchObject({ added: 4, settled: 0, problems: [] });
    const brought = await people(ctx, FEBRUARY, line("E1"), line("E2"));
    expect(brought.changes).toMatchObject({ joiners: 1, trainingSettled: 4 });
    expect(await trained(ctx, endOfDay(JANUARY))).toEqual([1, 0]);
    expect(await trained(ctx, endOfDay(FEBRUARY))).toEqual([2, 1]);
    expect(await training(ctx, FEBRUARY, ...rows)).toMatchObject({ added: 0, settled: 0 });
  });

  it("reports wrong training by line and column, and imports the rest", async () => {
    const ctx = await fresh();
    await people(ctx, JANUARY, line("E1"));
    const read = await training(
      ctx,
      JANUARY,
      "E1,what-rj-is,31/11/2017,Pass,College",
      "E1,juggling,01/12/2017,Pass,College",
      "E1,constructor,01/12/2017,Pass,College",
      "E1,what-rj-is,01/12/2017,Maybe,College",
      "E1,what-rj-is,01/12/2017,Attended,College",
      "E1,what-rj-is,01/12/2017,Attended,College",
    );
    expect(read.problems.map((one) => [one.line, one.column])).toEqual([
      [2, "Completed On"],
      [3, "Module"],
      [4, "Module"],
      [5, "Outcome"],
      [7, "Employee Number"],
    ]);
    expect([read.added, read.settled]).toEqual([1, 1]);
  });

  it("keeps a person whose row was wrong, and takes one who is missing to have left", async () => {
    const ctx = await fresh();
    await people(ctx, JANUARY, line("E1"), line("E2"), line("E3"));
    const next = await people(ctx, FEBRUARY, line("E1"), line("E2", "Astronaut"));
    expect(next.problems).toMatchObject([{ line: 3, column: "Staff Group" }]);
    expect(next.changes).toMatchObject({ leavers: 0, inferredLeavers: 1 });
    const postings = await ctx.read
      .selectFrom("posting")
      .innerJoin("person", "person.id", "posting.person_id")
      .select(["employee_number as number", "valid_to as to", "end_reason as why"])
      .where("known_to", "=", END_OF_TIME)
      .orderBy("employee_number")
      .execute();
    expect(postings).toEqual([
      { number: "E1", to: END_OF_DAYS, why: null },
      { number: "E2", to: END_OF_DAYS, why: null },
      { number: "E3", to: FEBRUARY, why: "inferred" },
    ]);
  });

  it("knows a file again though it served for two days", async () => {
    const ctx = await fresh();
    for (const day of [JANUARY, FEBRUARY]) {
      expect((await people(ctx, day, line("E1"))).unchanged).toBe(false);
    }
    const before = await everyRow(ctx);
    expect((await people(ctx, FEBRUARY, line("E1"))).unchanged).toBe(true);
    expect(await everyRow(ctx)).toEqual(before);
  });

  it("reads Windows-1252 where a file is no UTF-8", async () => {
    const ctx = await fresh();
    const bytes = Uint8Array.from(`${HEADER}\r\n${line("E1").replace("Mair", "Siân")}\r\n`, (letter) =>
      letter.charCodeAt(0),
    );
    await importPeople(on(ctx, JANUARY), { fileName: "w.csv", bytes, asAt: JANUARY, by: "test" });
    const names = await ctx.read.selectFrom("person_version").select("forenames").execute();
    expect(names).toEqual([{ forenames: "Siân" }]);
  });

  it("holds a unit's new name from the extract's day on, and its old one before", async () => {
    const ctx = await fresh();
    await people(ctx, JANUARY, line("E1"));
    const renamed = await people(ctx, FEBRUARY, line("E1", "Police Officer", "Northgate and Quay"));
    expect(renamed.changes.renamedUnits).toBe(1);
    const force = await forceBySlug(ctx.read, "marlshire");
    if (!force) throw new Error("The force is missing");
    const nameOn = async (asOf: Day) =>
      (await readCoverage(ctx, { forceId: force.id, programme: "core", asOf, knownAt: endOfDay(FEBRUARY) }))
        .units[0]?.name;
    expect([await nameOn(JANUARY), await nameOn(FEBRUARY)]).toEqual(["Northgate", "Northgate and Quay"]);
  });
});
