import {
  drawnQuestions,
  passingChoices,
  PEOPLE,
  rightFields,
  screenShown,
  signIn,
  verbsOf,
} from "./people.ts";
import { expect, test } from "./serve.ts";
import type { Page } from "@playwright/test";

/** Presses Tab until the thing has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const words = await page.evaluate(() => {
      const at = document.activeElement;
      const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : null;
      return label ?? at?.textContent ?? "";
    });
    if (name.test(words)) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

test("a scenario is begun and decided with the keyboard alone", async ({ page, server }) => {
  await page.goto("/sign-in");
  await tabTo(page, new RegExp(PEOPLE.pcso));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Your learning" })).toBeVisible();
  await page.goto("/scenarios/the-hedge-and-the-music");
  await tabTo(page, /^Begin$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/plays\//);
  const registration = /plays\/([^/?]+)/.exec(page.url())?.[1] ?? "";
  const choices = await passingChoices(server.databaseUrl, "the-hedge-and-the-music");
  for (const [at, choice] of choices.entries()) {
    await expect(page.getByText(`Decision ${at + 1}`, { exact: true })).toBeVisible();
    const wanted = page.locator(`input[name="choice"][value="${choice}"]`);
    // Into the group of radio buttons, then along it.
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement?.getAttribute("name"))) === "choice") break;
    }
    await page.keyboard.press("Space");
    for (let presses = 0; presses < 6 && !(await wanted.isChecked()); presses += 1)
      await page.keyboard.press("ArrowDown");
    await expect(wanted).toBeChecked();
    await tabTo(page, /^Decide$/);
    await page.keyboard.press("Enter");
  }
  await page.waitForURL(/\/debrief$/);
  expect(await verbsOf(server.databaseUrl, registration)).toContain("passed");
});

/** Fills in the right answer to a question by keyboard: Tab to each field, arrows and letters within it. */
async function answerByKeyboard(page: Page, databaseUrl: string, registration: string, question: string) {
  const fields = await rightFields(databaseUrl, registration, question);
  const form = page.locator("form", { has: page.locator(`#${question}`) });
  await form.locator(`#${question}`).waitFor();
  const at = () =>
    page.evaluate(() => {
      const one = document.activeElement;
      return one instanceof HTMLInputElement ||
        one instanceof HTMLSelectElement ||
        one instanceof HTMLTextAreaElement
        ? { name: one.name, type: one.type, value: one.value }
        : null;
    });
  const left = new Map(Object.entries(fields));
  for (let presses = 0; presses < 90 && left.size > 0; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await at();
    const values = focused && left.get(focused.name);
    if (!focused || !values) continue;
    if (focused.type === "radio") {
      await page.keyboard.press("Space");
      const wanted = form.locator(`input[name="${focused.name}"][value="${values[0]}"]`);
      for (let steps = 0; steps < 8 && !(await wanted.isChecked()); steps += 1)
        await page.keyboard.press("ArrowDown");
      await expect(wanted).toBeChecked();
      left.delete(focused.name);
    } else if (focused.type === "checkbox") {
      if (!values.includes(focused.value)) continue;
      await page.keyboard.press("Space");
      const rest = values.filter((value) => value !== focused.value);
      if (rest.length > 0) left.set(focused.name, rest);
      else left.delete(focused.name);
    } else if (focused.type === "textarea") {
      await page.keyboard.type(values[0] ?? "");
      left.delete(focused.name);
    } else {
      const wanted = form.locator(`select[name="${focused.name}"]`);
      for (let steps = 0; steps < 12 && (await wanted.inputValue()) !== values[0]; steps += 1)
        await page.keyboard.press("ArrowDown");
      await expect(wanted).toHaveValue(values[0] ?? "");
      left.delete(focused.name);
    }
  }
  expect([...left.keys()], `Tab reached every field of ${question}`).toEqual([]);
}

test("a lesson and a check are gone through with the keyboard alone", async ({ page, server }) => {
  await signIn(page, "pcso");
  await page.goto("/modules/what-rj-is");
  await tabTo(page, /^Begin the lessons$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/lessons\/[^/]+\/1$/);
  const [lesson = ""] = /\/lessons\/[^/]+\//.exec(page.url()) ?? [];
  while (page.url().includes(lesson)) {
    await screenShown(page);
    const registration = await page.locator('input[name="registration"]').first().inputValue();
    const asked = await page
      .locator('.question input[name="question"]')
      .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
    for (const id of asked) {
      await answerByKeyboard(page, server.databaseUrl, registration, id);
      await tabTo(page, /^(Answer|Keep it)$/);
      await page.keyboard.press("Enter");
      await page.locator(`#at-${id}`).getByRole("status").waitFor();
    }
    const before = page.url().split("#")[0];
    await tabTo(page, /^Next: /);
    await page.keyboard.press("Enter");
    await page.waitForURL((to) => to.href.split("#")[0] !== before);
  }
  await tabTo(page, /^Take the check now$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/questions\/1$/);
  const check = /checks\/([^/]+)/.exec(page.url())?.[1] ?? "";
  for (const [at, id] of (await drawnQuestions(server.databaseUrl, check)).entries()) {
    await page.waitForURL(new RegExp(`/questions/${at + 1}$`));
    await answerByKeyboard(page, server.databaseUrl, check, id);
    await tabTo(page, /^Keep and (go on|review)$/);
    await page.keyboard.press("Enter");
  }
  await page.waitForURL(/\/review$/);
  await tabTo(page, /^Finish the check$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/result$/);
  expect(await verbsOf(server.databaseUrl, check)).toContain("earned");
});

test("carrying on puts the focus on the question that was answered last", async ({ page, server }) => {
  await signIn(page, "pcso");
  await page.goto("/modules/what-rj-is");
  await page.getByRole("button", { name: "Begin the lessons" }).click();
  await page.waitForURL(/\/lessons\//);
  await screenShown(page);
  const registration = await page.locator('input[name="registration"]').first().inputValue();
  const id = await page.locator('.question input[name="question"]').first().inputValue();
  await answerByKeyboard(page, server.databaseUrl, registration, id);
  await tabTo(page, /^(Answer|Keep it)$/);
  await page.keyboard.press("Enter");
  await page.locator(`#at-${id}`).getByRole("status").waitFor();
  await page.goto("/");
  await page
    .getByRole("link", { name: /^Carry on/ })
    .first()
    .click();
  await page.waitForURL(new RegExp(`#at-${id}$`));
  await expect(page.locator(`#at-${id}`)).toBeFocused();
  // And by a page load, as without JavaScript.
  await page.reload();
  await expect(page.locator(`#at-${id}`)).toBeInViewport();
});

test("the first Tab reaches the skip link, and it leads to the main part", async ({ page }) => {
  await page.goto("/help");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to main content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
});
