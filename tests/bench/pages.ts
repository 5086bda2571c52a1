/**
 * `npm run bench -- pages [--figures]` (those of coverage alone): what an officer's pages take at the server, alone and with 32 officers at once, and what
 * they weigh over the wire in a browser, and how often an officer clicks. On the demonstration force, over real HTTP, through the built site.
 */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { chromium, type Browser, type Page } from "@playwright/test";
import type { AccountId } from "#app/domain/ids.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openContext, type Context } from "#app/services/context.server.ts";
import { createAccount } from "#app/services/identity/create-account.server.ts";
import { createReportKey } from "#app/services/coverage/report-keys.server.ts";
import { beginSession } from "#app/services/identity/lucia.server.ts";
import { findChromium } from "../../scripts/chromium.mjs";
import { answerCheck, fillRight, screenShown, signIn } from "../e2e/people.ts";
import { startServer, type Server } from "./load.ts";
import { printTable, quantile } from "./table.ts";

const OFFICERS = 32;
const THINK_MS = 5_000;
const ROUNDS = 300;
const TURNS = 12;
const MODULE = "safe-enough";
const SCENARIO = "the-polite-yes";
const MODULES = ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"];
/** What is promised of each, in kB of 1,000 bytes with headers, in requests, in clicks and in milliseconds. */
const LIMITS = { firstKilobytes: 150, firstRequests: 12, nextKilobytes: 15, clicks: 8 };
const TIMES = { alone: { median: 8, p95: 20 }, together: { median: Infinity, p95: 50 } };
const run = promisify(execFile);

