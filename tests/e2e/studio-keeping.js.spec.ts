/** Whoever writes loses nothing: not to somebody else, another window, Undo, a lost connection or a killed server. */
import type { Browser, Page } from "@playwright/test";
import { signIn, type Part } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

/** The story as the form has it; an editor stands over it. */
const story = (page: Page) => page.locator('textarea[name="text"]');
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const savedWords = (page: Page) => page.locator(".draft-saved");
const saved = (page: Page) => expect(savedWords(page)).toContainText(/^\s*Saved (?!on)/);

/** Writes over what a field holds. */
async function write(page: Page, name: string, text: string): Promise<void> {
  await field(page, name).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

/** A new draft from nothing, opened at its first scene; its address. */
async function begin(page: Page, part: Part = "trainer"): Promise<string> {
  await signIn(page, part);
  await page.goto("/studio/new");
  await page.getByLabel("What is it called?").fill("The cold cup");
  await page.getByRole("button", { name: "Begin" }).click();
  await page.waitForURL(/drafts\/[^/]+$/);
  const scene = `${new URL(page.url()).pathname}/scenes/first`;
  await page.goto(scene);
  return scene;
}

async function elsewhere(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, locale: "en-GB", timezoneId: "Europe/London" });
  return context.newPage();
}

test("two people write in one scene: both keep working, and only the text that both changed is asked about", async ({
  page,
  browser,
  server,
}) => {
  const scene = await begin(page);
  const other = await elsewhere(browser, server.url);
  await signIn(other, "publisher");
  await other.goto(scene);

  // Different fields come together, in what is kept and on both screens.
  await write(page, "Where", "Alder Row");
  await saved(page);
  await write(other, "When", "Monday, 19:10");
  await expect(field(other, "Where")).toHaveValue("Alder Row");
  await expect(other.getByText(/^Jack Nguyen changed: Scene 1/)).toBeVisible();
  await write(other, "The question", "What do you do first?");
  await saved(other);
  await write(page, "Name", "At the door");
  await expect(field(page, "When")).toHaveValue("Monday, 19:10");
  await saved(page);

  // The same text: the other's stands, and what one wrote stays on the screen and in the browser, until one decides.
  await write(page, "The story", "The glass is swept into a corner.");
  await saved(page);
  await write(other, "The story", "She holds a cup of tea.");
  const asked = other.getByRole("heading", { name: "Both of you changed this" });
  await expect(asked).toBeVisible();
  await expect(other.getByText("The glass is swept into a corner.").first()).toBeVisible();
  await field(other, "The story").press("End");
  await other.keyboard.insertText(" It is cold.");
  await write(other, "Where", "Larch Close");
  await saved(other);
  await expect(asked).toBeVisible();
  await expectAccessible(other);
  await page.goto(scene);
  await expect(story(page)).toHaveValue("The glass is swept into a corner.");
  await expect(field(page, "Where")).toHaveValue("Larch Close");

  await other.reload();
  await other.getByRole("button", { name: "Put it back" }).click();
  await expect(asked).toBeVisible();
  await expect(story(other)).toHaveValue("She holds a cup of tea. It is cold.");
  await other.getByRole("button", { name: /^Use mine/ }).click();
  await expect(asked).toBeHidden();
  await saved(other);
  await page.goto(scene);
  await expect(story(page)).toHaveValue("She holds a cup of tea. It is cold.");

  await write(other, "The story", "Nobody opens.");
  await saved(other);
  await write(page, "The story", "The boy opens.");
  await page.getByRole("button", { name: /^Keep theirs/ }).click();
  await expect(story(page)).toHaveValue("Nobody opens.");
  await write(page, "Where", "Alder Row");
  await saved(page);
  await other.reload();
  await expect(story(other)).toHaveValue("Nobody opens.");
  await other.context().close();
});

