import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { forceBySlug } from "#db/queries/account.ts";
import { endOfDay, instantAt, parseDay, type Day, type Instant } from "#app/domain/time.ts";
import { STAFF_GROUPS, type StaffGroup } from "#app/domain/roster/workforce.ts";
import type { Context } from "#app/services/context.server.ts";
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
    const count = async () => {
      const sizes: Record<string, number> = {};
      for (const table of [
        "posting",
        "absence",
        "person",
        "person_version",
        "unit_version",
        "statement",
        "roster_import",
        "training_record",
      ] as const) {
        const row = await ctx.read
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<number>().as("n"))
          .executeTakeFirstOrThrow();
        sizes[table] = row.n;
      }
      return sizes;
    };
    const before = await count();
    const later = on(ctx, parseDay("2018-07-02"));
    const again = await importPeople(later, {
      fileName: "extract-2018-06-01.csv",
      bytes: await readFile(path.join(SEED, "extract-2018-06-01.csv")),
      asAt: parseDay("2018-06-01"),
      by: "test",
    });
    expect(again.unchanged).toBe(true);
    await importTraining(later, { fileName: "again.csv", bytes: await readFile(LAST_TRAINING), by: "test" });
    expect(await count()).toEqual(before);
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
