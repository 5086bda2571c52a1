/** Every route as every role and signed out, against the one table of permissions; and axe on every page. */
import routes from "#app/routes.ts";
import { PERMISSIONS, type Permission, type Role } from "#app/domain/identity/permissions.ts";
import { PEOPLE, signIn, signOut, tick, type Part } from "./people.ts";
import { expect, expectAccessible, test } from "./serve.ts";

interface Door {
  /** Who may come in; `open` is for anyone, `signed-in` for anyone with an account, `key` for no session at all. */
  readonly asks: Permission | "open" | "signed-in" | "key";
  /** An address of the route that exists. */
  readonly at: string;
  /** What somebody allowed gets, when it is not 200. */
  readonly gives?: number;
  /** A file or an answer for machines, not a page. */
  readonly bare?: boolean;
}

const NOBODYS = "00000000-0000-7000-8000-000000000000";
const DOORS: Record<string, Door> = {
  "routes/learning/home.tsx": { asks: "signed-in", at: "/" },
  "routes/identity/sign-in.tsx": { asks: "open", at: "/sign-in" },
  "routes/identity/sign-out.tsx": { asks: "open", at: "/sign-out" },
  "routes/identity/password.tsx": { asks: "open", at: "/password/none", gives: 404 },
  "routes/learning/module.tsx": { asks: "learn", at: "/modules/what-rj-is" },
  "routes/learning/update.tsx": { asks: "learn", at: "/modules/right-to-know/update" },
  "routes/learning/updates.tsx": { asks: "content.read", at: "/studio/updates" },
  "routes/learning/card.tsx": { asks: "learn", at: "/modules/right-to-know/card" },
  "routes/learning/lesson.tsx": { asks: "learn", at: "/modules/what-rj-is/lessons/harm-need-repair/1" },
  "routes/learning/media.ts": { asks: "learn", at: `/media/${NOBODYS}`, gives: 404, bare: true },
  "routes/learning/check-start.tsx": { asks: "learn", at: "/modules/what-rj-is/check" },
  "routes/learning/check-question.tsx": { asks: "learn", at: `/checks/${NOBODYS}/questions/1`, gives: 404 },
  "routes/learning/check-review.tsx": { asks: "learn", at: `/checks/${NOBODYS}/review`, gives: 404 },
  "routes/learning/check-result.tsx": { asks: "learn", at: `/checks/${NOBODYS}/result`, gives: 404 },
  "routes/scenarios/start.tsx": { asks: "learn", at: "/scenarios/the-hedge-and-the-music" },
  "routes/scenarios/play.tsx": { asks: "learn", at: `/plays/${NOBODYS}`, gives: 404 },
  "routes/scenarios/debrief.tsx": { asks: "learn", at: `/plays/${NOBODYS}/debrief`, gives: 404 },
  "routes/learning/recall.tsx": { asks: "learn", at: "/recall" },
  "routes/learning/search.tsx": { asks: "learn", at: "/search?q=harm" },
  "routes/learning/record.tsx": { asks: "record.read-own", at: "/record" },
  "routes/learning/cpd.tsx": { asks: "record.read-own", at: "/record/cpd" },
  "routes/learning/cpd-text.ts": { asks: "record.read-own", at: "/record/cpd.txt", bare: true },
  "routes/learning/record-statements.ts": {
    asks: "record.read-own",
    at: "/record/statements.jsonl",
    bare: true,
  },
  "routes/learning/programme-certificate.ts": {
    asks: "record.read-own",
    at: "/record/programmes/core",
    gives: 404,
    bare: true,
  },
  "routes/learning/certificate.tsx": {
    asks: "record.read-own",
    at: "/certificates/AMND-XXXX-XXXX",
    gives: 404,
  },
  "routes/learning/certificate-pdf.ts": {
    asks: "record.read-own",
    at: "/certificates/AMND-XXXX-XXXX/certificate.pdf",
    gives: 404,
    bare: true,
  },
  "routes/learning/verify.tsx": { asks: "open", at: "/verify/AMND-XXXX-XXXX", gives: 404 },
  "routes/learning/glossary.tsx": { asks: "signed-in", at: "/glossary" },
  "routes/coverage/coverage.tsx": { asks: "coverage.read", at: "/coverage" },
  "routes/coverage/unit.tsx": { asks: "coverage.read", at: "/coverage/units/KR" },
  "routes/coverage/step-people.tsx": { asks: "people.read", at: "/coverage/people?step=to-train" },
  "routes/coverage/forecasts.tsx": { asks: "coverage.read", at: "/coverage/forecasts" },
  "routes/coverage/frozen.tsx": { asks: "coverage.read", at: "/coverage/frozen" },
  "routes/coverage/published.tsx": { asks: "coverage.read", at: "/coverage/published" },
  "routes/coverage/published-csv.ts": { asks: "coverage.read", at: "/coverage/published.csv", bare: true },
  "routes/coverage/report-pdf.ts": { asks: "coverage.read", at: "/coverage/report.pdf", bare: true },
  "routes/public/coverage.ts": { asks: "open", at: "/public/marlshire/coverage", gives: 404, bare: true },
  "routes/public/coverage-csv.ts": {
    asks: "open",
    at: "/public/marlshire/coverage.csv",
    gives: 404,
    bare: true,
  },
  "routes/public/report-pdf.ts": { asks: "open", at: "/public/marlshire/report.pdf", gives: 404, bare: true },
  "routes/coverage/targets.tsx": { asks: "target.manage", at: "/coverage/targets" },
  "routes/coverage/target.tsx": { asks: "target.manage", at: "/coverage/targets/officer-core" },
  "routes/coverage/figures.ts": { asks: "coverage.read", at: "/coverage/figures.json", bare: true },
  "routes/coverage/unit-progress.tsx": { asks: "unit.read-progress", at: "/unit" },
  "routes/coverage/unit-progress-csv.ts": { asks: "unit.read-progress", at: "/unit.csv", bare: true },
  "routes/coverage/remind.tsx": { asks: "people.remind", at: "/unit/remind" },
  "routes/roster/people.tsx": { asks: "people.read", at: "/people?q=hale" },
  "routes/roster/person.tsx": { asks: "people.read", at: `/people/${NOBODYS}`, gives: 404 },
  "routes/roster/units.tsx": { asks: "people.read", at: "/people/units" },
  "routes/roster/training.tsx": { asks: "people.import", at: "/people/training" },
  "routes/roster/completions.ts": { asks: "people.import", at: "/people/completions.csv", bare: true },
  "routes/roster/exemptions.tsx": { asks: "people.correct", at: "/people/exemptions" },
  "routes/roster/imports.tsx": { asks: "people.read", at: "/people/imports" },
  "routes/roster/import-upload.tsx": { asks: "people.import", at: "/people/imports/new" },
  "routes/roster/import-columns.tsx": {
    asks: "people.import",
    at: `/people/imports/files/${NOBODYS}/columns`,
    gives: 404,
  },
  "routes/roster/import-check.tsx": {
    asks: "people.import",
    at: `/people/imports/files/${NOBODYS}/check`,
    gives: 404,
  },
  "routes/roster/import-wrong-rows.ts": {
    asks: "people.import",
    at: `/people/imports/files/${NOBODYS}/wrong-rows.csv`,
    gives: 404,
    bare: true,
  },
  "routes/roster/import-problems.ts": {
    asks: "people.read",
    at: `/people/imports/${NOBODYS}/problems.csv`,
    gives: 404,
    bare: true,
  },
  "routes/roster/import.tsx": { asks: "people.read", at: `/people/imports/${NOBODYS}`, gives: 404 },
  "routes/learning/studio.tsx": { asks: "content.read", at: "/studio" },
  "routes/learning/reports.tsx": { asks: "report.answer", at: "/studio/reports" },
  "routes/learning/cases.tsx": { asks: "case.close", at: "/studio/cases" },
  "routes/learning/case.tsx": { asks: "record.read-own", at: `/record/cases/${NOBODYS}`, gives: 404 },
  "routes/learning/reflections.tsx": { asks: "reflection.read", at: "/studio/reflections" },
  "routes/studio/new.tsx": { asks: "content.author", at: "/studio/new" },
  "routes/studio/module-new.tsx": { asks: "content.author", at: "/studio/new-module" },
  "routes/studio/module-about.tsx": {
    asks: "content.author",
    at: `/studio/drafts/${NOBODYS}/module`,
    gives: 404,
  },
  "routes/studio/module-lesson.tsx": {
    asks: "content.author",
    at: `/studio/drafts/${NOBODYS}/lessons/first-things`,
    gives: 404,
  },
  "routes/studio/module-bank.tsx": {
    asks: "content.author",
    at: `/studio/drafts/${NOBODYS}/questions`,
    gives: 404,
  },
  "routes/studio/module-question.tsx": {
    asks: "content.author",
    at: `/studio/drafts/${NOBODYS}/questions/why`,
    gives: 404,
  },
  "routes/studio/about.tsx": { asks: "content.author", at: `/studio/drafts/${NOBODYS}`, gives: 404 },
  "routes/studio/scene.tsx": {
    asks: "content.author",
    at: `/studio/drafts/${NOBODYS}/scenes/first`,
    gives: 404,
  },
  "routes/studio/ending.tsx": {
    asks: "content.author",
    at: `/studio/drafts/${NOBODYS}/endings/end`,
    gives: 404,
  },
  "routes/studio/put-away.tsx": { asks: "content.author", at: "/studio/put-away" },
  "routes/studio/discard.tsx": {
    asks: "content.author",
    at: `/studio/drafts/${NOBODYS}/discard`,
    gives: 404,
  },
  "routes/studio/import.tsx": { asks: "content.author", at: "/studio/import" },
  "routes/studio/export-draft.ts": {
    asks: "content.author",
    at: `/studio/drafts/${NOBODYS}/export/yaml`,
    gives: 404,
    bare: true,
  },
  "routes/studio/export-live.ts": {
    asks: "content.author",
    at: "/studio/scenarios/the-hedge-and-the-music/export/yaml",
    bare: true,
  },
  "routes/studio/graph.tsx": { asks: "content.author", at: `/studio/drafts/${NOBODYS}/graph`, gives: 404 },
  "routes/studio/findings.tsx": {
    asks: "content.author",
    at: `/studio/drafts/${NOBODYS}/findings`,
    gives: 404,
  },
  "routes/studio/history.tsx": {
    asks: "content.author",
    at: `/studio/drafts/${NOBODYS}/history`,
    gives: 404,
  },
  "routes/studio/play.tsx": { asks: "content.author", at: `/studio/drafts/${NOBODYS}/play`, gives: 404 },
  "routes/studio/publish.tsx": {
    asks: "content.author",
    at: `/studio/drafts/${NOBODYS}/publish`,
    gives: 404,
  },
  "routes/studio/save.ts": {
    asks: "content.author",
    at: `/studio/drafts/${NOBODYS}/save`,
    gives: 404,
    bare: true,
  },
  "routes/studio/published.tsx": {
    asks: "content.author",
    at: "/studio/scenarios/the-hedge-and-the-music",
  },
  "routes/studio/scenario-results.tsx": {
    asks: "content.author",
    at: "/studio/scenarios/the-hedge-and-the-music/results",
  },
  "routes/studio/module-results.tsx": { asks: "content.author", at: "/studio/modules/safe-enough/results" },
  "routes/learning/report.tsx": { asks: "learn", at: "/reports" },
  "routes/learning/policy.tsx": { asks: "policy.manage", at: "/settings/policy" },
  "routes/learning/fact-owners.tsx": { asks: "policy.manage", at: "/settings/fact-owners" },
  "routes/identity/accounts.tsx": { asks: "account.manage", at: "/settings/accounts" },
  "routes/identity/account-new.tsx": { asks: "account.manage", at: "/settings/accounts/new" },
  "routes/identity/account.tsx": {
    asks: "account.manage",
    at: `/settings/accounts/${NOBODYS}`,
    gives: 404,
  },
  "routes/identity/audit.tsx": { asks: "audit.read", at: "/settings/audit" },
  "routes/identity/audit-csv.ts": { asks: "audit.read", at: "/settings/audit.csv", bare: true },
  "routes/learning/adjustments.tsx": { asks: "adjustment.manage", at: "/settings/adjustments" },
  "routes/ledger/activity.ts": { asks: "activity.read", at: "/activities/awards/what-rj-is", bare: true },
  "routes/ledger/keys.tsx": { asks: "ledger.manage", at: "/ledger/keys" },
  "routes/ledger/report-keys.tsx": { asks: "report-key.manage", at: "/ledger/report-keys" },
  "routes/reports/coverage.ts": { asks: "key", at: "/api/v1/coverage" },
  "routes/reports/months.ts": { asks: "key", at: "/api/v1/coverage/months" },
  "routes/reports/bridge.ts": { asks: "key", at: "/api/v1/coverage/bridge" },
  "routes/reports/targets.ts": { asks: "key", at: "/api/v1/targets" },
  "routes/reports/openapi.ts": { asks: "open", at: "/api/v1/openapi.json", bare: true },
  "routes/ledger/destinations.tsx": { asks: "ledger.manage", at: "/ledger/destinations" },
  "routes/ledger/destination.tsx": { asks: "ledger.manage", at: "/ledger/destinations/None", gives: 404 },
  "routes/pages/accessibility.tsx": { asks: "open", at: "/accessibility" },
  "routes/pages/privacy.tsx": { asks: "open", at: "/privacy" },
  "routes/pages/cookies.tsx": { asks: "open", at: "/cookies" },
  "routes/pages/help.tsx": { asks: "open", at: "/help" },
  "routes/pages/who-sees-what.tsx": { asks: "open", at: "/who-sees-what" },
  "routes/pages/health.ts": { asks: "open", at: "/health", bare: true },
  "routes/pages/not-found.tsx": { asks: "open", at: "/no-such-page", gives: 404 },
};

