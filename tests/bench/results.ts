/** `npm run bench -- results [--plays N]`: opening a scenario's results after it was played so often, on both databases. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { contentVersion, insertVersion } from "#db/queries/content.ts";
import { insertMany } from "#db/dialect.ts";
import type { VersionId } from "#app/domain/ids.ts";
import type { Scenario } from "#app/domain/scenarios/scenario.ts";
import { offeredIn, leadsTo, startingMeasures, withEffects } from "#app/domain/scenarios/play.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openContext, type Context } from "#app/services/context.server.ts";
import { principalOf } from "#app/services/identity/principal.server.ts";
import { liveScenario } from "#app/services/learning/pinned.server.ts";
import { foldResults } from "#app/services/results/fold-results.server.ts";
import {
  readScenarioResults,
  type ResultsAsked,
} from "#app/services/results/read-scenario-results.server.ts";
import { startPostgres } from "../integration/postgres-server.ts";
import { chance } from "./coverage-force.ts";
import { printTable, quantile } from "./table.ts";

const SLUG = "the-hedge-and-the-music";
const OPENED = 60;
const run = promisify(execFile);
const EVERYONE: ResultsAsked = {
  ...{ version: null, compareWith: null, tries: "first" },
  ...{ unit: null, group: null, rank: null },
};

/** A second version beside the live one, of the same scenes, for a comparison. */
const OTHER = { number: 2, hash: "another" };

async function addVersion(ctx: Context): Promise<void> {
  const { id } = await liveScenario(ctx, SLUG);
  const version = await contentVersion(ctx.read, id);
  if (version) await insertVersion(ctx.db, { ...version, ...OTHER, id: ctx.newId<VersionId>() });
}

/** As if a version had been played so often at random by people of every unit, group and rank. */
async function writePlays(ctx: Context, plays: number, hash: string): Promise<number> {
  const { scenario } = await liveScenario(ctx, SLUG);
  const force = await ctx.read.selectFrom("force").select("id").executeTakeFirstOrThrow();
  const units = await ctx.read.selectFrom("unit").select("id").where("code", "is not", null).execute();
  const random = chance(11);
  const pick = <One>(list: readonly One[]): One => list[Math.floor(random() * list.length)] as One;
  const kinds = [
    ["officer", "constable"],
    ["officer", "sergeant"],
    ["officer", "inspector"],
    ["pcso", ""],
    ["special", ""],
    ["staff", ""],
  ];
  const choices = new Map<string, number>();
  const scores = new Map<string, number>();
  const add = (to: Map<string, number>, key: readonly (string | number)[]) => {
    const text = JSON.stringify(key);
    to.set(text, (to.get(text) ?? 0) + 1);
  };
  for (let at = 0; at < plays; at += 1) {
    const where = [pick(units).id, ...pick(kinds)];
    const first = Number(random() < 0.7);
    const path = walk(scenario, pick);
    add(choices, [first, "", "", scenario.start, ...where]);
    for (const { item, option, next } of path) add(choices, [first, item, option, next, ...where]);
    const right = path.filter((one) => one.right).length;
    for (const { item, option, right: own } of path)
      add(scores, [first, item, option, Number(own), right - Number(own), path.length - 1]);
  }
  const of = [force.id, "scenario", SLUG, hash];
  const rows = (from: Map<string, number>) =>
    [...from].map(([key, people]) => [...of, ...(JSON.parse(key) as unknown[]), people, people]);
  const counted = ["force_id", "kind", "subject", "version", "first", "item", "option"];
  await insertMany(
    ctx.db,
    "choice_count",
    [...counted, "next", "unit_id", "staff_group", "rank", "people", "persons"],
    rows(choices),
  );
  await insertMany(
    ctx.db,
    "score_count",
    [...counted, "correct", "rest_right", "rest_asked", "people", "persons"],
    rows(scores),
  );
  return choices.size;
}

