/** A module is changed, approved by somebody else, read by an officer, hostile text and all, and withdrawn. */
import { LET_THROUGH, unsafeIn, watched } from "./hostile.ts";
import { signIn, signOut } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

const LESSON = "harm-need-repair";
const MODULE = "What RJ is, and is not";

test("what a trainer wrote runs nowhere in the lesson that an officer reads; withdrawn, only they go on reading it", async ({
  page,
}) => {
  await signIn(page, "trainer");
  await page.goto("/studio");
  await page.getByRole("button", { name: /^Write version \d+ of What RJ is/ }).click();
  await page.waitForURL(/\/module$/);
  const draft = page.url().replace(/\/module$/, "");
  await page.goto(`${draft}/lessons/${LESSON}`);
  const text = await page.locator("textarea[name=text]").inputValue();
  const answer = page.waitForResponse((response) => response.url().endsWith("/save"));
  await page.getByRole("textbox", { name: "The text", exact: true }).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text.replace("## ", `## Hostile\n\n${LET_THROUGH}\n\n---\n\n## `));
  await answer;
  await page.goto(`${draft}/publish`);
  await page.getByRole("radio", { name: "Wording" }).check({ force: true });
  await page.getByRole("button", { name: "Ask for a review" }).click();
  await expect(page.getByText(/asked for a review on/)).toBeVisible();
  await signOut(page);

  await signIn(page, "publisher");
  await page.goto(`${draft}/publish`);
  await page.getByRole("button", { name: "Publish now" }).click();
  await page.waitForURL(/\/studio$/);
  await signOut(page);

  await signIn(page, "constable");
  const seen = await watched(page);
  await page.goto("/modules/what-rj-is");
  await page.getByRole("button", { name: "Begin the lessons" }).click();
  await page.waitForURL(new RegExp(`/lessons/${LESSON}/1$`));
  const lesson = page.getByRole("main");
  await expect(lesson).toContainText("<script>globalThis.pwned=1</script>");
  await expect(lesson).toContainText("{globalThis.pwned = 1}");
  await lesson.getByText("javascript:alert(1)", { exact: true }).click();
  await expect(lesson.getByText(/Said .* and style="x"/)).toBeVisible();
  expect(await unsafeIn(page, "main")).toEqual([]);
  await expectAccessible(page);
  await page.reload();
  await lesson.getByRole("link", { name: "a page elsewhere" }).hover();
  await lesson.getByRole("link", { name: "the page about help" }).focus();
  expect(await page.evaluate(() => "pwned" in globalThis)).toBe(false);
  expect(seen).toEqual([]);
  await signOut(page);

  await signIn(page, "publisher");
  await page.goto("/studio");
  await page.getByRole("link", { name: MODULE, exact: true }).click();
  await expect(page.getByRole("main")).toContainText(/1 person part way|people part way/);
  await expect(page.getByText(/asks for it, and goes on asking: coverage counts/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Withdraw it" }).click();
  await page.waitForURL(/\/studio$/);
  await expect(page.getByRole("link", { name: MODULE, exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: "Discarded and withdrawn" }).click();
  await expect(page.getByRole("button", { name: `Write version 3 of ${MODULE}` })).toBeVisible();
  await signOut(page);

  await signIn(page, "constable");
  await page.getByRole("link", { name: "Carry on" }).click();
  await expect(page).toHaveURL(new RegExp(`/lessons/${LESSON}/1$`));
  await signOut(page);
  await signIn(page, "pcso");
  await page.goto("/modules/what-rj-is");
  await expect(page.getByRole("main")).toContainText(`“${MODULE}” was withdrawn`);
});
