/** Nothing is lost, nothing counts twice, and nobody reaches what is another's. */
import {
  answerCheck,
  choose,
  drawnQuestions,
  fillRight,
  passingChoices,
  screenShown,
  signIn,
  signOut,
  tick,
  verbsOf,
} from "./people.ts";
import { expect, test } from "./serve.ts";

const HEDGE = "the-hedge-and-the-music";

test("a lesson is carried on where it was left, in a second browser too", async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, "pcso");
  await page.goto("/modules/refer-record-share");
  await page.getByRole("button", { name: "Begin the lessons" }).click();
  await page.waitForURL(/\/1$/);
  await screenShown(page);
  const first = page.locator('input[name="answer"]').first();
  if ((await first.count()) > 0) {
    await tick(first);
    await page.getByRole("button", { name: "Answer" }).click();
    await expect(page.getByRole("status")).toBeVisible();
  }
  await page.getByRole("button", { name: /^Next/ }).click();
  await page.waitForURL(/\/2$/);
  const left = page.url();
  await signOut(page);

  const elsewhere = await browser.newContext({
    baseURL,
    javaScriptEnabled: test.info().project.use.javaScriptEnabled,
  });
  const other = await elsewhere.newPage();
  await signIn(other, "pcso");
  await other.getByRole("link", { name: /^Carry on/ }).click();
  await expect(other).toHaveURL(left);
  await elsewhere.close();
});

test("a check keeps its drafts, and finishing it twice counts once", async ({ page, context, server }) => {
  await signIn(page, "sergeant");
  await page.goto("/modules/safe-enough/check");
  await page.getByRole("button", { name: "Begin the check" }).click();
  await page.waitForURL(/\/questions\/1$/);
  const registration = /checks\/([^/]+)\//.exec(page.url())?.[1] ?? "";
  const [id = ""] = await drawnQuestions(server.databaseUrl, registration);
  await fillRight(page, server.databaseUrl, registration, id);
  await page.getByRole("button", { name: "Keep and go on" }).click();
  await page.waitForURL(/\/questions\/2$/);
  // Leaving and coming back lands on the second question.
  await page.goto("/");
  await page.getByRole("link", { name: /^Carry on/ }).click();
  await expect(page).toHaveURL(/\/questions\/2$/);
  await page.goto(`/checks/${registration}/questions/1`);
  await answerCheck(page, server.databaseUrl);

  const again = await context.newPage();
  await again.goto(`/checks/${registration}/review`);
  await page.getByRole("button", { name: "Finish the check" }).click();
  await page.waitForURL(/\/result$/);
  await again.getByRole("button", { name: "Finish the check" }).click();
  await again.waitForURL(/\/result$/);
  const verbs = await verbsOf(server.databaseUrl, registration);
  expect(verbs.filter((verb) => verb === "answered")).toHaveLength(8);
  expect(verbs.filter((verb) => verb === "passed")).toHaveLength(1);
});

test("the Back button after a decision changes nothing", async ({ page, server }) => {
  await signIn(page, "pcso");
  await page.goto(`/scenarios/${HEDGE}`);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.waitForURL(/\/plays\//);
  const registration = /plays\/([^/?]+)/.exec(page.url())?.[1] ?? "";
  const [first = ""] = await passingChoices(server.databaseUrl, HEDGE);

  // A second window still shows the first scene.
  const stale = await page.context().newPage();
  await stale.goto(`/plays/${registration}`);
  // Until it runs it would take what the other window is sending for something that was lost, and send it again.
  await stale.waitForLoadState("networkidle");
  await choose(page, first);
  await expect(page.getByText("Decision 2", { exact: true })).toBeVisible();
  const scene = await page.getByRole("heading", { level: 1 }).innerText();

  const other = stale.locator(`input[name="choice"]:not([value="${first}"])`).first();
  await tick(other);
  await stale.getByRole("button", { name: "Decide" }).click();
  await expect(stale.getByText("You had decided that already")).toBeVisible();
  await expect(stale.getByRole("heading", { level: 1 })).toHaveText(scene);

  await page.goBack();
  await page.goto(`/plays/${registration}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(scene);
  expect(
    (await verbsOf(server.databaseUrl, registration)).filter((verb) => verb === "selected"),
  ).toHaveLength(1);
});

test("somebody else's attempt, an unknown choice and no choice are told plainly, and nothing is written", async ({
  page,
  server,
  baseURL,
}) => {
  await signIn(page, "pcso");
  await page.goto(`/scenarios/${HEDGE}`);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.waitForURL(/\/plays\//);
  const registration = /plays\/([^/?]+)/.exec(page.url())?.[1] ?? "";
  await page.getByRole("button", { name: "Decide" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose what you do");

  const headers = { origin: baseURL ?? "" };
  const unknown = await page.request.post(`/plays/${registration}`, {
    headers,
    form: { step: "0", choice: "zz" },
  });
  expect(unknown.status()).toBe(400);
  expect(await unknown.text()).toContain("That is not one of the choices");
  await signOut(page);

  await signIn(page, "sergeant");
  const notMine = await page.request.post(`/plays/${registration}`, {
    headers,
    form: { step: "0", choice: "a" },
  });
  expect(notMine.status()).toBe(404);
  expect(await notMine.text()).toContain("There is no such attempt of yours");
  const foreign = await page.request.post(`/plays/${registration}`, {
    headers: { origin: "https://elsewhere.example" },
    form: { step: "0", choice: "a" },
  });
  expect(foreign.status()).toBe(403);
  expect(await verbsOf(server.databaseUrl, registration)).toEqual(["launched", "initialized"]);
});

test("a wrong password is told in the same words as an unknown address", async ({ page }) => {
  await page.goto("/sign-in");
  const tell = async (email: string): Promise<string> => {
    const link = page.getByText("Sign in with an e-mail address and a password instead");
    if (!(await page.getByLabel("Work e-mail address").isVisible())) await link.click();
    await page.getByLabel("Work e-mail address").fill(email);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    return page.getByRole("alert").innerText();
  };
  const known = await tell("constable@marlshire.police.example");
  await page.goto("/sign-in");
  expect(await tell("nobody@marlshire.police.example")).toBe(known);
});
