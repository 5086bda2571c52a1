/** What may follow a check: a question about how it was passed, and a short update when the module's substance changes. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { answerCheck, signIn, signOut, tick } from "./people.ts";
import { ROOT } from "./prepare.ts";
import { expect, expectAccessible, test } from "./serve.ts";

const MODULE = "right-to-know";
const ASKED = ["bees-at-the-gate", "friday-evening"];
const UPDATE = `change: substance
update:
  text: "The two working days now count from **receipt of the report**."
  questions: [${ASKED.join(", ")}]
  days: 30
`;

/** Publishes the module again, changed in substance, as the command does on another machine. */
async function publishChange(databaseUrl: string): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "amends-e2e-"));
  try {
    for (const folder of ["modules", "content"])
      await cp(join(ROOT, folder), join(root, folder), { recursive: true });
    const file = join(root, "modules", MODULE, "module.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace("change: wording\n", UPDATE));
    await promisify(execFile)(process.execPath, ["bin/amends.mjs", "content", "publish", "--root", root], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: databaseUrl, AMENDS_MODE: "demo" },
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

test("a check passed in no time is a question to the officer, and a later change a short update", async ({
  page,
  server,
}) => {
  await signIn(page, "constable");
  await page.goto(`/modules/${MODULE}/check`);
  await page.getByRole("button", { name: "Begin the check" }).click();
  await page.waitForURL(/\/questions\/1$/);
  await answerCheck(page, server.databaseUrl);
  await page.getByRole("button", { name: "Finish the check" }).click();
  await expect(page.getByRole("heading", { name: "Passed" })).toBeVisible();
  await expect(page.getByText("Your trainer may ask you about this check")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Say how it was" }).click();
  await page.getByRole("button", { name: "Give it to my trainer" }).click();
  await expect(page.getByRole("alert")).toContainText("Your account: write what happened");
  await page.getByLabel("How it was").fill("I wrote this module.");
  await page.getByRole("button", { name: "Give it to my trainer" }).click();
  await expect(page.getByRole("status")).toContainText("Kept.");
  await expectAccessible(page);
  await signOut(page);

  await signIn(page, "trainer");
  await page.goto("/studio");
  await page.getByRole("link", { name: "Checks to ask about: 1" }).click();
  await expect(page.getByText("Their account: “I wrote this module.”")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("How it was settled").fill("She did.");
  await page.getByRole("button", { name: /^Close it\s?: Amelia Ashby$/ }).click();
  await expect(page.getByText("Closed on")).toBeVisible();
  await signOut(page);

  await publishChange(server.databaseUrl);
  await signIn(page, "constable");
  await page
    .getByRole("link", { name: /update/i })
    .first()
    .click();
  await expect(page.getByText("receipt of the report")).toBeVisible();
  await expectAccessible(page);
  for (const question of ASKED) {
    const form = page.locator("form", { has: page.locator(`#${question}`) });
    await tick(form.locator('input[name="answer"]').first());
    await form.getByRole("button", { name: "Answer" }).click();
    await expect(form).toHaveCount(0);
  }
  await expect(page.getByText("You have done this update.")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/record");
  await expect(page.getByRole("row", { name: /short update/ })).toBeVisible();
  await page.getByRole("link", { name: /asked on/ }).click();
  await expect(page.getByText("“She did.”")).toBeVisible();
});
