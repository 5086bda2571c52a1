/** Pages of statements and X-Experience-API-Consistent-Through (xAPI 1.0.3 Part Two 2.5, Part Three 2.1.3; IEEE 9274.1.1, 4.1.6.1). */
import { randomUUID } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { onBothVersions, type Lrs } from "./lrs.ts";
import { reference, statement, verb, voiding, type Json, type StatementResult } from "./statements.ts";

const THROUGH = "x-experience-api-consistent-through";
const ISO_8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Follows `more` to the end; `between` runs after each page. */
async function allPages(
  lrs: Lrs,
  params: Json,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<StatementResult[]> {
  const pages = [await lrs.search(params)];
  for (let more = pages[0]?.more ?? ""; more !== ""; more = pages.at(-1)?.more ?? "") {
    await between();
    pages.push((await lrs.more(more)).is(200).json as StatementResult);
    if (pages.length > 50) throw new Error("The pages do not end");
  }
  return pages;
}

const idsOf = (pages: readonly StatementResult[]) =>
  pages.flatMap((page) => page.statements.map((statement) => statement.id));

onBothVersions("pages of statements", (lrs) => {
  const storeSeven = async () => {
    const met = verb();
    const ids = await lrs.store(...Array.from({ length: 7 }, () => statement({ verb: met })));
    return { met, ids };
  };

  describe.each([
    ["newest first", {}],
    ["oldest first", { ascending: true }],
  ])("%s", (_, order: Json) => {
    it("hold each statement once, in order, and the last page's more is empty", async () => {
      const { met, ids } = await storeSeven();
      const pages = await allPages(lrs, { verb: met.id, limit: 3, ...order });
      expect(pages.map((page) => page.statements.length)).toEqual([3, 3, 1]);
      expect(idsOf(pages)).toEqual("ascending" in order ? ids : [...ids].reverse());
      for (const page of pages.slice(0, -1)) expect(page.more).not.toBe("");
      expect(pages.at(-1)?.more).toBe("");
    });

    it("stay the same while statements arrive", async () => {
      const { met, ids } = await storeSeven();
      const arrive = () => lrs.store(statement({ verb: met }), statement({ verb: met }));
      const found = idsOf(await allPages(lrs, { verb: met.id, limit: 2, ...order }, arrive));
      expect(found.filter((id) => ids.includes(id))).toEqual("ascending" in order ? ids : [...ids].reverse());
      expect(new Set(found).size).toBe(found.length);
      if (!("ascending" in order)) expect(found).toHaveLength(7);
    });

    it("leave out what has been voided meanwhile", async () => {
      const { met, ids } = await storeSeven();
      const [oldest = "", , , , , , newest = ""] = ids;
      const victim = "ascending" in order ? newest : oldest;
      let voided = false;
      const found = idsOf(
        await allPages(lrs, { verb: met.id, limit: 3, ...order }, async () => {
          if (!voided) await lrs.store(voiding(victim));
          voided = true;
        }),
      );
      expect(found).not.toContain(victim);
    });
  });

  it("more is relative to the server, and the same address gives the same page", async () => {
    const { met } = await storeSeven();
    const { more } = await lrs.search({ verb: met.id, limit: 2 });
    expect(more).toMatch(/^\//);
    expect(more.length).toBeLessThan(2_000);
    const [once, again] = [(await lrs.more(more)).is(200), (await lrs.more(more)).is(200)];
    expect(once.json).toEqual(again.json);
  });

  it("a page that ends with the last statement has no more", async () => {
    const { met } = await storeSeven();
    expect((await lrs.search({ verb: met.id, limit: 7 })).more).toBe("");
    expect((await lrs.search({ verb: met.id, limit: 6 })).more).not.toBe("");
  });

  it("the next page keeps the filters, the format and the language asked for", async () => {
    const { met } = await storeSeven();
    const ids = await allPages(lrs, { verb: met.id, limit: 3, format: "ids" });
    for (const one of ids.flatMap((page) => page.statements)) expect(one.verb).toEqual({ id: met.id });
    const { more } = await lrs.search({ verb: met.id, limit: 3, format: "canonical" });
    for (const one of ((await lrs.more(more)).is(200).json as StatementResult).statements)
      expect(Object.keys(one.verb.display as Json)).toHaveLength(1);
  });

  it("pages hold statements that refer to others", async () => {
    const met = verb();
    const [target = ""] = await lrs.store(statement({ verb: met }));
    const about = await lrs.store(...Array.from({ length: 4 }, () => reference(target)));
    expect(idsOf(await allPages(lrs, { verb: met.id, limit: 2 }))).toEqual(
      [...about].reverse().concat(target),
    );
  });

  it("an address that was never given is refused", async () => {
    const answer = await lrs.request("GET", "/statements/more/nowhere");
    expect([400, 404]).toContain(answer.status);
    expect(answer.header(THROUGH)).toMatch(ISO_8601);
  });

  if (lrs.version === "2.0.0") {
    it("Last-Modified is the newest stored of the page", async () => {
      const { met } = await storeSeven();
      for (const order of [{}, { ascending: true }]) {
        const answer = (await lrs.get("/statements", { verb: met.id, limit: 3, ...order })).is(200);
        const { statements, more } = answer.json as StatementResult;
        const newest = (page: StatementResult["statements"]) =>
          Math.floor(Math.max(...page.map((one) => Date.parse(one.stored))) / 1000) * 1000;
        expect(Date.parse(answer.header("last-modified") ?? "")).toBe(newest(statements));
        const next = (await lrs.more(more)).is(200);
        expect(Date.parse(next.header("last-modified") ?? "")).toBe(
          newest((next.json as StatementResult).statements),
        );
      }
    });
  }
});

onBothVersions("X-Experience-API-Consistent-Through", (lrs) => {
  const answers: Readonly<
    Record<string, () => Promise<{ header(name: string): string | null; status: number }>>
  > = {
    "a list": () => lrs.get("/statements"),
    "a list by agent": () => lrs.get("/statements", { agent: { mbox: "mailto:robin@example.org" } }),
    "an empty list": () => lrs.get("/statements", { until: "2012-06-01T19:09:13.245Z" }),
    "a list with attachments": () => lrs.get("/statements", { attachments: true, limit: 1 }),
    "a statement": async () => lrs.get("/statements", { statementId: (await lrs.store(statement()))[0] }),
    "no statement (404)": () => lrs.get("/statements", { statementId: randomUUID() }),
    "no voided statement (404)": () => lrs.get("/statements", { voidedStatementId: randomUUID() }),
    "a wrong parameter (400)": () => lrs.get("/statements", { LIMIT: 1 }),
    "a wrong value (400)": () => lrs.get("/statements", { statementId: "wrong" }),
    HEAD: () => lrs.request("HEAD", "/statements"),
    "POST (200)": () => lrs.post(statement()),
    "POST of what is refused (400)": () => lrs.post({}),
    "PUT (204)": () => lrs.put(randomUUID(), statement()),
    "a conflict (409)": async () => lrs.post(statement({ id: (await lrs.store(statement()))[0] })),
  };
  it.each(Object.entries(answers))("stands on %s, in ISO 8601", async (_, ask) => {
    expect((await ask()).header(THROUGH)).toMatch(ISO_8601);
  });

  it("stands on a further page", async () => {
    const met = verb();
    await lrs.store(statement({ verb: met }), statement({ verb: met }));
    const { more } = await lrs.search({ verb: met.id, limit: 1 });
    expect((await lrs.more(more)).is(200).header(THROUGH)).toMatch(ISO_8601);
  });

  it("comes to cover a statement although none follows", async () => {
    const [id = ""] = await lrs.store(statement());
    const { stored } = await lrs.read(id);
    await vi.waitFor(async () => {
      const through = (await lrs.get("/statements", { statementId: randomUUID() })).header(THROUGH) ?? "";
      expect(Date.parse(through)).toBeGreaterThan(Date.parse(stored));
    });
  });

  it("what was stored before it is found", async () => {
    const met = verb();
    const ids = await lrs.store(statement({ verb: met }), statement({ verb: met }));
    const answer = (await lrs.get("/statements", { verb: met.id })).is(200);
    const { statements } = answer.json as StatementResult;
    expect(new Set(statements.map((one) => one.id))).toEqual(new Set(ids));
  });
});