export async function benchPages(args: readonly string[]): Promise<void> {
  if (!existsSync("build/server/index.js")) throw new Error("Build first: npm run build");
  const folder = mkdtempSync(path.join(tmpdir(), "amends-bench-"));
  const url = `file:${path.join(folder, "demo.db")}`;
  try {
    const env = { ...process.env, DATABASE_URL: url, AMENDS_MODE: "demo" };
    await run(process.execPath, ["bin/amends.mjs", "demo", "prepare"], { env, maxBuffer: 64 * 1024 * 1024 });
    const cookies = await officers(url, OFFICERS);
    const figures = await whoeverReadsFigures(url);
    const server = await startServer(url, "demo");
    try {
      await coverageTimes(server, figures);
      if (args.includes("--figures")) return;
      await times(server, cookies);
      await weights(server);
      await clicks(server, url);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A session's cookie for each of so many officers of the force who have no account yet. */
async function officers(url: string, count: number): Promise<string[]> {
  const ctx = await openContext(readConfig({ AMENDS_MODE: "demo", DATABASE_URL: url }));
  try {
    const rows = await ctx.read
      .selectFrom("person")
      .leftJoin("account", "account.person_id", "person.id")
      .select("employee_number")
      .where("employee_number", "is not", null)
      .where("account.id", "is", null)
      .orderBy("employee_number", "desc")
      .limit(count)
      .execute();
    const cookies: string[] = [];
    for (const [at, row] of rows.entries()) {
      const account = await createAccount(ctx, {
        force: "marlshire",
        email: `bench-${at}@marlshire.police.example`,
        password: "only for this measurement",
        holder: { employeeNumber: row.employee_number ?? "" },
        grants: [],
        by: "bench",
      });
      cookies.push(await cookieOf(ctx, account));
    }
    return cookies;
  } finally {
    await ctx.close();
  }
}

async function cookieOf(ctx: Context, account: AccountId): Promise<string> {
  return (await beginSession(ctx, account)).split(";")[0] ?? "";
}

interface Readers {
  readonly commissioner: string;
  readonly supervisor: string;
  readonly key: string;
  readonly unit: string;
}

/** The demonstration's commissioner and a supervisor, signed in, with a key for reports and a unit to ask about. */
async function whoeverReadsFigures(url: string): Promise<Readers> {
  const ctx = await openContext(readConfig({ AMENDS_MODE: "demo", DATABASE_URL: url }));
  try {
    const holder = (role: "commissioner" | "supervisor") =>
      ctx.read
        .selectFrom("role_grant")
        .innerJoin("account", "account.person_id", "role_grant.person_id")
        .select(["account.id", "role_grant.force_id"])
        .where("role", "=", role)
        .executeTakeFirstOrThrow();
    const commissioner = await holder("commissioner");
    const key = { forceId: commissioner.force_id, name: "bench", perMinute: 6_000, by: "bench" };
    const { code } = await ctx.read
      .selectFrom("unit")
      .select("code")
      .where("code", "is not", null)
      .orderBy("code")
      .executeTakeFirstOrThrow();
    return {
      commissioner: await cookieOf(ctx, commissioner.id),
      supervisor: await cookieOf(ctx, (await holder("supervisor")).id),
      key: (await createReportKey(ctx, key)).token,
      unit: code ?? "",
    };
  } finally {
    await ctx.close();
  }
}

async function coverageTimes(server: Server, readers: Readers): Promise<void> {
  const commissioner = new Officer(server.url, readers.commissioner);
  const supervisor = new Officer(server.url, readers.supervisor);
  const report = new Officer(server.url, "", readers.key);
  const rows: (string | number)[][] = [];
  for (const [name, reader, at] of [
    ["coverage", commissioner, "/coverage"],
    ["a unit's coverage", commissioner, `/coverage/units/${readers.unit}`],
    ["a supervisor's unit", supervisor, "/unit"],
    ["the figure for a report", report, "/api/v1/coverage"],
  ] as const) {
    const first = (await reader.get(at)).milliseconds;
    const values: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) values.push((await reader.get(at)).milliseconds);
    rows.push([
      name,
      values.length,
      first,
      quantile(values, 0.5),
      quantile(values, 0.95),
      quantile(values, 0.99),
    ]);
  }
  for (const reader of [commissioner, supervisor, report]) reader.end();
  printTable(
    "Figures, ms from asking to the last byte",
    ["page", "asked", "the first", "median", "p95", "p99"],
    rows,
  );
}

interface Answer {
  readonly status: number;
  readonly location: string;
  readonly body: string;
  readonly milliseconds: number;
}

/** One officer's browser without scripts: pages and forms over one connection. */
class Officer {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  constructor(
    readonly server: string,
    readonly cookie: string,
    readonly key?: string,
  ) {}

  get = (at: string): Promise<Answer> => this.#ask("GET", at);
  post = (at: string, fields: Record<string, string> = {}): Promise<Answer> =>
    this.#ask("POST", at, new URLSearchParams(fields).toString());
  end = (): void => this.#agent.destroy();

  #ask(method: string, at: string, body?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const since = performance.now();
      const headers: Record<string, string | number> = {
        Cookie: this.cookie,
        Origin: this.server,
        "Accept-Encoding": "identity",
      };
      if (this.key !== undefined) headers["Authorization"] = `Bearer ${this.key}`;
      if (body !== undefined) {
        headers["Content-Type"] = "application/x-www-form-urlencoded";
        headers["Content-Length"] = Buffer.byteLength(body);
      }
      const asked = request(new URL(at, this.server), { method, headers, agent: this.#agent }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.once("end", () => {
          const status = response.statusCode ?? 0;
          if (status >= 400) return reject(new Error(`${method} ${at} answered ${status}`));
          const location = response.headers.location ?? "";
          resolve({ status, location, body: text, milliseconds: performance.now() - since });
        });
      });
      asked.once("error", reject);
      asked.end(body);
    });
  }
}

interface Places {
  readonly lesson: string;
  readonly check: string;
  readonly play: string;
}

/** Begins a lesson, a check and a scenario, and says where they are. */
async function begin(officer: Officer): Promise<Places> {
  const lesson = await officer.post(`/modules/${MODULE}`);
  const check = await officer.post(`/modules/${MODULE}/check`);
  const play = await officer.post(`/scenarios/${SCENARIO}`);
  return { lesson: lesson.location, check: check.location, play: play.location };
}

/** The fields of the first form that decides something, filled with its first choice. */
function fieldsOf(body: string, action: RegExp): Record<string, string> {
  const form = [...body.matchAll(/<form[^>]*>.*?<\/form>/gs)]
    .map(([text]) => text)
    .find((text) => action.test(text));
  const fields: Record<string, string> = {};
  for (const [input] of form?.matchAll(/<input[^>]*>/g) ?? []) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    const value = /value="([^"]*)"/.exec(input)?.[1] ?? "";
    if (name !== undefined && fields[name] === undefined) fields[name] = value;
  }
  return fields;
}

