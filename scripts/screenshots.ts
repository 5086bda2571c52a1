/**
 * `npm run screenshots`: a picture of each kind of page, as each person of the demonstration sees it, into
 * docs/screenshots, and docs/screens.md that shows them. Serves a demonstration of its own on a free port.
 */
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { chromium, type Page } from "@playwright/test";
import { startServer } from "#tests/bench/load.ts";
import {
  answerCheck,
  choose,
  fillRight,
  passingChoices,
  signIn,
  signOut,
  type Part,
} from "#tests/e2e/people.ts";
import { findChromium } from "./chromium.mjs";

const FOLDER = "docs/screenshots";
const MOST_BYTES = 150_000;
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 812 };
const MODULE = "what-rj-is";
/** When recall asks about what was learnt on the demonstration's own day. */
const LATER = "2018-06-08T09:00:00Z";
const SCENARIO = "the-hedge-and-the-music";

interface Shot {
  readonly name: string;
  readonly about: string;
  readonly files: readonly { readonly file: string; readonly said: string }[];
}

const shots: { readonly heading: string; readonly shots: Shot[] }[] = [];

/** The page that is looked at, and the database behind it. */
interface Look {
  readonly page: Page;
  readonly databaseUrl: string;
}

function section(heading: string): void {
  shots.push({ heading, shots: [] });
}

/** Takes the page as it stands: on a desk, and also on a phone and in the dark when that is asked. */
async function take(
  page: Page,
  name: string,
  about: string,
  also: { phone?: boolean; dark?: boolean; from?: string } = {},
): Promise<void> {
  const files: { file: string; said: string }[] = [];
  const views = [
    { end: "", said: about, size: DESK, scheme: "light" as const },
    ...(also.dark ? [{ end: "-dark", said: "In the dark.", size: DESK, scheme: "dark" as const }] : []),
    ...(also.phone ? [{ end: "-375", said: "On a phone.", size: PHONE, scheme: "light" as const }] : []),
    ...(also.phone && also.dark
      ? [{ end: "-375-dark", said: "On a phone, in the dark.", size: PHONE, scheme: "dark" as const }]
      : []),
  ];
  await page.mouse.move(0, 0);
  for (const { end, said, size, scheme } of views) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(size);
    await page.evaluate((from) => {
      const at = from ? document.querySelector(from) : null;
      window.scrollTo(0, at ? at.getBoundingClientRect().top + window.scrollY - 24 : 0);
    }, also.from ?? "");
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const file = `${name}${end}.png`;
    await write(page, file, size);
    files.push({ file, said });
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(DESK);
  shots.at(-1)?.shots.push({ name, about, files });
}

/** A picture that is too heavy is made less high. */
async function write(page: Page, file: string, size: { width: number; height: number }): Promise<void> {
  for (let { height } = size; height >= 400; height -= 100) {
    const picture = await page.screenshot({
      clip: { x: 0, y: 0, width: size.width, height },
      animations: "disabled",
    });
    if (picture.length > MOST_BYTES) continue;
    writeFileSync(path.join(FOLDER, file), picture);
    console.log(`${file}  ${Math.ceil(picture.length / 1_000)} kB`);
    return;
  }
  throw new Error(`${file} is over ${MOST_BYTES} bytes however low it is: has the page a photograph?`);
}

async function as(look: Look, part: Part, work: (go: (address: string) => Promise<void>) => Promise<void>) {
  await signIn(look.page, part);
  await work(async (address) => {
    await look.page.goto(address);
  });
  await signOut(look.page);
}

const press = (page: Page, name: RegExp) =>
  page.getByRole("button", { name }).or(page.getByRole("link", { name })).first().click();

