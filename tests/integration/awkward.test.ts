/**
 * A small force to which everything happens that makes rosters awkward, against facts written down by hand
 * (tests/fixtures/awkward/facts.yaml) and counted here as plainly as can be.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import iconv from "iconv-lite";
import { beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { forceBySlug } from "#db/queries/account.ts";
import {
  END_OF_DAYS,
  END_OF_TIME,
  endOfDay,
  instantAt,
  parseDay,
  type Day,
  type Instant,
} from "#app/domain/time.ts";
import type { StatementId } from "#app/domain/ids.ts";
import { claimCounted } from "#app/domain/ledger/statements.ts";
import { ownExtensions } from "#app/domain/ledger/vocabulary.ts";
import { STAFF_GROUPS, type StaffGroup } from "#app/domain/roster/workforce.ts";
import type { Context } from "#app/services/context.server.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { ensureProgrammes } from "#app/services/learning/ensure-programmes.server.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { append } from "#app/services/ledger/append.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { parseMap } from "#app/services/roster/import-maps.server.ts";
import { importPeople, type PeopleImport } from "#app/services/roster/import-people.server.ts";
import { readPersonLife, readUnits, searchPeople } from "#app/services/roster/read-people.server.ts";
import { undoImport } from "#app/services/roster/undo-import.server.ts";
import { onBothDatabases } from "./databases.ts";
import { sheetXml, workbook } from "./workbook.ts";

const FOLDER = path.resolve("tests/fixtures/awkward");
const DAYS = ["2019-01-01", "2019-02-01", "2019-03-01", "2019-04-01"].map(parseDay);
const [JANUARY, FEBRUARY, MARCH, APRIL] = DAYS as [Day, Day, Day, Day];
const ASKED = [
  "2018-12-15",
  "2019-01-10",
  "2019-02-01",
  "2019-02-20",
  "2019-03-01",
  "2019-03-15",
  "2019-04-01",
].map(parseDay);
const CORE = ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"];

interface Fact {
  who: string;
  from: Day;
  to?: Day;
  known: [Day, Day?];
  group: StaffGroup;
  unit: string;
  lapses?: Day;
}
type Facts = Record<"posts" | "absences" | "trained", Fact[]>;
type Counts = Record<string, number[]>;

/** in post, absent, net, trained in post, trained net, current net: for the force and each unit, by group. */
function count({ posts, absences, trained }: Facts, day: Day, known: Day): Counts {
  const believed = (fact: Fact) => fact.known[0] <= known && known < (fact.known[1] ?? END_OF_DAYS);
  const holds = (fact: Fact) => believed(fact) && fact.from <= day && day < (fact.to ?? END_OF_DAYS);
  const away = new Set(absences.filter(holds).map((fact) => fact.who));
  const learnt = new Set(trained.filter(holds).map((fact) => fact.who));
  const lapsed = new Set(
    trained.filter((fact) => holds(fact) && fact.lapses && fact.lapses <= day).map((fact) => fact.who),
  );
  const counts: Counts = {};
  const here = posts.filter(holds);
  for (const unit of ["*", ...new Set(here.map((fact) => fact.unit))]) {
    for (const group of ["*", ...STAFF_GROUPS]) {
      const fits = here.filter(
        (f) => (unit === "*" || f.unit === unit) && (group === "*" || f.group === group),
      );
      const people = [...new Set(fits.map((fact) => fact.who))];
      if (people.length === 0) continue;
      const net = people.filter((who) => !away.has(who));
      const done = net.filter((who) => learnt.has(who));
      counts[`${unit} ${group}`] = [
        people.length,
        people.length - net.length,
        net.length,
        people.filter((who) => learnt.has(who)).length,
        done.length,
        done.filter((who) => !lapsed.has(who)).length,
      ];
    }
  }
  return counts;
}

async function ask(ctx: Context, day: Day, knownAt: Instant): Promise<Counts> {
  const force = await forceBySlug(ctx.read, "marlshire");
  if (!force) throw new Error("The force is missing");
  const counts: Counts = {};
  for (const group of ["*", ...STAFF_GROUPS]) {
    const question = { forceId: force.id, programme: "core", asOf: day, knownAt };
    const answer = await readCoverage(
      ctx,
      group === "*" ? question : { ...question, group: group as StaffGroup },
    );
    for (const { code, figures } of [{ code: "*", figures: answer.figures }, ...answer.units])
      if (figures.in_post > 0)
        counts[`${code} ${group}`] = [
          figures.in_post,
          figures.absent,
          figures.net,
          figures.trained_in_post,
          figures.trained_net,
          figures.current_net,
        ];
  }
  return counts;
}

