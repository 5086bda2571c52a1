/** The audit trail as it is read: whose events are shown, by which filter, and page by page. */
import { sql } from "kysely";
import { expect, it } from "vitest";
import { planOf } from "#db/dialect.ts";
import { auditActorsQuery, auditEventsQuery } from "#db/queries/audit.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { mayEver, ROLES } from "#app/domain/identity/permissions.ts";
import { instantAt, parseDay } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import {
  auditCsv,
  AUDIT_PAGE,
  readAudit,
  type AuditAsked,
} from "#app/services/identity/read-audit.server.ts";
import { setPolicy } from "#app/services/learning/set-policy.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { importPeople } from "#app/services/roster/import-people.server.ts";
import { readPersonLife } from "#app/services/roster/read-people.server.ts";
import { onBothDatabases } from "./databases.ts";
import { PEOPLE } from "./officer.ts";

const ALL_OF = { from: null, until: null, action: null, by: null };
const ALL: AuditAsked = { from: "", to: "", action: "", who: "" };

onBothDatabases("the audit trail", (open) => {
  const personId = async (ctx: Context, number: string): Promise<string> => {
    const query = ctx.read.selectFrom("person").select("id").where("employee_number", "=", number);
    return (await query.executeTakeFirstOrThrow()).id;
  };
  const read = async (ctx: Context, asked: Partial<AuditAsked> = {}, before = "", force = "marlshire") =>
    readAudit(ctx, await findForce(ctx, force), { ...ALL, ...asked }, before);
  const look = async (ctx: Context, day: string, by: string, at: string) => {
    const then = { ...ctx, now: () => instantAt(parseDay(day), 23, 30) };
    await readPersonLife(then, await findForce(ctx, "marlshire"), at, { by, knownAt: then.now() });
  };

  it("tells who did what by name, the newest first, and is filtered by day, action and person", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const [sergeant, other] = [
      await personId(ctx, PEOPLE.sergeant),
      await personId(ctx, PEOPLE.otherSergeant),
    ];
    const constable = await personId(ctx, PEOPLE.constable);
    await look(ctx, "2018-07-01", sergeant, constable);
    await look(ctx, "2018-07-02", other, constable);
    await look(ctx, "2018-07-03", sergeant, other);
    const all = await read(ctx);
    expect(all.lines.slice(0, 2)).toMatchObject([
      { who: "Siobhan Brennigan", what: "Looked at a person", subject: "Ada Quistgaard", details: [] },
      { who: "Ada Quistgaard", subject: "Mair Halewood", when: "2 July 2018, 23:30" },
    ]);
    expect(all.actors.map((one) => one.name)).toEqual(["Ada Quistgaard", "Siobhan Brennigan", "test"]);
    // What commands did keeps their name, and an account is told by whose it is.
    expect(all.lines.find((line) => line.action === "account.create")).toMatchObject({
      who: "test",
      subject: expect.stringMatching(/^the account of /) as string,
      details: [{ name: "roles", value: "supervisor" }],
    });
    const days = async (asked: Partial<AuditAsked>) =>
      (await read(ctx, { action: "person.read", ...asked })).lines.map((line) => line.when.slice(0, 1));
    expect(await days({})).toEqual(["3", "2", "1"]);
    expect(await days({ from: "2018-07-02" })).toEqual(["3", "2"]);
    expect(await days({ from: "2018-07-02", to: "2018-07-02" })).toEqual(["2"]);
    expect(await days({ who: sergeant })).toEqual(["3", "1"]);
    expect(await days({ action: "people.undo" })).toEqual([]);
    await expect(read(ctx, { from: "yesterday" })).rejects.toMatchObject({ code: "bad-input" });
    await expect(read(ctx, {}, "nowhere")).rejects.toMatchObject({ code: "bad-input" });
  });

  it("goes on page by page without leaving out or repeating any, also of one instant", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const constable = await personId(ctx, PEOPLE.constable);
    for (let at = 0; at < 2 * AUDIT_PAGE + 3; at += 1) await look(ctx, "2018-07-01", "test", constable);
    const ids: string[] = [];
    const sizes: number[] = [];
    let next: string | null = "";
    while (next !== null) {
      const page: Awaited<ReturnType<typeof read>> = await read(ctx, { action: "person.read" }, next);
      sizes.push(page.lines.length);
      ids.push(...page.lines.map((line) => line.id));
      next = page.next;
    }
    expect(sizes).toEqual([AUDIT_PAGE, AUDIT_PAGE, 3]);
    expect(new Set(ids).size).toBe(2 * AUDIT_PAGE + 3);
  });

  it("shows what is of the reader's force or of none, and nothing of another's", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const extract = [
      "Employee Number,Collar Number,Surname,Forenames,Known As,Work Email,Staff Group,Rank/Grade,BCU,Unit Code,Team,FTE,Start Date,Post Start Date,Leaving Date,Absence Type,Absence Start,Absence End",
      "W1,1,Yarrow,Wren,,wren@westshire.example,Police Officer,Police Constable,West,W1,Westgate,1.0,01/01/2015,01/01/2015,,,,",
    ].join("\n");
    const id = ctx.newId<ForceId>();
    await ctx.db
      .insertInto("force")
      .values({ id, slug: "westshire", name: "Westshire Police", created_at: ctx.now() })
      .execute();
    await importPeople(ctx, {
      force: "westshire",
      fileName: "west.csv",
      bytes: Buffer.from(extract),
      asAt: parseDay("2018-06-01"),
      by: "test",
    });
    const [wren, mair] = [await personId(ctx, "W1"), await personId(ctx, PEOPLE.constable)];
    const west = await findForce(ctx, "westshire");
    await setPolicy(ctx, { forceId: west.id, key: "live-case-timing", choice: "refer-and-ask", by: "test" });
    await look(ctx, "2018-07-01", wren, mair);
    const seen = async (force: string) => (await read(ctx, {}, "", force)).lines;
    const [here, there] = [await seen("marlshire"), await seen("westshire")];
    // Somebody of another force did it to one of ours: both read it, each with the name that is theirs.
    expect(here[0]).toMatchObject({ subject: "Mair Halewood", action: "person.read" });
    expect(here[0]?.who).toMatch(/^Not known by name here/);
    expect(there[0]).toMatchObject({ who: "Wren Yarrow", subject: mair });
    const actions = (lines: typeof here) => [...new Set(lines.map((line) => line.action))].sort();
    expect(actions(there)).toEqual(["content.publish", "people.import", "person.read", "policy.set"]);
    expect(actions(here)).toEqual(["account.create", "content.publish", "people.import", "person.read"]);
    for (const lines of [here, there])
      expect(lines.filter((line) => line.action === "people.import")).toHaveLength(1);
    expect(await auditCsv(ctx, await findForce(ctx, "marlshire"), ALL)).not.toMatch(/Yarrow|policy\.set/);
  });

  it("is searched through its indexes: for who did something, and for what one of them did", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const [constable, sergeant] = [
      await personId(ctx, PEOPLE.constable),
      await personId(ctx, PEOPLE.sergeant),
    ];
    for (let at = 0; at < 3; at += 1)
      await ctx.db
        .insertInto("audit_event")
        .values(
          Array.from({ length: 1_000 }, () => ({
            id: ctx.newId(),
            at: ctx.now(),
            by: sergeant,
            action: "person.read",
            subject: constable,
            detail: "{}",
          })),
        )
        .execute();
    await sql`analyze`.execute(ctx.db);
    const force = await findForce(ctx, "marlshire");
    for (const query of [
      auditActorsQuery(ctx.read, force.id),
      auditEventsQuery(ctx.read, { ...ALL_OF, forceId: force.id, by: constable }, null, 50),
    ]) {
      const plan = (await planOf(ctx.read, query.compile())).join("\n");
      expect(plan).toContain("audit_event_by");
      expect(plan).not.toMatch(/Seq Scan on audit_event|SCAN audit_event(?! USING)/);
    }
    const { actors } = await read(ctx);
    expect(actors.map((one) => one.name)).toEqual(["Siobhan Brennigan", "test"]);
  });

  it("is taken away as it is shown, and no cell is a formula", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    await look(ctx, "2018-07-01", "=cmd", await personId(ctx, PEOPLE.constable));
    const csv = await auditCsv(ctx, await findForce(ctx, undefined), { ...ALL, action: "person.read" });
    expect(csv.split("\r\n")).toEqual([
      "At,Who,Action,In words,About,Details",
      "2018-07-01T22:30:00.000Z,'=cmd,person.read,Looked at a person,Mair Halewood,",
      "",
    ]);
  });

  it("is for administrators and auditors alone", () => {
    const readers = ROLES.filter((role) => mayEver([{ role, unitId: null }], "audit.read"));
    expect(readers).toEqual(["administrator", "auditor"]);
  });
});