async function times(server: Server, cookies: readonly string[]): Promise<void> {
  const rows: (string | number)[][] = [];
  const tell = (what: string, values: readonly number[], limit: { median: number; p95: number }) => {
    const [median, p95, p99] = [quantile(values, 0.5), quantile(values, 0.95), quantile(values, 0.99)];
    const promised = `${limit.median === Infinity ? "" : `median ${limit.median}, `}p95 ${limit.p95}`;
    const within = verdict(median <= limit.median && p95 <= limit.p95);
    rows.push([what, values.length, median, p95, p99, promised, within]);
  };

  const one = new Officer(server.url, cookies[0] ?? "");
  const places = await begin(one);
  const pages = { home: "/", module: `/modules/${MODULE}`, ...places, record: "/record" };
  for (const [name, at] of Object.entries(pages)) {
    for (let warm = 0; warm < 50; warm += 1) await one.get(at);
    const values: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) values.push((await one.get(at)).milliseconds);
    tell(`${name}, one client`, values, TIMES.alone);
  }
  const decided: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    let at = (await one.post(`/scenarios/${SCENARIO}`)).location;
    for (let scene = 0; scene < 30 && /\/plays\/[^/]+$/.test(at); scene += 1) {
      const { body } = await one.get(at);
      const fields = fieldsOf(body, /name="choice"/);
      if (fields.choice === undefined) break;
      const answer = await one.post(at, fields);
      decided.push(answer.milliseconds);
      at = answer.location || at;
    }
  }
  tell("a decision kept, one client", decided, TIMES.alone);
  one.end();

  const together: Record<string, number[]> = { lesson: [], check: [], play: [] };
  await Promise.all(
    cookies.map(async (cookie, nth) => {
      const officer = new Officer(server.url, cookie);
      const at = await begin(officer);
      await pause((nth / cookies.length) * THINK_MS);
      for (let turn = 0; turn < TURNS; turn += 1) {
        const name = (["lesson", "check", "play"] as const)[(turn + nth) % 3] ?? "lesson";
        together[name]?.push((await officer.get(at[name])).milliseconds);
        await pause(THINK_MS);
      }
      officer.end();
    }),
  );
  for (const [name, values] of Object.entries(together))
    tell(`${name}, ${OFFICERS} officers`, values, TIMES.together);
  printTable(
    "Pages, ms from asking to the last byte",
    ["page", "asked", "median", "p95", "p99", "limit", "result"],
    rows,
  );
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Each answer that came over the wire. */
type Wire = { path: string; bytes: number }[];

async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

/** Counts what the page's network brings from now on, headers included. */
async function watch(page: Page): Promise<Wire> {
  const wire: Wire = [];
  const paths = new Map<string, string>();
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  session.on("Network.requestWillBeSent", ({ requestId, request: { url } }) =>
    paths.set(requestId, new URL(url).pathname),
  );
  // What the browser had kept is told of too, without a byte.
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength: bytes }) => {
    if (bytes > 0) wire.push({ path: paths.get(requestId) ?? "", bytes });
  });
  return wire;
}

const kilobytes = (wire: Wire): number => wire.reduce((sum, one) => sum + one.bytes, 0) / 1_000;

const verdict = (within: boolean): string => (within ? "pass" : "FAIL");

