/**
 * How well the forecast would have done: made at each month's start with what was known then, on the demonstration
 * force's history and on twenty invented forces, beside two ways of reckoning by hand.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { forecastOf } from "#app/domain/coverage/forecast-answer.ts";
import { pinballLoss, within } from "#app/domain/coverage/forecast-score.ts";
import { QUANTILES, type BandDay } from "#app/domain/coverage/forecast.ts";
import { addDays, addMonths, dayOf, daysBetween, instantAt, type Day } from "#app/domain/time.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openContext, type Context } from "#app/services/context.server.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { readForecast } from "#app/services/coverage/read-forecast.server.ts";
import { readTargets } from "#app/services/coverage/read-targets.server.ts";
import { CHARACTERS, daysFrom, knownBy, makeForce, sharesOn } from "./forecast-forces.ts";
import { certain, sameAsLastMonth, straightLine, withPastErrors, type Past } from "./forecast-rivals.ts";
import { printTable } from "./table.ts";

const FORCES_EACH = 4;
const WEEK = 7;
const WEEKS_A_MONTH = 4;

const METHODS = [
  "the forecast",
  "straight line",
  "straight line, with its past errors",
  "same as last month",
  "same as last month, with its past errors",
] as const;
type Method = (typeof METHODS)[number];

interface Tally {
  said: number;
  within90: number;
  within50: number;
  loss: number;
}
type Tallies = Record<Method, Tally>;

const empty = (): Tallies =>
  Object.fromEntries(
    METHODS.map((method) => [method, { said: 0, within90: 0, within50: 0, loss: 0 }]),
  ) as Tallies;

function note(tally: Tally, said: readonly number[], happened: number): void {
  tally.said += 1;
  tally.loss += pinballLoss(QUANTILES, said, happened);
  if (within(said[0] ?? 0, said[6] ?? 0, happened)) tally.within90 += 1;
  if (within(said[2] ?? 0, said[4] ?? 0, happened)) tally.within50 += 1;
}

const saidOf = ({ p05, p10, p25, p50, p75, p90, p95 }: BandDay) => [p05, p10, p25, p50, p75, p90, p95];

/** Notes what each method says of a day so many weeks ahead. */
function compare(tallies: Tallies, point: BandDay, past: Past, weeks: number, happened: number): void {
  const last = (shares: Past, ahead: number) => sameAsLastMonth(shares, ahead, WEEKS_A_MONTH);
  note(tallies["the forecast"], saidOf(point), happened);
  note(tallies["straight line"], certain(straightLine(past, weeks)), happened);
  note(
    tallies["straight line, with its past errors"],
    withPastErrors(straightLine, past, Math.round(weeks)),
    happened,
  );
  note(tallies["same as last month"], certain(last(past, weeks)), happened);
  note(
    tallies["same as last month, with its past errors"],
    withPastErrors(last, past, Math.round(weeks)),
    happened,
  );
}

function print(title: string, tallies: Tallies): void {
  printTable(
    `${title}: ${tallies["the forecast"].said} days told of`,
    ["", "pinball loss, points", "within nine in ten", "within five in ten"],
    METHODS.map((method) => {
      const { said, loss, within90, within50 } = tallies[method];
      const part = (count: number) => `${((100 * count) / Math.max(1, said)).toFixed(0)}%`;
      return [method, ((100 * loss) / Math.max(1, said)).toFixed(2), part(within90), part(within50)];
    }),
  );
}

/** The demonstration force's months: each target, the weeks ahead that its history has an answer to. */
async function marlshire(): Promise<Tallies> {
  const folder = mkdtempSync(join(tmpdir(), "amends-bench-"));
  const env = { ...process.env, DATABASE_URL: `file:${join(folder, "demo.db")}`, AMENDS_MODE: "demo" };
  let ctx: Context | null = null;
  try {
    await promisify(execFile)(process.execPath, ["bin/amends.mjs", "demo", "prepare"], { env });
    ctx = await openContext(readConfig(env));
    return await monthsOf(ctx);
  } finally {
    await ctx?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function monthsOf(ctx: Context): Promise<Tallies> {
  const tallies = empty();
  const force = await ctx.read.selectFrom("force").select("id").executeTakeFirstOrThrow();
  const today = dayOf(ctx.now());
  const share = async (target: string, asOf: Day) =>
    (await readCoverage(ctx, { forceId: force.id, target, asOf, knownAt: ctx.now() })).figures.net_rate ?? 0;
  let longest = 0;
  for (const { slug, share: promised } of await readTargets(ctx.read, force.id)) {
    const begins = "2017-09-04" as Day;
    for (let month = "2017-10-01" as Day; month < today; month = addMonths(month, 1)) {
      const asOf = addDays(month, -1);
      const started = performance.now();
      const { answer } = await readForecast(ctx, {
        forceId: force.id,
        target: slug,
        share: promised,
        asOf,
        // The extract of a month’s end comes in the morning after.
        knownAt: instantAt(month, 9),
      });
      longest = Math.max(longest, performance.now() - started);
      if (answer.kind === "none") continue;
      const past: number[] = [];
      for (const day of daysFrom(begins, asOf, WEEK)) past.push(await share(slug, day));
      for (const day of daysFrom(addDays(asOf, WEEKS_A_MONTH * WEEK), today, WEEKS_A_MONTH * WEEK)) {
        const point = answer.forecast.band.find((one) => one.day === day);
        if (point) compare(tallies, point, past, daysBetween(asOf, day) / WEEK, await share(slug, day));
      }
    }
  }
  console.log(`The slowest of these forecasts took ${Math.round(longest)} ms, its reading included.`);
  return tallies;
}

function invented(seed: string): { all: Tallies; by: Map<string, Tallies> } {
  const all = empty();
  const by = new Map<string, Tallies>();
  for (const character of CHARACTERS) {
    const own = empty();
    by.set(character, own);
    for (let at = 0; at < FORCES_EACH; at += 1) {
      const force = makeForce(character, at, seed);
      for (let from = addDays(force.begins, 30); from < addDays(force.dueOn, -7); from = addMonths(from, 1)) {
        const people = knownBy(force, from);
        const answer = forecastOf(
          { people, modules: force.modules, since: force.begins },
          { from, dueOn: force.dueOn, target: 0.9, seed: `${force.name}/${from}` },
        );
        if (answer.kind === "none") continue;
        const past = daysFrom(force.begins, from, WEEK).map(
          (day) => sharesOn(force.people, force.modules, day).net,
        );
        const ahead = [28, 84, daysBetween(from, force.dueOn)];
        for (const days of new Set(ahead.filter((one) => one <= daysBetween(from, force.dueOn)))) {
          const day = addDays(from, days);
          const point = answer.forecast.band.find((one) => one.day === day);
          const happened = sharesOn(force.people, force.modules, day).net;
          if (!point) continue;
          compare(all, point, past, days / WEEK, happened);
          compare(own, point, past, days / WEEK, happened);
        }
      }
    }
  }
  return { all, by };
}

/** `--seed TEXT` invents other forces, and leaves the demonstration force out. */
export async function benchForecast(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { seed: { type: "string" } } });
  const { all, by } = invented(values.seed ?? "bench");
  print("Twenty invented forces", all);
  for (const [character, tallies] of by) print(`Four of them: ${character}`, tallies);
  if (values.seed === undefined) print("The demonstration force, four targets", await marlshire());
}
