/** A trainer edits a module in the browser, with and without JavaScript; hostile text runs nowhere. */
import type { Page } from "@playwright/test";
import { LET_THROUGH, REFUSED, unsafeIn, watched } from "./hostile.ts";
import { signIn } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

const LESSON = "harm-need-repair";

const saved = (page: Page) => expect(page.locator(".draft-saved")).toContainText(/^\s*Saved/);

test("a trainer edits a lesson and a question; hostile text is refused or shown as text, and nothing runs", async ({
  page,
  javaScriptEnabled,
}) => {
  // Each hostile text is a save and a preview of its own.
  test.setTimeout(300_000);
  await signIn(page, "trainer");
  const seen = await watched(page);
  await page.goto("/studio");
  await page.getByRole("button", { name: /^Write version \d+ of What RJ is/ }).click();
  await page.waitForURL(/\/module$/);
  const draft = page.url().replace(/\/module$/, "");
  await expectAccessible(page);

  await page.goto(`${draft}/lessons/${LESSON}`);
  const text = page.locator("textarea[name=text]");
  const before = await text.inputValue();
  const save = async (value: string) => {
    if (javaScriptEnabled) {
      // An editor lies over the text area; what is written in it stands in the area too.
      const answer = page.waitForResponse((response) => response.url().endsWith("/save"));
      await page.getByRole("textbox", { name: "The text", exact: true }).focus();
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(value);
      await answer;
    } else {
      await text.fill(value);
      await page.getByRole("button", { name: "Save", exact: true }).click();
    }
    await saved(page);
  };
  const findings = page.getByRole("list", { name: "Findings about this lesson" });
  await save(`## A\n\n${REFUSED.join("\n\n")}`);
  await expect(findings).toContainText(/line \d+/i);
  expect(await unsafeIn(page, ".preview")).toEqual([]);
  // Each by itself, so that no first mistake hides another.
  for (const one of javaScriptEnabled ? REFUSED : []) {
    await save(`## A\n\n${one}`);
    await expect(findings).toContainText(/not allowed|too deep|a style|cannot be read|alt text|component/i);
    expect(await unsafeIn(page, ".preview")).toEqual([]);
  }

  const after = before.replace("She nods. Then", `${LET_THROUGH}\n\nShe nods, slowly. Then`);
  await save(after);
  await expect(findings).toHaveCount(0);
  const preview = page.getByRole("region", { name: "Preview" });
  await expect(preview).toContainText("She nods, slowly");
  await expect(preview.getByRole("group", { name: /Mrs Nolan asks/ })).toBeVisible();
  expect(await unsafeIn(page, ".preview")).toEqual([]);
  await expectAccessible(page);

  await page.goto(`${draft}/questions/nolan-kitchen`);
  await page.getByRole("button", { name: "Add an option" }).click();
  const fifth = page.getByRole("group", { name: "Option 5", exact: true });
  await fifth.getByLabel("What it says").fill("<img src=x onerror=alert(1)> Say nothing yet.");
  await fifth.getByLabel("What is said to whoever chooses it").fill("He waits, and so does she.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("list", { name: "Findings about this question" })).toContainText(/raw HTML/);
  expect(await unsafeIn(page, ".preview")).toEqual([]);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete option 5" }).click();
  await expect(fifth).toHaveCount(0);
  await expect(page.getByRole("list", { name: "Findings about this question" })).toHaveCount(0);

  if (javaScriptEnabled) expect(await page.evaluate(() => "pwned" in globalThis)).toBe(false);
  expect(seen).toEqual([]);
});