async function weights(server: Server): Promise<void> {
  const browser = await launch();
  try {
    const signedIn = await browser.newContext({ locale: "en-GB" });
    const clerk = await signedIn.newPage();
    await clerk.goto(`${server.url}/sign-in`);
    await clerk.getByRole("button", { name: /Imran Lambert/ }).click();
    await clerk.getByRole("button", { name: "Sign out" }).first().waitFor();
    const lessons: { module: string; at: string }[] = [];
    for (const module of MODULES) {
      await clerk.goto(`${server.url}/modules/${module}`);
      await clerk.getByRole("button", { name: "Begin the lessons" }).click();
      await clerk.waitForURL(/lessons/);
      for (const at of await lessonsOf(clerk, server.url, module)) lessons.push({ module, at });
    }
    const storageState = await signedIn.storageState();
    await signedIn.close();

    const rows: (string | number)[][] = [];
    let worst: Wire = [];
    for (const { at } of lessons) {
      // A browser that knows the officer and has kept nothing of the site.
      const context = await browser.newContext({ locale: "en-GB", storageState });
      const page = await context.newPage();
      const wire = await watch(page);
      await page.goto(at, { waitUntil: "networkidle" });
      const weight = kilobytes(wire);
      if (weight > kilobytes(worst)) worst = [...wire];
      const within = weight <= LIMITS.firstKilobytes && wire.length <= LIMITS.firstRequests;
      rows.push([
        `first: ${new URL(at).pathname}`,
        wire.length,
        weight,
        `${LIMITS.firstRequests}, ${LIMITS.firstKilobytes} kB`,
        verdict(within),
      ]);
      await context.close();
    }
    const context = await browser.newContext({ locale: "en-GB", storageState });
    const page = await context.newPage();
    const wire = await watch(page);
    await page.goto(lessons[0]?.at ?? "", { waitUntil: "networkidle" });
    for (const { module, at } of lessons.slice(1)) {
      // From its module's page on, each next lesson comes as data, without a page load.
      await page.goto(`${server.url}/modules/${module}`, { waitUntil: "networkidle" });
      wire.length = 0;
      await page
        .locator(`a[href="${new URL(at).pathname}"]`)
        .first()
        .click();
      await page.waitForURL(at);
      // No page load ends here that could be waited for.
      await page.waitForTimeout(1_000);
      const weight = kilobytes(wire);
      const within = verdict(weight <= LIMITS.nextKilobytes);
      rows.push([`next: ${new URL(at).pathname}`, wire.length, weight, `${LIMITS.nextKilobytes} kB`, within]);
    }
    printTable(
      "The heaviest first visit to a lesson, over the wire with headers",
      ["file", "kB"],
      worst.map((one) => [one.path, one.bytes / 1_000]),
    );
    printTable(
      "Over the wire, kB of 1,000 bytes with headers",
      ["visit", "requests", "kB", "limit", "result"],
      rows,
    );
    await context.close();
  } finally {
    await browser.close();
  }
}

/** What an officer clicks from signing in to a finished lesson and check, beside choosing and submitting answers. */
async function clicks(server: Server, databaseUrl: string): Promise<void> {
  const browser = await launch();
  try {
    const page = await browser.newPage({ baseURL: server.url, locale: "en-GB" });
    await signIn(page, "constable");
    const clicked: string[] = [];
    const click = async (name: RegExp | string) => {
      const button = page.getByRole("button", { name });
      clicked.push((await button.first().innerText()).trim());
      await button.first().click();
    };
    await click(/^Begin/);
    await page.waitForURL(/lessons/);
    const [lesson = ""] = /\/lessons\/[^/]+/.exec(page.url()) ?? [];
    while (page.url().includes(lesson)) {
      const registration = await page.locator('input[name="registration"]').first().inputValue();
      const asked = await page
        .locator('.question input[name="question"]')
        .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
      for (const id of asked) {
        await fillRight(page, databaseUrl, registration, id);
        const form = page.locator("form", { has: page.locator(`#${id}`) });
        await form.getByRole("button", { name: /^(Answer|Keep it)$/ }).click();
        await page
          .locator("section", { has: page.locator(`#${id}`) })
          .getByRole("status")
          .waitFor();
      }
      const before = page.url().split("#")[0];
      await click(/^Next/);
      await page.waitForURL((to) => to.href.split("#")[0] !== before);
      await screenShown(page);
    }
    await click("Take the check now");
    await page.waitForURL(/questions\/1$/);
    await answerCheck(page, databaseUrl);
    await click("Finish the check");
    await page.waitForURL(/\/result$/);
    printTable(
      "Clicks after signing in, beside choosing and submitting answers",
      ["click", "nth", "limit", "result"],
      clicked.map((name, at) => [
        name,
        String(at + 1),
        String(LIMITS.clicks),
        verdict(at + 1 <= LIMITS.clicks),
      ]),
    );
  } finally {
    await browser.close();
  }
}

/** The addresses of a module's lessons. */
async function lessonsOf(page: Page, base: string, module: string): Promise<string[]> {
  await page.goto(`${base}/modules/${module}`);
  const found = await page
    .locator('a[href*="/lessons/"]')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  return [...new Set(found)];
}
