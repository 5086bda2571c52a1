/** What officers and trainers see of facts that nobody has looked at since their review day. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { choose, fillRight, passingChoices, signIn, signOut } from "./people.ts";
import { ROOT } from "./prepare.ts";
import { expect, expectAccessible, test } from "./serve.ts";

const run = promisify(execFile);

/** Publishes our content with every review day in the past. */
async function letFactsLapse(databaseUrl: string): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "amends-facts-"));
  try {
    for (const folder of ["modules", "content"])
      await cp(join(ROOT, folder), join(root, folder), { recursive: true });
    const file = join(root, "content/facts.yaml");
    const facts = await readFile(file, "utf8");
    await writeFile(file, facts.replaceAll(/reviewBy: "\d{4}/g, 'reviewBy: "2019'));
    await run(process.execPath, ["bin/amends.mjs", "content", "publish", "--root", root], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: databaseUrl, AMENDS_MODE: "demo" },
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

test("overdue facts are named where they are used, and listed for trainers", async ({ page, server }) => {
  await letFactsLapse(server.databaseUrl);
  const banner = page.locator(".notice", { hasText: "This may have changed" });

  await signIn(page, "constable");
  await page.goto("/modules/right-to-know");
  await page.getByRole("button", { name: "Begin the lessons" }).click();
  await page.waitForURL(/lessons/);
  await page.goto("/modules/right-to-know/lessons/told-and-referred/2");
  await expect(banner).toContainText("overdue for checking. Ask your supervisor before you rely on them.");
  await expect(banner).toContainText("Fact 8, to be checked by");
  await expectAccessible(page);

  await page.goto("/modules/right-to-know/lessons/told-and-referred/1");
  await expect(banner).toHaveCount(0);
  const registration = await page.locator("input[name=registration]").first().inputValue();
  await fillRight(page, server.databaseUrl, registration, "towpath-log");
  await page.getByRole("button", { name: "Answer" }).click();
  await expect(banner).toContainText("Fact 5, to be checked by");
  await expectAccessible(page);

  await page.goto("/scenarios/the-polite-yes");
  await expect(banner).toContainText("3 facts behind this scenario are overdue for checking.");
  await expect(banner).not.toContainText("Fact 5");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Begin" }).click();
  for (const [at, choice] of (await passingChoices(server.databaseUrl, "the-polite-yes")).entries()) {
    await page.getByText(`Decision ${at + 1}`, { exact: true }).waitFor();
    await choose(page, choice);
  }
  await page.waitForURL(/debrief/);
  await expect(banner).toContainText("Fact 7, to be checked by");
  await expectAccessible(page);
  await signOut(page);

  await signIn(page, "trainer");
  await page.goto("/studio");
  const row = page.getByRole("row", { name: /^F5 / });
  await expect(row).toContainText("The polite yes (scenario)");
  await expect(row).toContainText("The victim's right to know: Right 3 and Right 4");
  await expectAccessible(page);
});
