import { passingChoices, PEOPLE, verbsOf } from "./people.ts";
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

test("the first Tab reaches the skip link, and it leads to the main part", async ({ page }) => {
  await page.goto("/help");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to main content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
});
