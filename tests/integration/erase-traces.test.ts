/** Places where somebody's name may still stand when they are erased, and what is said of those that stay. */
import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import { parseDay } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { putDocument } from "#app/services/ledger/documents.server.ts";
import { exportStatements } from "#app/services/ledger/export-statements.server.ts";
import { importStatements } from "#app/services/ledger/import-statements.server.ts";
import { matchAgents } from "#app/services/ledger/map-activities.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { storeStatements } from "#app/services/ledger/store-statements.server.ts";
import { verifyLedger } from "#app/services/ledger/verify.server.ts";
import { erasePerson } from "#app/services/roster/erase-person.server.ts";
import { importPeople } from "#app/services/roster/import-people.server.ts";
import { agentsOfPerson } from "#app/services/roster/person-agents.server.ts";
import { makeKey, send } from "./bearer.ts";
import { onBothDatabases } from "./databases.ts";

const LMS = "https://lms.example";
const MAIR = "mailto:mair@marlshire.example";
const SPELT = "mailto:Mair@marlshire.example";
const SUM = createHash("sha1").update(MAIR).digest("hex");
const SIGNATURE = "http://adlnet.gov/expapi/attachments/signature";

const said = (change: object = {}) => ({
  id: randomUUID(),
  actor: { mbox: MAIR },
  verb: { id: VERBS.completed.id },
  object: { id: `${LMS}/7` },
  timestamp: "2018-05-01T10:00:00.000Z",
  ...change,
});

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