const on = (ctx: Context, day: Day, hour = 9): Context => ({ ...ctx, now: () => instantAt(day, hour) });

/** The same file in another dress every month: no name may come out otherwise. */
async function bytesOf(day: Day): Promise<Uint8Array> {
  const text = await readFile(path.join(FOLDER, `extract-${day}.csv`), "utf8");
  if (day === FEBRUARY) return iconv.encode(text.normalize("NFD"), "utf-16le", { addBOM: true });
  if (day === MARCH) return iconv.encode(text.replaceAll(";", "\t"), "utf-16be");
  if (day === APRIL)
    return workbook(
      sheetXml(
        text
          .trimEnd()
          .split("\n")
          .map((line) => line.split(";")),
      ),
    );
  return Buffer.from(text);
}

async function bring(ctx: Context, day: Day, hour = 9): Promise<PeopleImport> {
  const map = parseMap("people", await readFile(path.join(FOLDER, "map.yaml"), "utf8"));
  return importPeople(on(ctx, day, hour), {
    fileName: `${day}`,
    bytes: await bytesOf(day),
    asAt: day,
    map,
    by: "test",
  });
}

function train(ctx: Context, day: Day, ...rows: string[]) {
  const text = ["Employee Number,Module,Completed On,Outcome,Provider", ...rows].join("\n");
  return importTraining(on(ctx, day, 10), { fileName: "t.csv", bytes: Buffer.from(text), by: "test" });
}
const modules = (who: string, on: string, list: readonly string[] = CORE) =>
  list.map((module) => `${who},${module},${on},Pass,Heddlu Arall`);

/** An award that lapses, as other programmes than the core one give them. */
async function lapsing(ctx: Context, who: string, from: Day, to: Day): Promise<void> {
  const { actor } = await ctx.read
    .selectFrom("actor")
    .innerJoin("person", "person.id", "actor.person_id")
    .select("actor.name as actor")
    .where("employee_number", "=", who)
    .executeTakeFirstOrThrow();
  const then = on(ctx, MARCH, 10);
  const statement = claimCounted(
    {
      iriBase: ctx.config.iriBase,
      actor,
      module: "safe-enough",
      moduleTitle: "Safe enough?",
      basis: ctx.newId<StatementId>(),
      day: from,
      source: "Heddlu Arall",
      at: then.now(),
    },
    ctx.newCode(),
    ctx.newId<StatementId>(),
  );
  const key = ownExtensions(ctx.config.iriBase).award;
  const extensions = statement.context?.extensions as Record<string, Record<string, string | null>>;
  extensions[key] = { ...extensions[key], to };
  await then.transact((trx) => append(then, trx, [statement]));
}

