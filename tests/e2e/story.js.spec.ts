/** The whole way: from an officer's answer to the commissioner's figure. `programme.nojs` goes it without JavaScript. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  answerCheck,
  choose,
  fillRight,
  passingChoices,
  PEOPLE,
  screenShown,
  signIn,
  signOut,
  verbsOf,
} from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";
import type { Page } from "@playwright/test";

const run = promisify(execFile);
const TRAINED = /([\d,]+) of 1,106 available/;

async function trainedNow(page: Page): Promise<number> {
  await signIn(page, "commissioner");
  await expect(page).toHaveURL(/\/coverage$/);
  const text = await page.getByText(TRAINED).first().innerText();
  await expectAccessible(page);
  await signOut(page);
  return Number((TRAINED.exec(text)?.[1] ?? "").replace(",", ""));
}

/** Works through one screen: answers what is asked, and goes on. */
async function workThrough(page: Page, databaseUrl: string): Promise<void> {
  await screenShown(page);
  const registration = await page.locator('input[name="registration"]').first().inputValue();
  const asked = await page
    .locator('.question input[name="question"]')
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  for (const id of asked) {
    await fillRight(page, databaseUrl, registration, id);
    const form = page.locator("form", { has: page.locator(`#${id}`) });
    await form.getByRole("button", { name: /^(Answer|Keep it)$/ }).click();
    await expect(page.locator("section", { has: page.locator(`#${id}`) }).getByRole("status")).toBeVisible();
  }
  const before = page.url().split("#")[0] ?? "";
  await page.getByRole("button", { name: /^Next/ }).click();
  await page.waitForURL((url) => url.href.split("#")[0] !== before);
}

test("an officer learns the last core module, and the figure moves by exactly one officer", async ({
  page,
  server,
}) => {
  test.setTimeout(240_000);
  const before = await trainedNow(page);

  await signIn(page, "constable");
  await expect(page.getByRole("heading", { name: "Your learning" })).toBeVisible();
  await expect(page.getByText("26 days left")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "What RJ is, and is not" }).first().click();
  await expect(page.getByRole("button", { name: "Begin the lessons" })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/");
  await page.getByRole("button", { name: /^Begin/ }).click();
  await page.waitForURL(/\/lessons\/[^/]+\/1$/);

  // Going on without answering is refused, with the place named.
  await page.getByRole("button", { name: /^Next/ }).click();
  await expect(page.getByRole("alert")).toContainText("Answer the question on this screen");
  await expectAccessible(page);

  let screens = 0;
  for (; /\/lessons\//.test(page.url()); screens += 1) {
    await workThrough(page, server.databaseUrl);
    if (screens % 5 === 0) await expectAccessible(page);
  }
  expect(screens).toBeGreaterThanOrEqual(16);
  await expect(page).toHaveURL(/\/check$/);
  await expectAccessible(page);
  await page.goto("/modules/what-rj-is");
  await expect(page.getByText("Done")).toHaveCount(4);

  await page.goto("/scenarios/the-hedge-and-the-music");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.waitForURL(/\/plays\//);
  const play = page.url();
  const choices = await passingChoices(server.databaseUrl, "the-hedge-and-the-music");
  for (const [at, choice] of choices.entries()) {
    await expect(page.getByText(`Decision ${at + 1}`, { exact: true })).toBeVisible();
    if (at === 1) await expectAccessible(page);
    await choose(page, choice);
  }
  await page.waitForURL(/\/debrief$/);
  await expect(page.getByText(/The end you reached · passed/)).toBeVisible();
  await expectAccessible(page);
  const played = await verbsOf(server.databaseUrl, /plays\/([^/]+)/.exec(play)?.[1] ?? "");
  expect(played).toEqual([
    "launched",
    "initialized",
    ...choices.map(() => "selected"),
    "passed",
    "completed",
  ]);

  await page.goto("/modules/what-rj-is/check");
  await page.getByRole("button", { name: "Begin the check" }).click();
  await page.waitForURL(/\/questions\/1$/);
  await expectAccessible(page);
  const registration = await answerCheck(page, server.databaseUrl);
  await expectAccessible(page);
  expect(await verbsOf(server.databaseUrl, registration)).toEqual(["launched", "initialized"]);
  await page.getByRole("button", { name: "Finish the check" }).click();
  await page.waitForURL(/\/result$/);
  await expect(page.getByRole("heading", { name: "Passed" })).toBeVisible();
  await expectAccessible(page);
  expect(await verbsOf(server.databaseUrl, registration)).toEqual([
    "launched",
    "initialized",
    ...Array.from({ length: 8 }, () => "answered"),
    "passed",
    "completed",
    "earned",
  ]);

  await page.getByRole("link", { name: "Your certificate" }).click();
  await expect(page.getByRole("heading", { name: PEOPLE.constable })).toBeVisible();
  await expectAccessible(page);
  const code = /AMND-\w{4}-\w{4}/.exec(await page.locator("article").innerText())?.[0] ?? "";
  await page.goto("/");
  await expect(page.getByText("You are done")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/record");
  await expectAccessible(page);
  await signOut(page);

  await page.goto(`/verify/${code}`);
  await expect(page.getByRole("heading", { name: "This certificate is genuine" })).toBeVisible();
  await expectAccessible(page);

  expect(await trainedNow(page)).toBe(before + 1);

  const { stdout } = await run(process.execPath, ["bin/amends.mjs", "ledger", "replay", "--check"], {
    env: { ...process.env, AMENDS_MODE: "demo", DATABASE_URL: server.databaseUrl },
  });
  expect(stdout).toContain("award:");
  expect(stdout).not.toContain("disagree");
});
