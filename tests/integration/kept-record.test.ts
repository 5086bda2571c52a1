/** What is kept of a force in memory never answers for what has changed since, whoever changed it. */
import { expect, it } from "vitest";
import { forceBySlug } from "#db/queries/account.ts";
import type { ForceRecord } from "#app/domain/coverage/record.ts";
import type { PersonId } from "#app/domain/ids.ts";
import { addDays, endOfDay, instantAt, parseDay, type Instant } from "#app/domain/time.ts";
import { openContext, type Context } from "#app/services/context.server.ts";
import { forceRecord, forgetRecords } from "#app/services/coverage/force-record.server.ts";
import { readBridge } from "#app/services/coverage/read-bridge.server.ts";
import { readBurnUp } from "#app/services/coverage/read-burn-up.server.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { setTarget } from "#app/services/coverage/set-target.server.ts";
import { correctAward } from "#app/services/learning/correct-award.server.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { rebuildReadings } from "#app/services/ledger/rebuild.server.ts";
import { endExemption, grantExemption } from "#app/services/roster/exemptions.server.ts";
import type { Force } from "#app/services/roster/find-force.server.ts";
import { undoImport } from "#app/services/roster/undo-import.server.ts";
import { onBothDatabases } from "./databases.ts";
import { enlargeForce, PEOPLE } from "./officer.ts";

const CORE = ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"];
const DAY = parseDay("2018-06-10");