const ROLES: Record<Part, readonly Role[]> = {
  constable: ["officer"],
  pcso: ["officer"],
  sergeant: ["officer", "supervisor"],
  trainer: ["officer", "trainer"],
  publisher: ["officer", "publisher"],
  commissioner: ["commissioner"],
  administrator: ["administrator"],
};

function may(part: Part, asks: Door["asks"]): boolean {
  if (asks === "open" || asks === "signed-in") return true;
  if (asks === "key") return false;
  return ROLES[part].some((role) => PERMISSIONS[role][asks] !== undefined);
}

test("the table of doors names every route there is", () => {
  const files = routes.map((route) => route.file);
  expect(Object.keys(DOORS).sort()).toEqual(files.sort());
});

test("signed out, every door but the open ones leads to the sign-in page", async ({ request, baseURL }) => {
  for (const [file, door] of Object.entries(DOORS)) {
    const answer = await request.get(door.at, { maxRedirects: 0 });
    if (door.asks === "open") expect([200, 302, 404], file).toContain(answer.status());
    else if (door.asks === "key") expect(answer.status(), file).toBe(401);
    else {
      expect(answer.status(), file).toBe(302);
      expect(answer.headers().location, file).toMatch(/^\/sign-in/);
    }
    const sent = await request.post(door.at, {
      maxRedirects: 0,
      headers: { origin: baseURL ?? "" },
      form: {},
    });
    if (door.asks !== "open") expect([302, 405], `POST ${file}`).toContain(sent.status());
    for (const header of ["content-security-policy", "x-content-type-options", "x-frame-options"]) {
      expect(answer.headers()[header], `${header} of ${file}`).toBeTruthy();
    }
  }
});