async function learning(look: Look): Promise<void> {
  const { page, databaseUrl } = look;
  section("An officer");
  await as(look, "constable", async (go) => {
    await take(page, "home", "The start page: one next step, and what is required.", {
      phone: true,
      dark: true,
    });
    await go(`/modules/${MODULE}`);
    await take(
      page,
      "module",
      "A module: what it is for, its lessons, and the check for who knows it already.",
      {
        phone: true,
      },
    );
    await press(page, /Begin the lessons|Carry on with the lessons/);
    await page.waitForURL(/lessons/);
    await go(`/modules/${MODULE}/lessons/harm-need-repair/1`);
    const registration = (await page.locator("input[name=registration]").first().getAttribute("value")) ?? "";
    await take(page, "lesson", "A lesson's screen, begun with a moment from the job.", {
      phone: true,
      dark: true,
    });
    await fillRight(page, databaseUrl, registration, "nolan-kitchen");
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    await page.getByText("Your answer is kept.").waitFor();
    await take(page, "lesson-answer", "A question in a lesson, answered in place, with why.", {
      phone: true,
      from: "section.question",
    });
    await page.getByText("Something wrong here?").click();
    await page.getByLabel("What is wrong?").fill("The second paragraph has a word missing.");
    await page.getByRole("button", { name: "Send it" }).click();
    await page.getByText("It is with whoever answers for it.").waitFor();

    await shareReflection(page);

    await go(`/modules/${MODULE}/check`);
    await take(page, "check-start", "Before a check: how it goes, and what it takes to pass.");
    await press(page, /Begin the check|Carry on/);
    await page.waitForURL(/questions\/1$/);
    await take(page, "check-question", "A check asks one question a page.", { phone: true });
    await answerCheck(page, databaseUrl);
    await take(page, "check-review", "Every answer can be changed until the check is finished.", {
      phone: true,
    });
    await page.getByRole("button", { name: "Finish the check" }).click();
    await page.waitForURL(/result$/);
    await take(page, "check-result", "The result, by outcome.", { phone: true });
    // Nobody can have read it so fast: that is a question, and no more.
    await page.getByRole("link", { name: "Say how it was" }).click();
    await page.getByLabel("How it was").fill("I had read all of it the day before.");
    await take(page, "case", "A question about a check, with room for the officer's account.");
    await page.getByRole("button", { name: "Give it to my trainer" }).click();
    await page.getByRole("status").waitFor();

    await go(`/scenarios/${SCENARIO}`);
    await take(page, "scenario-start", "Before a scenario: who you are, and how it goes.");
    await press(page, /Begin|Carry on|Play again/);
    await page.waitForURL(/plays\/[^/]+$/);
    await take(page, "scenario", "A scenario: the scene, who is here, and a decision.", { phone: true });
    const passing = await passingChoices(databaseUrl, SCENARIO);
    for (const [at, choice] of passing.entries()) {
      await page.getByText(`Decision ${at + 1}`, { exact: true }).waitFor();
      await choose(page, choice);
    }
    await page.waitForURL(/debrief$/);
    await take(page, "debrief", "The debrief, decision by decision.", { phone: true });

    await go("/record");
    await take(page, "record", "My record: what is held, how it came, and every statement to take away.", {
      phone: true,
    });
    await page.locator('a[href^="/certificates/"]').first().click();
    await page.waitForURL(/certificates\//);
    await take(page, "certificate", "A certificate, with a code that anyone can check.", { phone: true });
    await go(`/verify/${page.url().split("/").at(-1)}`);
    await take(page, "verify", "What anyone sees who checks a certificate's code.");
    await go("/glossary");
    await take(page, "glossary", "The glossary: every term that lessons link to.");
    await go("/record/cpd");
    await take(page, "cpd", "Notes for a development review, private to the officer.", { phone: true });
    await go("/search?q=harm");
    await take(page, "search", "Search over what one has met.", { phone: true });
    await go(`/modules/${MODULE}/card`);
    await take(page, "card", "The card for on scene, one printed page.", { phone: true });
  });
}

/** Writes the module's reflection and shares it with the trainers. */
async function shareReflection(page: Page): Promise<void> {
  for (let screen = 1; screen <= 9; screen += 1) {
    await page.goto(`/modules/${MODULE}/lessons/what-evidence-can-bear/${screen}`);
    const box = page.locator(".question textarea");
    if ((await box.count()) === 0) continue;
    await box.fill("I said that it works, and had asked nobody what they wanted.");
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByLabel("Share with the trainers of my force").check({ force: true });
    await take(page, "reflection", "A reflection, private until the officer shares it.", {
      from: "section.question",
    });
    await page.getByRole("button", { name: "Share it" }).click();
    await page.getByText(/^Shared with the trainers/).waitFor();
    return;
  }
  throw new Error("The lesson has no reflection");
}

const UPDATE = `change: substance
update:
  text: "The four parts are now asked in the order in which you meet them."
  questions: [nolan-kitchen]
  days: 30
`;

/** Publishes the module again, changed in substance. */
async function changeModule(env: NodeJS.ProcessEnv): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), "amends-screenshots-"));
  try {
    for (const folder of ["modules", "content"]) cpSync(folder, path.join(root, folder), { recursive: true });
    const file = path.join(root, "modules", MODULE, "module.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("change: wording\n", UPDATE));
    await promisify(execFile)(process.execPath, ["bin/amends.mjs", "content", "publish", "--root", root], {
      env,
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function update(look: Look): Promise<void> {
  await as(look, "constable", async (go) => {
    await go(`/modules/${MODULE}/update`);
    await take(look.page, "update", "A short update, when something of substance has changed.");
  });
}

/** Some days later, when something is asked again. */
async function recall(look: Look): Promise<void> {
  await as(look, "constable", async (go) => {
    await go("/recall");
    const about = "Recall: a question now and then from what is held.";
    await take(look.page, "recall", about, { phone: true });
  });
}

async function others(look: Look): Promise<void> {
  const { page } = look;
  section("A supervisor");
  await as(look, "sergeant", async (go) => {
    await go("/unit");
    await take(page, "unit", "My unit: who is done, on the way or not begun. No answers, no scores.");
  });
  section("A commissioner");
  await as(look, "commissioner", async (go) => {
    await go("/coverage");
    await take(page, "coverage", "Coverage: the sentence first, and every step of its denominator.", {
      dark: true,
    });
    await go("/coverage/units/KR");
    await take(page, "coverage-unit", "The same for one unit and those below it.");
    await go("/coverage/published");
    await take(page, "coverage-published", "What may be published, so that nobody can be worked out.");
    await go("/coverage/forecasts");
    await take(page, "forecasts", "Past forecasts, scored against what happened.");
  });
  section("A trainer");
  await as(look, "trainer", async (go) => {
    await go("/studio");
    await take(page, "studio", "What is published, and the facts to look at again.");
    await go("/studio/reports");
    await take(
      page,
      "reports",
      "What people say is wrong, by role and not by name, those for the reader first.",
    );
    await go("/studio/cases");
    await take(page, "cases", "Checks to ask about. Nothing follows by itself.");
    await go("/studio/reflections");
    await take(page, "reflections", "What officers share of their reflections.");
    await go("/studio/updates");
    await take(page, "updates", "Short updates that run.");
    await studio(look, go);
  });
  section("An administrator");
  await as(look, "administrator", async (go) => {
    await go("/people?q=ha");
    await take(page, "people", "People are looked up; whoever looks at one is kept in the audit trail.");
    await page.locator('main a.task-link[href^="/people/"]').first().click();
    await page.waitForURL(/people\/[0-9a-f-]{36}/);
    await take(page, "person", "One person over time: names, posts, absences, awards.");
    await go("/people/units");
    await take(page, "units", "Units over time.");
    await go("/people/training");
    await take(page, "training", "Training that was done elsewhere.");
    await go("/people/exemptions");
    await take(page, "exemptions", "Exemptions, each with a reason, an approver and an end.");
    await importPreview(look, go);
    await go("/people/imports");
    await take(page, "imports", "Every import, with what it changed.");
    await go("/coverage/targets");
    await take(page, "targets", "Targets: what was promised, of whom and by when.");
    await go("/coverage/targets/officer-core");
    await take(page, "target", "One target.");
    await go("/settings/policy");
    await take(page, "policy", "The force's own service and rules, the safest until somebody chooses.");
    await go("/settings/fact-owners");
    await take(page, "fact-owners", "Who answers when somebody says that a fact is wrong.");
    await go("/settings/adjustments");
    await take(page, "adjustments", "Extra time and other adjustments, person by person.");
    await go("/settings/accounts");
    await take(page, "accounts", "Who can sign in, with what they may do.");
    await page.getByRole("link", { name: "Emeka Olsen" }).click();
    await page.getByRole("heading", { level: 1, name: "Emeka Olsen" }).waitFor();
    await take(page, "account", "One account: its grants, where it is signed in, and a new password.", {
      phone: true,
    });
    await go("/ledger/keys");
    await take(page, "ledger", "Keys for other systems at /xapi.");
    await go("/ledger/destinations");
    await take(page, "destinations", "Where statements are passed on to.");
    await go("/ledger/report-keys");
    await take(page, "report-keys", "Keys for other programs to read the figures.");
    await go("/settings/policy");
    await page.getByText("Choose the rule: A public page of the figures").click();
    await page.getByLabel(/^Anyone: totals exact/).check({ force: true });
    await page.getByRole("button", { name: "Keep this rule (A public page of the figures)" }).click();
    await page.getByRole("status").waitFor();
  });
  section("The public");
  await page.goto("/public/marlshire/coverage");
  await take(page, "public", "The figures that anyone may read, once the force allows it.");
}

/** A published scenario's next version, from its first page to its publishing. */
async function studio({ page }: Look, go: (address: string) => Promise<void>): Promise<void> {
  await go("/studio/new");
  await take(page, "studio-new", "A new scenario, from a template or from nothing.");
  await go("/studio/import");
  await take(page, "studio-import", "A scenario brought from Twine, H5P or a YAML file.");
  await go(`/studio/scenarios/${SCENARIO}`);
  await take(page, "studio-published", "A published scenario and its versions.");
  await go(`/studio/scenarios/${SCENARIO}/results`);
  await take(page, "studio-results", "What officers chose, each with its count.");
  await go(`/studio/modules/${MODULE}/results`);
  await take(page, "studio-module-results", "How each question of a module does.");
  await go("/studio");
  await page.getByRole("button", { name: /^Write version \d+ of The hedge/ }).click();
  await page.waitForURL(/\/studio\/drafts\/[^/]+$/);
  const draft = new URL(page.url()).pathname;
  await take(page, "studio-about", "A draft: what it is about, its measures and its people.");
  await page.locator(`a[href^="${draft}/scenes/"]`).first().click();
  await page.waitForURL(/\/scenes\//);
  await page.getByLabel("When", { exact: true }).fill("Thursday, 18:45");
  await page.locator(".draft-saved", { hasText: "Saved" }).waitFor();
  await take(page, "studio-scene", "A scene: its outline, its words and choices, and how it will look.");
  await go(`${draft}/graph`);
  await page.locator(".react-flow__node").first().waitFor();
  await take(page, "studio-graph", "The same as a graph.", { dark: true });
  await go(`${draft}/findings`);
  await take(page, "studio-findings", "What the prover finds, each with its place.");
  await go(`${draft}/history`);
  await take(page, "studio-history", "Every save, with what it changed.");
  await go(`${draft}/publish`);
  await take(page, "studio-publish", "Before it is published: what learners will meet.");
}

const EXTRACT = [
  "Employee Number,Surname,Forenames,Staff Group,Rank/Grade,Unit Code,Unit Name,Start Date,Post Start Date,Leaving Date",
  "NEW-1,Ŵyn,Siân,Police Officer,Police Constable,LD,Learning and Development,05/03/2018,05/03/2018,",
  "NEW-2,Jones,Owain,Police Officer,Police Constable,LD,Learning and Development,05/03/2018,31/02/2018,",
  "NEW-3,Prys,Llŷr,PCSO,PCSO,LD,Learning and Development,05/03/2018,05/03/2018,20/06/2018",
].join("\r\n");

async function importPreview({ page }: Look, go: (address: string) => Promise<void>): Promise<void> {
  await go("/people/imports/new");
  await page.getByLabel("The file").setInputFiles({
    name: "extract.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(EXTRACT),
  });
  await page.getByLabel("The day it describes").fill("2018-06-03");
  await page.getByLabel("The system it is from").fill("Horizon");
  await page.getByRole("button", { name: "Upload and match columns" }).click();
  await page.getByRole("heading", { name: "Match the columns" }).waitFor();
  await take(page, "import-columns", "The columns of any file, matched once for each system.");
  await page.getByLabel("Who is in the file").selectOption("some");
  await page.getByRole("button", { name: "Check what will change" }).click();
  await page.getByRole("heading", { level: 1, name: "Check what will change" }).waitFor();
  await take(page, "import-preview", "What an import would change, before it does.");
}

function writePage(): void {
  const parts = shots.flatMap(({ heading, shots: taken }) => [
    `## ${heading}`,
    ...taken.flatMap(({ files }) =>
      files.map(({ file, said }) => `${said}\n\n![${said}](screenshots/${file})`),
    ),
  ]);
  const intro =
    "Every kind of page, as `npm run screenshots` takes it from the demonstration. Everybody here is invented. Chromium writes the days in date fields as its own language does; an officer's browser does as theirs.";
  writeFileSync("docs/screens.md", `${["# Screens", intro, ...parts].join("\n\n")}\n`);
}

async function main(): Promise<void> {
  if (!existsSync("build/server/index.js")) throw new Error("Build first: npm run build");
  const folder = mkdtempSync(path.join(tmpdir(), "amends-screenshots-"));
  const databaseUrl = `file:${path.join(folder, "demo.db")}`;
  const env = { ...process.env, DATABASE_URL: databaseUrl, AMENDS_MODE: "demo" };
  const prepare = ["bin/amends.mjs", "demo", "prepare"];
  try {
    await promisify(execFile)(process.execPath, prepare, { env, maxBuffer: 64 * 1024 * 1024 });
    const browser = await chromium.launch({
      executablePath: await findChromium(),
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    const visit = async (work: (look: Look) => Promise<void>): Promise<void> => {
      const server = await startServer(databaseUrl, "demo");
      const settings = { baseURL: server.url, viewport: DESK, locale: "en-GB", timezoneId: "Europe/London" };
      const context = await browser.newContext(settings);
      try {
        await work({ page: await context.newPage(), databaseUrl });
      } finally {
        await context.close();
        await server.stop();
      }
    };
    try {
      mkdirSync(FOLDER, { recursive: true });
      for (const old of readdirSync(FOLDER)) if (old.endsWith(".png")) rmSync(path.join(FOLDER, old));
      await visit(async (look) => {
        section("Anyone");
        await look.page.goto("/sign-in");
        await take(look.page, "sign-in", "Signing in to the demonstration.", { phone: true });
        await learning(look);
      });
      await changeModule(env);
      await visit(update);
      process.env.AMENDS_NOW = LATER;
      await visit(recall);
      delete process.env.AMENDS_NOW;
      await visit(others);
      writePage();
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
