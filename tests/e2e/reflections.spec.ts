/** An officer shares what they wrote for themselves, with a name or without, and takes it back. */
import type { Browser } from "@playwright/test";
import { signIn, tick, type Part } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

const HERE = "/modules/what-rj-is/lessons/what-evidence-can-bear/5";
const WORDS = "I used to say that it settles things.";

async function visit(browser: Browser, baseURL: string | undefined, part: Part) {
  const context = await browser.newContext({
    baseURL,
    javaScriptEnabled: test.info().project.use.javaScriptEnabled,
  });
  const page = await context.newPage();
  await signIn(page, part);
  return page;
}

test("a reflection is read by trainers while it is shared, and by nobody else", async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, "pcso");
  await page.goto("/modules/what-rj-is");
  await page.getByRole("button", { name: "Begin the lessons" }).click();
  await page.waitForURL(/\/1$/);
  await page.goto(HERE);
  await expect(page.getByRole("button", { name: "Share it" })).toHaveCount(0);
  await page.getByLabel("Your own words").fill(WORDS);
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("button", { name: "Share it" }).click();
  await expect(page.getByRole("alert")).toContainText("Tick “Share with the trainers of my force”");
  await tick(page.getByLabel("Share with the trainers of my force"));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Share it" }).click();
  await expect(page.getByText("without your name. Keep other words")).toBeVisible();
  await expectAccessible(page);

  const trainer = await visit(browser, baseURL, "trainer");
  await trainer.goto("/studio");
  await trainer.getByRole("link", { name: "What officers share of their reflections: 1" }).click();
  await expect(trainer.getByText(WORDS)).toBeVisible();
  await expect(trainer.getByText("Without a name")).toBeVisible();
  expect(await trainer.content()).not.toContain("Lambert");
  await expectAccessible(trainer);

  await page.getByRole("button", { name: "Take it back" }).click();
  await tick(page.getByLabel("Share with the trainers of my force"));
  await trainer.reload();
  await expect(trainer.getByText("Nobody shares anything now.")).toBeVisible();
  await tick(page.getByLabel("Show my name with it"));
  await page.getByRole("button", { name: "Share it" }).click();
  await expect(page.getByText("with your name. Keep other words")).toBeVisible();
  await trainer.reload();
  await expect(trainer.getByText("Imran Lambert")).toBeVisible();

  const sergeant = await visit(browser, baseURL, "sergeant");
  expect((await sergeant.request.get("/studio/reflections")).status()).toBe(403);
});
