/** What the browser tests do over and over: signing in, and answering as somebody who knows. */
import { expect, type Locator, type Page } from "@playwright/test";
import { connect, type Connection } from "#db/connect.ts";
import type { CompiledModule, CompiledScenario } from "#app/domain/learning/lesson.ts";
import { formValues, type QuestionResponse } from "#app/domain/learning/marking.ts";
import type { Question } from "#app/domain/learning/question.ts";
import { replay, type ScenarioDecision } from "#app/domain/scenarios/play.ts";

export const PEOPLE = {
  constable: "Amelia Ashby",
  pcso: "Imran Lambert",
  sergeant: "Emeka Olsen",
  trainer: "Jack Nguyen",
  publisher: "George Nash",
  commissioner: "Rowan Achebe",
  administrator: "Jo Lindqvist",
} as const;
export type Part = keyof typeof PEOPLE;

export async function signIn(page: Page, part: Part): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: new RegExp(PEOPLE[part]) }).click();
  await page.getByRole("button", { name: "Sign out" }).first().waitFor();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
}

async function reading<Result>(
  databaseUrl: string,
  read: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = connect(databaseUrl);
  try {
    return await read(connection);
  } finally {
    await connection.close();
  }
}

/** The answer that is right, as the author's key has it. */
function rightResponse(question: Question): QuestionResponse {
  switch (question.type) {
    case "single":
      return question.options.find((option) => option.right)?.id ?? "";
    case "multiple":
      return question.options.filter((option) => option.right).map((option) => option.id);
    case "sort":
      return Object.fromEntries(question.items.map((item) => [item.id, item.group]));
    case "match":
      return Object.fromEntries(question.items.map((item) => [item.id, item.id]));
    case "order":
      return question.items.map((item) => item.id);
    case "reflection":
      return "I would ask first, and then listen.";
  }
}

/** The form fields that answer a question rightly in a sitting. */
export async function rightFields(databaseUrl: string, registration: string, questionId: string) {
  return reading(databaseUrl, async ({ read }) => {
    const row = await read
      .selectFrom("sitting")
      .innerJoin("content_version", "content_version.id", "sitting.version_id")
      .select(["sitting.seed", "content_version.compiled"])
      .where("sitting.registration", "=", registration as never)
      .executeTakeFirstOrThrow();
    const module = JSON.parse(row.compiled) as CompiledModule;
    const question = module.questions.find((one) => one.id === questionId);
    if (!question) throw new Error(`No question ${questionId}`);
    return formValues(question, rightResponse(question), row.seed);
  });
}

export async function drawnQuestions(databaseUrl: string, registration: string): Promise<string[]> {
  return reading(databaseUrl, async ({ read }) => {
    const row = await read
      .selectFrom("sitting")
      .select("drawn")
      .where("registration", "=", registration as never)
      .executeTakeFirstOrThrow();
    return JSON.parse(row.drawn) as string[];
  });
}

/** Ticks a box or a radio by its key: a click by place misses on a page that is still being laid out. */
export async function tick(control: Locator): Promise<void> {
  if (!(await control.isChecked())) await control.press("Space");
  await expect(control).toBeChecked();
}

/** Fills in the right answer to a question that the page asks. */
export async function fillRight(page: Page, databaseUrl: string, registration: string, questionId: string) {
  const fields = await rightFields(databaseUrl, registration, questionId);
  const form = page.locator("form", { has: page.locator(`#${questionId}`) });
  for (const [name, values] of Object.entries(fields)) {
    for (const value of values) {
      const choice = form.locator(`input[name="${name}"][value="${value}"]`);
      if (name === "answer") await tick(choice);
      else if (name === "text") await form.locator("textarea").fill(value);
      else await form.locator(`select[name="${name}"]`).selectOption(value);
    }
  }
}

/** A check from its first question to its review, every answer right. */
export async function answerCheck(page: Page, databaseUrl: string): Promise<string> {
  const registration = /checks\/([^/]+)\//.exec(page.url())?.[1] ?? "";
  const drawn = await drawnQuestions(databaseUrl, registration);
  for (const [at, id] of drawn.entries()) {
    await page.waitForURL(new RegExp(`/questions/${at + 1}$`));
    await fillRight(page, databaseUrl, registration, id);
    await page
      .getByRole("button", { name: /^Keep and (go on|review)$/ })
      .first()
      .click();
  }
  await page.waitForURL(/\/review$/);
  return registration;
}

/** The verbs of an attempt, in the ledger's order: their last words. */
export async function verbsOf(databaseUrl: string, registration: string): Promise<string[]> {
  return reading(databaseUrl, async ({ read }) => {
    const rows = await read
      .selectFrom("statement")
      .select("verb")
      .where("registration", "=", registration as never)
      .orderBy("seq")
      .execute();
    return rows.map((row) => row.verb.split("/").at(-1) ?? "");
  });
}

/** The choices that lead from the start to an ending that passes, found by trying them all. */
export async function passingChoices(databaseUrl: string, slug: string): Promise<string[]> {
  const scenario = await reading(databaseUrl, async ({ read }) => {
    const row = await read
      .selectFrom("content_live")
      .innerJoin("content_version", "content_version.id", "content_live.version_id")
      .select("content_version.compiled")
      .where("content_live.kind", "=", "scenario")
      .where("content_live.slug", "=", slug)
      .executeTakeFirstOrThrow();
    return (JSON.parse(row.compiled) as CompiledScenario).scenario;
  });
  const waiting: ScenarioDecision[][] = [[]];
  for (let tried = waiting.shift(); tried; tried = waiting.shift()) {
    const { at, passed } = replay(scenario, tried);
    if (at.kind === "ending") {
      if (passed) return tried.map((decision) => decision.choice);
      continue;
    }
    for (const choice of at.offered) {
      // Paths with a harmful choice are not worth following to a pass.
      if (choice.debrief.verdict !== "harmful")
        waiting.push([...tried, { scene: at.scene.id, choice: choice.id }]);
    }
  }
  throw new Error(`${slug} cannot be passed`);
}

export async function choose(page: Page, choice: string): Promise<void> {
  await tick(page.locator(`input[name="choice"][value="${choice}"]`));
  await page.getByRole("button", { name: "Decide" }).click();
}

/** Waits until the lesson screen of the page's own address is drawn: without a page load the address changes first. */
export async function screenShown(page: Page): Promise<void> {
  await page.locator(`.pager form[action="${new URL(page.url()).pathname}"]`).waitFor();
}
