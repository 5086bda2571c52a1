/** Nothing that must be earned reaches a browser before: every response of a whole run is searched for it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { connect } from "#db/connect.ts";
import type { CompiledModule, CompiledScenario } from "#app/domain/learning/lesson.ts";
import { plainText } from "#app/domain/learning/interaction.ts";
import type { Question } from "#app/domain/learning/question.ts";
import {
  answerCheck,
  choose,
  drawnQuestions,
  fillRight,
  passingChoices,
  screenShown,
  signIn,
} from "./people.ts";
import { expect, test } from "./serve.ts";

const MODULE = "right-to-know";
const SCENARIO = "the-polite-yes";

/** The longest run of plain letters in a text: what survives every way of quoting it. Null: too short to be told apart. */
function fragmentOf(text: string): string | null {
  const runs = plainText(text).match(/[A-Za-z ,.]+/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), "").trim();
  return longest.length >= 24 ? longest : null;
}
const fragments = (texts: readonly (string | undefined)[]): string[] =>
  texts.flatMap((text) => (text === undefined ? [] : (fragmentOf(text) ?? [])));

/** What a question says once it is answered, or once its check is finished. */
function behind(question: Question): string[] {
  const parts = "options" in question ? question.options : "items" in question ? question.items : [];
  const told = parts.flatMap((part) => ("feedback" in part ? [part.feedback as string] : []));
  const whole = "feedback" in question ? question.feedback : undefined;
  return fragments([...told, whole, question.harmed]);
}

async function published(
  databaseUrl: string,
): Promise<{ module: CompiledModule; scenario: CompiledScenario["scenario"] }> {
  const connection = connect(databaseUrl);
  try {
    const rows = await connection.read
      .selectFrom("content_live")
      .innerJoin("content_version", "content_version.id", "content_live.version_id")
      .select(["content_version.slug", "content_version.compiled"])
      .where("content_live.slug", "in", [MODULE, SCENARIO])
      .execute();
    const compiled = (slug: string) =>
      JSON.parse(rows.find((row) => row.slug === slug)?.compiled ?? "null") as unknown;
    return {
      module: compiled(MODULE) as CompiledModule,
      scenario: (compiled(SCENARIO) as CompiledScenario).scenario,
    };
  } finally {
    await connection.close();
  }
}

/** Every response's body, as it came, with the names of what it must not hold yet. */
class Watch {
  readonly #found: string[] = [];
  readonly #reading: Promise<void>[] = [];
  #secrets = new Set<string>();
  responses = 0;

  constructor(page: Page) {
    page.on("response", (response) => {
      const secrets = this.#secrets;
      this.#reading.push(
        response
          .text()
          .catch(() => "")
          .then((body) => {
            this.responses += 1;
            for (const secret of secrets)
              if (body.includes(secret)) this.#found.push(`${new URL(response.url()).pathname}: ${secret}`);
          }),
      );
    });
  }

  /** From now on nothing may hold these. */
  forbid(secrets: readonly string[]): void {
    this.#secrets = new Set(secrets);
  }

  async found(): Promise<string[]> {
    await Promise.all(this.#reading);
    return this.#found;
  }
}

test("no key, no feedback and no score is in any response before it is earned", async ({ page, server }) => {
  test.setTimeout(240_000);
  const { module, scenario } = await published(server.databaseUrl);
  const bank = module.questions.filter((one) => one.use === "check").flatMap(behind);
  const asked = module.questions.filter((one) => one.use === "lesson");
  const choices = scenario.scenes.flatMap((scene) => scene.choices);
  const debriefs = choices.flatMap((one) => fragments([one.debrief.said, one.debrief.why, one.debrief.good]));
  const endings = scenario.endings.flatMap((one) => fragments([one.text]));
  expect(bank.length).toBeGreaterThan(40);
  expect(debriefs.length + endings.length).toBeGreaterThan(60);

  // What is told on a screen anyhow is no secret; nor is what two choices share.
  const watch = new Watch(page);
  const answered = new Set<string>();
  const chosen = new Set<string>();
  const forbid = (more: readonly string[]) => {
    const lesson = asked.filter((one) => !answered.has(one.id)).flatMap(behind);
    const consequences = choices
      .filter((one) => !chosen.has(one.id))
      .flatMap((one) => fragments([one.consequence]));
    const told = new Set([
      ...asked.filter((one) => answered.has(one.id)).flatMap(behind),
      ...choices.filter((one) => chosen.has(one.id)).flatMap((one) => fragments([one.consequence])),
    ]);
    watch.forbid([...lesson, ...consequences, ...more].filter((secret) => !told.has(secret)));
  };
  forbid([...bank, ...debriefs, ...endings]);

  await signIn(page, "pcso");
  await page.goto(`/modules/${MODULE}`);
  await page.getByRole("button", { name: "Begin the lessons" }).click();
  await page.waitForURL(/\/lessons\//);
  const [first = ""] = /\/lessons\/[^/]+/.exec(page.url()) ?? [];
  while (page.url().includes(first)) {
    await screenShown(page);
    const registration = await page.locator('input[name="registration"]').first().inputValue();
    const ids = await page
      .locator('.question input[name="question"]')
      .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
    for (const id of ids) {
      await fillRight(page, server.databaseUrl, registration, id);
      answered.add(id);
      forbid([...bank, ...debriefs, ...endings]);
      const form = page.locator("form", { has: page.locator(`#${id}`) });
      await form.getByRole("button", { name: /^(Answer|Keep it)$/ }).click();
      await page
        .locator("section", { has: page.locator(`#${id}`) })
        .getByRole("status")
        .waitFor();
    }
    const before = page.url().split("#")[0];
    await page.getByRole("button", { name: /^Next/ }).click();
    await page.waitForURL((to) => to.href.split("#")[0] !== before);
  }

  await page.getByRole("button", { name: "Take the check now" }).click();
  await page.waitForURL(/\/questions\/1$/);
  const registration = await answerCheck(page, server.databaseUrl);
  const drawn = new Set(await drawnQuestions(server.databaseUrl, registration));
  const undrawn = module.questions.filter((one) => one.use === "check" && !drawn.has(one.id)).flatMap(behind);
  const said = new Set(module.questions.filter((one) => drawn.has(one.id)).flatMap(behind));
  forbid([...undrawn.filter((secret) => !said.has(secret)), ...debriefs, ...endings]);
  await page.getByRole("button", { name: "Finish the check" }).click();
  await page.waitForURL(/\/result$/);
  await expect(page.getByText("8 of 8 right")).toBeVisible();

  await page.goto(`/scenarios/${SCENARIO}`);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.waitForURL(/\/plays\//);
  const way = await passingChoices(server.databaseUrl, SCENARIO);
  for (const [at, choice] of way.entries()) {
    chosen.add(choice);
    // The last decision leads to the end and its debrief.
    forbid(at < way.length - 1 ? [...debriefs, ...endings] : []);
    await expect(page.getByText(`Decision ${at + 1}`, { exact: true })).toBeVisible();
    await choose(page, choice);
  }
  await page.waitForURL(/\/debrief$/);
  expect(await watch.found()).toEqual([]);
  expect(watch.responses).toBeGreaterThan(60);
});

test("what a browser is sent to run holds no content and no source map", async ({ server }) => {
  const { module, scenario } = await published(server.databaseUrl);
  const secrets = [
    ...module.questions.flatMap(behind),
    ...scenario.scenes.flatMap((scene) => scene.choices.flatMap((one) => fragments([one.debrief.why]))),
  ];
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
});
