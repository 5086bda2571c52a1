/** A lost connection loses nothing and counts nothing twice; a shared computer shows nobody another's words. */
import type { Page } from "@playwright/test";
import { choose, drawnQuestions, fillRight, signIn, signOut, verbsOf } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

const LESSON = "/modules/what-rj-is/lessons";
const REFLECTION = "I said it would settle things. I would say now that it may help.";

async function beginLesson(page: Page): Promise<string> {
  await signIn(page, "pcso");
  await page.goto("/modules/what-rj-is");
  await page.getByRole("button", { name: "Begin the lessons" }).click();
  await page.waitForURL(/\/1$/);
  const field = page.locator("input[name=registration]").first();
  return (await field.getAttribute("value")) ?? "";
}

const kept = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("amends-kept:")).length);
const answered = async (databaseUrl: string, registration: string) =>
  (await verbsOf(databaseUrl, registration)).filter((verb) => verb === "answered").length;

test("an answer in a lesson waits for the connection and goes off when it is back", async ({
  page,
  context,
  server,
}) => {
  const registration = await beginLesson(page);
  await fillRight(page, server.databaseUrl, registration, "nolan-kitchen");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  const told = page.getByText("No connection. Your answer is kept on this computer");
  await expect(told).toBeVisible();
  await expect(page.locator("#nolan-kitchen")).toBeVisible();
  // What was not answered yet cannot be left by mistake: the page stays and says why.
  await page.getByRole("button", { name: /^Next/ }).click();
  await expect(page.getByRole("alert")).toContainText("There is no connection");
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(page.getByText("Your answer is kept.")).toBeVisible();
  await expect(told).toBeHidden();
  expect(await answered(server.databaseUrl, registration)).toBe(1);
  expect(await kept(page)).toBe(0);
});

test("an answer whose receipt was lost is not counted again, and a gateway that is down is waited for", async ({
  page,
  server,
}) => {
  await signIn(page, "sergeant");
  await page.goto("/modules/safe-enough/check");
  await page.getByRole("button", { name: "Begin the check" }).click();
  await page.waitForURL(/\/questions\/1$/);
  const registration = /checks\/([^/]+)\//.exec(page.url())?.[1] ?? "";
  const [first = ""] = await drawnQuestions(server.databaseUrl, registration);
  await fillRight(page, server.databaseUrl, registration, first);
  await page.route("**/health", (route) => route.fulfill({ status: 503, body: "down" }));
  await page.route(
    "**/questions/1.data",
    async (route) => {
      await route.fetch();
      await route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" });
    },
    { times: 1 },
  );
  await page.getByRole("button", { name: "Keep and go on" }).click();
  await expect(page.getByText("No connection. Your answer is kept")).toBeVisible();
  // Closed and opened again, it is still there and goes off by itself.
  await page.unroute("**/health");
  await page.reload();
  await page.waitForURL(/\/questions\/2$/);
  expect(await kept(page)).toBe(0);

  await page.goto("/scenarios/the-hedge-and-the-music");
  await page.getByRole("button", { name: "Begin" }).click();
  await page.waitForURL(/\/plays\//);
  const play = /plays\/([^/?]+)/.exec(page.url())?.[1] ?? "";
  await page.route(
    `**/plays/${play}.data`,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  const value = await page.locator('input[name="choice"]').first().getAttribute("value");
  await choose(page, value ?? "");
  await expect(page.getByText("Decision 2", { exact: true })).toBeVisible();
  await expect(page.getByText("You had decided that already")).toBeHidden();
  expect(await verbsOf(server.databaseUrl, play)).toEqual(["launched", "initialized", "selected"]);
});

test("a reflection half written is back after a reload, and gone for whoever signs in next", async ({
  page,
  context,
  server,
}) => {
  const registration = await beginLesson(page);
  await page.goto(`${LESSON}/what-evidence-can-bear/5`);
  const words = page.getByLabel("Your own words");
  await words.fill(REFLECTION);
  await page.reload();
  await expect(words).toHaveValue(REFLECTION);
  await expect(page.getByText("What you had written here and not sent is back.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Throw it away" }).click();
  await expect(words).toHaveValue("");
  expect(await kept(page)).toBe(0);

  // The session ended meanwhile: kept, and sent once they are signed in again.
  await words.fill(REFLECTION);
  await context.clearCookies();
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("link", { name: "Sign in again" }).click();
  await page.getByRole("button", { name: /Imran Lambert/ }).click();
  await page.waitForURL(/\/5$/);
  await expect(words).toHaveValue(REFLECTION);
  await expect.poll(() => kept(page)).toBe(0);
  expect(await answered(server.databaseUrl, registration)).toBe(1);

  // Left without signing out, on a shared desktop.
  await words.fill(`${REFLECTION} And more.`);
  await expect.poll(() => kept(page)).toBe(1);
  await context.clearCookies();
  await signIn(page, "sergeant");
  await expect.poll(() => kept(page)).toBe(0);
  await page.goto("/modules/what-rj-is");
  await page.getByRole("button", { name: "Begin the lessons" }).click();
  await page.waitForURL(/\/1$/);
  await page.goto(`${LESSON}/what-evidence-can-bear/5`);
  await expect(words).toHaveValue("");
  await words.fill("Mine.");
  await signOut(page);
  expect(await kept(page)).toBe(0);
});
