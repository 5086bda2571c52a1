/**
 * Nothing that must be earned reaches a browser before. Every lesson, check and scenario is gone through by request,
 * each page as HTML and as the data that a move without a page load fetches, and each is searched as it came and as
 * Remix's own reader would see it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { connect } from "#db/connect.ts";
import type { CompiledModule, CompiledScenario } from "#app/domain/learning/lesson.ts";
import { plainText } from "#app/domain/learning/interaction.ts";
import type { Question } from "#app/domain/learning/question.ts";
import type { Scenario } from "#app/domain/scenarios/scenario.ts";
import { drawnQuestions, passingChoices, rightFields, signIn } from "./people.ts";
import { expect, test } from "./serve.ts";

/** The longest run of plain letters in a text: what survives every way of quoting it. Null: too short to be told apart. */
function fragmentOf(text: string): string | null {
  const runs = plainText(text).match(/[A-Za-z ,.]+/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), "").trim();
  return longest.length >= 24 ? longest : null;
}
const fragments = (texts: readonly string[]): string[] => texts.flatMap((text) => fragmentOf(text) ?? []);
const there = (texts: readonly (string | undefined)[]): string[] => texts.flatMap((text) => text ?? []);

/** What a question says once it is answered, or once its check is finished. */
function behind(question: Question): string[] {
  switch (question.type) {
    case "single":
    case "multiple":
      return there([...question.options.flatMap((one) => [one.feedback, one.title]), question.harmed]);
    case "sort":
    case "match":
      return there([...question.items.map((one) => one.feedback), question.harmed]);
    case "order":
    case "reflection":
      return there([question.feedback, question.harmed]);
  }
}
/** What anybody may read of a question before. */
function open(question: Question): string[] {
  const parts = "options" in question ? question.options : "items" in question ? question.items : [];
  const targets = "groups" in question ? question.groups.map((group) => group.text) : [];
  const answers = question.type === "match" ? question.items.map((item) => item.answer) : [];
  return [question.stem, ...parts.map((part) => part.text), ...targets, ...answers];
}

interface Published {
  readonly modules: readonly CompiledModule[];
  readonly scenarios: readonly Scenario[];
}

async function published(databaseUrl: string): Promise<Published> {
  const connection = connect(databaseUrl);
  try {
    const rows = await connection.read
      .selectFrom("content_live")
      .innerJoin("content_version", "content_version.id", "content_live.version_id")
      .select(["content_version.kind", "content_version.compiled"])
      .execute();
    const of = (kind: string) => rows.flatMap((row) => (row.kind === kind ? [row.compiled] : []));
    return {
      modules: of("module").map((text) => JSON.parse(text) as CompiledModule),
      scenarios: of("scenario").map((text) => (JSON.parse(text) as CompiledScenario).scenario),
    };
  } finally {
    await connection.close();
  }
}

