/** The `amends ledger` commands in processes of their own, against a ledger that somebody changed with SQL. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { activityIri } from "#app/domain/ledger/activities.ts";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import { readingKey, readingPages, READINGS, type ReadingName } from "#db/queries/readings.ts";
import { onSnapshot } from "#db/dialect.ts";
import type { Context } from "#app/services/context.server.ts";
import { beginCheck } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { readRecall } from "#app/services/learning/recall.server.ts";
import { shareReflection } from "#app/services/learning/share-reflection.server.ts";
import { beginScenario, decide, readPlay } from "#app/services/scenarios/play.server.ts";
import { makeKey, send } from "./bearer.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, learner, pinned, principal, readThrough, recallAnswer, ROOT } from "./officer.ts";

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `amends ledger …` on the database of a context; null: on none. */
function ledger(ctx: Context | null, ...words: string[]): Promise<Said> {
  const env = {
    ...process.env,
    AMENDS_MODE: "test",
    AMENDS_NOW: "2018-06-04",
    DATABASE_URL: ctx?.config.databaseUrl,
  };
  const child = spawn(process.execPath, [join(ROOT, "bin/amends.mjs"), "ledger", ...words], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (bytes: Buffer) => out.push(bytes));
  child.stderr.on("data", (bytes: Buffer) => err.push(bytes));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}

/** A ledger from which every reading has rows. */
async function fill(ctx: Context): Promise<void> {
  const who = await learner(ctx, "constable");
  const lessons = await beginModule(ctx, who, "safe-enough");
  await readThrough(ctx, who, lessons);
  const { module } = await pinned(ctx, who, lessons);
  const reflection = module.questions.find((one) => one.type === "reflection")?.id ?? "";
  await shareReflection(ctx, who, { registration: lessons, question: reflection, named: false });
  const check = await beginCheck(ctx, who, "safe-enough");
  await answerCheck(ctx, who, check, true);
  await finishCheck(ctx, who, check);
  const registration = await beginScenario(ctx, who, "the-hedge-and-the-music");
  const { at } = (await readPlay(ctx, who, registration)).play;
  if (at.kind !== "ending")
    await decide(ctx, who, { registration, step: 0, choice: at.offered[0]?.id ?? "" });

  const trusted = await makeKey(ctx, { name: "Force LMS", trusted: true });
  const { iriBase } = ctx.config;
  const told = (slug: string) => ({
    id: randomUUID(),
    actor: { account: { homePage: iriBase, name: who.actor as string } },
    verb: { id: VERBS.completed.id },
    object: { id: activityIri(iriBase, { kind: "module", module: slug }) },
    timestamp: "2018-05-01T10:00:00Z",
  });
  const [kept, undone] = [told("what-rj-is"), told("right-to-know")];
  await send(ctx, trusted, [kept, undone]);
  const voiding = {
    id: randomUUID(),
    actor: { mbox: "mailto:lms@force.example" },
    verb: { id: VERBS.voided.id },
    object: { objectType: "StatementRef", id: undone.id },
  };
  await send(ctx, trusted, [voiding]);
  const officer = await principal(ctx, "constable");
  const asked = await readRecall(ctx, officer);
  if (!asked) throw new Error("Nothing is asked of somebody who has held a module for a month");
  await recallAnswer(ctx, officer, asked, true);
}

/** One change of one row of each reading. */
const ALTERED: Record<ReadingName, [column: string, value: string | number]> = {
  statement: ["verb", "http://altered.example/verb"],
  statement_agent: ["direct", 7],
  statement_activity: ["direct", 7],
  statement_target: ["verb", "http://altered.example/verb"],
  activity: ["definition", "{}"],
  attempt: ["outcome", "altered"],
  progress: ["share", 0.25],
  answer: ["response", "altered"],
  decision: ["choice", "altered"],
  award: ["day_from", "2017-01-01"],
  claim: ["reason", "altered"],
  recall_answer: ["question", "altered"],
  shared_reflection: ["named", 7],
};

/** Each command is a process that starts from nothing. */
const SLOW = 120_000;

