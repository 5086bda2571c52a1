/** The administrator's page of local rules, and the lesson that shows them. */
import { signIn, signOut, tick } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

test("an administrator chooses a local rule, and the officer reads it in the lesson", async ({ page }) => {
  await signIn(page, "administrator");
  await page.getByRole("link", { name: "Settings" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What your force decides");
  await expect(page.getByText("0 of 10 rules chosen")).toBeVisible();
  await expectAccessible(page);

  await page.getByText("Choose the rule: While a case is live").click();
  await tick(page.getByLabel(/^Tell now, refer when the case has ended/));
  await page.getByRole("button", { name: "Keep this rule (While a case is live)" }).click();
  await expect(page.getByRole("status")).toContainText("Kept: While a case is live");
  const rule = page.locator("#live-case-timing");
  await expect(rule).toContainText("Chosen: not the safest");
  await expect(rule).toContainText("by Jo Lindqvist");
  await expect(page.getByText("1 of 10 rules chosen")).toBeVisible();
  await expectAccessible(page);

  await signOut(page);
  await signIn(page, "constable");
  await page.goto("/modules/refer-record-share");
  await page.getByRole("button", { name: "Begin the lessons" }).click();
  await page.waitForURL(/lessons/);
  await page.goto("/modules/refer-record-share/lessons/your-hub-and-route/1");
  const local = page.locator(".local", { hasText: "tell and wait" });
  for (let screen = 1; screen < 8 && (await local.count()) === 0; screen += 1)
    await page.goto(`/modules/refer-record-share/lessons/your-hub-and-route/${screen + 1}`);
  await expect(local.first()).toBeVisible();
  await page.getByText("Who decided the rule on this: While a case is live").click();
  await expect(page.getByText("Your force chose this rule on 4 June 2018.")).toBeVisible();
  await page.getByText("Who decided the rule on this: The way to the hub").click();
  await expect(page.getByText("Your force has not chosen a rule yet.")).toBeVisible();
  await expectAccessible(page);
});

test("an administrator writes down the service, and the officer's card says whom to ring", async ({
  page,
}) => {
  await signIn(page, "administrator");
  await page.goto("/settings/policy");
  await page.getByLabel("Its name").fill("Mend Marlshire");
  await page.getByLabel("Its telephone number").fill("01632 960 002");
  await page.getByRole("button", { name: "Keep what is written here" }).click();
  await expect(page.getByRole("status")).toContainText("Kept: Your service");
  await signOut(page);
  await signIn(page, "constable");
  await page.goto("/modules/refer-record-share/card");
  await expect(page.getByText("The service here: Mend Marlshire · telephone 01632 960 002")).toBeVisible();
  await expectAccessible(page);
});

test("an administrator chooses who answers for facts", async ({ page }) => {
  await signIn(page, "administrator");
  await page.goto("/settings/policy");
  await page.getByRole("link", { name: /^Who answers for facts/ }).click();
  await page.getByLabel("Who answers for Criminal Justice").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Keep who answers for Criminal Justice" }).click();
  await expect(page.getByRole("status")).toContainText("Kept: Criminal Justice");
  await expectAccessible(page);
});

test("a rule that is not offered is refused beside its choices", async ({ page, baseURL }) => {
  await signIn(page, "administrator");
  const answer = await page.request.post("/settings/policy", {
    headers: { origin: baseURL ?? "" },
    form: { key: "hub-route", choice: "pigeon" },
  });
  expect(answer.status()).toBe(400);
  expect(await answer.text()).toContain("The way to the hub: choose one of the rules");
});
