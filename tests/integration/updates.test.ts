/** Short updates: asked of those who hold a module when its substance changes, and of nobody else. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { awardsOf } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { addDays, instantAt, parseDay, type Day } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { beginCheck, readCheck } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { liveModule } from "#app/services/learning/pinned.server.ts";
import { previewPublishing, publishContent } from "#app/services/learning/publish-content.server.ts";
import { listLive } from "#app/services/learning/read-content.server.ts";
import { readHome } from "#app/services/learning/read-home.server.ts";
import { readUpdates } from "#app/services/learning/read-updates.server.ts";
import {
  readPlaysAgain,
  scenariosToPlayAgain,
  whoWouldPlayAgain,
} from "#app/services/learning/scenario-updates.server.ts";
import { beginScenario, decide, readPlay } from "#app/services/scenarios/play.server.ts";
import { learnerOf, type Learner } from "#app/services/learning/sitting.server.ts";
import { answerUpdate, readUpdate, updatesDue } from "#app/services/learning/updates.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { readCertificate } from "#app/services/learning/read-certificate.server.ts";
import { readRecord } from "#app/services/learning/read-record.server.ts";
import { onBothDatabases } from "./databases.ts";
import {
  answerCheck,
  formOf,
  principal,
  readThrough,
  responseTo,
  ROOT,
  statements,
  type Who,
} from "./officer.ts";

const MODULE = "right-to-know";
const DAY = parseDay("2018-06-04");
const UPDATE = `change: substance
update:
  text: "The two working days now count from **receipt of the report**."
  questions: [bees-at-the-gate, friday-evening]
  days: 30
`;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "amends-updates-"));
  for (const folder of ["modules", "content"])
    await cp(join(ROOT, folder), join(root, folder), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

onBothDatabases("a short update", (open) => {
  let house: Context;
  const on = (day: Day): Context => ({ ...house, now: () => instantAt(day, 9) });
  const later = addDays(DAY, 10);
  const publish = async (change: string, title: string) => {
    const file = join(root, "modules", MODULE, "module.yaml");
    const before = await readFile(file, "utf8");
    const after = before
      .replace(/^change: (wording|substance)\n(update:\n( .*\n)+)?/m, change)
      .replace(/^title: .*$/m, `title: ${title}`);
    await writeFile(file, after);
    return publishContent(on(later), { root, by: "operator:test" });
  };
  const as = async (who: Who): Promise<Learner> => learnerOf(await principal(house, who));
  const hold = async (who: Who, module = MODULE) => {
    const learner = await as(who);
    const registration = await beginCheck(on(DAY), learner, module);
    await answerCheck(on(DAY), learner, registration, true);
    await finishCheck(on(DAY), learner, registration);
    return learner;
  };
  const answer = async (learner: Learner, id: string) => {
    const { module, hash } = await liveModule(house, MODULE);
    const question = module.questions.find((one) => one.id === id);
    if (!question) throw new Error(`There is no ${id}`);
    const entries = formOf(question, `${learner.actor}/update/${hash}`, responseTo(question, true));
    return answerUpdate(on(later), learner, later, { module: MODULE, question: id, entries });
  };

  beforeEach(async () => {
    house = await open({ now: "2018-06-04", force: true });
  });

  it("is refused to an author who does not say what is asked, and not needed for words", async () => {
    await hold("constable");
    const error: unknown = await publish("change: substance\n", "Changed in substance").catch(
      (one: unknown) => one,
    );
    expect(error).toBeInstanceOf(AmendsError);
    expect((error as AmendsError).problems[0]?.text).toMatch(/right-to-know\/module\.yaml: .*`update`/);
    expect((await liveModule(house, MODULE)).number).toBe(1);
    await publish("change: wording\n", "The right to know, told better");
    expect((await liveModule(house, MODULE)).number).toBe(2);
    expect(await updatesDue(on(later), await as("constable"), later)).toEqual([]);
  });

  it("is asked of those who hold the module, done once, and changes nothing that they hold", async () => {
    const holder = await hold("constable");
    const inFlight = await as("pcso");
    await beginModule(on(DAY), inFlight, MODULE);
    const before = await readRecord(house, holder);

    const file = join(root, "modules", MODULE, "module.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace("change: wording\n", UPDATE));
    expect(await previewPublishing(on(later), root)).toEqual([
      `module ${MODULE}: version 2 would go live; 1 person who holds it would be asked for a short update`,
    ]);
    await publish(UPDATE, "The right to know");

    expect(await updatesDue(on(later), inFlight, later)).toEqual([]);
    const { updates } = await readHome(on(later), { ...(await principal(house, "constable")), today: later });
    expect(updates).toEqual([
      { module: MODULE, title: "The right to know", dueOn: addDays(later, 30), questions: 2 },
    ]);
    const page = await readUpdate(on(later), holder, MODULE, later);
    expect(page?.changes).toEqual([expect.stringContaining("<strong>receipt of the report</strong>")]);
    expect(JSON.stringify(page)).not.toMatch(/"right"|"feedback"/);
    const { force } = await principal(house, "constable");
    expect(await readUpdates(on(later), force.id, later)).toMatchObject([{ asked: 1, done: 0 }]);

    const count = (await statements(house)).length;
    expect(await answer(holder, "bees-at-the-gate")).toBe(false);
    expect(await answer(holder, "bees-at-the-gate")).toBe(false);
    expect(await answer(holder, "friday-evening")).toBe(true);
    const added = (await statements(house)).slice(count);
    expect(added.map((one) => one.verb.id.split("/").at(-1))).toEqual([
      "launched",
      "initialized",
      "answered",
      "answered",
      "completed",
    ]);
    expect(added.at(-1)?.object.id).toBe(`${house.config.iriBase}/activities/modules/${MODULE}/update`);
    expect(await updatesDue(on(later), holder, later)).toEqual([]);
    expect(await readUpdate(on(later), holder, MODULE, later)).toMatchObject({
      finished: true,
      asked: [{ answered: { feedback: { right: true } } }, { answered: { feedback: { right: true } } }],
    });
    expect(await readUpdates(on(later), force.id, later)).toMatchObject([{ asked: 1, done: 1 }]);
    const after = await readRecord(house, holder);
    expect(after.awards.map(({ from, code }) => ({ from, code }))).toEqual(
      before.awards.map(({ from, code }) => ({ from, code })),
    );
    expect(after.attempts[0]?.what).toMatch(/short update$/);
    expect((await replayCheck(house)).disagreements).toEqual([]);
  });

  it("of a scenario is to play it again, asked of those who hold a module with it, and of nobody for words", async () => {
    const SCENARIO = "the-hedge-and-the-music";
    const [module] = (await listLive(house, "module")).filter((one) =>
      one.compiled.document.scenarios.some((named) => named.slug === SCENARIO),
    );
    if (!module) throw new Error("No module has the scenario");
    const holder = await hold("constable", module.slug);
    const before = await readRecord(house, holder);
    const other = await as("pcso");
    const file = join(root, "content", "scenarios", `${SCENARIO}.yaml`);
    const change = async (kind: "wording" | "substance", title: string) => {
      const text = (await readFile(file, "utf8")).replace(/^change: .*\n/m, "");
      await writeFile(file, `change: ${kind}\n${text.replace(/^title: .*$/m, `title: ${title}`)}`);
    };
    const due = (who: Learner) => scenariosToPlayAgain(on(later), who, later);

    await change("wording", "The hedge");
    await publishContent(on(later), { root, by: "operator:test" });
    expect(await due(holder)).toEqual([]);

    await change("substance", "The hedge again");
    expect(await previewPublishing(on(later), root)).toEqual([
      `scenario ${SCENARIO}: version 3 would go live; 1 person who holds a module with it would be asked to play it again`,
    ]);
    const { force } = await principal(house, "constable");
    expect(await whoWouldPlayAgain(on(later), force.id, SCENARIO, later)).toEqual({
      modules: [module.title],
      people: ["Mair Halewood"],
      dueOn: addDays(later, 30),
    });
    await publishContent(on(later), { root, by: "operator:test" });
    const asked = [{ scenario: SCENARIO, title: "The hedge again", dueOn: addDays(later, 30) }];
    expect(await due(holder)).toEqual(asked);
    expect(await due(other)).toEqual([]);
    const home = await readHome(on(later), { ...(await principal(house, "constable")), today: later });
    expect(home.playAgain).toEqual(asked);
    expect(await readPlaysAgain(on(later), force.id, later)).toMatchObject([{ asked: 1, done: 0 }]);

    const registration = await beginScenario(on(later), holder, SCENARIO);
    for (let step = 0; ; step += 1) {
      const { play } = await readPlay(on(later), holder, registration);
      if (play.at.kind === "ending") break;
      expect(await due(holder)).toEqual(asked);
      await decide(on(later), holder, { registration, step, choice: play.at.offered[0]?.id ?? "" });
    }
    expect(await due(holder)).toEqual([]);
    expect(await readPlaysAgain(on(later), force.id, later)).toMatchObject([{ asked: 1, done: 1 }]);
    const after = await readRecord(house, holder);
    expect(after.awards.map(({ from, code }) => ({ from, code }))).toEqual(
      before.awards.map(({ from, code }) => ({ from, code })),
    );
  });

  it.each([
    ["in the middle of its lessons", false],
    ["at the end of its lessons", true],
  ])("is asked of somebody %s after the check of the version they learnt", async (_, finished) => {
    const learner = await as("pcso");
    const lessons = await beginModule(on(DAY), learner, MODULE);
    if (finished) await readThrough(on(DAY), learner, lessons);
    const taught = await liveModule(house, MODULE);
    const file = join(root, "modules", MODULE, "questions.yaml");
    // Nothing that the first version asked is asked by the second.
    await writeFile(file, (await readFile(file, "utf8")).replace(/^- id: /gm, "- id: new-"));
    const lessonFiles = await readdir(join(root, "modules", MODULE));
    for (const name of lessonFiles.filter((one) => one.endsWith(".mdx"))) {
      const lesson = join(root, "modules", MODULE, name);
      await writeFile(
        lesson,
        (await readFile(lesson, "utf8")).replace(
          /<(Question|Sort|Order|Match|Reflect) id="/g,
          '<$1 id="new-',
        ),
      );
    }
    await publish(UPDATE.replace(/bees-at|friday-/g, "new-$&"), "The right to know, and more");
    const live = await liveModule(house, MODULE);
    expect(live.number).toBe(2);

    const registration = await beginCheck(on(later), learner, MODULE);
    const { version, questions } = await readCheck(on(later), learner, registration);
    expect(version.hash).toBe(taught.hash);
    expect(questions.filter((one) => one.id.startsWith("new-"))).toEqual([]);
    await answerCheck(on(later), learner, registration, true);
    await finishCheck(on(later), learner, registration);
    const [award] = await awardsOf(house.read, learner.actor);
    expect(award?.version).toBe(taught.hash);
    // Its certificate has the title that was learnt, not the one that is live.
    expect(await readCertificate(house, award?.code ?? "")).toMatchObject({
      title: taught.title,
      rows: [{ module: taught.title, version: "1" }],
    });
    expect(await updatesDue(on(later), learner, later)).toMatchObject([{ module: MODULE, questions: 2 }]);

    // Whoever holds it and has read the lessons is asked what is live when they take the check again.
    const again = await beginCheck(on(later), learner, MODULE);
    const second = await readCheck(on(later), learner, again);
    expect(second.version.number).toBe(finished ? 2 : 1);
    // And whoever begins now begins with what is live.
    const newcomer = await beginCheck(on(later), await as("second"), MODULE);
    expect((await readCheck(on(later), await as("second"), newcomer)).version.hash).toBe(live.hash);
  });
});