/** Who looks at a page: a page is alike for all who may come in, but for the one that says where each begins. */
const looksAt = (door: Door) =>
  (Object.keys(PEOPLE) as Part[]).filter(
    (part, at, parts) =>
      may(part, door.asks) && (door.at === "/" || !parts.slice(0, at).some((other) => may(other, door.asks))),
  );

for (const part of Object.keys(PEOPLE) as Part[]) {
  test(`the ${part} comes in where the table says, and nowhere else`, async ({ page, baseURL }) => {
    test.setTimeout(120_000);
    await signIn(page, part);
    for (const [file, door] of Object.entries(DOORS)) {
      if (file === "routes/identity/sign-in.tsx" || file === "routes/identity/sign-out.tsx") continue;
      const allowed = may(part, door.asks);
      const answer = await page.request.get(door.at);
      expect(answer.status(), `GET ${door.at}`).toBe(
        allowed ? (door.gives ?? 200) : door.asks === "key" ? 401 : 403,
      );
      if (!allowed) {
        const sent = await page.request.post(door.at, { headers: { origin: baseURL ?? "" }, form: {} });
        expect([403, 405], `POST ${door.at}`).toContain(sent.status());
      }
      if (!door.bare && looksAt(door).includes(part)) {
        await page.goto(door.at);
        await expectAccessible(page);
        expect(await page.getByRole("heading", { level: 1 }).count(), door.at).toBe(1);
      }
    }
  });
}

