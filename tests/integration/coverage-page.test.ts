/** The coverage page's own questions: what changed between any two days or two states of knowledge, and who. */
import { expect, it } from "vitest";
import { instantAt, parseDay, type Day } from "#app/domain/time.ts";
import { unzipSync } from "fflate";
import { changesAsked, fileAsked, figuresAsked } from "#app/http/coverage-loader.server.ts";
import type { PersonId } from "#app/domain/ids.ts";
import { bridgeSchema } from "#app/services/coverage/document-schemas.ts";
import { bridgeTable, changesDocument } from "#app/services/coverage/present-bridge.ts";
import { coverageTable } from "#app/services/coverage/present-coverage.ts";
import { figuresDocument } from "#app/services/coverage/present-file.ts";
import { coverageWorkbook } from "#app/services/coverage/write-workbook.ts";
import { causeAsked, coverageAsked, coverageSearch } from "#app/http/coverage-query.ts";
import { targetOfForm } from "#app/http/target-form.ts";
import type { Context } from "#app/services/context.server.ts";
import { readCoveragePage } from "#app/services/coverage/read-coverage-page.server.ts";
import { readCausePeople, readStepPeople } from "#app/services/coverage/read-step-people.server.ts";
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
    const reader = { id: force.id, by: "administrator" as PersonId };
    expect(await readCausePeople(later, reader, asked, cause)).toMatchObject({
      step: "Had finished already",
      since: "2018-06-04",
      people: [{ name: "Mair Halewood", number: "E1", units: "Northgate" }],
    });

    expect((await readStepPeople(later, reader, asked, "to-train")).people).toHaveLength(3);
    const looks = await ctx.read
      .selectFrom("audit_event")
      .select(["by", "subject", "detail"])
      .where("action", "=", "coverage.people.read")
      .orderBy("id")
      .execute();
    expect(looks.map((one) => ({ ...one, detail: JSON.parse(one.detail) as unknown }))).toEqual([
      {
        ...{ by: "administrator", subject: "officer-core" },
        detail: { cause: "completion", way: "in", asOf: "2018-06-04", since: "2018-06-04", people: 1 },
      },
      {
        ...{ by: "administrator", subject: "officer-core" },
        detail: { step: "to-train", asOf: "2018-06-04", people: 3 },
      },
    ]);

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

  it("gives the same figures for ever by a link that names the instant of what was known", async () => {
    const { ctx, force, set } = await opened();
    await set("officer-core", OFFICERS, true);
    const morning = { ...ctx, now: () => instantAt(parseDay("2018-06-10"), 9) };
    const asked = coverageAsked(new URL("https://amends.example/coverage"), morning.now());
    const exactly = coverageSearch({ ...asked, knownExactly: asked.knownAt });
    expect(new URLSearchParams(exactly).get("known")).toBe(asked.knownAt);
    await train({ ...ctx, now: () => instantAt(parseDay("2018-06-10"), 15) }, "E1", "03/06/2018");
    const evening = { ...ctx, now: () => instantAt(parseDay("2018-06-10"), 18) };
    const trained = async (search: string) => {
      const again = coverageAsked(new URL(`https://amends.example/coverage?${search}`), evening.now());
      expect(again.problems).toEqual([]);
      expect(again.knownOn).toBe("2018-06-10");
      return (await readCoveragePage(evening, force, again)).answer.figures.trained_net;
    };
    expect(await trained(coverageSearch(asked))).toBe(1);
    expect(await trained(exactly)).toBe(0);
    // What the month looked like when it was frozen, which no day can name.
    const since = `on=2018-06-10&since=2018-06-10&sinceKnown=${morning.now()}`;
    const compared = coverageAsked(new URL(`https://amends.example/coverage?${since}`), evening.now());
    expect(compared.sinceKnownAt).toBe(morning.now());
    expect((await readCoveragePage(evening, force, compared)).since.lines).toMatchObject([{ trained: 1 }]);
    const none = coverageAsked(
      new URL("https://amends.example/coverage?known=2018-02-30T09:00:00Z"),
      ctx.now(),
    );
    expect(none.problems).toMatchObject([{ href: "#known" }]);
  });

  it("takes files that say by themselves whom they count", async () => {
    const { ctx, force, set } = await opened();
    await set("officer-core", OFFICERS, true);
    await train(ctx, "E1", "03/06/2018");
    const url = new URL("https://amends.example/coverage?target=officer-core&rank=constable&unit=N1");
    const csv = coverageTable(await figuresAsked(ctx, force.id, url), "csv").split("\n");
    expect(csv[0]).toContain(
      "as_of,known_at,programme,target,unit,group,rank,role,service,kind,code,name,in_post",
    );
    expect(csv[1]).toContain(
      ',core,officer-core,N1,,constable,,,total,total,"Northgate, only rank constable",2,',
    );
    const whole = new URL("https://amends.example/coverage?target=officer-core&since=2018-06-02");
    const all = coverageTable(await figuresAsked(ctx, force.id, whole), "csv");
    expect(all).toMatch(/,absence,long-term-sick,"Long-term sick, over 28 days",,1,,,/);

    const file = await fileAsked(ctx, force.id, url);
    const sheets = Object.entries(unzipSync(coverageWorkbook(force, file))).map(([name, bytes]) => {
      return [name, new TextDecoder().decode(bytes)] as const;
    });
    const text = (name: string) => sheets.find(([path]) => path === name)?.[1] ?? "";
    expect([...text("xl/workbook.xml").matchAll(/sheet name="(\w+)"/g)].map((one) => one[1])).toEqual([
      ...["Figures", "Ledger", "Months", "Changes", "Forecast", "About"],
    ]);
    expect(text("xl/worksheets/sheet6.xml")).toContain("constable");
    expect(text("xl/worksheets/sheet6.xml")).toContain("officer-core");
    expect(text("xl/worksheets/sheet2.xml")).toContain("Still to train");

    const { question, bridge } = await changesAsked(ctx, force.id, whole);
    const document = changesDocument(force, question, bridge);
    expect(bridgeSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
    const rows = bridgeTable(question, bridge)
      .split("\n")
      .map((row) => row.split(","));
    const at = rows[0]?.indexOf("trained_net") ?? -1;
    const [from, ...rest] = rows.slice(1).map((row) => Number(row[at]));
    expect(rest.slice(0, -1).reduce((sum, one) => sum + one, from ?? 0)).toBe(rest.at(-1));
    expect(figuresDocument(force, await fileAsked(ctx, force.id, whole))).toMatchObject({
      target: "officer-core",
      audience: "Officers",
      months: expect.arrayContaining([expect.objectContaining({ day: "2018-06-04" })]) as unknown,
      changes: { to: { figures: { trained_net: 1 } } },
    });
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