function walk(scenario: Scenario, pick: <One>(list: readonly One[]) => One) {
  const path: { item: string; option: string; next: string; right: boolean }[] = [];
  let measures = startingMeasures(scenario);
  for (let id = scenario.start; path.length < 30;) {
    const scene = scenario.scenes.find((one) => one.id === id);
    if (!scene) break;
    const choice = pick(offeredIn(scene, measures));
    measures = withEffects(measures, choice);
    const next = leadsTo(choice.to, measures) ?? "";
    path.push({ item: id, option: choice.id, next, right: choice.debrief.verdict === "good" });
    id = next;
  }
  return path;
}

async function onDatabase(url: string, plays: number): Promise<(string | number)[][]> {
  const env = { ...process.env, DATABASE_URL: url, AMENDS_MODE: "demo" };
  await run(process.execPath, ["bin/amends.mjs", "demo", "prepare"], { env, maxBuffer: 64 * 1024 * 1024 });
  const ctx = await openContext(readConfig({ AMENDS_MODE: "demo", DATABASE_URL: url }));
  try {
    await foldResults(ctx);
    await ctx.db.deleteFrom("choice_count").execute();
    await ctx.db.deleteFrom("score_count").execute();
    await addVersion(ctx);
    const { hash } = await liveScenario(ctx, SLUG);
    const cells = (await writePlays(ctx, plays, hash)) + (await writePlays(ctx, plays, OTHER.hash));
    const account = await ctx.read
      .selectFrom("account")
      .innerJoin("role_grant", "role_grant.person_id", "account.person_id")
      .select(["account.id", "account.person_id as personId"])
      .where("role_grant.role", "=", "trainer")
      .executeTakeFirstOrThrow();
    const trainer = await principalOf(ctx, account.id, account.personId);
    if (!trainer) throw new Error("The demonstration has no trainer");
    const timed = async (what: string, asked: Partial<ResultsAsked>, isPlayed = false) => {
      const times: number[] = [];
      for (let at = 0; at < OPENED; at += 1) {
        if (isPlayed)
          await ctx.db
            .updateTable("choice_count")
            .set((eb) => ({ people: eb("people", "+", 1), persons: eb("persons", "+", 1) }))
            .where("version", "=", hash)
            .where("item", "=", "")
            .where("rank", "=", "sergeant")
            .execute();
        const began = performance.now();
        const page = await readScenarioResults(ctx, trainer, SLUG, { ...EVERYONE, ...asked });
        times.push(performance.now() - began);
        if (!page.shown.flow) throw new Error("Nothing is shown");
      }
      return [what, cells, quantile(times, 0.5), quantile(times, 0.95), Math.max(...times)];
    };
    return [
      await timed("everyone, first tries", { version: 1 }),
      await timed("one unit, officers", { version: 1, unit: "KR", group: "officer" }),
      await timed("all tries, two versions", { version: 1, tries: "all", compareWith: 2 }),
      await timed("the same, one of them played since", { version: 1, tries: "all", compareWith: 2 }, true),
    ];
  } finally {
    await ctx.close();
  }
}

export async function benchResults(args: readonly string[]): Promise<void> {
  const at = args.indexOf("--plays");
  const plays = at < 0 ? 100_000 : Number(args[at + 1]);
  const folder = mkdtempSync(path.join(tmpdir(), "amends-bench-"));
  const columns = ["asked", "counts kept", "p50", "p95", "most"];
  const title = (name: string) =>
    `${name}: opening the results of a scenario played ${plays.toLocaleString("en-GB")} times (ms; target 100)`;
  try {
    printTable(title("SQLite"), columns, await onDatabase(`file:${path.join(folder, "demo.db")}`, plays));
    const server = await startPostgres(folder);
    try {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query("create database demo");
      await client.end();
      printTable(
        title("PostgreSQL"),
        columns,
        await onDatabase(server.url.replace(/\/postgres$/, "/demo"), plays),
      );
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
