/** The forecast of a target: what it says, what is kept of it each month, and how it is scored when its days have come. */
import { expect, it } from "vitest";
import { addDays, instantAt, parseDay, type Day } from "#app/domain/time.ts";
import { targetOfForm } from "#app/http/target-form.ts";
import type { Context } from "#app/services/context.server.ts";
import { freezeDue } from "#app/services/coverage/freeze.server.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import {
  readForecast,
  readRecentForecast,
  renewForecasts,
} from "#app/services/coverage/read-forecast.server.ts";
import { readForecastsPage } from "#app/services/coverage/read-forecasts-page.server.ts";
import { setTarget } from "#app/services/coverage/set-target.server.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { onBothDatabases } from "./databases.ts";

const CORE = ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"];
const TARGET = "officer-core";

onBothDatabases("a target's forecast", (open) => {
  const on = (ctx: Context, day: string): Context => ({ ...ctx, now: () => instantAt(day as Day, 9) });

  async function opened() {
    const ctx = await open({ now: "2018-06-04", force: true });
    const force = await findForce(ctx, undefined);
    const form = new FormData();
    for (const [name, value] of Object.entries({
      title: "all officers hold the core programme",
      programme: "core",
      "groups-0": "officer",
      dueOn: "2018-09-30",
      share: "75 %",
    }))
      form.set(name, value);
    await setTarget(ctx, { forceId: force.id, target: targetOfForm(form, TARGET), by: "test", make: true });
    return { ctx, force };
  }
  const train = (ctx: Context, number: string, day: string) =>
    importTraining(ctx, {
      fileName: "t.csv",
      bytes: Buffer.from(
        ["Employee Number,Module,Completed On,Outcome,Provider"]
          .concat(CORE.map((module) => `${number},${module},${day},Pass,College`))
          .join("\r\n"),
      ),
      by: "test",
    });

  it("is shown for two hours as it was made, and is made anew then, at intervals, or for another promise", async () => {
    const { ctx, force } = await opened();
    await train(on(ctx, "2018-06-11"), "E1", "10/06/2018");
    const at = (hour: number): Context => ({ ...ctx, now: () => instantAt("2018-07-02" as Day, hour) });
    const asked = (hour: number, share = 0.75) =>
      readRecentForecast(at(hour), {
        forceId: force.id,
        target: TARGET,
        share,
        asOf: parseDay("2018-07-02"),
        knownAt: at(hour).now(),
      });
    const first = await asked(9);
    expect(first.knownAt).toBe(at(9).now());
    await train(at(9), "E2", "01/07/2018");
    expect(await asked(10)).toEqual(first);
    const other = await asked(10, 0.5);
    expect(other.knownAt).toBe(at(10).now());
    await renewForecasts(at(10), force.id);
    const renewed = await asked(11);
    expect(renewed.knownAt).toBe(at(10).now());
    if (renewed.answer.kind !== "likely") throw new Error(renewed.answer.why);
    expect(renewed.answer.forecast.band[0]).toMatchObject({ p05: 0.5 });
    expect((await asked(13)).knownAt).toBe(at(13).now());
    // As known at another instant it is what was known then.
    const then = { forceId: force.id, target: TARGET, share: 0.75, asOf: parseDay("2018-07-02") };
    expect(await readRecentForecast(at(13), { ...then, knownAt: at(9).now() })).toEqual({
      answer: (await readForecast(at(13), { ...then, knownAt: at(9).now() })).answer,
      knownAt: at(9).now(),
    });
  });

  it("begins at the figure, learns what is learnt, and says again what was known before", async () => {
    const { ctx, force } = await opened();
    await train(on(ctx, "2018-06-11"), "E1", "10/06/2018");
    const later = on(ctx, "2018-07-02");
    const asOf = parseDay("2018-07-01");
    const question = { forceId: force.id, target: TARGET, share: 0.75, asOf, knownAt: later.now() };
    const { answer, seed } = await readForecast(later, question);
    if (answer.kind !== "likely") throw new Error(answer.why);
    const { figures } = await readCoverage(later, question);
    expect(figures).toMatchObject({ net: 4, trained_net: 1 });
    expect(answer.forecast.band[0]).toMatchObject({ day: asOf, p05: 0.25, p95: 0.25 });
    expect(answer.forecast.band.at(-1)?.day).toBe("2018-09-30");
    expect(answer.forecast.hoursLeft).toBeGreaterThan(0);
    expect(await readForecast(later, question)).toEqual({ answer, seed });

    await train(on(ctx, "2018-07-03"), "E2", "15/06/2018");
    const more = await readForecast(later, { ...question, knownAt: on(ctx, "2018-07-04").now() });
    expect(more).not.toEqual({ answer, seed });
    expect(await readForecast(later, question)).toEqual({ answer, seed });
    await expect(readForecast(later, { ...question, asOf: addDays(asOf, 90) })).rejects.toMatchObject({
      code: "bad-input",
    });
  });

  it("is kept at each month's end, once, and scored when its days have come", async () => {
    const { ctx, force } = await opened();
    await train(on(ctx, "2018-06-11"), "E1", "10/06/2018");
    for (const day of ["2018-07-01", "2018-07-02", "2018-08-01", "2018-09-01"])
      await freezeDue(on(ctx, day), force.id, "test");
    await train(on(ctx, "2018-08-20"), "E2", "15/08/2018");
    const page = await readForecastsPage(on(ctx, "2018-09-02"), force.id, null);
    expect(page.forecasts.map((one) => one.from)).toEqual(["2018-08-31", "2018-07-31", "2018-06-30"]);
    const [, , first] = page.forecasts;
    expect(first).toMatchObject({
      dueOn: "2018-09-30",
      next: { day: "2018-07-31", happened: 0.25 },
      due: { day: "2018-09-30", happened: null },
    });
    // June's said July's, August's and September's end; July's August's and September's. Three have come.
    expect(page.score.compared).toBe(3);
    expect(page.score.within90).toBeLessThanOrEqual(3);
    expect(page.score.pinball).toBeGreaterThan(0);
    const done = await readForecastsPage(on(ctx, "2018-10-01"), force.id, TARGET);
    expect(done.score.compared).toBe(6);
    expect(done.forecasts[0]?.due?.happened).toBe(0.5);
    await expect(readForecastsPage(ctx, force.id, "none")).rejects.toMatchObject({ code: "not-found" });
  });

  it("is scored only for days after it was made, however late a missed month is caught up", async () => {
    const { ctx, force } = await opened();
    await train(on(ctx, "2018-06-11"), "E1", "10/06/2018");
    for (const day of ["2018-07-01", "2018-09-10"]) await freezeDue(on(ctx, day), force.id, "test");
    const page = await readForecastsPage(on(ctx, "2018-10-01"), force.id, TARGET);
    expect(page.forecasts.map((one) => [one.from, one.madeOn, one.next?.day])).toEqual([
      ["2018-08-31", "2018-09-10", "2018-09-30"],
      // August had ended when July's was made.
      ["2018-07-31", "2018-09-10", "2018-09-30"],
      ["2018-06-30", "2018-07-01", "2018-07-31"],
    ]);
    expect(page.score.compared).toBe(5);
  });
});
