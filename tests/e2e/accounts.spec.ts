/** An administrator's pages of accounts, and the link with which somebody chooses a password. */
import { signIn, signOut, tick } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

test("an account is made, its holder chooses a password, is granted a role, and it ends", async ({
  page,
}) => {
  const password = "seven quiet lanterns";
  await signIn(page, "administrator");
  await page.getByRole("link", { name: "Settings" }).first().click();
  await page.getByRole("link", { name: "Accounts" }).click();
  await expect(page.getByRole("row", { name: /Jo Lindqvist.*Administrator/ })).toBeVisible();
  await page.getByRole("link", { name: "Make an account" }).click();
  await page.getByLabel("Work e-mail address").fill("wren.vale@marlshire.example");
  await page.getByRole("button", { name: "Make the account" }).click();
  await expect(page.getByRole("alert")).toContainText("give a number, or the name");
  await page.getByLabel("Forenames").fill("Wren");
  await page.getByLabel("Surname").fill("Vale");
  await page.getByRole("button", { name: "Make the account" }).click();
  const made = page.getByRole("status");
  await expect(made).toContainText("wren.vale@marlshire.example has an account");
  const link = await made.locator("code").innerText();
  await expectAccessible(page);

  await made.getByRole("link", { name: /Grant roles/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Wren Vale");
  await tick(page.getByRole("radio", { name: /^Supervisor/ }));
  await page.getByRole("button", { name: "Grant it" }).click();
  await expect(page.getByRole("alert")).toContainText("Unit: choose");
  await tick(page.getByRole("radio", { name: /^Auditor/ }));
  await page.getByRole("button", { name: "Grant it" }).click();
  await expect(page.getByRole("status")).toContainText("Granted: Auditor, from 4 June 2018");
  await expect(page.getByText("They are signed in nowhere.")).toBeVisible();
  await expectAccessible(page);
  const account = page.url().replace(/\?.*/, "");
  await signOut(page);

  await page.goto(link);
  await expectAccessible(page);
  await page.getByLabel("New password").fill(password);
  await page.getByLabel("The same again").fill(password);
  await page.getByRole("button", { name: "Keep this password" }).click();
  await expect(page.getByRole("status")).toContainText("Your password is kept");
  await page.getByLabel("Work e-mail address").fill("wren.vale@marlshire.example");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("link", { name: "Audit trail" }).first()).toBeVisible();
  // Left without signing out.
  await page.context().clearCookies();

  await signIn(page, "administrator");
  await page.goto(account);
  const sessions = page.getByRole("region", { name: "Sessions" });
  await expect(sessions.getByRole("row")).toHaveCount(2);
  await sessions.getByRole("button", { name: /^Sign out/ }).click();
  await expect(page.getByRole("status")).toContainText("signed out of that browser");
  await page.locator("summary", { hasText: "End it (Auditor)" }).click();
  await page.getByRole("button", { name: "End it (Auditor)" }).click();
  await expect(page.getByRole("status")).toContainText("Ended: Auditor");
  await page.getByRole("button", { name: /^Take the password away/ }).click();
  await expect(page.getByRole("status")).toContainText("Wren Vale has no password now");
  await page.goto("/settings/audit?action=account.link");
  await expect(page.getByText("the account of Wren Vale").first()).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link works no more");
});
