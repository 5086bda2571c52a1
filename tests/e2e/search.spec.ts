/** Finding again what one has read. */
import { signIn } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

test("an officer finds a screen they have read, and nothing that they have not", async ({ page }) => {
  await signIn(page, "pcso");
  await page.goto("/modules/what-rj-is");
  await page
    .getByRole("button", { name: "Begin the lessons" })
    .or(page.getByRole("link", { name: "Carry on with the lessons" }))
    .click();
  await page.waitForURL(/lessons/);
  await page.goto("/modules/what-rj-is/lessons/harm-need-repair/1");
  await page.getByRole("link", { name: "Search" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Search");
  await expectAccessible(page);

  await page.getByLabel("What are you looking for?").fill("THREE missed shifts");
  await page.getByRole("button", { name: "Search" }).click();
  await page.waitForURL(/\/search\?q=/);
  await expect(page.getByRole("heading", { level: 2 })).toContainText("result");
  await expect(page.locator("mark", { hasText: "missed" }).first()).toBeVisible();
  await expectAccessible(page);
  await page.locator(".found a").first().click();
  await page.waitForURL(/\/modules\/what-rj-is\/lessons\/harm-need-repair\/\d$/);

  await page.goto("/search?q=zebra");
  await expect(page.getByText("Nothing was found")).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/search?q=harm");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