onBothDatabases("a roster with everything awkward in it", (open) => {
  let ctx: Context;
  let facts: Facts;
  const done: PeopleImport[] = [];

  beforeAll(async () => {
    ctx = await open();
    facts = parse(await readFile(path.join(FOLDER, "facts.yaml"), "utf8")) as Facts;
    await ensureProgrammes(ctx, process.cwd());
    for (const day of DAYS) {
      done.push(await bring(ctx, day));
      if (day === MARCH) {
        await train(
          ctx,
          day,
          ...modules("A2", "15/01/2019"),
          ...modules("A8", "10/01/2019"),
          ...modules("A9", "10/11/2018"),
          ...modules(
            "A10",
            "01/07/2018",
            CORE.filter((one) => one !== "safe-enough"),
          ),
        );
        await lapsing(ctx, "A10", parseDay("2018-07-01"), parseDay("2019-02-01"));
      }
      if (day === APRIL) await train(ctx, day, ...modules("A5", "10/03/2019"));
    }
  });

  it("gives every figure of every day, as known after each extract", async () => {
    expect(done.flatMap((one) => one.problems)).toEqual([]);
    for (const known of DAYS)
      for (const day of ASKED)
        expect(await ask(ctx, day, endOfDay(known)), `${day} as known on ${known}`).toEqual(
          count(facts, day, known),
        );
  });

  it("counts a special who is also police staff once in each group and once in the whole", async () => {
    const counts = await ask(ctx, parseDay("2019-02-20"), endOfDay(MARCH));
    expect([counts["* special"]?.[0], counts["* staff"]?.[0]]).toEqual([1, 1]);
    const groups = STAFF_GROUPS.reduce((sum, group) => sum + (counts[`* ${group}`]?.[0] ?? 0), 0);
    expect(groups).toBe((counts["* *"]?.[0] ?? 0) + 1);
  });

  it("dates what the files do not date, and rewrites no earlier rank or share", async () => {
    const spans = await ctx.read
      .selectFrom("posting")
      .innerJoin("person", "person.id", "posting.person_id")
      .select(["employee_number as who", "rank", "fte", "valid_from as from", "valid_to as to"])
      .where("employee_number", "in", ["A6", "A7"])
      .where("known_to", "=", END_OF_TIME)
      .orderBy("employee_number")
      .orderBy("valid_from")
      .execute();
    expect(spans.map((span) => Object.values(span).join(" "))).toEqual([
      "A6 Sergeant 1 2008-01-01 2019-02-01",
      "A6 Acting Inspector 1 2019-02-01 2019-04-01",
      "A6 Sergeant 1 2019-04-01 9999-12-31",
      "A7 Police Constable 1 2011-01-01 2019-03-01",
      "A7 Police Constable 0.6 2019-03-01 9999-12-31",
    ]);
  });

  it("tells what each extract brought", () => {
    expect(done.map((one) => one.changes)).toMatchObject([
      { joiners: 12, newUnits: 3, absencesOpened: 1, leavers: 0 },
      { joiners: 0, leavers: 1, renamedUnits: 1, ranks: 1, promotions: 0, renamedPeople: 0 },
      { joiners: 2, leavers: 1, inferredLeavers: 2, ranks: 1, hours: 1, movedUnits: 1 },
      { joiners: 1, leavers: 1, returned: 1, moves: 2, newUnits: 1, ranks: 1, absencesClosed: 1 },
    ]);
  });

  it("keeps two people of one name and one collar number of two people apart", async () => {
    const names = await ctx.read
      .selectFrom("person_version")
      .innerJoin("person", "person.id", "person_version.person_id")
      .select(["employee_number as who", "surname", "forenames", "collar_number as collar"])
      .where("known_to", "=", END_OF_TIME)
      .where((eb) => eb.or([eb("surname", "=", "Ŵyn"), eb("collar_number", "=", "100")]))
      .orderBy("employee_number")
      .execute();
    expect(names.map((one) => Object.values(one).join("|"))).toEqual([
      "A1|Ŵyn|Siân|101",
      "A2|Ŵyn|Siân|102",
      "A3|O'Neill-Brändström|Zoë|100",
      "A4|Kowalczyk|Jan|100",
    ]);
  });

  it("shows people and units over time, and keeps who looked", async () => {
    const then = on(ctx, APRIL, 11);
    const force = await findForce(then, undefined);
    const look = { by: "who looked", knownAt: then.now() };
    const found = await searchPeople(then, force, "SIAN wyn", look);
    expect(found.people.map((one) => `${one.number} ${one.post}`)).toEqual([
      "A1 Police Constable, Aber Town",
      "A2 Police Constable, Bryn a'r Fro",
    ]);
    // Police staff still, though no longer a special.
    const february = { by: "who looked", knownAt: endOfDay(FEBRUARY) };
    const prys = async (at: typeof look) => (await searchPeople(then, force, "A8", at)).people[0]?.post;
    expect(await prys(february)).toMatch(/^(?=.*Scale 5, Bryn a'r Fro)(?=.*Special Constable, Aber).*; /);
    expect(await prys(look)).toBe("Scale 5, Bryn a'r Fro");
    expect((await searchPeople(then, force, "", look)).total).toBe(0);
    const [{ id = "" } = {}] = (await searchPeople(then, force, "A10", look)).people;
    const life = await readPersonLife(then, force, id, look);
    expect(life.entries.map((one) => [one.kind, one.from, one.lastDay])).toEqual(
      expect.arrayContaining([
        ["posting", "2009-01-01", null],
        ["absence", "2018-08-01", "2019-03-10"],
        ["award", "2018-07-01", "2019-01-31"],
      ]),
    );
    // The order of somebody's two rows says nothing of their number; a new number is not a new name.
    const told = async (number: string) => {
      const [{ id: whose = "" } = {}] = (await searchPeople(then, force, number, look)).people;
      return (await readPersonLife(then, force, whose, look)).entries.flatMap((one) =>
        one.kind === "name" || one.kind === "number" ? [`${one.from} ${one.kind} ${one.what}`] : [],
      );
    };
    expect(await told("A5")).toEqual(["2019-03-01 number Collar number 115"]);
    expect(await told("A8")).toEqual(["2019-03-01 number No collar number"]);
    const seen = await ctx.read
      .selectFrom("audit_event")
      .select(["by", "subject"])
      .where("action", "=", "person.read")
      .orderBy("at")
      .orderBy("id")
      .execute();
    expect(seen).toHaveLength(3);
    expect(seen[0]).toEqual({ by: "who looked", subject: id });
    const searched = await ctx.read
      .selectFrom("audit_event")
      .select(["by", "subject", "detail"])
      .where("action", "=", "people.search")
      .orderBy("at")
      .orderBy("id")
      .execute();
    expect(searched).toHaveLength(6);
    expect(searched[0]).toEqual({
      by: "who looked",
      subject: force.id,
      detail: JSON.stringify({ found: 2, people: found.people.map((one) => one.id) }),
    });

    const units = await readUnits(then, force, APRIL, then.now());
    expect(units.map((one) => `${one.depth} ${one.name} ${one.people}: ${one.otherwise.join("; ")}`)).toEqual(
      [
        "0 Marlshire Constabulary 0: ",
        "1 North 0: ",
        "2 Aber 2: ",
        "2 Aber Town 2: ",
        "2 Bryn a'r Fro 4: Bryn until 31 January 2019",
        "1 South 0: ",
        "2 Cwm 3: Cwm in North until 28 February 2019",
      ],
    );
  });

  it("shows people and units as they were known, before a leaver was reported and after", async () => {
    const then = on(ctx, APRIL, 11);
    const force = await findForce(then, undefined);
    const at = (day: Day) => ({ by: "who looked", knownAt: endOfDay(day) });
    const [{ id = "" } = {}] = (await searchPeople(then, force, "A11", at(APRIL))).people;
    const posts = async (day: Day) => (await searchPeople(then, force, "A11", at(day))).people[0]?.post;
    const life = async (day: Day) =>
      (await readPersonLife(then, force, id, at(day))).entries.map((one) => [one.kind, one.lastDay]);
    const cwm = async (day: Day) =>
      (await readUnits(then, force, parseDay("2019-01-15"), endOfDay(day))).find((one) => one.name === "Cwm")
        ?.people;
    expect([await posts(FEBRUARY), await life(FEBRUARY), await cwm(FEBRUARY)]).toEqual([
      "Police Constable, Cwm",
      [["posting", null]],
      3,
    ]);
    expect([await posts(MARCH), await life(MARCH), await cwm(MARCH)]).toEqual([
      "Last day in post 28 December 2018",
      [["posting", "2018-12-28"]],
      2,
    ]);
    // Before the first extract nothing was known of anybody.
    const before = parseDay("2018-12-31");
    expect(await posts(before)).toBeUndefined();
    expect(await life(before)).toEqual([]);
    expect(await readUnits(then, force, before, endOfDay(before))).toEqual([]);
    // What a unit is called later, and an award that is recorded later, were not known then.
    const names = async (day: Day) =>
      (await readUnits(then, force, parseDay("2019-01-15"), endOfDay(day))).map((one) => one.name);
    expect(await names(JANUARY)).toContain("Bryn");
    const [{ id: owain = "" } = {}] = (await searchPeople(then, force, "A5", at(APRIL))).people;
    const awards = async (day: Day) =>
      (await readPersonLife(then, force, owain, at(day))).entries.filter((one) => one.kind === "award");
    expect(await awards(MARCH)).toEqual([]);
    expect((await awards(APRIL)).length).toBe(CORE.length);
  });

  it("is changed by no file a second time, and its readings follow from the statements", async () => {
    const before = await ctx.read.selectFrom("posting").selectAll().orderBy("id").execute();
    expect((await bring(ctx, APRIL, 12)).unchanged).toBe(true);
    expect(await ctx.read.selectFrom("posting").selectAll().orderBy("id").execute()).toEqual(before);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("takes the newest extract back, keeps what was believed, and takes it again", async () => {
    const force = await findForce(on(ctx, APRIL), undefined);
    const last = done.at(-1)?.id ?? "";
    const noon = on(ctx, APRIL, 12);
    await expect(undoImport(noon, { force, id: done[0]?.id ?? "", by: "test" })).rejects.toMatchObject({
      code: "conflict",
    });
    await undoImport(noon, { force, id: last, by: "test" });
    await expect(undoImport(noon, { force, id: last, by: "test" })).rejects.toMatchObject({
      code: "conflict",
    });
    const asKnown = async (hour: number, posts: Day, learnt: Day) => {
      for (const day of ASKED) {
        const expected = count(
          {
            ...facts,
            trained: facts.trained.map((fact) => ({
              ...fact,
              known: [fact.known[0] <= learnt ? posts : END_OF_DAYS] as [Day],
            })),
          },
          day,
          posts,
        );
        expect(await ask(ctx, day, instantAt(APRIL, hour)), `${day} at ${hour}`).toEqual(expected);
      }
    };
    await asKnown(13, MARCH, APRIL);
    await asKnown(11, APRIL, APRIL);
    expect((await bring(ctx, APRIL, 14)).changes).toMatchObject(done.at(-1)?.changes ?? {});
    await asKnown(15, APRIL, APRIL);
    await asKnown(13, MARCH, APRIL);
  });
});
