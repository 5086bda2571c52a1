/** A supervisor reminds somebody of their unit, after seeing what is sent; an officer reads it and puts it away. */
import { PEOPLE, signIn, signOut } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

test("a reminder is chosen, shown, changed, sent, read and dismissed", async ({ page }) => {
  await signIn(page, "sergeant");
  await page.goto("/unit");
  await page.getByLabel("Rank").selectOption("constable");
  await page.getByRole("button", { name: "Show these" }).click();
  await expect(page.locator(".lead")).toContainText("Kenbury Response, constable:");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remind those ticked" }).click();
  await expect(page.getByText("Nobody is chosen.")).toBeVisible();
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await page.getByLabel(`Remind ${PEOPLE.constable}`).check();
  await page.getByRole("button", { name: "Remind those ticked" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: PEOPLE.constable })).toBeVisible();
  const text = page.getByLabel("What they read");
  await expect(text).toHaveValue(/parts of the core programme still to do/);
  await text.fill(" ");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("alert")).toContainText("write what they shall read");
  await expectAccessible(page);
  await text.fill("Two modules are left. Can you finish them by Friday?");
  const wide = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("status")).toContainText(`1 person was reminded: ${PEOPLE.constable}`);
  if (wide) await page.setViewportSize(wide);
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await expect(page).toHaveURL(/\/unit\?.*rank=constable/);
  const row = page.getByRole("row", { name: new RegExp(PEOPLE.constable) });
  await expect(row).toContainText("Reminded on 4 June 2018");
  await expect(row.getByRole("checkbox")).toHaveCount(0);
  await signOut(page);

  await signIn(page, "constable");
  await expect(page.getByRole("heading", { name: `${PEOPLE.sergeant} reminds you` })).toBeVisible();
  await expect(page.getByText("Can you finish them by Friday?")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Dismiss/ }).click();
  await expect(page.getByRole("heading", { name: /reminds you/ })).toHaveCount(0);
});