test("Undo takes typed words off the screen; conditions and ways come and go one at a time", async ({
  page,
}) => {
  const scene = await begin(page);
  await write(page, "The story", "The glass is swept into a corner.");
  await saved(page);
  await write(page, "The story", "All wrong.");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(story(page)).toHaveValue("The glass is swept into a corner.");
  await write(page, "Where", "Alder Row");
  await saved(page);
  await page.reload();
  await expect(story(page)).toHaveValue("The glass is swept into a corner.");

  await page.getByRole("button", { name: "Add a choice" }).click();
  const choice = page.getByRole("group", { name: "Choice 1", exact: true });
  await expect(choice.getByLabel("What the officer reads")).toBeFocused();
  await page.keyboard.insertText("Knock.");
  await choice.getByText(/^Conditions, critical error/).click();
  const when = choice.getByRole("group", { name: "Offered only when" });
  const row = (at: number) => when.locator(".condition").nth(at);
  await row(0).getByRole("combobox").first().selectOption("trust");
  await row(0).getByLabel("at least").selectOption("2");
  await saved(page);
  await expect(when.locator(".condition")).toHaveCount(2);
  await expect(row(1).getByRole("combobox").first()).toHaveValue("");

  for (const [at, level] of [
    [1, "1"],
    [2, "4"],
  ] as const) {
    await choice.getByRole("button", { name: "Lead elsewhere on a condition" }).click();
    const way = choice.getByRole("group", { name: new RegExp(`^Way ${at}`) });
    await way.getByLabel("Leads to").selectOption("first");
    await way.getByLabel("at least").first().selectOption(level);
    await saved(page);
  }
  await choice.getByRole("button", { name: "Delete way 1" }).click();
  await expect(choice.getByRole("group", { name: /^Way / })).toHaveCount(1);
  await expect(
    choice
      .getByRole("group", { name: /^Way 1/ })
      .getByLabel("at least")
      .first(),
  ).toHaveValue("4");
  await write(page, "Where", "Larch Close");
  await saved(page);
  await page.goto(scene);
  await expect(choice.getByRole("group", { name: /^Way / })).toHaveCount(1);
  await expect(
    choice
      .getByRole("group", { name: /^Way 1/ })
      .getByLabel("at least")
      .first(),
  ).toHaveValue("4");
  await expect(when.locator(".condition")).toHaveCount(2);
});

