import { expect, it } from "vitest";
import { addDays, endOfDay, instantAt, type Day } from "#app/domain/time.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { STAFF_GROUPS } from "#app/domain/roster/workforce.ts";
import { checkFolded, foldDay } from "#app/services/coverage/fold-day.server.ts";
import { readBurnUp } from "#app/services/coverage/read-burn-up.server.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
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

onBothDatabases("every force at once", (open) => {
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