test("a supervisor sees only the people of their own unit, and a commissioner sees nobody", async ({
  page,
}) => {
  await signIn(page, "sergeant");
  await page.goto("/unit");
  await expect(page.getByText(/^Kenbury Response:/)).toBeVisible();
  await expect(page.getByRole("rowheader", { name: PEOPLE.constable })).toBeVisible();
  await expect(page.getByText(PEOPLE.pcso)).toHaveCount(0);
  await signOut(page);
  await signIn(page, "commissioner");
  const addresses = [
    ...["/coverage", "/coverage/units/KR", "/coverage/published", "/coverage?role=supervisor&unit=KR"],
    ...["json", "csv"].map((form) => `/coverage/figures.${form}`),
    ...["/coverage.data", "/coverage/units/KR.data"],
  ];
  for (const address of addresses) {
    const text = await (await page.request.get(address)).text();
    for (const name of [PEOPLE.constable, PEOPLE.pcso, "DEMO-00", "/coverage/people"])
      expect(text, address).not.toContain(name);
  }
  for (const step of ["in-post", "net", "suspended"])
    expect((await page.request.get(`/coverage/people?step=${step}`)).status(), step).toBe(403);
});

test("the pages work at 320 pixels without scrolling sideways", async ({ page }) => {
  const wide = page.viewportSize();
  await signIn(page, "constable");
  await page.setViewportSize({ width: 320, height: 640 });
  const narrow = async () => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, page.url()).toBeLessThanOrEqual(320);
  };
  for (const address of ["/", "/modules/what-rj-is", "/record", "/glossary", "/help"]) {
    await page.goto(address);
    await narrow();
  }
  const begin = (name: RegExp) =>
    page.getByRole("button", { name }).or(page.getByRole("link", { name })).first().click();
  await page.goto("/modules/right-to-know");
  await begin(/^(Begin|Carry on with) the lessons/);
  await page.waitForURL(/lessons/);
  // A screen with a figure, and one with a question of several parts.
  for (const screen of [2, 3]) {
    await page.goto(`/modules/right-to-know/lessons/three-clocks/${screen}`);
    await narrow();
  }
  await page.goto("/modules/right-to-know/check");
  await begin(/^(Begin|Carry on)/);
  await page.waitForURL(/questions/);
  await narrow();
  await page.goto("/scenarios/the-polite-yes");
  await begin(/^(Begin|Carry on|Play again)$/);
  await page.waitForURL(/\/plays\//);
  for (let scene = 0; scene < 40 && !page.url().endsWith("/debrief"); scene += 1) {
    await narrow();
    await tick(page.locator('input[name="choice"]').first());
    const before = await page.locator(".eyebrow", { hasText: /^Decision/ }).textContent();
    await page.getByRole("button", { name: "Decide" }).click();
    await expect(page.getByText(before ?? "", { exact: true })).toHaveCount(0);
  }
  await page.waitForURL(/debrief$/);
  await narrow();
  if (wide) await page.setViewportSize(wide);
  await signOut(page);
  await signIn(page, "commissioner");
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/coverage");
  await narrow();
  if (wide) await page.setViewportSize(wide);
  await signOut(page);
  await signIn(page, "trainer");
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/studio");
  await narrow();
});