test("an editor stands over Markdown: keys and a toolbar that need no mouse, and Tab that goes on", async ({
  page,
}) => {
  const scene = await begin(page);
  const editor = page.locator(".markdown", { has: story(page) });
  const bold = editor.getByRole("button", { name: "Bold" });
  // It is laid over the text area once that comes into view.
  await story(page).scrollIntoViewIfNeeded();
  await expect(bold).toBeVisible();
  await page.getByText("The story", { exact: true }).click();
  await expect(field(page, "The story")).toBeFocused();
  await expect(field(page, "The story")).toHaveAttribute("spellcheck", "true");
  await page.keyboard.press("Control+b");
  await page.keyboard.insertText("Never");
  await expect(story(page)).toHaveValue("**Never**");
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Shift+Tab");
  await expect(bold).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(editor.getByRole("button", { name: "List" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(field(page, "The story")).toBeFocused();
  await expect(story(page)).toHaveValue("- **Never**");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("A file", { exact: true })).toBeFocused();
  await saved(page);
  await expect(page.getByRole("region", { name: "Preview" }).locator("li strong")).toHaveText("Never");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(field(page, "The story")).not.toContainText("- ");
  await page.goto(scene);
});

test("a second window does not take back what the first wrote, and what is refused says why", async ({
  page,
  context,
}) => {
  const scene = await begin(page);
  const second = await context.newPage();
  await second.goto(scene);
  await write(second, "Name", "At the window");
  await saved(second);
  await write(page, "Name", "At the door");
  await saved(page);
  await write(second, "Where", "Alder Row");
  await expect(field(second, "Name")).toHaveValue("At the door");
  await write(second, "When", "Monday");
  await saved(second);
  await page.reload();
  await expect(field(page, "Name")).toHaveValue("At the door");
  await expect(field(page, "Where")).toHaveValue("Alder Row");

  await write(page, "Name", "x".repeat(501));
  await expect(savedWords(page)).toContainText("use at most 500 characters");
  await write(page, "Name", "At the door");
  await saved(page);
  await context.clearCookies();
  await write(page, "Where", "Larch Close");
  await expect(savedWords(page)).toContainText("sign in again in another tab");
  await signIn(second, "trainer");
  await expect(field(page, "Where")).toHaveValue("Larch Close");
  await write(page, "When", "Tuesday");
  await saved(page);
  await second.goto(scene);
  await expect(field(second, "Where")).toHaveValue("Larch Close");
});

test("a lost connection, a killed server and a closed window cost nobody what they wrote", async ({
  page,
  context,
  browser,
  server,
}) => {
  const scene = await begin(page);
  await context.setOffline(true);
  await write(page, "The story", "The glass is swept into a corner.");
  await expect(savedWords(page)).toContainText("No connection");
  // A button does nothing without a connection, in place of leaving the page.
  await page.getByRole("button", { name: "Add a choice" }).click();
  await expect(story(page)).toHaveValue("The glass is swept into a corner.");
  await context.setOffline(false);
  await saved(page);
  await page.getByRole("button", { name: "Add a choice" }).click();
  await expect(page.getByRole("group", { name: "Choice 1", exact: true })).toBeVisible();

  await server.kill();
  await write(page, "Where", "Alder Row");
  await expect(savedWords(page)).toContainText("No connection");
  await server.startAgain();
  await saved(page);

  // Typed while nothing answers, and the window closed at once; somebody else writes on meanwhile.
  await context.setOffline(true);
  await write(page, "The story", "She holds a cup of tea.");
  await page.close();
  await context.setOffline(false);
  const other = await elsewhere(browser, server.url);
  await signIn(other, "publisher");
  await other.goto(scene);
  await expect(story(other)).toHaveValue("The glass is swept into a corner.");
  await expect(field(other, "Where")).toHaveValue("Alder Row");
  await write(other, "When", "Monday, 19:10");
  await saved(other);
  const again = await context.newPage();
  await again.goto(scene);
  await expect(again.getByText("This browser kept something that did not reach the server")).toBeVisible();
  await expectAccessible(again);
  await again.getByRole("button", { name: "Put it back" }).click();
  await expect(story(again)).toHaveValue("She holds a cup of tea.");
  await expect(field(again, "When")).toHaveValue("Monday, 19:10");
  await saved(again);
  await other.reload();
  await expect(story(other)).toHaveValue("She holds a cup of tea.");
  await expect(field(other, "When")).toHaveValue("Monday, 19:10");
  await other.context().close();
});

test("the graph moves, links and opens scenes, and everybody finds them where they were put", async ({
  page,
  browser,
  server,
}) => {
  const scene = await begin(page);
  await page.getByRole("button", { name: "Add a choice" }).click();
  await expect(field(page, "What the officer reads")).toBeFocused();
  await page.keyboard.insertText("Knock.");
  await page.getByRole("button", { name: "Add an ending" }).click();
  await page.waitForURL(/endings/);
  const graph = scene.replace("scenes/first", "graph");
  await page.goto(graph);
  const place = (of: Page, name: string) => of.locator(".graph .react-flow__node", { hasText: name });
  const drag = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x - 5, to.y - 5, { steps: 4 });
    await page.mouse.move(to.x, to.y);
    await page.mouse.up();
  };
  const boxOf = async (name: string) =>
    (await place(page, name).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };

  await place(page, "The first scene").scrollIntoViewIfNeeded();
  const before = await boxOf("The first scene");
  const kept = page.waitForResponse((answer) => answer.request().method() === "POST");
  await drag({ x: before.x + 60, y: before.y + 12 }, { x: before.x + 90, y: before.y + 92 });
  expect((await kept).ok()).toBe(true);
  const after = await boxOf("The first scene");
  expect(after.y - before.y).toBeGreaterThan(40);

  const [dot, ending] = await Promise.all([
    place(page, "The first scene").locator(".react-flow__handle-right").boundingBox(),
    place(page, "Ending 1").locator(".react-flow__handle-left").boundingBox(),
  ]);
  await drag(
    { x: (dot?.x ?? 0) + 5, y: (dot?.y ?? 0) + 5 },
    { x: (ending?.x ?? 0) + 5, y: (ending?.y ?? 0) + 5 },
  );
  await expect(page.getByLabel("Knock.").locator("option:checked")).toHaveText("A Ending 1");

  const other = await elsewhere(browser, server.url);
  await signIn(other, "publisher");
  await other.goto(graph);
  await place(other, "The first scene").scrollIntoViewIfNeeded();
  const [theirs, theirEnding, ours, ourEnding] = await Promise.all([
    place(other, "The first scene").boundingBox(),
    place(other, "Ending 1").boundingBox(),
    boxOf("The first scene"),
    boxOf("Ending 1"),
  ]);
  expect(Math.round((theirs?.y ?? 0) - (theirEnding?.y ?? 0))).toBe(Math.round(ours.y - ourEnding.y));
  await other.context().close();
  await page.getByRole("button", { name: "Lay it out anew" }).click();
  await expect(page.getByRole("button", { name: "Lay it out anew" })).toBeHidden();
  await place(page, "The first scene").dblclick({ position: { x: 60, y: 12 } });
  await page.waitForURL(/scenes\/first$/);
});
