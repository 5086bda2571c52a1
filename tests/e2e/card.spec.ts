/** The card of each module: one page, on the screen and on paper. */
import { signIn } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

test("each module has a card that its page leads to and that prints on one page", async ({ page }) => {
  await signIn(page, "constable");
  for (const module of ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"]) {
    await page.goto(`/modules/${module}`);
    const title = await page.getByRole("heading", { level: 1 }).textContent();
    await page.getByRole("link", { name: /^On-scene card/ }).click();
    await page.waitForURL(`**/modules/${module}/card`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title ?? "");
    for (const part of ["Say", "Check", "Pass it on"])
      await expect(page.getByRole("heading", { level: 2, name: part, exact: true })).toBeVisible();
    await expectAccessible(page);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g), module).toHaveLength(1);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
