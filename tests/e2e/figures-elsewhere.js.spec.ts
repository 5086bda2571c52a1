/** Where figures go beyond the pages, over HTTP; and that no person is in anything that a commissioner or the public can get. */
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { createRequire } from "node:module";
import type { APIRequestContext, APIResponse, Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { connect } from "#db/connect.ts";
import { PEOPLE, signIn, signOut, tick } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

// Its types know no module.
const addFormats = createRequire(import.meta.url)("ajv-formats") as (ajv: Ajv2020) => void;

interface OpenApi extends Record<string, unknown> {
  components: { schemas: Record<string, object> };
}

/** A key that the administrator makes on its page. */
async function makeKey(page: Page, name: string, perMinute?: string): Promise<string> {
  await page.goto("/ledger/report-keys");
  await page.getByLabel("Name").fill(name);
  if (perMinute) await page.getByLabel("Requests a minute, at most").fill(perMinute);
  await page.getByRole("button", { name: "Make the key" }).click();
  const made = page.getByRole("status");
  await expect(made).toContainText(`${name} is made`);
  return (await made.locator("code").first().innerText()).replace(/^Authorization: /, "");
}

test.use({ figures: true });

test("a report reads the page's figures with a key, as the description for programs says", async ({
  page,
  request,
}) => {
  await signIn(page, "administrator");
  await page.getByRole("link", { name: "Ledger" }).first().click();
  await page.getByRole("link", { name: "Keys for reports" }).click();
  await page.getByRole("button", { name: "Make the key" }).click();
  await expect(page.getByRole("alert")).toContainText("Name: give the key a name");
  await expectAccessible(page);
  const bearer = await makeKey(page, "Power BI");
  await expectAccessible(page);

  const description = (await (await request.get("/api/v1/openapi.json")).json()) as OpenApi;
  expect((await new Validator().validate(description)).errors).toBeUndefined();
  const ajv = new Ajv2020({ strict: false });
  addFormats(ajv);
  const ask = (address: string, headers: Record<string, string> = {}) =>
    request.get(address, { headers: { authorization: bearer, ...headers } });
  for (const [schema, address] of [
    ["Coverage", "/api/v1/coverage?target=officer-core&on=2018-05-20&known=2018-05-25&unit=KR"],
    ["Months", "/api/v1/coverage/months?target=officer-core&rank=constable"],
    [
      "Bridge",
      "/api/v1/coverage/bridge?target=officer-core&since=2018-04-30&sinceKnown=2018-05-01T09:00:00Z",
    ],
    ["Targets", "/api/v1/targets"],
    ["Problem", "/api/v1/coverage?target=none"],
    ["Problem", "/api/v1/coverage?unti=KR"],
    ["Problem", "/api/v1/coverage?on=yesterday"],
    ["Problem", "/api/v1/coverage?format=xml"],
    ["Problem", "/api/v1/coverage?since=2018-04-30"],
    ["Problem", "/api/v1/targets?target=officer-core"],
  ] as const) {
    const answer = await ask(address);
    expect(answer.ok(), address).toBe(schema !== "Problem");
    expect(answer.headers()["set-cookie"], address).toBeUndefined();
    const valid = ajv.compile(description.components.schemas[schema] ?? {});
    valid(await answer.json());
    expect(valid.errors, address).toBeNull();
  }

  // The same figures as the page's own files, to the byte.
  const query = "?target=officer-core&on=2018-05-20&known=2018-05-25";
  const files = await page.request.get(`/coverage/figures.json${query}`);
  const file = (await files.json()) as { months: unknown; changes: Record<string, unknown> };
  expect(file).toMatchObject(
    (await (await ask(`/api/v1/coverage${query}`)).json()) as Record<string, unknown>,
  );
  expect(await (await ask(`/api/v1/coverage/months${query}`)).json()).toMatchObject({ months: file.months });
  expect(await (await ask(`/api/v1/coverage/bridge${query}`)).json()).toMatchObject(file.changes);
  const changes = await page.request.get(`/coverage/changes.csv${query}`);
  const bridge = await ask(`/api/v1/coverage/bridge${query}&format=csv`);
  expect(await bridge.text()).toBe(await changes.text());
  const table = await page.request.get(`/coverage/figures.csv${query}`);
  const csv = await ask(`/api/v1/coverage${query}`, { accept: "text/csv" });
  expect(csv.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  expect(await csv.text()).toBe(await table.text());

  const hurried = await makeKey(page, "Hurried", "2");
  const statuses = [];
  for (let time = 0; time < 3; time += 1)
    statuses.push((await request.get("/api/v1/targets", { headers: { authorization: hurried } })).status());
  expect(statuses).toEqual([200, 200, 429]);

  await page.getByRole("button", { name: "End Power BI" }).click();
  await expect(page.getByText("Ended", { exact: true }).first()).toBeVisible();
  expect((await ask("/api/v1/targets")).status()).toBe(401);
});

test("the public page is switched on by an administrator, asks for nobody and leads nowhere", async ({
  page,
  request,
  browser,
  baseURL,
}) => {
  const address = "/public/marlshire/coverage";
  expect((await request.get(address)).status()).toBe(404);
  await signIn(page, "administrator");
  await page.goto("/settings/policy");
  await page.getByText("Choose the rule: A public page of the figures").click();
  await tick(page.getByLabel(/^Anyone: totals exact/));
  await page.getByRole("button", { name: "Keep this rule (A public page of the figures)" }).click();
  await expect(page.getByRole("status")).toContainText("Kept");
  await page.goto("/coverage/published");
  await page.getByRole("link", { name: /^\/public\/marlshire\/coverage/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("were trained on 31 May 2018");
  // Not even to the one who is signed in does it say a name.
  expect(await page.content()).not.toContain(PEOPLE.administrator);

  const stranger = await browser.newContext({ baseURL: baseURL ?? "" });
  const reader = await stranger.newPage();
  await reader.goto(address);
  await expectAccessible(reader);
  await expect(
    reader.getByText("Made up", { exact: false }).or(reader.getByText("made up")).first(),
  ).toBeVisible();
  const links = await reader
    .locator("a[href]")
    .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  for (const link of links) expect(link).toMatch(/^(#main|\/public\/marlshire\/)/);
  expect(await reader.locator("script, form").count()).toBe(0);
  for (const link of [address, ...links.filter((one) => one.startsWith("/"))]) {
    const answer = await reader.request.get(link);
    expect(answer.status(), link).toBe(200);
    expect(answer.headers()["cache-control"], link).toBe("public, max-age=300");
    expect(answer.headers()["set-cookie"], link).toBeUndefined();
  }
  expect(await stranger.cookies()).toEqual([]);
  await stranger.close();
});

/** Everyone of the force by everything that tells who they are. */
async function tellingWords(databaseUrl: string): Promise<{ person: string; words: string[] }[]> {
  const connection = connect(databaseUrl);
  try {
    const rows = await connection.read
      .selectFrom("person_version")
      .innerJoin("person", "person.id", "person_version.person_id")
      .select([
        "person.id",
        "employee_number",
        "surname",
        "forenames",
        "known_as",
        "work_email",
        "collar_number",
      ])
      .distinct()
      .execute();
    return rows.map((row) => ({
      person: row.id,
      words: [
        row.id,
        row.employee_number,
        row.work_email,
        `${row.forenames} ${row.surname}`,
        `${row.surname}, ${row.forenames}`,
        row.known_as && `${row.known_as} ${row.surname}`,
        row.collar_number,
      ].flatMap((word) => word ?? []),
    }));
  } finally {
    await connection.close();
  }
}

/** Of the words, those that a text holds as words of their own. */
function told(text: string, words: ReadonlySet<string>): string[] {
  // What a page or a loader escapes reads as it is meant.
  const plain = text
    .replace(/&#x27;|\\u0027/g, "'")
    .replace(/&amp;|\\u0026/g, "&")
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return [...words].filter((word) => {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
      const alone = (one: string | undefined) => one === undefined || !/[\p{L}\p{N}]/u.test(one);
      if (alone(plain[at - 1]) && alone(plain[at + word.length])) return true;
    }
    return false;
  });
}

/** An answer's text, that of files too. */
async function wordsOf(answer: APIResponse): Promise<string> {
  const bytes = await answer.body();
  const type = answer.headers()["content-type"] ?? "";
  if (type.includes("spreadsheetml"))
    return Object.values(unzipSync(bytes))
      .map((part) => strFromU8(part))
      .join("\n");
  if (type !== "application/pdf") return bytes.toString("utf8");
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const parts: string[] = [JSON.stringify(await pdf.getMetadata())];
  for (let at = 1; at <= pdf.numPages; at += 1) {
    const { items } = await (await pdf.getPage(at)).getTextContent();
    parts.push(items.map((item) => ("str" in item ? item.str : "")).join(" "));
  }
  await pdf.destroy();
  return parts.join("\n");
}

/** Every address that can be reached by links from some, each once by its path and the names of its parameters. */
async function everywhere(request: APIRequestContext, from: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const seen = new Set<string>();
  const waiting = [...from];
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const url = new URL(address, "http://here.example");
    const kind = `${url.pathname}?${[...url.searchParams.keys()].sort().join("&")}`;
    if (url.host !== "here.example" || url.pathname.startsWith("/assets/") || seen.has(kind)) continue;
    seen.add(kind);
    const answer = await request.get(url.pathname + url.search);
    const text = await wordsOf(answer);
    texts.set(url.pathname + url.search, text);
    if (!(answer.headers()["content-type"] ?? "").includes("text/html")) continue;
    for (const [, href = ""] of text.matchAll(/href="(\/[^"#]*)/g))
      waiting.push(href.replaceAll("&amp;", "&"));
  }
  return texts;
}

test("no person is in anything that a commissioner, a report or the public can get", async ({
  page,
  request,
  server,
}) => {
  test.setTimeout(240_000);
  const everyone = await tellingWords(server.databaseUrl);
  expect(everyone.length).toBeGreaterThan(1_000);

  await signIn(page, "administrator");
  const bearer = await makeKey(page, "Power BI");
  await page.request.post("/settings/policy", {
    headers: { origin: server.url },
    form: { key: "public-coverage", choice: "public" },
  });
  // That the search finds what is there: an administrator may see the people of a step.
  const seen = await (await page.request.get("/coverage/people?step=to-train")).text();
  const words = new Set(everyone.flatMap((one) => one.words));
  expect(told(seen, words).length).toBeGreaterThan(100);
  await signOut(page);

  await signIn(page, "commissioner");
  const commissioner = await page.evaluate(() => document.body.innerText);
  expect(commissioner).toContain(PEOPLE.commissioner);
  const own = everyone.find((one) => one.words.includes(PEOPLE.commissioner));
  for (const word of own?.words ?? []) words.delete(word);
  const texts = await everywhere(page.request, [
    ...["/", "/coverage", "/coverage?role=supervisor", "/coverage?service=under-1&rank=sergeant"],
    ...["/coverage/people?step=net", "/people", "/unit", "/studio", "/ledger/keys", "/record"],
    ...["figures.json", "figures.csv", "figures.xlsx", "changes.csv"].map(
      (file) => `/coverage/${file}?target=officer-core`,
    ),
    ...["/coverage.data", "/coverage/units/KR.data", "/coverage/people.data?step=net"],
    ...["/coverage/forecasts.data", "/coverage/published.data", "/coverage/frozen.data", "/coverage/frozen"],
  ]);
  expect(texts.size).toBeGreaterThan(40);
  await signOut(page);
  const apart = await everywhere(request, [
    ...["coverage", "coverage.csv", "report.pdf"].map((file) => `/public/marlshire/${file}`),
    "/api/v1/openapi.json",
  ]);
  for (const address of ["coverage", "coverage?unit=KR&group=officer", "coverage/months", "targets"]) {
    const answer = await request.get(`/api/v1/${address}`, { headers: { authorization: bearer } });
    expect(answer.status()).toBe(200);
    apart.set(`/api/v1/${address}`, await answer.text());
  }
  for (const [address, text] of [...texts, ...apart]) expect(told(text, words), address).toEqual([]);
});

test("a supervisor gets the people of their own units and no others", async ({ page, server }) => {
  const connection = connect(server.databaseUrl);
  const inside = await connection.read
    .selectFrom("posting")
    .innerJoin("unit", "unit.id", "posting.unit_id")
    .select("posting.person_id")
    .where("unit.code", "=", "KR")
    .where("posting.valid_from", "<=", "2018-06-04" as never)
    .where("posting.valid_to", ">", "2018-06-04" as never)
    .where("posting.known_to", ">", "9000" as never)
    .distinct()
    .execute();
  await connection.close();
  const own = new Set<string>(inside.map((row) => row.person_id));
  expect(own.size).toBeGreaterThan(100);
  const everyone = await tellingWords(server.databaseUrl);
  // Two people may have one name: whoever shares theirs with somebody inside tells nothing.
  const theirs = new Set(everyone.filter((one) => own.has(one.person)).flatMap((one) => one.words));
  const others = new Set(
    everyone
      .filter((one) => !own.has(one.person))
      .flatMap((one) => one.words)
      .filter((word) => !theirs.has(word)),
  );
  await signIn(page, "sergeant");
  for (const address of ["/unit", "/unit?show=none", "/unit.csv", "/unit.data"]) {
    const text = await (await page.request.get(address)).text();
    expect(told(text, others), address).toEqual([]);
    expect(told(text, theirs).length, address).toBeGreaterThan(5);
  }
  for (const address of [
    "/coverage/people?step=net",
    "/people",
    "/coverage/units/KR",
    "/coverage/figures.csv",
  ])
    expect((await page.request.get(address)).status(), address).toBe(403);
});
