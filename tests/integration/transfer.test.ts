/** A ledger written out and taken back. */
import { createHash, randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { activityIri } from "#app/domain/ledger/activities.ts";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import type { Context } from "#app/services/context.server.ts";
import { beginCheck } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { exportStatements } from "#app/services/ledger/export-statements.server.ts";
import { importStatements } from "#app/services/ledger/import-statements.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { storeStatements } from "#app/services/ledger/store-statements.server.ts";
import { describePerson } from "#app/services/roster/describe-person.server.ts";
import { agentsOfPerson } from "#app/services/roster/person-agents.server.ts";
import { makeKey, send } from "./bearer.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, learner } from "./officer.ts";

const READINGS = [
  "award",
  "attempt",
  "progress",
  "answer",
  "decision",
  "claim",
  "activity",
  "attachment",
] as const;

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

onBothDatabases("a ledger written out", (open) => {
  let ctx: Context;
  const written = async (
    from: Context,
    what: Partial<Parameters<typeof exportStatements>[1]> = {},
  ): Promise<string[]> => {
    const lines: string[] = [];
    await exportStatements(from, { since: null, agents: null, ...what }, (line) => void lines.push(line));
    return lines;
  };
  const readings = async (of: Context) =>
    Object.fromEntries(
      await Promise.all(
        READINGS.map(async (table) => {
          const rows = (await of.read.selectFrom(table).selectAll().execute()).map((row) =>
            JSON.stringify(row),
          );
          return [table, rows.sort()] as const;
        }),
      ),
    );

  beforeEach(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
    const who = await learner(ctx, "constable");
    for (const right of [false, true]) {
      const check = await beginCheck(ctx, who, "what-rj-is");
      await answerCheck(ctx, who, check, right);
      await finishCheck(ctx, who, check);
    }
    const key = await makeKey(ctx, { name: "LMS", trusted: true });
    const content = Buffer.from("a letter");
    const done = (change: object = {}) => ({
      id: randomUUID(),
      actor: { account: { homePage: ctx.config.iriBase, name: who.actor as string } },
      verb: { id: VERBS.completed.id },
      object: { id: activityIri(ctx.config.iriBase, { kind: "module", module: "safe-enough" }) },
      ...change,
    });
    const given = done();
    await send(ctx, key, [
      given,
      done({ object: { id: "https://lms.example/7", definition: { name: { en: "Seven" } } } }),
    ]);
    await send(ctx, key, [
      done({ verb: { id: VERBS.voided.id }, object: { objectType: "StatementRef", id: given.id } }),
    ]);
    const sha2 = createHash("sha256").update(content).digest("hex");
    await storeStatements(ctx, key, "1.0.3", {
      values: [
        done({
          actor: { mbox: "mailto:mair@marlshire.example" },
          attachments: [
            {
              usageType: "https://x.example/letter",
              display: { en: "Letter" },
              contentType: "text/plain",
              length: content.length,
              sha2,
            },
          ],
        }),
      ],
      parts: [{ sha2, contentType: "text/plain", content }],
      batch: true,
    });
  });

  it("makes the same readings in an empty ledger, and changes nothing the second time", async () => {
    const lines = await written(ctx);
    const other = await open({ now: "2018-06-05" });
    expect(await importStatements(other, each(lines))).toEqual({ lines: lines.length, added: lines.length });
    expect(await readings(other)).toEqual(await readings(ctx));
    expect(await written(other)).toEqual(lines);
    expect(await importStatements(other, each(lines))).toEqual({ lines: lines.length, added: 0 });
    expect(await importStatements(ctx, each(lines))).toEqual({ lines: lines.length, added: 0 });
    expect((await replayCheck(other)).disagreements).toEqual([]);
  });

  it("holds what names one person, by any identifier, or what was stored since", async () => {
    const all = await written(ctx);
    const agents = await agentsOfPerson(ctx, "E1", "marlshire");
    expect(await written(ctx, { agents })).toHaveLength(all.length - 1);
    expect(await written(ctx, { agents: await agentsOfPerson(ctx, "E2", "marlshire") })).toEqual([]);
    const { stored } = (JSON.parse(all[3] ?? "{}") as { statement: { stored: string } }).statement;
    const later = await written(ctx, { since: stored as never });
    expect(later.length).toBeLessThan(all.length);
    expect(all.slice(-later.length)).toEqual(later);
    await expect(agentsOfPerson(ctx, "E99", "marlshire")).rejects.toMatchObject({ code: "not-found" });
  });

  it("is refused by line and cause, and says how far it came", async () => {
    const lines = await written(ctx);
    const other = await open({ now: "2018-06-05" });
    for (const [line, message] of [
      ["no JSON", /line 2: is not JSON/],
      ["{}", /line 2: statement/],
      [(lines[1] ?? "").replace('"verb"', '"werb"'), /line 2: statement: .*werb/],
    ] as const) {
      await expect(importStatements(other, each([lines[0] ?? "", line]))).rejects.toMatchObject({
        message: expect.stringMatching(message) as string,
        wayOut: expect.stringContaining("Nothing was stored.") as string,
      });
    }
    expect(await written(other)).toEqual([]);
    const elsewhere = { ...other, config: { ...other.config, iriBase: "https://elsewhere.example" } };
    await expect(importStatements(elsewhere, each(lines))).rejects.toMatchObject({
      message: expect.stringContaining("other IRIs") as string,
    });
  });

  it("keeps when things were stored where the clock was moved back, and says in the audit trail what came in", async () => {
    const lines = await written(ctx);
    const other = await open({ now: "2017-01-01" });
    await importStatements(other, each(lines), { by: "test", file: "ledger.jsonl" });
    expect(await written(other)).toEqual(lines);
    await importStatements(other, each(lines));
    const events = await other.read
      .selectFrom("audit_event")
      .select(["by", "detail"])
      .where("action", "=", "ledger.import")
      .execute();
    const detail = { file: "ledger.jsonl", from: 1, to: lines.length, added: lines.length };
    expect(events).toEqual([{ by: "test", detail: JSON.stringify(detail) }]);
  });

  it("passes over the line that says whose it is, and only as the first", async () => {
    const { export: heading } = await describePerson(ctx, "E1", "marlshire");
    expect(heading).toMatchObject({
      person: { name: "Mair Halewood", employeeNumber: "E1", force: "Marlshire Constabulary" },
      ledger: ctx.config.iriBase,
    });
    const lines = [JSON.stringify({ export: heading }), ...(await written(ctx))];
    const other = await open({ now: "2018-06-05" });
    expect(await importStatements(other, each(lines))).toMatchObject({ added: lines.length - 1 });
    await expect(importStatements(other, each([...lines.slice(1), lines[0] ?? ""]))).rejects.toMatchObject({
      message: expect.stringContaining(`line ${lines.length}: `) as string,
    });
  });

  it("names the lines that do not go together with what is there, and leaves it as it is", async () => {
    const lines = await written(ctx);
    const answered = lines.findIndex((line) => line.includes('"http://adlnet.gov/expapi/verbs/answered"'));
    const other = await open({ now: "2018-06-05" });
    await importStatements(other, each(lines));
    const { statement, ...rest } = JSON.parse(lines[answered] ?? "") as { statement: object };
    const again = JSON.stringify({ ...rest, statement: { ...statement, id: randomUUID() } });
    await expect(importStatements(other, each([lines[0] ?? "", again]))).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(
        /^lines 1 to 2: they do not go together with what is in the ledger/,
      ) as string,
      wayOut: expect.stringContaining("Nothing was stored.") as string,
    });
    expect(await written(other)).toEqual(lines);
  });
});
