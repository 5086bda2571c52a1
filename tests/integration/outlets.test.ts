/** Where figures go beyond the pages: keys for reports, documents, the report for a panel, the public page. */
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { expect, it } from "vitest";
import { openApiDocument } from "#app/http/reports/openapi.ts";
import { withRates, type Counts } from "#app/domain/coverage/coverage.ts";
import { instantAt, parseDay, type Day } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { coverageSchema, monthsSchema, targetsSchema } from "#app/services/coverage/document-schemas.ts";
import { freezeDue } from "#app/services/coverage/freeze.server.ts";
import {
  coverageDocument,
  monthsDocument,
  monthsTable,
  targetsDocument,
} from "#app/services/coverage/present-coverage.ts";
import { publishedTable } from "#app/services/coverage/present-published.ts";
import { readBurnUp } from "#app/services/coverage/read-burn-up.server.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { isPublic, publicForce } from "#app/services/coverage/read-public-page.server.ts";
import { readPublishedPage } from "#app/services/coverage/read-published-page.server.ts";
import { readReport, type CoverageReport } from "#app/services/coverage/read-report.server.ts";
import { readTold } from "#app/services/coverage/read-told.server.ts";
import { readEveryTarget } from "#app/services/coverage/read-targets.server.ts";
import {
  authenticateReport,
  createReportKey,
  endKey,
  listReportKeys,
} from "#app/services/coverage/report-keys.server.ts";
import { reportPdf } from "#app/services/coverage/report-pdf.server.ts";
import { readUnitProgress } from "#app/services/coverage/read-unit-progress.server.ts";
import { endTarget, setTarget } from "#app/services/coverage/set-target.server.ts";
import { setPolicy } from "#app/services/learning/set-policy.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { onBothDatabases } from "./databases.ts";
import { enlargeForce, principal } from "./officer.ts";

async function pagesOf(bytes: Buffer): Promise<string[]> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const texts: string[] = [];
  for (let at = 1; at <= pdf.numPages; at += 1) {
    const { items } = await (await pdf.getPage(at)).getTextContent();
    const text = items.map((item) => ("str" in item ? item.str : "")).join(" ");
    texts.push(text.replace(/\s+/g, " "));
  }
  await pdf.destroy();
  return texts;
}

/** What a large force would say: more units than a page has lines, and names that break them. */
function large(rows: number): CoverageReport {
  const day = parseDay("2018-06-30");
  const counts: Counts = {
    ...{ in_post: 4_321, absent: 210, exempt: 11, not_yet_due: 0, net: 4_100 },
    ...{ trained_in_post: 3_200, trained_net: 3_157, current_net: 3_001 },
  };
  const month = {
    day,
    knownOn: parseDay("2018-07-01"),
    figures: withRates(counts),
    rowsDay: day,
    rows: Array.from({ length: rows }, (_, at) => ({
      units: [`u${at}`],
      names:
        at % 7 === 0 ? [`Heddlu Gogledd ${at}`, "Gwasanaethau’r Ŵyl a’r Tŷ", "Ardal y Môr"] : [`Unit ${at}`],
      parent: null,
      net: 50,
      trained: 25,
      rate: 0.5,
    })),
  };
  return {
    force: "Marlshire Constabulary",
    target: {
      slug: "officer-core",
      title: "all officers hold the core programme by 31 December 2018",
      people: "officers",
      dueOn: parseDay("2018-12-31"),
      share: 1,
    },
    month,
    months: [{ ...month, day: parseDay("2018-05-31") }, month],
    likely: { dueOn: parseDay("2018-12-31"), low: 0.9, high: 0.96, chance: 0.04 },
    others: Array.from({ length: 12 }, (_, at) => ({
      people: "PCSOs",
      title: `promise ${at}`,
      figures: withRates(counts),
    })),
    madeOn: parseDay("2018-07-04"),
  };
}