onBothDatabases("a kept record", (open) => {
  /** Everything that is asked of the figure: it, its bridge from a day and an instant before, and its months. */
  async function asked(ctx: Context, force: Force, known: Instant) {
    const question = { forceId: force.id, target: "all-core", asOf: DAY, knownAt: known };
    const from = { day: addDays(DAY, -7), known: endOfDay(addDays(DAY, -5)) };
    return {
      answer: await readCoverage(ctx, question),
      unit: (await readCoverage(ctx, { ...question, unit: "N1", role: "supervisor" })).figures,
      bridge: await readBridge(ctx, { ...question, from, to: { day: DAY, known } }),
      months: await readBurnUp(ctx, question),
    };
  }

  it("answers as one that is read anew after every change, by this process or by another", async () => {
    const here = await open({ now: instantAt(DAY, 9), force: true });
    const there = await openContext(here.config);
    try {
      const force = await forceBySlug(here.read, "marlshire");
      if (!force) throw new Error("The force is missing");
      let minute = 0;
      const now = (): Instant => instantAt(DAY, 10, minute);
      const at = (ctx: Context): Context => ({ ...ctx, now });
      const target = {
        slug: "all-core",
        title: "everyone holds the core programme",
        programme: "core",
        dueOn: "2018-06-30",
        joiningDays: null,
        returningDays: null,
        graceLeavesNet: false,
        share: 1,
      };
      await setTarget(at(here), {
        forceId: force.id,
        by: "test",
        target: { ...target, audience: [{ groups: ["officer", "pcso"] }] },
      });
      const train = (ctx: Context, number: string) =>
        importTraining(ctx, {
          fileName: `${number}.csv`,
          bytes: Buffer.from(
            ["Employee Number,Module,Completed On,Outcome,Provider"]
              .concat(CORE.map((module) => `${number},${module},05/05/2018,Pass,College`))
              .join("\n"),
          ),
          by: "test",
        });
      const newest = (table: "exemption" | "roster_import") =>
        here.read.selectFrom(table).select("id").orderBy("id", "desc").executeTakeFirstOrThrow();
      const values = { person: PEOPLE.second, kind: "deferral", reason: "operational-need" };
      const person = await here.read
        .selectFrom("person")
        .select("id")
        .where("employee_number", "=", PEOPLE.pcso)
        .executeTakeFirstOrThrow();

      const changes: [string, (ctx: Context) => Promise<unknown>][] = [
        ["awards are told", (ctx) => train(ctx, PEOPLE.constable)],
        [
          "an award is taken back",
          async (ctx) => {
            const { code } = await here.read
              .selectFrom("award")
              .select("code")
              .where("module", "=", "safe-enough")
              .executeTakeFirstOrThrow();
            const why = { code, reason: "no-evidence", approver: PEOPLE.sergeant };
            return correctAward(ctx, { force, by: "test", values: why });
          },
        ],
        ["an extract brings more people", (ctx) => enlargeForce(ctx, 30, "2018-06-08")],
        [
          "somebody is exempt",
          (ctx) =>
            grantExemption(ctx, {
              force,
              by: "test",
              values: { ...values, from: "2018-06-01", lastDay: "2018-08-31", approver: PEOPLE.sergeant },
            }),
        ],
        [
          "their exemption ends",
          async (ctx) =>
            endExemption(ctx, {
              force,
              by: "test",
              id: (await newest("exemption")).id,
              lastDay: "2018-06-05",
            }),
        ],
        [
          "the extract is undone",
          async (ctx) => undoImport(ctx, { force, id: (await newest("roster_import")).id, by: "test" }),
        ],
        ["a sergeant finishes", (ctx) => train(ctx, PEOPLE.sergeant)],
        [
          "what a sergeant did is found to be the PCSO's",
          async (ctx) => {
            const { id } = await here.read
              .selectFrom("person")
              .select("id")
              .where("employee_number", "=", PEOPLE.sergeant)
              .executeTakeFirstOrThrow();
            await ctx.db.deleteFrom("actor").where("person_id", "=", person.id).execute();
            await ctx.db
              .updateTable("actor")
              .set({ person_id: person.id })
              .where("person_id", "=", id)
              .execute();
          },
        ],
        [
          "the target's audience is another",
          (ctx) =>
            setTarget(ctx, {
              forceId: force.id,
              by: "test",
              target: { ...target, audience: [{ groups: ["officer"] }] },
            }),
        ],
        [
          "a sergeant supervises no longer",
          (ctx) =>
            ctx.db
              .updateTable("role_grant")
              .set({ valid_to: parseDay("2018-06-02") })
              .execute(),
        ],
        [
          "a unit gets another name",
          (ctx) => ctx.db.updateTable("unit_version").set({ name: "Eastgate" }).execute(),
        ],
        [
          "a unit gets another code",
          (ctx) => ctx.db.updateTable("unit").set({ code: "S9" }).where("code", "=", "N2").execute(),
        ],
        [
          "a row is put right by hand, in place",
          (ctx) =>
            ctx.db
              .updateTable("posting")
              .set({ staff_group: "officer" })
              .where("person_id", "=", person.id)
              .execute(),
        ],
        ["an absence is deleted by hand", (ctx) => ctx.db.deleteFrom("absence").execute()],
        ["an award is deleted by hand", (ctx) => ctx.db.deleteFrom("award").execute()],
        ["the readings are made again", (ctx) => rebuildReadings(ctx)],
      ];
      let last = JSON.stringify(await asked(at(here), force, now()));
      for (const [number, [what, change]] of changes.entries()) {
        minute += 1;
        // Turn by turn this process and another; each has a record from before the change.
        await asked(at(there), force, now());
        await change(at(number % 2 === 0 ? there : here));
        for (const ctx of [here, there]) {
          const kept = await asked(at(ctx), force, now());
          forgetRecords(ctx.read);
          expect([what, kept]).toEqual([what, await asked(at(ctx), force, now())]);
          if (ctx === there) {
            expect([what, JSON.stringify(kept) === last]).toEqual([what, false]);
            last = JSON.stringify(kept);
          }
        }
      }
    } finally {
      await there.close();
    }
  });

  it("is read some people at a time: others have their turn, and nothing that they write meanwhile is missed", async () => {
    const ctx = await open({ now: instantAt(DAY, 9), force: true });
    const force = await forceBySlug(ctx.read, "marlshire");
    if (!force) throw new Error("The force is missing");
    await enlargeForce(ctx, 1_300, "2018-06-08");
    const ids = (await ctx.read.selectFrom("person").select("id").orderBy("id").execute()).map(
      ({ id }) => id,
    );
    const inOrder = ({ people, units }: ForceRecord) => ({
      units,
      people: [...people].sort((a, b) => (a.person < b.person ? -1 : 1)),
    });
    forgetRecords(ctx.read);
    let turns = 0;
    let reading = true;
    const count = () => {
      turns += 1;
      if (reading) setImmediate(count);
    };
    setImmediate(count);
    const writing = (async () => {
      for (let nth = 0; reading; nth += 1) {
        // Somebody who has been read, and somebody who has not.
        for (const person of [ids[nth], ids.at(-1 - nth)])
          await ctx.db
            .updateTable("posting")
            .set({ rank: `after ${nth}` })
            .where("person_id", "=", person ?? ids[0] ?? ("" as PersonId))
            .execute();
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    expect((await forceRecord(ctx.read, force.id)).people.length).toBeGreaterThan(1_300);
    reading = false;
    expect(turns).toBeGreaterThan(1);
    await writing;
    const latest = inOrder(await forceRecord(ctx.read, force.id));
    expect(latest.people.filter(({ posts }) => posts.some(({ rank }) => rank === "after 0"))).toHaveLength(2);
    forgetRecords(ctx.read);
    expect(latest).toEqual(inOrder(await forceRecord(ctx.read, force.id)));
  });

  it("is the same object while nothing changes, and shares those whom a change leaves alone", async () => {
    const ctx = await open({ now: instantAt(DAY, 9), force: true });
    const force = await forceBySlug(ctx.read, "marlshire");
    if (!force) throw new Error("The force is missing");
    const [one, other] = await Promise.all([
      forceRecord(ctx.read, force.id),
      forceRecord(ctx.read, force.id),
    ]);
    expect(other).toBe(one);
    const { person_id } = await ctx.read.selectFrom("absence").select("person_id").executeTakeFirstOrThrow();
    await ctx.db.deleteFrom("absence").execute();
    const after = await forceRecord(ctx.read, force.id);
    expect(one.people.filter((person, at) => after.people[at] !== person).map((who) => who.person)).toEqual([
      person_id,
    ]);
  });
});