onBothDatabases("erasing somebody's traces", (open) => {
  let ctx: Context;
  const erase = (person = "E1") =>
    erasePerson(ctx, { person, force: "marlshire", evenInPost: true, by: "test" });
  const written = async (agents: readonly string[] | null = null) => {
    const lines: string[] = [];
    await exportStatements(ctx, { since: null, agents }, (line) => void lines.push(line));
    return lines;
  };
  const all = async (table: "document" | "import_problem" | "audit_event" | "dead_letter" | "attachment") =>
    JSON.stringify(await ctx.read.selectFrom(table).selectAll().execute());

  beforeEach(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
  });

  it("tells apart those who were at one training and are erased one after another", async () => {
    const csv = ["E1", "E2", "E3"].map((number) => `${number},safe-enough,01/05/2018,Pass,Trainer`);
    const file = ["Employee Number,Module,Completed On,Outcome,Provider", ...csv].join("\n");
    const read = () =>
      importTraining(ctx, { force: "marlshire", fileName: "t.csv", bytes: Buffer.from(file), by: "test" });
    expect(await read()).toMatchObject({ added: 3, settled: 3 });
    await erase("E1");
    await erase("E2");
    const rows = await ctx.read.selectFrom("training_record").select("employee_number").execute();
    expect(rows.filter((row) => /^E\d$/.test(row.employee_number))).toEqual([{ employee_number: "E3" }]);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("takes names and numbers out of what imports complained of, and leaves others'", async () => {
    const header =
      "Employee Number,Collar Number,Surname,Forenames,Known As,Work Email,Staff Group,Rank/Grade,BCU,Unit Code,Team,FTE,Start Date,Post Start Date,Leaving Date,Absence Type,Absence Start,Absence End";
    const row = (number: string, startedOn: string) =>
      `${number},101,Halewood,Mair,,mair@marlshire.example,Police Officer,Police Constable,North,N1,Northgate,1.0,${startedOn},${startedOn},,,,`;
    await importPeople(ctx, {
      force: "marlshire",
      fileName: "people.csv",
      bytes: Buffer.from(
        [header, row("E1", "01/01/2015"), row("E1", "01/01/2015"), row("E11", "Halewood")].join("\n"),
      ),
      asAt: parseDay("2018-06-02"),
      acceptMissing: true,
      by: "test",
    });
    expect(await all("import_problem")).toContain("E1 stands in an earlier row");
    expect((await erase()).removed).toMatchObject({ importProblems: 2 });
    const left = await all("import_problem");
    expect(left).toContain("erased stands in an earlier row");
    expect(left).toContain('\\"erased\\" is not a day');
  });

  it("takes out of the audit trail what names them, and not the rest of it nor its witness of seals", async () => {
    await ctx.db
      .insertInto("audit_event")
      .values([
        {
          id: "1",
          at: ctx.now(),
          by: "t",
          action: "x",
          subject: "s",
          detail: '{"who":"E1","rows":101,"of":["Mair Halewood"]}',
        },
        { id: "2", at: ctx.now(), by: "t", action: "ledger.seal", subject: "1", detail: '{"hash":"E1"}' },
      ])
      .execute();
    expect((await erase()).removed).toMatchObject({ auditDetails: 1 });
    const left = await all("audit_event");
    expect(left).toContain(JSON.stringify('{"who":"erased","rows":101,"of":["erased"]}'));
    expect(left).toContain(JSON.stringify('{"hash":"E1"}'));
  });

  it("deletes documents of every identifier, as it is and as statements write it", async () => {
    await matchAgents(ctx, { force: "marlshire", kind: "employee-number", homePage: LMS, by: "test" });
    const agents = [
      { mbox: SPELT },
      { mbox_sha1sum: SUM },
      { account: { homePage: LMS, name: "E1" } },
      { mbox: "mailto:kofi@marlshire.example" },
    ];
    for (const agent of agents)
      await putDocument(
        ctx,
        {
          about: { kind: "agent-profile", activityId: null, agent, registration: null },
          documentId: "profile",
          version: "1.0.3",
          preconditions: { ifMatch: null, ifNoneMatch: ["*"] },
        },
        { contentType: "text/plain", content: Buffer.from("words") },
      );
    await send(ctx, await makeKey(ctx), [said({ actor: { mbox: SPELT } })]);
    expect((await erase()).removed).toMatchObject({ documents: 3 });
  });

  it("redacts accounts that are called by an address, and addresses in extensions", async () => {
    const key = await makeKey(ctx);
    await send(ctx, key, [
      said({ actor: { account: { homePage: LMS, name: "Mair@marlshire.example" } } }),
      said({
        actor: { mbox: "mailto:kofi@marlshire.example" },
        context: { extensions: { [`${LMS}/trainee`]: "mair@marlshire.example" } },
      }),
    ]);
    expect(await erase()).toMatchObject({ redacted: 2 });
    expect((await written()).join("\n")).not.toMatch(/mair@/i);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
    expect(await verifyLedger(ctx)).toMatchObject({ sound: true, redactedCount: 2 });
  });

  it("keeps no signature that holds the name, and what is left can be written out and taken back", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const part = (text: string, contentType = "text/plain") => {
      const content = Buffer.from(text);
      return { contentType, content, sha2: createHash("sha256").update(content).digest("hex") };
    };
    const attached = (
      { contentType, content, sha2 }: ReturnType<typeof part>,
      usageType = `${LMS}/file`,
    ) => ({
      usageType,
      display: { en: "File" },
      contentType,
      length: content.length,
      sha2,
    });
    const files = [part("a certificate for Mair Halewood"), part("a leaflet that Kofi had too")];
    const [certificate, leaflet] = files.map((file) => attached(file));
    const bare = said({ attachments: [certificate, leaflet] });
    const head = `${encoded({ alg: "RS256" })}.${encoded(bare)}`;
    const signature = createSign("sha256").update(head).sign(privateKey).toString("base64url");
    const jws = part(`${head}.${signature}`, "application/octet-stream");
    const key = await makeKey(ctx);
    const kofi = said({ actor: { mbox: "mailto:kofi@marlshire.example" }, attachments: [leaflet] });
    await storeStatements(ctx, key, "1.0.3", {
      batch: true,
      values: [{ ...bare, attachments: [attached(jws, SIGNATURE), certificate, leaflet] }, kofi],
      parts: [jws, ...files],
    });
    expect((await erase()).removed).toMatchObject({ attachments: 2 });
    const kept = await ctx.read.selectFrom("attachment").select("sha2").execute();
    expect(kept).toEqual([{ sha2: leaflet?.sha2 }]);
    const lines = await written();
    const other = await open({ now: "2018-06-05" });
    expect(await importStatements(other, each(lines))).toMatchObject({ added: lines.length });
  });

  it("brings nobody back from an export of before", async () => {
    await send(ctx, await makeKey(ctx), [said()]);
    const lines = await written();
    await erase();
    expect(await importStatements(ctx, each(lines))).toMatchObject({ added: 0 });
    expect((await written()).join("\n")).not.toContain(MAIR);
  });

  it("finds whoever is asked about by every spelling and sum, before", async () => {
    const ids = await send(ctx, await makeKey(ctx), [
      said({ actor: { mbox: SPELT } }),
      said({ actor: { mbox_sha1sum: SUM } }),
    ]);
    const lines = await written(await agentsOfPerson(ctx, "E1", "marlshire"));
    expect(lines.map((line) => (JSON.parse(line) as { statement: { id: string } }).statement.id)).toEqual(
      ids,
    );
  });

  it("says which destinations were sent what, and cleans what they answered", async () => {
    const key = await makeKey(ctx);
    const [first = "", refused = ""] = await send(ctx, key, [
      said(),
      said(),
      said({ verb: { id: VERBS.failed.id } }),
    ]);
    const row = {
      endpoint: "https://lrs.example/xapi",
      version: "1.0.3" as const,
      username: "u",
      secret: "s",
      activities: "[]",
      pseudonym_salt: null,
      attempts: 0,
      next_try_at: null,
      last_sent_at: ctx.now(),
      last_problem: null,
      paused_at: null,
      created_at: ctx.now(),
      created_by: "test",
    };
    await ctx.db
      .insertInto("destination")
      .values([
        {
          ...row,
          id: "1",
          name: "All of it",
          verbs: "[]",
          sent_seq: 3,
          last_problem: `400: It says: ${MAIR}`,
        },
        { ...row, id: "2", name: "Completed", verbs: JSON.stringify([VERBS.completed.id]), sent_seq: 3 },
        { ...row, id: "3", name: "New", verbs: "[]", sent_seq: 0 },
      ])
      .execute();
    const letter = { status: 400, refused_at: ctx.now(), sent_at: null, seq: 2 };
    await ctx.db
      .insertInto("dead_letter")
      .values({
        ...letter,
        destination_id: "2",
        statement_id: refused as never,
        answer: `${SPELT} is unknown`,
      })
      .execute();
    const plan = await erase();
    expect(plan.removed).toMatchObject({ answers: 2 });
    expect(await all("dead_letter")).toContain("mailto:erased is unknown");
    const told = plan.remains.filter((one) => one.includes("lrs.example"));
    expect(told).toEqual([
      expect.stringContaining("All of it (https://lrs.example/xapi) was sent up to 3 statements that named"),
      expect.stringContaining("Completed (https://lrs.example/xapi) was sent up to 1 statement that named"),
    ]);
    expect(first).not.toBe("");
  });

  it("erases all the same when the ledger cannot be sealed, and says so", async () => {
    await send(ctx, await makeKey(ctx), [said({ actor: { mbox: "mailto:kofi@marlshire.example" } })]);
    const leaf = createHash("sha256").update("another").digest("base64url");
    await ctx.db.updateTable("statement").set({ leaf }).where("seq", "=", 1).execute();
    const plan = await erase();
    expect(plan.erasure).not.toBeNull();
    expect(plan.remains.at(-1)).toContain("could not be sealed");
  });
});
