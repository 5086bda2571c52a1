/** A trainer writes a scenario from nothing with the keyboard; it is proved, published, played, and its choices are read. */
import type { Locator, Page } from "@playwright/test";
import { PEOPLE, signIn, signOut, type Part } from "./people.ts";
import { playWays } from "./plays.ts";
import { expect, expectAccessible, test } from "./serve.ts";

/** Types into a field as somebody does who uses no mouse. */
async function write(page: Page, field: Locator, text: string): Promise<void> {
  // Nobody's fingers are so fast that the editor is laid over a field between the focus and the first letter.
  await expect(async () => {
    await field.focus();
    await expect(field).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

async function press(button: Locator): Promise<void> {
  await button.focus();
  await button.press("Enter");
}

/** Chooses in a list by typing the beginning of what is wanted. */
async function pick(page: Page, list: Locator, words: string): Promise<void> {
  await list.focus();
  await page.keyboard.type(words, { delay: 5 });
  await expect(list.locator("option:checked")).toHaveText(new RegExp(`^${words}`));
}

/** Waits until the server has what was typed. */
async function saved(page: Page): Promise<void> {
  await expect(page.locator(".draft-saved")).toContainText(/^\s*Saved/);
}

interface Choice {
  readonly text: string;
  readonly to: string;
  readonly follows: string;
  readonly verdict: string;
  readonly said: string;
  readonly why: string;
}

async function writeChoice(page: Page, number: number, choice: Choice): Promise<void> {
  const part = page.getByRole("group", { name: `Choice ${number}`, exact: true });
  const more = part.getByText(/^What follows, and the debrief/);
  if (!(await part.getByLabel("What follows", { exact: true }).isVisible())) await press(more);
  await write(page, part.getByLabel("What the officer reads"), choice.text);
  if (choice.to !== "") await pick(page, part.getByLabel("Leads to"), choice.to);
  // One step from "no change".
  const effect = part.getByRole("group", { name: /^Changes/ }).getByRole("combobox");
  await effect.focus();
  await page.keyboard.press(choice.verdict === "went well" ? "ArrowDown" : "ArrowUp");
  await write(page, part.getByLabel("What follows", { exact: true }), choice.follows);
  await pick(page, part.getByLabel("In the debrief this"), choice.verdict);
  await write(page, part.getByLabel("What the debrief says was done"), choice.said);
  await write(page, part.getByLabel("Why", { exact: true }), choice.why);
}

const AT_THE_DOOR: readonly Choice[] = [
  {
    text: "Ask her what happened, and let her tell it her own way.",
    to: "2",
    follows: "She tells it from the start, with the cup cold in her hands.",
    verdict: "went well",
    said: "You asked her, and let her tell it.",
    why: "She was heard first, and in her own words. What she needs can only come from her.",
  },
  {
    text: "Go next door first, and hear what the boy has to say about it.",
    // Left open, for the prover to find.
    to: "",
    follows: "She watches you walk down her path to his, and shuts the door.",
    verdict: "did harm",
    said: "You went next door before you had heard her.",
    why: "She rang, and saw you go to him. She will not ring again.",
  },
];
const AT_THE_TABLE: readonly Choice[] = [
  {
    text: "Ask her what she would need for this to be put right.",
    to: "Ending A",
    follows: "She thinks about it. “I want to know why,” she says.",
    verdict: "went well",
    said: "You asked what she needs.",
    why: "Repair begins with what was harmed, and she alone can say what that is.",
  },
  {
    text: "Tell her that a meeting with him would do them both good.",
    to: "Ending B",
    follows: "“If you think so,” she says, and looks at the clock.",
    verdict: "did harm",
    said: "You told her what would be good for her.",
    why: "It is hers to ask for. A meeting that is somebody else's idea is no repair.",
  },
];

async function writeScene(
  page: Page,
  name: string,
  story: string,
  choices: readonly Choice[],
): Promise<void> {
  await write(page, page.getByLabel("Name", { exact: true }), name);
  await write(page, page.getByLabel("When", { exact: true }), "Monday, 19:10");
  await write(page, page.getByLabel("Where", { exact: true }), "Alder Row");
  await write(page, page.getByLabel("The story", { exact: true }), story);
  for (const outcome of await page
    .getByRole("group", { name: "What its decision is about" })
    .getByRole("checkbox")
    .all()) {
    await outcome.focus();
    if (!(await outcome.isChecked())) await page.keyboard.press("Space");
  }
  await saved(page);
  for (const [at, choice] of choices.entries()) {
    await press(page.getByRole("button", { name: "Add a choice" }));
    await page.getByRole("group", { name: `Choice ${at + 1}`, exact: true }).waitFor();
    await writeChoice(page, at + 1, choice);
    await saved(page);
  }
}

test("a trainer writes a scenario with the keyboard, mends what is found, and reads what three officers chose", async ({
  page,
  server,
}) => {
  test.setTimeout(240_000);
  await signIn(page, "trainer");
  await page.goto("/studio");
  await press(page.getByRole("link", { name: "New scenario" }));
  await write(page, page.getByLabel("What is it called?"), "The cold cup");
  await press(page.getByRole("button", { name: "Begin" }));
  await page.waitForURL(/drafts\/[^/]+$/);
  const draft = new URL(page.url()).pathname;

  await write(
    page,
    page.getByLabel("What it is about"),
    "A boy broke a window and ran. She rang, and waits.",
  );
  await write(page, page.getByLabel("Who the officer is in it"), "PCSO, on foot");
  await press(page.getByRole("button", { name: "Add an outcome" }));
  await write(page, page.getByLabel("Outcome 1"), "Hear the person harmed first");
  await write(page, page.getByLabel("Who they are").first(), "The officer on the beat");
  await saved(page);
  await expectAccessible(page);

  for (const [name, passes] of [
    ["She was heard", true],
    ["The door is shut", false],
  ] as const) {
    const before = await page.locator("#title").inputValue();
    await press(page.getByRole("button", { name: "Add an ending" }));
    await expect(page.getByRole("heading", { name: "Ending", exact: true })).toBeVisible();
    await expect(page.locator("#title")).not.toHaveValue(before);
    await write(page, page.getByLabel("Name", { exact: true }), name);
    await write(
      page,
      page.getByLabel("How it ends", { exact: true }),
      `${name}. The street is quiet when you leave.`,
    );
    await write(
      page,
      page.getByLabel("What this was about", { exact: true }),
      "It was about who is asked first.",
    );
    await pick(page, page.getByLabel("Whoever ends here"), passes ? "can pass" : "has not");
    await saved(page);
  }

  await press(
    page.getByRole("navigation", { name: "Outline" }).getByRole("link", { name: /The first scene/ }),
  );
  await expect(page.getByRole("heading", { name: "Scene 1", exact: true, level: 2 })).toBeVisible();
  const first = page.url();
  await press(page.getByRole("button", { name: "Add a scene" }));
  await expect(page.getByRole("heading", { name: "Scene 2", exact: true, level: 2 })).toBeVisible();
  await writeScene(
    page,
    "At the table",
    "She has put the kettle on again. The cup from before stands full.",
    AT_THE_TABLE,
  );
  await expectAccessible(page);
  await page.goto(first);
  await writeScene(
    page,
    "At the door",
    "The glass is swept into a corner. She holds a cup of tea with both hands.",
    AT_THE_DOOR,
  );

  // What is found stands beside what it concerns, and among the findings.
  const second = page.getByRole("group", { name: "Choice 2", exact: true });
  await expect(second.getByRole("list", { name: "Findings about choice 2" })).toContainText(
    /leads nowhere|no place/i,
  );
  await press(page.getByRole("link", { name: /^Findings/ }));
  await page.waitForURL(/findings$/);
  await expect(page.getByText(/^Error:/).first()).toBeAttached();
  await expectAccessible(page);
  await page.goto(`${draft}/publish`);
  await expect(page.getByRole("heading", { name: "What stands in the way" })).toBeVisible();

  // Mended in the list of the graph.
  await press(page.getByRole("link", { name: "Graph" }));
  await page.waitForURL(/graph$/);
  await pick(page, page.getByLabel(AT_THE_DOOR[1]?.text ?? ""), "B");
  await press(page.getByRole("button", { name: "Save the links" }));
  await expect(page.getByLabel(AT_THE_DOOR[1]?.text ?? "").locator("option:checked")).toHaveText(/^B/);
  await expectAccessible(page);
  await page.goto(`${draft}/findings`);
  await expect(page.getByText(/^Error:/)).toHaveCount(0);
  // Each warning that is left asks for a reason.
  for (let left = await reasonsLeft(page); left > 0; left = await reasonsLeft(page)) {
    const reason = page.getByLabel("Why it may stand").first();
    await write(page, reason, "A short scenario for the first briefing.");
    await reason.press("Enter");
    await expect.poll(() => reasonsLeft(page)).toBe(left - 1);
  }
  await page.goto(`${draft}/history`);
  await expectAccessible(page);
  await page.goto(`${draft}/publish`);
  await press(page.getByRole("button", { name: "Ask for a review" }));
  await expect(page.getByText("It waits for a publisher")).toBeVisible();
  await signOut(page);

  await signIn(page, "publisher");
  await page.goto(`${draft}/publish`);
  await expectAccessible(page);
  await press(page.getByRole("button", { name: "Publish now" }));
  await page.waitForURL(/studio/);
  await signOut(page);

  const slug = "the-cold-cup";
  for (const [part, good] of [
    ["constable", true],
    ["pcso", false],
    ["sergeant", true],
  ] as const satisfies readonly (readonly [Part, boolean])[]) {
    await signIn(page, part);
    await page.goto(`/scenarios/${slug}`);
    await press(page.getByRole("button", { name: "Begin" }));
    await page.waitForURL(/plays/);
    const decide = async (text: string) => {
      await page.getByRole("radio", { name: text }).focus();
      await page.keyboard.press("Space");
      await press(page.getByRole("button", { name: "Decide" }));
    };
    await decide((good ? AT_THE_DOOR[0] : AT_THE_DOOR[1])?.text ?? "");
    if (good) await decide(AT_THE_TABLE[0]?.text ?? "");
    await expect(
      page.getByRole("heading", { name: good ? "She was heard" : "The door is shut" }),
    ).toBeVisible();
    await signOut(page);
  }

  await signIn(page, "trainer");
  await page.goto("/studio");
  await press(page.getByRole("link", { name: "What officers chose in The cold cup" }));
  await page.waitForURL(/results/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What officers chose: The cold cup");
  // Three are too few to say.
  await expect(page.getByText(/^Too few to say: fewer than ten began it here/)).toBeVisible();

  // With two dozen more, what all of them chose is read, and never who they were.
  const times = (many: number, way: readonly number[]) => Array.from({ length: many }, () => way);
  await playWays(server.databaseUrl, slug, [...times(10, [0, 0]), ...times(6, [0, 1]), ...times(8, [1])]);
  await page.reload();
  await expect(page.getByText("27 officers began.")).toBeVisible();
  const shares = async (region: string, row: string) =>
    page
      .getByRole("region", { name: region })
      .getByRole("row", { name: row })
      .getByRole("cell")
      .allInnerTexts();
  const chose = (scene: string, { text }: Choice) => shares(`What they chose: ${scene}`, text);
  const [heard, nextDoor, asked, told] = [...AT_THE_DOOR, ...AT_THE_TABLE] as [
    Choice,
    Choice,
    Choice,
    Choice,
  ];
  expect(await chose("At the door", heard)).toEqual(["Good", "18", "67%", "48% and 81%"]);
  expect(await chose("At the door", nextDoor)).toEqual(["Harmful", "9", "33%", "19% and 52%"]);
  expect(await chose("At the table", asked)).toEqual(["Good", "12", "67%", "44% and 84%"]);
  expect(await chose("At the table", told)).toEqual(["Harmful", "6", "33%", "16% and 56%"]);
  expect(await shares("Endings", "She was heard")).toEqual(["12", "44%"]);
  expect(await shares("Endings", "The door is shut")).toEqual(["15", "56%"]);
  await expect(page.getByText(/At the door.*points lost on average by 27/).first()).toBeVisible();
  await expectAccessible(page);
  const text = await page.locator("main").innerText();
  for (const part of ["constable", "pcso", "sergeant"] as const) expect(text).not.toContain(PEOPLE[part]);
});

async function reasonsLeft(page: Page): Promise<number> {
  return page.getByLabel("Why it may stand").count();
}