/** What single fetch sends: lines of flat lists in which an object's keys and values are places in the list. */
function streamed(body: string): { strings: Set<string>; keys: Set<string> } {
  const enqueued = [...body.matchAll(/streamController\.enqueue\(("(?:[^"\\]|\\.)*")\)/g)].map(
    ([, text = '""']) => JSON.parse(text) as string,
  );
  const strings = new Set<string>();
  const keys = new Set<string>();
  for (const line of (enqueued.length > 0 ? enqueued.join("") : body).split("\n")) {
    const from = line.search(/[[{]/);
    if (from < 0) continue;
    const list = JSON.parse(line.slice(from)) as unknown;
    if (!Array.isArray(list)) continue;
    for (const one of list as unknown[]) {
      if (typeof one === "string") strings.add(one);
      if (typeof one !== "object" || one === null || Array.isArray(one)) continue;
      for (const [key, value] of Object.entries(one)) {
        const name = (list as unknown[])[Number(key.slice(1))];
        // Below nought are null, undefined and their like: there is nothing under such a name.
        if (typeof name === "string" && !(typeof value === "number" && value < 0)) keys.add(name);
      }
    }
  }
  return { strings, keys };
}

/** Names under which nothing stands in what is sent before it is earned. */
const UNEARNED = [
  "right",
  "critical",
  "criticals",
  "effects",
  "verdict",
  "feedback",
  "harmed",
  "score",
  "debrief",
];
const FORBIDDEN = new Set([
  ...UNEARNED,
  "passes",
  "passing",
  "parts",
  "group",
  "why",
  "said",
  "good",
  "correct",
]);

/** An officer's requests, and what was found in their answers. */
class Watch {
  readonly found: string[] = [];
  answers = 0;
  #texts = new Set<string>();
  #fragments: string[] = [];
  #names = true;
  readonly #page: Page;
  readonly #origin: string;

  constructor(page: Page, origin: string) {
    this.#page = page;
    this.#origin = origin;
  }

  /** From now on no answer may hold `secrets`, unless `told` says them; nor, with `names`, anything under a name that is not earned. */
  forbid(secrets: readonly string[], told: readonly string[], names: boolean): void {
    const known = new Set(told);
    const said = told.map(plainText).join("\n");
    this.#texts = new Set(secrets.filter((one) => !known.has(one)));
    this.#fragments = fragments([...this.#texts]).filter((one) => !said.includes(one));
    this.#names = names;
  }

  #look(path: string, body: string, isStream: boolean): void {
    this.answers += 1;
    for (const one of this.#fragments) if (body.includes(one)) this.found.push(`${path}: ${one}`);
    const { strings, keys } = streamed(body);
    if (isStream && keys.size === 0) this.found.push(`${path}: its data could not be read`);
    for (const one of this.#texts) if (strings.has(one)) this.found.push(`${path}: ${one}`);
    if (!this.#names) return;
    for (const key of keys) if (FORBIDDEN.has(key)) this.found.push(`${path}: something under "${key}"`);
  }

  /** A page as HTML and as data; returns where it was in the end. */
  async read(path: string): Promise<void> {
    for (const at of [path, `${path}.data`]) {
      const answer = await this.#page.request.get(at);
      expect(answer.status(), at).toBeLessThan(300);
      this.#look(at, await answer.text(), true);
    }
  }

  /** Sends a form as the browser does without JavaScript, and as it does with it; returns the address it leads to. */
  async send(path: string, form: Readonly<Record<string, string | readonly string[]>>): Promise<string> {
    const body = new URLSearchParams(
      Object.entries(form).flatMap(([name, values]) =>
        [values].flat().map((value): [string, string] => [name, value]),
      ),
    );
    const answer = await this.#page.request.post(path, {
      headers: { origin: this.#origin, "content-type": "application/x-www-form-urlencoded" },
      data: body.toString(),
      maxRedirects: 0,
    });
    this.#look(path, await answer.text(), false);
    expect(answer.status(), path).toBe(302);
    return (answer.headers().location ?? "").replace(/#.*$/, "");
  }
}

test("no key, no feedback and no score is in any answer before it is earned, in any lesson, check or scenario", async ({
  page,
  server,
}) => {
  test.setTimeout(240_000);
  const { modules, scenarios } = await published(server.databaseUrl);
  expect([modules.length, scenarios.length]).toEqual([4, 4]);
  await signIn(page, "pcso");
  const watch = new Watch(page, server.url);
  const registrationIn = (path: string) => /\/(?:checks|plays)\/([^/?]+)/.exec(path)?.[1] ?? "";

  for (const module of modules) {
    const { slug } = module.document;
    const visible = module.questions.flatMap(open);
    const all = module.questions.flatMap(behind);
    const answered = new Set<string>();
    const forbid = (names: boolean, more: readonly string[] = []) =>
      watch.forbid(
        all,
        [...visible, ...more, ...module.questions.filter((one) => answered.has(one.id)).flatMap(behind)],
        names,
      );
    forbid(true);
    await watch.read(`/modules/${slug}`);
    await watch.send(`/modules/${slug}`, {});
    const registration = await openLessons(server.databaseUrl, slug);
    for (const lesson of module.lessons) {
      for (const [at, screen] of lesson.screens.entries()) {
        const here = `/modules/${slug}/lessons/${lesson.slug}/${at + 1}`;
        forbid(true);
        await watch.read(here);
        const asked = screen.blocks.flatMap((block) => (block.kind === "question" ? [block.id] : []));
        for (const question of asked) {
          const fields = await rightFields(server.databaseUrl, registration, question);
          await watch.send(here, { ...fields, registration, question, ordinal: "0", sure: "yes" });
          answered.add(question);
          forbid(false);
          await watch.read(here);
        }
        await watch.send(here, { registration });
      }
    }

    forbid(true);
    const first = await watch.send(`/modules/${slug}/check`, {});
    const check = registrationIn(first);
    const drawn = await drawnQuestions(server.databaseUrl, check);
    for (const [at, question] of drawn.entries()) {
      await watch.read(`/checks/${check}/questions/${at + 1}`);
      const fields = await rightFields(server.databaseUrl, check, question);
      await watch.send(`/checks/${check}/questions/${at + 1}`, fields);
    }
    // An answer that is kept tells nothing either.
    await watch.read(`/checks/${check}/questions/1`);
    await watch.read(`/checks/${check}/review`);
    await watch.send(`/checks/${check}/review`, {});
    drawn.forEach((question) => answered.add(question));
    forbid(false);
    await watch.read(`/checks/${check}/result`);
  }

  for (const scenario of scenarios) {
    const choices = scenario.scenes.flatMap((scene) => scene.choices);
    const visible = [
      ...scenario.scenes.flatMap((one) => [one.title, one.text, one.decision]),
      ...choices.map((one) => one.text),
    ];
    const last = [
      ...choices.flatMap(({ debrief, critical }) =>
        there([debrief.said, debrief.why, debrief.good, critical]),
      ),
      ...scenario.endings.flatMap((one) => [one.title, one.text, one.about]),
      ...scenario.roadsNotTaken.map((one) => one.text),
    ];
    const chosen: typeof choices = [];
    const forbid = () =>
      watch.forbid(
        [...last, ...choices.map((one) => one.consequence)],
        [...visible, ...chosen.map((one) => one.consequence)],
        true,
      );
    forbid();
    await watch.read(`/scenarios/${scenario.slug}`);
    const play = (await watch.send(`/scenarios/${scenario.slug}`, {})).replace(/\?.*$/, "");
    for (const [step, id] of (await passingChoices(server.databaseUrl, scenario.slug)).entries()) {
      await watch.read(play);
      await watch.send(play, { choice: id, step: String(step) });
      chosen.push(...choices.filter((one) => one.id === id));
      forbid();
    }
    // The debrief opens what was on the way, and still not what another choice would have led to.
    const untaken = choices.filter((one) => !chosen.includes(one));
    watch.forbid(
      untaken.flatMap(({ debrief, consequence }) => there([consequence, debrief.said, debrief.why])),
      [
        ...visible,
        ...chosen.flatMap(({ debrief, consequence }) => there([consequence, debrief.said, debrief.why])),
      ],
      false,
    );
    await watch.read(`${play}/debrief`);
  }
  expect(watch.found).toEqual([]);
  expect(watch.answers).toBeGreaterThan(500);
});

/** The registration of the lessons that are open. */
async function openLessons(databaseUrl: string, module: string): Promise<string> {
  const connection = connect(databaseUrl);
  try {
    const row = await connection.read
      .selectFrom("sitting")
      .select("registration")
      .where("kind", "=", "module")
      .where("subject", "=", module)
      .orderBy("opened_at", "desc")
      .executeTakeFirstOrThrow();
    return row.registration;
  } finally {
    await connection.close();
  }
}

test("what a browser is sent to run holds no content and no source map", async ({ page, server }) => {
  const { modules, scenarios } = await published(server.databaseUrl);
  const secrets = fragments([
    ...modules.flatMap((module) => module.questions.flatMap(behind)),
    ...scenarios.flatMap(({ scenes }) =>
      scenes.flatMap((one) => one.choices.map((choice) => choice.debrief.why)),
    ),
  ]);
  const folder = "build/client";
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(files.filter((name) => name.endsWith(".map"))).toEqual([]);
  for (const name of files.filter((one) => /\.(js|css|html)$/.test(one))) {
    const text = readFileSync(join(folder, name), "utf8");
    expect(text).not.toContain("sourceMappingURL");
    expect(
      secrets.filter((secret) => text.includes(secret)),
      name,
    ).toEqual([]);
  }

  // Nor is a map served where a browser's tools would look for it.
  const html = await (await page.request.get("/sign-in")).text();
  const scripts = [...new Set(html.match(/\/assets\/[\w.-]+\.(?:js|css)/g) ?? [])];
  expect(scripts.length).toBeGreaterThan(3);
  for (const script of scripts) expect((await page.request.get(`${script}.map`)).status(), script).toBe(404);
});
