/** The administrator's pages of the ledger: keys for other systems, and passing statements on to them. */
import type { Page } from "@playwright/test";
import { connect } from "#db/connect.ts";
import type { Instant } from "#app/domain/time.ts";
import { signIn, tick } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

/** Makes a key on the page; returns it and its secret. */
async function makeKey(page: Page, name: string): Promise<{ key: string; secret: string }> {
  await page.goto("/ledger/keys");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await tick(page.locator('input[value="statements/write"]'));
  await page.getByRole("button", { name: "Make the key" }).click();
  const told = page.getByRole("status");
  await expect(told).toContainText(`${name} is made`);
  const [key = "", secret = ""] = await told.locator("code").allTextContents();
  return { key, secret };
}

test("an administrator makes a key, whose secret is shown once and opens the endpoint", async ({
  page,
  baseURL,
}) => {
  await signIn(page, "administrator");
  await page.getByRole("link", { name: "Ledger" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Keys for the ledger");

  await page.getByRole("button", { name: "Make the key" }).click();
  await expect(page.getByRole("alert")).toContainText("2 things to put right");
  await page.getByRole("link", { name: /^Name/ }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();

  const { key, secret } = await makeKey(page, "Force LMS");
  expect(page.url()).not.toContain(secret);
  await expectAccessible(page);
  const headers = {
    Authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`,
    "X-Experience-API-Version": "1.0.3",
  };
  const statement = {
    actor: { mbox: "mailto:somebody@example.org" },
    verb: { id: "http://adlnet.gov/expapi/verbs/completed" },
    object: { id: "https://example.org/course" },
  };
  const write = () => page.request.post(`${baseURL}/xapi/statements`, { headers, data: statement });
  expect((await write()).status()).toBe(200);

  await page.goto("/ledger/keys");
  await expect(page.getByText(key)).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  const open = () => page.getByText("Change Force LMS").click();
  await open();
  await page.getByLabel("Requests a minute, at most").first().fill("none");
  await page.getByRole("button", { name: "Set the limit of Force LMS" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Requests a minute, at most").first().fill("1");
  await page.getByRole("button", { name: "Set the limit of Force LMS" }).click();
  await expect(page.getByText("At most 1 a minute")).toBeVisible();
  expect([200, 429]).toContain((await write()).status());
  expect((await write()).status()).toBe(429);

  await page.goto("/ledger/keys");
  await open();
  await page.getByRole("button", { name: "Trust Force LMS" }).click();
  await expect(page.locator(".tag", { hasText: /^Trusted$/ })).toBeVisible();
  await page.goto("/ledger/keys");
  await open();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Revoke Force LMS" }).click();
  await expect(page.locator(".tag", { hasText: "Revoked" })).toBeVisible();
  expect((await write()).status()).toBe(401);
});

test("an administrator adds a destination, sees where it is, pauses, resumes and removes it", async ({
  page,
  baseURL,
}) => {
  await signIn(page, "administrator");
  const { key, secret } = await makeKey(page, "Ourselves");
  await page.getByRole("link", { name: "Passing on" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Passing statements on");

  const fill = async (address: string) => {
    await page.getByLabel("Name", { exact: true }).fill("Regional LRS");
    await page.getByLabel("Address").fill(address);
    await page.getByLabel("User name").fill(key);
    await page.getByLabel("Password").fill(secret);
    await page.getByLabel("Only these verbs").fill("http://adlnet.gov/expapi/verbs/completed");
    await page.getByRole("button", { name: "Add the destination" }).click();
  };
  await fill("https://lrs.example/xapi");
  await expect(page.getByRole("alert")).toContainText("nothing leaves a demonstration");
  await expect(page.getByLabel("Only these verbs")).toHaveValue("http://adlnet.gov/expapi/verbs/completed");
  await fill(`${baseURL}/xapi`);

  const place = page.getByRole("link", { name: "Regional LRS" });
  await expect(place).toBeVisible();
  await expectAccessible(page);
  expect(await page.content()).not.toContain(secret);
  await expect(page.getByLabel("Password")).toHaveValue("");
  await page.getByRole("button", { name: "Pause Regional LRS" }).click();
  await expect(page.locator(".tag", { hasText: "Paused" })).toBeVisible();
  await page.getByRole("button", { name: "Resume Regional LRS" }).click();
  await expect(page.locator(".tag", { hasText: "Up to date" })).toBeVisible();

  await place.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Regional LRS");
  await expect(page.getByText("Nothing.")).toBeVisible();
  await page.getByText("Change the user name and password").click();
  await page.getByRole("button", { name: "Change them" }).click();
  await expect(page.getByRole("alert")).toContainText("Password");
  await page.getByLabel("Password").fill("another");
  await page.getByRole("button", { name: "Change them" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.goto("/ledger/destinations/Regional%20LRS");
  await expectAccessible(page);

  await page.goto("/ledger/destinations");
  await page.getByText("Remove Regional LRS").click();
  await page.getByRole("button", { name: "Remove for good Regional LRS" }).click();
  await expect(page.getByText("There are none yet.")).toBeVisible();
});

test("what a destination refused is shown with its answer, and sent again", async ({
  page,
  server,
  baseURL,
}) => {
  await signIn(page, "administrator");
  const { key, secret } = await makeKey(page, "Ourselves");
  await page.goto("/ledger/destinations");
  await page.getByLabel("Name", { exact: true }).fill("Ourselves again");
  await page.getByLabel("Address").fill(`${baseURL}/xapi`);
  await page.getByLabel("User name").fill(key);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Add the destination" }).click();
  await expect(page.getByRole("link", { name: "Ourselves again" })).toBeVisible();
  const statements = await refuse(server.databaseUrl, 3);

  await page.getByRole("link", { name: "Ourselves again" }).click();
  await expect(page.getByText("3 statements. The others went on without them.")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: statements[0] ?? "" })).toContainText(
    "400 Not like this",
  );
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await expectAccessible(page);
  await page.getByRole("button", { name: `Send again ${statements[0]}` }).click();
  await expect(page.getByRole("status")).toContainText("1 statement taken, 0 refused again.");
  await page.getByRole("button", { name: "Send all again" }).click();
  await expect(page.getByRole("status")).toContainText("2 statements taken, 0 refused again.");
  await expect(page.getByText("Nothing.")).toBeVisible();
});

/** Writes down that the one destination refused the first statements of the ledger. */
async function refuse(databaseUrl: string, count: number): Promise<string[]> {
  const connection = connect(databaseUrl);
  const { db } = connection;
  try {
    const { id } = await db.selectFrom("destination").select("id").executeTakeFirstOrThrow();
    const rows = await db.selectFrom("statement").select(["seq", "id"]).orderBy("seq").limit(count).execute();
    for (const row of rows)
      await db
        .insertInto("dead_letter")
        .values({
          destination_id: id,
          seq: row.seq,
          statement_id: row.id,
          status: 400,
          answer: "Not like this",
          refused_at: "2018-06-04T09:00:00.000Z" as Instant,
          sent_at: null,
        })
        .execute();
    return rows.map((row) => row.id);
  } finally {
    await connection.close();
  }
}
