/** A trainer without scripts writes a scenario with plain forms, from nothing to an ending, and plays it. */
import type { Page } from "@playwright/test";
import { signIn } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const outline = (page: Page, name: RegExp) =>
  page.getByRole("navigation", { name: "Outline" }).getByRole("link", { name });

test("a scenario is written, linked, taken back and played with plain forms alone", async ({ page }) => {
  await signIn(page, "trainer");
  await page.goto("/studio/new");
  await page.getByLabel("What is it called?").fill("The cold cup");
  await press(page, "Begin");
  await page.waitForURL(/drafts\/[^/]+$/);
  const draft = new URL(page.url()).pathname;
  await field(page, "What it is about").fill("A boy broke a window and ran.");
  await press(page, "Add an outcome");
  await field(page, "Outcome 1").fill("Hear the person harmed first");
  await press(page, "Save");
  await expect(field(page, "What it is about")).toHaveValue("A boy broke a window and ran.");

  await press(page, "Add an ending");
  await field(page, "Name").fill("She was heard");
  await field(page, "How it ends").fill("The street is quiet when you leave.");
  await field(page, "Whoever ends here").selectOption("yes");
  // What was typed goes with whatever button is pressed.
  await press(page, "Add a scene");
  await field(page, "Name").fill("At the table");
  await outline(page, /The first scene/).click();
  await field(page, "The story").fill("She holds a cup of tea.\n\nIt is cold.");
  await press(page, "Add a choice");
  const choice = page.getByRole("group", { name: "Choice 1", exact: true });
  await choice.getByLabel("What the officer reads").fill("Ask her what happened.");
  await choice.getByLabel("Leads to", { exact: true }).selectOption({ label: "Ending A · She was heard" });
  await choice.getByLabel("What follows", { exact: true }).fill("She tells it from the start.");
  await press(page, "Save");
  await expectAccessible(page);

  await page.getByText(/^Conditions, critical error/).click();
  await choice.getByRole("button", { name: "Lead elsewhere on a condition" }).click();
  await expect(choice.getByRole("group", { name: /^Way 1/ })).toBeVisible();
  await choice.getByRole("button", { name: "Delete way 1" }).click();
  await expect(choice.getByRole("group", { name: /^Way 1/ })).toHaveCount(0);
  await press(page, "Split in two scenes");
  await expect(page.getByRole("heading", { name: "Scene 2", exact: true })).toBeVisible();
  await expect(field(page, "The story")).toHaveValue("It is cold.");
  await press(page, "Undo");
  await page.goto(`${draft}/scenes/first`);
  await expect(field(page, "The story")).toHaveValue("She holds a cup of tea.\n\nIt is cold.");
  await expect(choice.getByLabel("Leads to", { exact: true }).locator("option:checked")).toHaveText(
    /She was heard/,
  );

  await page.getByRole("link", { name: "Play from here" }).click();
  await page.getByRole("link", { name: "Ask her what happened." }).click();
  await expect(page.getByText("She tells it from the start.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "She was heard" })).toBeVisible();
  await page.goto(`${draft}/findings`);
  const figures = page.getByRole("table", { name: /^Endings/ });
  await expect(figures.getByRole("row", { name: /She was heard/ })).toContainText("100.0 %");
  await expectAccessible(page);
});
