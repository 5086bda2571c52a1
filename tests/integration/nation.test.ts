import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { addDays, endOfDay, instantAt, type Day } from "#app/domain/time.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { STAFF_GROUPS } from "#app/domain/roster/workforce.ts";
import { checkFolded, foldDay } from "#app/services/coverage/fold-day.server.ts";
import { readBurnUp } from "#app/services/coverage/read-burn-up.server.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { nationTable } from "#app/services/coverage/present-nation.ts";
import { readNation } from "#app/services/coverage/read-nation.server.ts";
import { ensureProgrammes } from "#app/services/learning/ensure-programmes.server.ts";
import { BEGIN, chance, TODAY, writeForce } from "../bench/coverage-force.ts";
import { onBothDatabases } from "./databases.ts";
import { ROOT } from "./officer.ts";

const COUNTS = [
  "in_post",
  "absent",
  "exempt",
  "net",
  "trained_in_post",
  "trained_net",
  "current_net",
] as const;

const run = promisify(execFile);

onBothDatabases("every force at once", (open) => {
  it("is told by the command and in rows, from the daily reading or at an instant, with what it is without", async () => {
    const ctx = await open({ now: instantAt(addDays(TODAY, 45), 9) });
    await ensureProgrammes(ctx, ROOT);
    await ctx.db
      .updateTable("programme_module")
      .set({ required_from: BEGIN })
      .where("kind", "=", "module")
      .execute();
    const made = [await writeForce(ctx.db, 0, 40), await writeForce(ctx.db, 1, 30)];
    await foldDay(ctx, made[0]?.id as ForceId);
    const told = async (...words: string[]) => {
      const env = {
        ...process.env,
        AMENDS_MODE: "test",
        AMENDS_NOW: ctx.now(),
        DATABASE_URL: ctx.config.databaseUrl,
      };
      const asked = ["coverage", "nation", "--as-of", addDays(TODAY, 45), ...words];
      return (await run(process.execPath, [join(ROOT, "bin/amends.mjs"), ...asked], { cwd: ROOT, env }))
        .stdout;
    };
    const daily = JSON.parse(await told("--format", "json")) as Record<string, unknown>;
    const counted = await readCoverage(ctx, {
      forceId: made[0]?.id as ForceId,
      programme: "core",
      asOf: addDays(TODAY, 45),
      knownAt: ctx.now(),
    });
    const { in_post, net, trained_net } = counted.figures;
    expect(in_post).toBeGreaterThan(30);
    expect(daily).toMatchObject({
      programme: "core",
      group: null,
      known_at: null,
      figures: { in_post, net, trained_net },
      forces: [{ force: "force-0", day: addDays(TODAY, 45), in_post, net, trained_net }],
      without: ["force-1"],
    });
    const nation = await readNation(ctx, {
      programme: "core",
      group: "officer",
      asOf: addDays(TODAY, 45),
      knownAt: endOfDay("2018-06-30" as Day),
    });
    const lines = nationTable(nation, "csv")
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    const column = lines[0]?.indexOf("net") ?? -1;
    expect(lines.slice(1).map((line) => [line[4], line[column]])).toEqual([
      ["total", String(nation.figures.net)],
      ...nation.forces.map((one) => [one.slug, String(one.figures.net)]),
    ]);
    expect(nation.forces).toHaveLength(2);
    const last = await readNation(ctx, { programme: "core", asOf: addDays(TODAY, 45) });
    expect(nationTable(last, "table")).toContain("Without: force-1");
  });

  it("is the sum of the forces, counted person by person or folded by the database, at any instant", async () => {
    const ctx = await open({ now: instantAt(addDays(TODAY, 45), 9) });
    await ensureProgrammes(ctx, ROOT);
    await ctx.db
      .updateTable("programme_module")
      .set({ required_from: BEGIN })
      .where("kind", "=", "module")
      .execute();
    const made = [await writeForce(ctx.db, 0, 130), await writeForce(ctx.db, 1, 60)];
    const ids = made.map((one) => one.id as ForceId);
    const random = chance(3);
    for (let time = 0; time < 12; time += 1) {
      const asOf: Day = addDays(BEGIN, 100 + Math.floor(random() * 1700));
      const knownAt = endOfDay(addDays(BEGIN, 100 + Math.floor(random() * 1700)));
      const group = STAFF_GROUPS[time % 5];
      const nation = await readNation(ctx, { programme: "core", group, asOf, knownAt });
      for (const name of COUNTS) {
        let sum = 0;
        for (const forceId of ids)
          sum += (await readCoverage(ctx, { forceId, programme: "core", group, asOf, knownAt })).figures[
            name
          ];
        expect([name, nation.figures[name]]).toEqual([name, sum]);
      }
    }

    for (const id of ids) await foldDay(ctx, id);
    const today = addDays(TODAY, 45);
    const counted = await readNation(ctx, { programme: "core", asOf: today, knownAt: ctx.now() });
    expect((await readNation(ctx, { programme: "core", asOf: today })).figures).toEqual(counted.figures);
    expect(counted.figures.trained_net).toBeGreaterThan(20);
    const [first] = ids;
    if (!first) return;
    expect(await checkFolded(ctx, first)).toEqual([]);
    await ctx.db
      .updateTable("coverage_day")
      .set({ net: 1 })
      .where("staff_group", "=", "pcso")
      .where("programme", "=", "core")
      .execute();
    expect(await checkFolded(ctx, first)).toEqual([`${today}, core, pcso`]);

    const points = await readBurnUp(ctx, {
      forceId: first,
      programme: "core",
      asOf: TODAY,
      knownAt: ctx.now(),
    });
    expect(points).toHaveLength(61);
    expect(points.at(-1)?.figures).toEqual(
      (await readCoverage(ctx, { forceId: first, programme: "core", asOf: TODAY, knownAt: ctx.now() }))
        .figures,
    );
  });
});
