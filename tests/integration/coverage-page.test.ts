/** The coverage page's own questions: what changed between any two days or two states of knowledge, and who. */
import { expect, it } from "vitest";
import { instantAt, parseDay, type Day } from "#app/domain/time.ts";
import { causeAsked, coverageAsked, coverageSearch } from "#app/http/coverage-query.ts";
import { targetOfForm } from "#app/http/target-form.ts";
import type { Context } from "#app/services/context.server.ts";
import { readCoveragePage } from "#app/services/coverage/read-coverage-page.server.ts";
import { readCausePeople } from "#app/services/coverage/read-step-people.server.ts";
import { readTargetsPage } from "#app/services/coverage/read-targets-page.server.ts";
import { endTarget, setTarget } from "#app/services/coverage/set-target.server.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { onBothDatabases } from "./databases.ts";

const CORE = ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"];

const form = (fields: Record<string, string>): FormData => {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  return made;
};
const OFFICERS = form({
  title: "all officers hold the core programme",
  programme: "core",
  "groups-0": "officer",
  dueOn: "2018-06-30",
  share: "95 %",
});

onBothDatabases("the coverage page", (open) => {
  const on = (ctx: Context, day: string): Context => ({ ...ctx, now: () => instantAt(day as Day, 9) });

  async function opened() {
    const ctx = await open({ now: "2018-06-04", force: true });
    const force = await findForce(ctx, undefined);
    const set = (slug: string, values: FormData, make = false) =>
      setTarget(ctx, { forceId: force.id, target: targetOfForm(values, slug), by: "test", make });
    return { ctx, force, set };
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

  it("says why a day looks different from how it looked then, and opens each cause to its people", async () => {
    const { ctx, force, set } = await opened();
    await set("officer-core", OFFICERS, true);
    await train(on(ctx, "2018-06-10"), "E1", "03/06/2018");
    const later = on(ctx, "2018-06-12");
    const address = "https://amends.example/coverage?on=2018-06-04&since=2018-06-04&sinceKnown=2018-06-05";
    const asked = coverageAsked(new URL(address), later.now());
    expect(asked.problems).toEqual([]);
    const page = await readCoveragePage(later, force, asked);
    expect(page.since).toMatchObject({
      day: "2018-06-04",
      knownOn: "2018-06-05",
      before: { trained_net: 0, net: 4 },
      lines: [{ words: "Had finished already", people: 1, trained: 1, net: 0 }],
    });
    expect(page.answer.figures.trained_net).toBe(1);
    expect(page.units.map((unit) => [unit.name, unit.depth])).toEqual([
      ["North", 0],
      ["Northgate", 1],
      ["Southgate", 1],
    ]);
    const cause = causeAsked(new URL(`${address}&cause=completion&way=in`)) ?? undefined;
    if (!cause) throw new Error("No cause was read");
    expect(await readCausePeople(later, force.id, asked, cause)).toMatchObject({
      step: "Had finished already",
      since: "2018-06-04",
      people: [{ name: "Mair Halewood", number: "E1", units: "Northgate" }],
    });

    const again = new URL(`${address}&${coverageSearch(asked)}`);
    expect(coverageAsked(again, later.now())).toEqual(asked);
    const wrong = coverageAsked(
      new URL(`${address.replace("sinceKnown=2018-06-05", "since=x")}`),
      later.now(),
    );
    expect(wrong.problems).toEqual([]);
    const after = new URL("https://amends.example/coverage?on=2018-06-04&since=2018-06-05");
    expect(coverageAsked(after, later.now()).problems).toMatchObject([{ href: "#since" }]);
  });

  it("has targets made, changed and ended by their form", async () => {
    const { ctx, force, set } = await opened();
    await set("officer-core", OFFICERS, true);
    await expect(set("officer-core", OFFICERS, true)).rejects.toMatchObject({
      code: "conflict",
      problems: [{ href: "#slug" }],
    });
    await expect(
      set("none", form({ title: "", programme: "core", dueOn: "", share: "x" }), true),
    ).rejects.toMatchObject({
      problems: [
        { text: "The promise: say the promise in words", href: "#title" },
        { text: "Who: choose groups, ranks, roles or units, or everyone in post", href: "#audience" },
        { text: "Share: write a number above 0 and up to 100", href: "#share" },
      ],
    });
    const both = form({
      title: "sergeants of the north, and PCSOs",
      programme: "core",
      "groups-0": "officer",
      "ranks-0": "sergeant",
      "units-0": "N1",
      "groups-1": "pcso",
      joiningDays: "90",
      share: "100",
    });
    await set("mixed", both, true);
    const [first, second] = await readTargetsPage(ctx, force.id);
    expect([first, second].map((one) => [one?.slug, one?.share, one?.who, one?.figures?.in_post])).toEqual(
      expect.arrayContaining([
        ["officer-core", 0.95, "Officers", 5],
        ["mixed", 1, "Officers (sergeants, of N1); or PCSOs", 3],
      ]),
    );
    await endTarget(ctx, { forceId: force.id, slug: "mixed", by: "test" });
    const day = parseDay("2018-06-04");
    const asked = coverageAsked(new URL(`https://amends.example/coverage?target=mixed&on=${day}`), ctx.now());
    const page = await readCoveragePage(ctx, force, asked);
    expect(page.targets.map((one) => one.slug)).toEqual(["officer-core", "mixed"]);
    expect(page.answer.figures.in_post).toBe(3);
    expect(await readTargetsPage(ctx, force.id)).toMatchObject([
      { slug: "officer-core", endedOn: null },
      { slug: "mixed", endedOn: "2018-06-04", figures: null },
    ]);
    expect(await set("mixed", both)).toBe(true);
    expect(await readTargetsPage(ctx, force.id)).toMatchObject([{ endedOn: null }, { endedOn: null }]);
  });
});
