/** The whole core programme without JavaScript: every lesson and check of the four modules, and the figure moved. */
import type { Page } from "@playwright/test";
import { answerCheck, choose, fillRight, passingChoices, PEOPLE, signIn, signOut } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

const CORE = ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"];

async function trainedPcsos(page: Page): Promise<number> {
  await signIn(page, "commissioner");
  const answer = await page.request.get("/coverage/figures.json");
  const { groups } = (await answer.json()) as { groups: { group: string; trained_net: number }[] };
  await signOut(page);
  return groups.find((one) => one.group === "pcso")?.trained_net ?? Number.NaN;
}

/** Reads a module from its first screen to its last, and answers whatever it asks. Returns how many screens it had. */
async function readLessons(page: Page, databaseUrl: string, module: string): Promise<number> {
  await page.goto(`/modules/${module}`);
  await page.getByRole("button", { name: "Begin the lessons" }).click();
  if (module === CORE[0]) {
    await page.getByRole("button", { name: /^Next/ }).click();
    await expect(page.getByRole("alert")).toContainText("Answer the question on this screen");
  }
  let screens = 0;
  while (page.url().includes("/lessons/")) {
    const registration = await page.locator('input[name="registration"]').first().inputValue();
    const asked = await page
      .locator('.question input[name="question"]')
      .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
    for (const id of asked) {
      await fillRight(page, databaseUrl, registration, id);
      const form = page.locator("form", { has: page.locator(`#${id}`) });
      await form.getByRole("button", { name: /^(Answer|Keep it)$/ }).click();
    }
    await page.getByRole("button", { name: /^Next/ }).click();
    screens += 1;
  }
  return screens;
}

test("a PCSO who has done nothing learns the whole core programme", async ({ page, server }) => {
  test.setTimeout(300_000);
  const before = await trainedPcsos(page);
  await signIn(page, "pcso");
  for (const module of CORE) {
    expect(await readLessons(page, server.databaseUrl, module)).toBeGreaterThanOrEqual(15);
    await expect(page).toHaveURL(new RegExp(`/modules/${module}/check$`));
    await page.getByRole("button", { name: "Begin the check" }).click();
    await answerCheck(page, server.databaseUrl);
    await page.getByRole("button", { name: "Finish the check" }).click();
    await expect(page.getByRole("heading", { name: "Passed" })).toBeVisible();
    if (module !== "safe-enough") continue;
    // Its award waits for the scenario in which nobody may go wrong.
    await page.getByRole("link", { name: /^Now try it: / }).click();
    await page.getByRole("button", { name: "Begin" }).click();
    for (const choice of await passingChoices(server.databaseUrl, "it-was-just-a-row"))
      await choose(page, choice);
    await expect(page.getByText("You hold Safe enough? Screening now")).toBeVisible();
  }
  await expectAccessible(page);
  await page.goto("/record");
  await expect(page.getByRole("link", { name: /, earned / })).toHaveCount(CORE.length);
  await expectAccessible(page);
  await page
    .getByRole("link", { name: /, earned / })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: PEOPLE.pcso })).toBeVisible();
  const code = /AMND-\w{4}-\w{4}/.exec(await page.locator("article").innerText())?.[0] ?? "";
  await page.goto("/");
  await expect(page.getByText("You are done")).toBeVisible();
  await signOut(page);
  await page.goto(`/verify/${code}`);
  await expect(page.getByRole("heading", { name: "This certificate is genuine" })).toBeVisible();
  expect(await trainedPcsos(page)).toBe(before + 1);
});
