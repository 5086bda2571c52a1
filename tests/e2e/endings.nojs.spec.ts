/** Every scenario is played to every ending, along the ways that the prover found, and the debrief is that ending's. */
import { plainWords } from "#app/domain/learning/reading-age.ts";
import { replay } from "#app/domain/scenarios/play.ts";
import { pathsToEndings } from "#app/domain/scenarios/prove.ts";
import { ownScenarios } from "#tests/fixtures/scenarios.ts";
import { choose, signIn } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

test("each of our scenarios can be played to each of its endings", async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page, "constable");
  for (const scenario of ownScenarios()) {
    const paths = pathsToEndings(scenario);
    expect(paths).toHaveLength(scenario.endings.length);
    await page.goto(`/scenarios/${scenario.slug}`);
    const tries = page.locator('a[href$="/debrief"]');
    const before = await tries.count();
    for (const { ending: id, passes, decisions } of paths) {
      await test.step(`${scenario.slug}: ${id}`, async () => {
        await page.getByRole("button", { name: /^(Begin|Play again)$/ }).click();
        for (const { choice } of decisions) await choose(page, choice);
        await page.waitForURL(/\/debrief$/);
        const ending = scenario.endings.find((one) => one.id === id);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(ending?.title ?? "");
        await expect(
          page.getByText(`The end you reached · ${passes ? "passed" : "not passed"}`),
        ).toBeVisible();
        await expect(page.getByRole("main")).toContainText(plainWords(ending?.text ?? "").trim());
        await expect(page.getByRole("main")).toContainText(plainWords(ending?.about ?? "").trim());
        for (const { choice } of replay(scenario, decisions).path)
          await expect(page.getByRole("main")).toContainText(choice.debrief.said);
        const unsafe = page.getByText("One choice here was not safe");
        await expect(unsafe).toHaveCount(replay(scenario, decisions).criticals.length > 0 ? 1 : 0);
        if (id === paths[0]?.ending) await expectAccessible(page);
        await page.getByRole("link", { name: "Try again" }).click();
      });
    }
    await expect(tries).toHaveCount(before + paths.length);
  }
});