onBothDatabases("amends ledger", (open) => {
  let ctx: Context;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "amends-proof-"));
    ctx = await open({ now: "2018-06-04", force: true });
    await fill(ctx);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const statementNumber = (seq: number) =>
    ctx.read.selectFrom("statement").selectAll().where("seq", "=", seq).executeTakeFirstOrThrow();
  const hashIn = (text: string) => /chain hash[^:]*:? (\S{43})\n/.exec(text)?.[1] ?? "";

  type Row = Record<string, string | number | null>;
  const rowsOf = async (reading: ReadingName): Promise<Row[]> => {
    let query = ctx.read.selectFrom(reading).selectAll();
    for (const column of Object.keys(readingKey(reading))) query = query.orderBy(column as never);
    return await query.execute();
  };
  const nameOf = (reading: ReadingName, row: Row) =>
    Object.keys(readingKey(reading))
      .map((column) => `${column}=${row[column]}`)
      .join(" ");
  const alterRow = async (reading: ReadingName, row: Row, column: string, value: string | number) => {
    let query = ctx.db.updateTable(reading).set({ [column]: value } as never);
    for (const key of Object.keys(readingKey(reading)))
      query = query.where(key as never, "=", row[key] as never);
    await query.execute();
  };

  it("replay compares every column of every reading that statements make", async () => {
    const tables = await ctx.db.introspection.getTables();
    /** What came with the statement, and is not in its body. */
    const beside = ["body", "key_id", "defines", "leaf", "redacted_by"];
    for (const reading of READINGS) {
      const columns = tables.find((one) => one.name === reading)?.columns.map((column) => column.name);
      const read = await onSnapshot(ctx.read, async (trx) => {
        const page = (await readingPages(trx, reading, 1).next()).value as Row[];
        return Object.keys(page[0] ?? {});
      });
      const wanted = columns?.filter((name) => reading !== "statement" || !beside.includes(name));
      expect([reading, read.sort()]).toEqual([reading, wanted?.sort()]);
    }
  });

  it(
    "replay --check agrees, then names the row that was altered in each reading, and replay mends them",
    { timeout: SLOW },
    async () => {
      const honest = await ledger(ctx, "replay", "--check");
      expect(honest).toMatchObject({ code: 0, err: "" });
      for (const reading of READINGS) expect(honest.out).toMatch(new RegExp(`  ${reading}: .*, all agree\n`));

      const before = new Map<ReadingName, Row[]>();
      const expected: string[] = [];
      for (const reading of READINGS) {
        const rows = await rowsOf(reading);
        const [row] = rows;
        if (!row) throw new Error(`There is no ${reading} to alter`);
        before.set(reading, rows);
        const [column, value] = ALTERED[reading];
        await alterRow(reading, row, column, value);
        expected.push(
          column in readingKey(reading)
            ? `    ${nameOf(reading, row)}: the statements make it, and it is missing`
            : `    ${nameOf(reading, row)}: ${column} is ${JSON.stringify(value)}; the statements make ${JSON.stringify(row[column])}`,
        );
        if (column in readingKey(reading))
          expected.push(`    ${nameOf(reading, { ...row, [column]: value })}: no statement makes it`);
      }
      const altered = await ledger(ctx, "replay", "--check");
      expect(altered.code).toBe(1);
      expect(altered.out.split("\n").filter((line) => line.startsWith("    "))).toEqual(expected);
      for (const reading of READINGS)
        expect(altered.out).toMatch(new RegExp(`  ${reading}: .* disagrees?\n`));

      const mended = await ledger(ctx, "replay");
      expect(mended).toMatchObject({ code: 0, err: "" });
      for (const [reading, rows] of before) expect([reading, await rowsOf(reading)]).toEqual([reading, rows]);
      expect((await ledger(ctx, "replay", "--check")).code).toBe(0);
    },
  );

  it(
    "replay --check names a voided statement that is shown again, an award that is given back, and rows too many",
    { timeout: SLOW },
    async () => {
      const voided = await ctx.read.selectFrom("statement").selectAll().where("voided", "=", 1).execute();
      const withdrawn = await ctx.read
        .selectFrom("award")
        .selectAll()
        .where("withdrawn", "is not", null)
        .execute();
      // The statement that was voided, and the award that rested on it.
      expect(voided).toHaveLength(2);
      expect(withdrawn).toHaveLength(1);
      await ctx.db.updateTable("statement").set({ voided: 0 }).execute();
      await ctx.db.updateTable("award").set({ withdrawn: null }).execute();
      await ctx.db
        .insertInto("statement_target")
        .values({ seq: 1, subject: 2, verb: "x", registration: null })
        .execute();
      const { code, out } = await ledger(ctx, "replay", "--check");
      expect(code).toBe(1);
      for (const { seq } of voided)
        expect(out).toContain(`    seq=${seq}: voided is 0; the statements make 1\n`);
      expect(out).toContain(
        `    statement_id=${withdrawn[0]?.statement_id}: withdrawn is null; the statements make "`,
      );
      expect(out).toContain("    seq=1 subject=2: no statement makes it\n");
      expect((await ledger(ctx, "replay")).code).toBe(0);
      expect((await ledger(ctx, "replay", "--check")).code).toBe(0);
    },
  );

  it(
    "seal seals what is new, and verify takes the chain hash that it told and no other",
    { timeout: SLOW },
    async () => {
      expect((await ledger(ctx, "verify")).out).toContain("Nothing is sealed yet. Run `amends ledger seal`");
      const sealed = await ledger(ctx, "seal");
      expect(sealed).toMatchObject({ code: 0, err: "" });
      const hash = hashIn(sealed.out);
      expect(await ledger(ctx, "seal")).toMatchObject({ code: 0, out: "Nothing new to seal\n" });
      const honest = await ledger(ctx, "verify", "--against", hash);
      expect(honest).toMatchObject({ code: 0, err: "" });
      expect(honest.out).toContain("Everything is as it was stored and sealed");
      expect(honest.out).toContain("Seal 1 of 4 June 2018, 09:00 has the chain hash that was given");
      expect(hashIn(honest.out)).toBe(hash);
      expect(await ledger(ctx, "verify", "--against", "nonsense")).toMatchObject({
        code: 1,
        err: '--against: "nonsense" is not a chain hash\nCopy the 43 characters that `amends ledger seal` or `verify` printed.\n',
      });
      const elsewhere = await ledger(ctx, "verify", "--against", "A".repeat(43));
      expect(elsewhere.code).toBe(1);
      expect(elsewhere.out).toContain("the chain was rewritten or cut");
    },
  );

  it("prove writes a proof that verify-proof checks without a database", { timeout: SLOW }, async () => {
    const row = await statementNumber(12);
    const file = join(folder, "proof.json");
    expect(await ledger(ctx, "prove", row.id, "--out", file)).toMatchObject({ code: 0, err: "" });
    const proof = await ledger(ctx, "prove", row.id);
    expect(readFileSync(file, "utf8")).toBe(proof.out);
    const holds = await ledger(null, "verify-proof", file);
    expect(holds).toMatchObject({ code: 0, err: "" });
    expect(holds.out).toContain(
      `The proof holds: the statement ${row.id} is number 12, under seal 1 of 4 June 2018`,
    );
    const [hash = ""] = /(?<=compare )\S{43}(?= with one written down elsewhere)/.exec(holds.out) ?? [];
    expect((await ledger(null, "verify-proof", file, "--against", hash)).code).toBe(0);
    expect((await ledger(null, "verify-proof", file, "--against", "A".repeat(43))).code).toBe(1);
    writeFileSync(file, proof.out.replace(row.verb, `${row.verb}s`));
    expect(await ledger(null, "verify-proof", file)).toMatchObject({
      code: 1,
      out: "The proof does not hold. The body is not what the leaf was made of: it was changed\n",
    });
    expect((await ledger(ctx, "prove", randomUUID())).err).toContain("There is no statement");
  });

  it("verify names the one statement that was altered, and prove refuses it", { timeout: SLOW }, async () => {
    const row = await statementNumber(12);
    await ctx.db
      .updateTable("statement")
      .set({ body: row.body.replace(row.verb, `${row.verb}s`) })
      .where("seq", "=", 12)
      .execute();
    const altered = await ledger(ctx, "verify");
    expect(altered.code).toBe(1);
    expect(altered.out).toContain(
      `First: The statement ${row.id} (number 12) was changed: its body is not what its leaf was made of (seal 1 of 4 June 2018`,
    );
    expect(altered.out).toContain("1 thing does not fit");
    expect((await ledger(ctx, "prove", row.id)).code).toBe(1);
  });
});