onBothDatabases("figures beyond the pages", (open) => {
  const on = (ctx: Context, day: string): Context => ({ ...ctx, now: () => instantAt(day as Day, 9) });

  async function opened() {
    const ctx = await open({ now: "2018-06-10", force: true });
    const force = await findForce(ctx, undefined);
    const target = {
      slug: "officer-core",
      title: "all officers hold the core programme",
      programme: "core",
      audience: [{ groups: ["officer" as const] }],
      dueOn: "2018-06-30",
      joiningDays: null,
      returningDays: null,
      graceLeavesNet: false,
      share: 1,
    };
    await setTarget(ctx, { forceId: force.id, by: "test", target });
    return { ctx, force };
  }

  it("opens them to a key while it works, and to nothing else", async () => {
    const { ctx, force } = await opened();
    const by = "test";
    const { token } = await createReportKey(ctx, {
      forceId: force.id,
      name: " Power BI ",
      perMinute: 60,
      by,
    });
    const [id = "", secret = ""] = token.split(".");
    const proves = (header: string | null) => authenticateReport(ctx, header);
    expect(await proves(`Bearer ${token}`)).toMatchObject({ id, perMinute: 60 });
    expect(await proves(`bearer ${token}`)).toMatchObject({ force: { id: force.id, slug: "marlshire" } });
    for (const wrong of [
      null,
      "",
      token,
      `Basic ${token}`,
      `Bearer ${id}`,
      `Bearer ${id}.`,
      `Bearer ${id}.x`,
    ])
      expect(await proves(wrong)).toBeNull();
    expect(await proves(`Bearer ${id}x.${secret}`)).toBeNull();
    expect(JSON.stringify(await listReportKeys(ctx, force.id))).not.toContain(secret);
    const stored = await ctx.read.selectFrom("report_key").selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(secret);

    await expect(
      createReportKey(ctx, { forceId: force.id, name: "Power BI", perMinute: 60, by }),
    ).rejects.toMatchObject({ code: "conflict" });
    await expect(
      createReportKey(ctx, { forceId: force.id, name: "", perMinute: 0, by }),
    ).rejects.toMatchObject({
      code: "bad-input",
      problems: [{ href: "#name" }, { href: "#perMinute" }],
    });
    await expect(endKey(ctx, { forceId: "another" as typeof force.id, id, by })).rejects.toMatchObject({
      code: "not-found",
    });
    await endKey(ctx, { forceId: force.id, id, by });
    expect(await proves(`Bearer ${token}`)).toBeNull();
    await expect(endKey(ctx, { forceId: force.id, id, by })).rejects.toMatchObject({ code: "conflict" });
    const actions = await ctx.read
      .selectFrom("audit_event")
      .select("action")
      .where("subject", "=", id)
      .execute();
    expect(actions.map((row) => row.action).sort()).toEqual(["report-key.create", "report-key.end"]);
  });

  it("gives documents as their schemas promise", async () => {
    const { ctx, force } = await opened();
    const question = {
      ...{ forceId: force.id, target: "officer-core" },
      ...{ asOf: parseDay("2018-06-10"), knownAt: ctx.now() },
    };
    const document = coverageDocument(force, await readCoverage(ctx, question));
    expect(coverageSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
    const points = await readBurnUp(ctx, question);
    const months = monthsDocument(force, question, points);
    expect(monthsSchema.parse(JSON.parse(JSON.stringify(months)))).toEqual(months);
    expect(monthsTable(question, points).split("\n")).toHaveLength(points.length + 1);
    const targets = targetsDocument(force, await readEveryTarget(ctx.read, force.id));
    expect(targetsSchema.parse(targets)).toMatchObject({
      targets: [{ target: "officer-core", audience: "Officers", due_on: "2018-06-30" }],
    });
    expect(Object.keys(openApiDocument("https://amends.example").paths)).toEqual([
      ...["/api/v1/coverage", "/api/v1/coverage/months", "/api/v1/coverage/bridge", "/api/v1/targets"],
    ]);
  });

  it("shows a force to the public only once it has chosen so", async () => {
    const { ctx, force } = await opened();
    const key = "public-coverage";
    const hidden = { code: "not-found", message: "No figures are published here" };
    await expect(publicForce(ctx, "marlshire")).rejects.toMatchObject(hidden);
    expect(await isPublic(ctx, force.id)).toBe(false);
    await setPolicy(ctx, { forceId: force.id, key, choice: "public", by: "test" });
    expect(await publicForce(ctx, "marlshire")).toMatchObject({ id: force.id });
    await expect(publicForce(ctx, "elsewhere")).rejects.toMatchObject(hidden);
    await setPolicy(ctx, { forceId: force.id, key, choice: "off", by: "test" });
    await expect(publicForce(ctx, "marlshire")).rejects.toMatchObject(hidden);
  });

  it("makes a panel's report of a frozen month, in two pages, and CSV of them all", async () => {
    const { ctx, force } = await opened();
    await expect(readReport(ctx, force, null, null)).rejects.toMatchObject({
      message: "No month is published yet",
    });
    await enlargeForce(on(ctx, "2018-06-11"), 10);
    await freezeDue(on(ctx, "2018-07-02"), force.id, "test");
    const later = on(ctx, "2018-07-03");
    await expect(readReport(later, force, null, parseDay("2018-06-15"))).rejects.toMatchObject({
      message: "That month is not published",
    });
    const report = await readReport(later, force, "officer-core", null);
    const [first, second, ...more] = await pagesOf(await reportPdf(report));
    expect(more).toEqual([]);
    expect(first).toContain(
      "0.0% of Marlshire Constabulary’s 14 available officers were trained on 30 June 2018",
    );
    expect(second).toContain("Units are not shown");
    expect(second).toContain("How it is counted");
    expect(second).toContain("as known on 2 July 2018. Report made on 3 July 2018.");
    const csv = publishedTable(await readPublishedPage(later, force, null)).split("\n");
    expect(csv[1]).toBe(
      '2018-06-30,2018-07-02,"force, exact",Marlshire Constabulary,15,14,0,0.0000,0.0000,0.0000',
    );
  });

  it("publishes no target of fewer than a whole group, whichever way it is asked for", async () => {
    const { ctx, force } = await opened();
    await enlargeForce(on(ctx, "2018-06-11"), 10);
    const shared = {
      ...{ programme: "core", dueOn: "2018-06-30", joiningDays: null, returningDays: null },
      ...{ graceLeavesNet: false, share: 1 },
    };
    const narrow = {
      sergeants: [{ groups: ["officer" as const], ranks: ["sergeant" as const] }],
      "south-gate": [{ units: ["N2"] }],
      pcsos: [{ groups: ["pcso" as const] }],
    };
    for (const [slug, audience] of Object.entries(narrow))
      await setTarget(ctx, {
        ...{ forceId: force.id, by: "test" },
        target: { slug, title: slug, audience, ...shared },
      });
    await freezeDue(on(ctx, "2018-07-02"), force.id, "test");
    const later = on(ctx, "2018-07-03");
    await endTarget(later, { forceId: force.id, slug: "south-gate", by: "test" });
    for (const slug of ["sergeants", "south-gate", "no-such-target"])
      for (const read of [readPublishedPage, readReport])
        await expect(read(later, force, slug, null)).rejects.toMatchObject({
          code: "not-found",
          message: `No figures are published of "${slug}"`,
        });
    const page = await readPublishedPage(later, force, null);
    expect(page).toMatchObject({ target: { slug: "officer-core" }, months: [{ day: "2018-06-30" }] });
    expect(page.others.map((one) => one.slug)).toEqual(["pcsos"]);
    // A whole group, and one person.
    expect((await readPublishedPage(later, force, "pcsos")).months).toEqual([]);
    expect((await readReport(later, force, null, null)).others).toEqual([]);
    const rows = await ctx.read.selectFrom("snapshot").select(["target", "published"]).execute();
    for (const row of rows.filter((one) => one.target !== "officer-core"))
      expect(JSON.parse(row.published)).toEqual({ day: "2018-06-30", told: false });

    // Months that were frozen when more was published are held to the same.
    const total = { ...page.months[0]?.figures, in_post: 3, net: 3 };
    const published = { day: "2018-06-30", total, rows: [], rowsDay: "2018-06-30", rowsTotal: {} };
    await ctx.db
      .updateTable("snapshot")
      .set({ published: JSON.stringify(published) })
      .where("target", "!=", "officer-core")
      .execute();
    expect((await readTold(later, force.id)).map((one) => one.target)).toEqual(["officer-core"]);
  });

  it("tells a supervisor who is past their own day, and nobody without one", async () => {
    const { ctx } = await opened();
    const states = async (day: string, who: "sergeant" | "otherSergeant") => {
      const later = on(ctx, day);
      const { people } = await readUnitProgress(later, await principal(later, who));
      return people.map((one) => [one.name, one.state, one.dueOn]);
    };
    expect(await states("2018-06-30", "sergeant")).toContainEqual(["Kofi Okonkwo", "none", "2018-06-30"]);
    expect(await states("2018-07-01", "sergeant")).toContainEqual(["Kofi Okonkwo", "overdue", "2018-06-30"]);
    expect(await states("2018-07-01", "otherSergeant")).toContainEqual(["Anya Pattani", "none", null]);
  });

  it("keeps to two pages however many units and promises there are", async () => {
    for (const rows of [1, 20, 400]) {
      const pages = await pagesOf(await reportPdf(large(rows)));
      expect(pages).toHaveLength(2);
      expect(pages[1]).toContain("Report made on 4 July 2018");
      expect(pages[1]).toContain("Unit");
      if (rows === 400) expect(pages[1]).toMatch(/and \d+ more with higher rates/);
    }
  });
});
