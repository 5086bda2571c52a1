/** Sealing, verifying and proving, and every way to change the ledger behind its back. */
import { createHash, randomUUID } from "node:crypto";
import { beforeEach, expect, it, vi } from "vitest";
import { verifyProof } from "#app/domain/ledger/proof.ts";
import {
  chainHash,
  nextSeal,
  NO_SEAL_BEFORE,
  SEAL_CAPACITY,
  sealRoot,
  type Seal,
} from "#app/domain/ledger/seal.ts";
import type { HouseStatement } from "#app/domain/ledger/statement.ts";
import type { StatementId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { append } from "#app/services/ledger/append.server.ts";
import { leafOf } from "#app/services/ledger/digest.server.ts";
import { prove } from "#app/services/ledger/prove.server.ts";
import { startSealing } from "#app/services/ledger/seal-at-intervals.server.ts";
import { sealLedger } from "#app/services/ledger/seal.server.ts";
import { sha256 } from "#app/services/ledger/sha256.server.ts";
import { verifyLedger } from "#app/services/ledger/verify.server.ts";
import { makeKey, send } from "./bearer.ts";
import { onBothDatabases } from "./databases.ts";

function statement(id: string) {
  return {
    id,
    actor: { mbox: "mailto:mair.halewood@force.example" },
    verb: { id: "http://adlnet.gov/expapi/verbs/completed" },
    object: { id: "https://lms.example/course" },
    timestamp: "2018-06-01T10:00:00Z",
  };
}

/** Sends so many statements and returns their ids. */
async function tell(ctx: Context, count: number): Promise<string[]> {
  const key = await makeKey(ctx);
  return send(
    ctx,
    key,
    Array.from({ length: count }, () => statement(randomUUID())),
  );
}

async function rowOf(ctx: Context, seq: number) {
  return ctx.read.selectFrom("statement").selectAll().where("seq", "=", seq).executeTakeFirstOrThrow();
}

async function alter(ctx: Context, seq: number, change: Record<string, unknown>): Promise<void> {
  await ctx.db
    .updateTable("statement")
    .set(change as never)
    .where("seq", "=", seq)
    .execute();
}

async function alterSeal(ctx: Context, number: number, change: Record<string, unknown>): Promise<void> {
  await ctx.db
    .updateTable("seal")
    .set(change as never)
    .where("number", "=", number)
    .execute();
}

async function remove(ctx: Context, seq: number): Promise<void> {
  await ctx.db.deleteFrom("statement").where("seq", "=", seq).execute();
}

async function sealRow(ctx: Context, number: number) {
  return ctx.read.selectFrom("seal").selectAll().where("number", "=", number).executeTakeFirstOrThrow();
}

/** Takes a name out of a body as an erasure does, and appends the erasure. Returns its id. */
async function erase(
  ctx: Context,
  seqs: readonly number[],
  bend: (entry: { statement: string; was: string; is: string }) => object = (entry) => entry,
): Promise<string> {
  const id = ctx.newId<StatementId>();
  const { iriBase } = ctx.config;
  const redacted: object[] = [];
  for (const seq of seqs) {
    const row = await rowOf(ctx, seq);
    const body = row.body.replace("mair.halewood@force.example", "erased@erased.example");
    expect(body).not.toBe(row.body);
    await alter(ctx, seq, { body, redacted_by: id });
    redacted.push(bend({ statement: row.id, was: row.leaf, is: leafOf(body) }));
  }
  const erasure: HouseStatement = {
    id,
    actor: { objectType: "Agent", account: { homePage: iriBase, name: "amends" } },
    verb: { id: "http://activitystrea.ms/schema/1.0/delete", display: { "en-GB": "erased" } },
    object: { objectType: "Activity", id: `${iriBase}/activities/erasure` },
    result: { extensions: { [`${iriBase}/extensions/erasure`]: { redacted } as never } },
    timestamp: ctx.now(),
  };
  await ctx.transact((trx) => append(ctx, trx, [erasure]));
  return id;
}

/** Another base64url text of the same length. */
const other = (hash: string) => createHash("sha256").update(hash).digest("base64url");

onBothDatabases("the seals of a ledger", (open) => {
  let ctx: Context;
  let ids: string[];
  const verify = (against?: string) => verifyLedger(ctx, { against });
  const findings = async () =>
    (await verify()).findings.map(({ kind, statement, seal }) => [kind, statement?.seq ?? null, seal]);

  /** Three seals, over statements 1–5, 6–10 and 11–15, and three statements that no seal is over. */
  beforeEach(async () => {
    ctx = await open({ now: "2018-06-04" });
    ids = [];
    for (const count of [5, 5, 5, 3]) {
      ids.push(...(await tell(ctx, count)));
      if (count === 5) await sealLedger(ctx);
    }
  });

  it("verify, when nothing was done to it", async () => {
    const report = await verify();
    expect(report).toMatchObject({ sound: true, statements: 18, seals: 3, found: 0, findings: [] });
    expect(report.last).toMatchObject({ number: 3, fromSeq: 11, toSeq: 15 });
    expect((await verify(report.last?.hash)).against).toEqual(report.last);
  });

  it("are what anybody can work out from the statements alone", async () => {
    let previous = NO_SEAL_BEFORE;
    for (const number of [1, 2, 3]) {
      const seal = await sealRow(ctx, number);
      const leaves = [];
      for (let seq = seal.from_seq; seq <= seal.to_seq; seq += 1) {
        const { body } = await rowOf(ctx, seq);
        leaves.push(
          createHash("sha256")
            .update(Buffer.from([0]))
            .update(body, "utf8")
            .digest("base64url"),
        );
      }
      expect(seal.leaves).toBe(leaves.join(""));
      const content = [
        "amends-seal-1",
        number,
        number * 5 - 4,
        number * 5,
        sealRoot(sha256, leaves),
        previous,
      ];
      const text = JSON.stringify([...content, seal.sealed_at]);
      previous = createHash("sha256").update(text).digest("base64url");
      expect(seal.hash).toBe(previous);
    }
  });

  it("seal what is new once, and nothing when nothing is", async () => {
    expect(await sealLedger(ctx)).toMatchObject([{ number: 4, fromSeq: 16, toSeq: 18 }]);
    expect(await sealLedger(ctx)).toEqual([]);
    expect((await verify()).sound).toBe(true);
  });

  it("never fork, when several seal at once", async () => {
    const made = (await Promise.all([1, 2, 3, 4].map(() => sealLedger(ctx)))).flat();
    expect(made.map((seal) => seal.number)).toEqual([4]);
    const sealing = Array.from({ length: 6 }, async () => {
      await tell(ctx, 3);
      return sealLedger(ctx);
    });
    const numbers = (await Promise.all(sealing)).flat().map((seal) => seal.number);
    expect(new Set(numbers).size).toBe(numbers.length);
    await sealLedger(ctx);
    expect(await verify()).toMatchObject({ sound: true, statements: 36 });
  });

  it("name a statement whose body was changed, with its seal", async () => {
    const { body } = await rowOf(ctx, 8);
    await alter(ctx, 8, { body: body.replace("course", "other!") });
    const report = await verify();
    expect(report.sound).toBe(false);
    expect(report.firstStatement).toMatchObject({
      kind: "changed",
      statement: { id: ids[7], seq: 8 },
      seal: 2,
    });
    expect(report.firstStatement?.text).toContain(`The statement ${ids[7]} (number 8) was changed`);
    expect(report.firstStatement?.text).toContain("seal 2 of 4 June 2018");
    expect(report.found).toBe(1);
  });

  it.each<[string, (body: string) => Record<string, unknown>]>([
    ["leaf", (body) => ({ leaf: leafOf(`${body} `) })],
    ["body and leaf", (body) => ({ body: `${body} `, leaf: leafOf(`${body} `) })],
    ["id", () => ({ id: randomUUID() })],
    ["word of a redaction", () => ({ redacted_by: randomUUID() })],
  ])("name a statement whose %s was changed", async (_, change) => {
    await alter(ctx, 8, change((await rowOf(ctx, 8)).body));
    expect(await findings()).toEqual([["changed", 8, 2]]);
  });

  it("name the first of several that were changed", async () => {
    for (const seq of [14, 3, 9]) await alter(ctx, seq, { body: "{}" });
    const report = await verify();
    expect(report.firstStatement?.statement).toEqual({ id: ids[2], seq: 3 });
    expect(await findings()).toEqual([
      ["changed", 3, 1],
      ["changed", 9, 2],
      ["changed", 14, 3],
    ]);
  });

  it("name a statement that was removed from the middle", async () => {
    await remove(ctx, 8);
    expect(await findings()).toEqual([["removed", 8, 2]]);
    expect((await verify()).firstStatement?.text).toMatch(/statement number 8 was removed; seal 2 /);
  });

  it("name a statement that was removed though the gap was closed", async () => {
    await remove(ctx, 8);
    for (let seq = 9; seq <= 18; seq += 1) await alter(ctx, seq, { seq: seq - 1 });
    expect(await findings()).toEqual([["removed", 8, 2]]);
  });

  it("name statements removed across the end of a seal, though the gap was closed", async () => {
    for (const seq of [9, 10, 11]) await remove(ctx, seq);
    for (let seq = 12; seq <= 18; seq += 1) await alter(ctx, seq, { seq: seq - 3 });
    expect(await findings()).toEqual([["removed", 9, 2]]);
    expect((await verify()).firstStatement?.text).toContain("number 9 to 11 were removed");
  });

  it("name statements removed from the end, sealed and not", async () => {
    await remove(ctx, 17);
    expect(await findings()).toEqual([["removed", 17, null]]);
    for (const seq of [14, 15, 16, 18]) await remove(ctx, seq);
    expect(await findings()).toEqual([["removed", 14, 3]]);
  });

  it("name a statement that was put between others", async () => {
    for (let seq = 18; seq >= 8; seq -= 1) await alter(ctx, seq, { seq: seq + 1 });
    const id = randomUUID() as StatementId;
    const row = await rowOf(ctx, 7);
    const body = row.body.replace(row.id, id);
    await ctx.db
      .insertInto("statement")
      .values({ ...row, seq: 8, id, body, leaf: leafOf(body) })
      .execute();
    const report = await verify();
    expect(await findings()).toEqual([["added", 8, 2]]);
    expect(report.firstStatement?.statement).toEqual({ id, seq: 8 });
  });

  it("name statements that were put before the first and after the last", async () => {
    const row = await rowOf(ctx, 18);
    for (const seq of [0, 19])
      await ctx.db
        .insertInto("statement")
        .values({ ...row, seq, id: randomUUID() as StatementId })
        .execute();
    expect(await findings()).toEqual([
      ["added", 0, null],
      ["changed", 19, null],
    ]);
  });

  it("name a statement that took another's place", async () => {
    const [one, two] = [await rowOf(ctx, 7), await rowOf(ctx, 9)];
    await remove(ctx, 7);
    await alter(ctx, 9, { seq: 7 });
    await ctx.db
      .insertInto("statement")
      .values({ ...one, seq: 9 })
      .execute();
    expect((await verify()).firstStatement).toMatchObject({ statement: { seq: 7 }, seal: 2 });
    expect(two.id).not.toBe(one.id);
  });

  it("name a changed statement that no seal is over yet", async () => {
    const { body } = await rowOf(ctx, 17);
    await alter(ctx, 17, { body: `${body} ` });
    expect(await findings()).toEqual([["changed", 17, null]]);
    await alter(ctx, 17, { body, leaf: "" });
    expect(await findings()).toEqual([["changed", 17, null]]);
  });

  it.each<[string, (seal: Seal & { leaves: string }) => Record<string, unknown>, RegExp]>([
    ["root", ({ root }) => ({ root: other(root) }), /Seal 2 was changed: its root/],
    ["hash", ({ hash }) => ({ hash: other(hash) }), /Seal 2 was changed: its hash/],
    ["previous", ({ previous }) => ({ previous: other(previous) }), /Seal 2 was changed: its hash/],
    ["sealed_at", () => ({ sealed_at: "2018-06-03T08:00:00.000Z" }), /Seal 2 was changed: its hash/],
    ["sealed_at", () => ({ sealed_at: "yesterday" }), /Seal 2 was changed: its hash/],
    ["from_seq", () => ({ from_seq: 5 }), /Seal 2 was changed: its hash/],
    ["to_seq", () => ({ to_seq: 11 }), /Seal 2 was changed: its hash/],
    ["leaves", ({ leaves }) => ({ leaves: other(leaves) + leaves.slice(43) }), /Its statements do/],
    ["leaves", ({ leaves }) => ({ leaves: leaves.slice(43) }), /Its statements do/],
    ["leaves", ({ leaves }) => ({ leaves: leaves.slice(1) }), /Its statements do/],
    ["leaves", () => ({ leaves: "" }), /Its statements do/],
    [
      "leaves and hash",
      ({ leaves, hash }) => ({ leaves: other(leaves) + leaves.slice(43), hash: other(hash) }),
      /its hash[^]*Its statements do/,
    ],
    [
      "leaves and to_seq",
      ({ leaves }) => ({ leaves: leaves.slice(1), to_seq: 1_000_000 }),
      /its hash[^]*do not make its root/,
    ],
  ])("name a seal whose %s was changed, and no statement", async (_, change, told) => {
    await alterSeal(ctx, 2, change((await sealRow(ctx, 2)) as never));
    const report = await verify();
    expect(report.firstStatement).toBeNull();
    expect(report.findings.every((one) => one.kind === "seal" && one.seal === 2)).toBe(true);
    expect(report.findings.map((one) => one.text).join("\n")).toMatch(told);
  });

  it("name a seal whose leaves and statement were both changed", async () => {
    const { leaves } = await sealRow(ctx, 2);
    const body = `${(await rowOf(ctx, 6)).body} `;
    await alter(ctx, 6, { body, leaf: leafOf(body) });
    await alterSeal(ctx, 2, { leaves: leafOf(body) + leaves.slice(43) });
    expect(await findings()).toEqual([["seal", null, 2]]);
    // All of it, so that the chain alone tells.
    const seal = await sealRow(ctx, 2);
    const root = sealRoot(sha256, [leafOf(body), ...(leaves.slice(43).match(/.{43}/g) ?? [])]) ?? "";
    const content = { ...seal, fromSeq: 6, toSeq: 10, root, sealedAt: seal.sealed_at };
    await alterSeal(ctx, 2, { root, hash: chainHash(sha256, content) });
    expect(await findings()).toEqual([
      ["seal", null, 2],
      ["seal", null, 3],
    ]);
  });

  it("name a seal that was removed, the last one too", async () => {
    await ctx.db.deleteFrom("seal").where("number", "=", 2).execute();
    expect(await findings()).toEqual([["seal", null, 3]]);
    expect((await verify()).findings[0]?.text).toBe("Seal 2 was removed.");
    await ctx.db.deleteFrom("seal").where("number", "in", [1, 3]).execute();
    expect(await findings()).toEqual([
      ["seal", null, 1],
      ["seal", null, 2],
      ["seal", null, 3],
    ]);
  });

  it("tell that everything was rewritten, when a chain hash was kept elsewhere", async () => {
    const kept = (await verify()).last?.hash ?? "";
    const body = `${(await rowOf(ctx, 8)).body} `;
    await alter(ctx, 8, { body, leaf: leafOf(body) });
    await ctx.db.deleteFrom("seal").execute();
    await ctx.db.deleteFrom("audit_event").where("action", "=", "ledger.seal").execute();
    await sealLedger(ctx);
    expect((await verify()).sound).toBe(true);
    const report = await verify(kept);
    expect(report).toMatchObject({ sound: false, against: null, found: 1 });
    expect(report.findings[0]?.text).toContain(`No seal has the chain hash ${kept}`);
  });

  it("tell that the chain was rewritten, as long as the audit trail was not", async () => {
    await ctx.db.deleteFrom("seal").where("number", "=", 3).execute();
    const at = "2018-06-05T08:00:00.000Z" as Instant;
    await sealLedger({ ...ctx, now: () => at });
    await ctx.db.deleteFrom("audit_event").where("at", "=", at).execute();
    expect(await findings()).toEqual([["seal", null, 3]]);
  });

  it("are not made over a statement that is not what was stored, but over those before it", async () => {
    const { body } = await rowOf(ctx, 17);
    await alter(ctx, 17, { body: `${body} ` });
    await expect(sealLedger(ctx)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(
        `The statement ${ids[16]} (number 17) is not what was stored`,
      ) as string,
    });
    expect(await sealRow(ctx, 4)).toMatchObject({ from_seq: 16, to_seq: 16 });
    await expect(sealLedger(ctx)).rejects.toMatchObject({ code: "conflict" });
    await alter(ctx, 17, { body });
    expect(await sealLedger(ctx)).toMatchObject([{ number: 5, fromSeq: 17, toSeq: 18 }]);
    expect((await verify()).sound).toBe(true);
  });

  it("are not made over a gap", async () => {
    await remove(ctx, 17);
    await expect(sealLedger(ctx)).rejects.toThrow("No statement has the number 17");
  });

  it("say of a redacted statement by what and when, sealed or not", async () => {
    const id = await erase(ctx, [3, 8, 17]);
    const told = [3, 8, 17].map((seq) => ({ id: ids[seq - 1], seq, by: id, on: "2018-06-04" }));
    expect(await verify()).toMatchObject({ sound: true, redacted: told, redactedCount: 3 });
    expect(await sealLedger(ctx)).toMatchObject([{ number: 4, fromSeq: 16, toSeq: 19 }]);
    expect(await verify()).toMatchObject({ sound: true, redacted: told });
  });

  it.each<[string, Parameters<typeof erase>[2]]>([
    ["that names another statement", (entry) => ({ ...entry, statement: randomUUID() })],
    ["that names another leaf", (entry) => ({ ...entry, was: other(entry.was) })],
    ["that left another body", (entry) => ({ ...entry, is: other(entry.is) })],
  ])("take no redaction by an erasure %s", async (_, bend) => {
    await erase(ctx, [3, 17], bend);
    expect(await findings()).toEqual([
      ["changed", 3, 1],
      ["changed", 17, null],
    ]);
    await expect(sealLedger(ctx)).rejects.toThrow("it says that it was redacted, but");
  });

  it("take no redaction by an erasure that is gone, was changed, or was no erasure of ours", async () => {
    const id = await erase(ctx, [3]);
    const erasure = await rowOf(ctx, 19);
    const text = async () => (await verify()).firstStatement?.text;
    await alter(ctx, 19, { body: `${erasure.body} ` });
    expect(await text()).toContain(`the erasure ${id} was changed itself`);
    await alter(ctx, 19, { body: erasure.body });
    await sealLedger(ctx);
    await alter(ctx, 19, { body: `${erasure.body} `, leaf: leafOf(`${erasure.body} `) });
    expect(await text()).toContain(`the erasure ${id} was changed itself`);
    await remove(ctx, 19);
    expect(await text()).toContain(`the erasure ${id} is not in the ledger`);
  });

  it("take no redaction by another's statement that says the same", async () => {
    await erase(ctx, [3]);
    const told = JSON.parse((await rowOf(ctx, 19)).body) as { result: object };
    const key = await makeKey(ctx, { name: "amends" });
    const [theirs = ""] = await send(ctx, key, [{ ...statement(randomUUID()), result: told.result }]);
    await alter(ctx, 3, { redacted_by: theirs });
    expect((await verify()).firstStatement?.text).toContain(`the statement ${theirs} is no erasure`);
  });

  it("prove each statement, and nothing about one with any byte of the proof altered", async () => {
    for (const [at, id] of ids.slice(0, 15).entries()) {
      const proof = await prove(ctx, id);
      expect(verifyProof(sha256, JSON.parse(JSON.stringify(proof)))).toMatchObject({
        holds: true,
        statement: id,
        seq: at + 1,
        redacted: null,
      });
    }
    const text = Buffer.from(JSON.stringify(await prove(ctx, ids[7] ?? "")));
    for (let bit = 0; bit < text.length * 2; bit += 1) {
      const at = bit >> 1;
      const altered = Buffer.from(text);
      // Another letter, and the same letter in the other case.
      altered[at] = (altered[at] ?? 0) ^ (bit % 2 === 0 ? 0x01 : 0x20);
      let given: unknown;
      try {
        given = JSON.parse(altered.toString("utf8"));
      } catch {
        continue;
      }
      expect([at, verifyProof(sha256, given).holds]).toEqual([at, false]);
    }
  });

  it("say what does not fit in a proof", async () => {
    const proof = await prove(ctx, ids[7] ?? "");
    const problem = (change: object) => {
      const verdict = verifyProof(sha256, { ...proof, ...change });
      return verdict.holds ? null : verdict.problem;
    };
    expect(problem({})).toBeNull();
    expect(problem({ body: `${proof.body} ` })).toBe(
      "The body is not what the leaf was made of: it was changed",
    );
    expect(problem({ body: "?" })).toBe("The body is not a statement with an id");
    expect(problem({ statement: ids[8] })).toContain(`The body is of the statement ${ids[7]}`);
    expect(problem({ leaf: other(proof.leaf) })).toBe("The path does not lead to the root of seal 2");
    expect(problem({ leafIndex: 3 })).toContain("Leaf 3 of seal 2 is statement number 9, not 8");
    expect(problem({ seq: 9 })).toContain("Leaf 2 of seal 2 is statement number 8, not 9");
    expect(problem({ treeSize: 6 })).toBe("Seal 2 is over 5 statements, not 6");
    expect(problem({ path: proof.path.slice(1) })).toContain("The path has 2 nodes");
    expect(problem({ path: proof.path.map(other) })).toBe("The path does not lead to the root of seal 2");
    expect(problem({ path: ["short"] })).toContain("at path.0");
    expect(problem({ seal: { ...proof.seal, previous: other("") } })).toContain("The hash of seal 2");
    expect(problem({ seal: { ...proof.seal, hash: other("") } })).toContain("The hash of seal 2");
    expect(problem({ more: 1 })).toContain("not a proof of the form amends-proof-1");
    expect(problem({ kind: "other" })).toContain("not a proof of the form amends-proof-1 at kind");
  });

  it("prove a redacted statement with its erasure", async () => {
    const erasureId = await erase(ctx, [8]);
    const id = ids[7] ?? "";
    await expect(prove(ctx, id)).rejects.toMatchObject({ code: "stale" });
    await sealLedger(ctx);
    const proof = await prove(ctx, id);
    expect(proof.body).not.toContain("mair.halewood");
    const redacted = { by: erasureId, on: "2018-06-04" };
    expect(verifyProof(sha256, proof)).toMatchObject({ holds: true, statement: id, redacted });
    const { erasure, ...bare } = proof;
    expect(verifyProof(sha256, bare).holds).toBe(false);
    expect(verifyProof(sha256, { ...proof, body: `${proof.body} ` }).holds).toBe(false);
    expect(verifyProof(sha256, { ...proof, erasure: await prove(ctx, ids[2] ?? "") }).holds).toBe(false);
    expect(erasure?.statement).toBe(erasureId);
    for (const told of [null, 1, [], { authority: null }, { authority: { account: 1 }, result: 1 }]) {
      // A whole tree of one's own, in which everything fits but what the erasure says.
      const body = JSON.stringify({ id: erasureId, ...(typeof told === "object" && told) });
      const made = nextSeal(sha256, null, [leafOf(body)], ctx.now());
      const forged = {
        statement: erasureId,
        seq: 1,
        body,
        leaf: leafOf(body),
        leafIndex: 0,
        treeSize: 1,
        path: [],
      };
      const verdict = verifyProof(sha256, { ...proof, erasure: { kind: proof.kind, ...forged, seal: made } });
      expect(verdict).toEqual({
        holds: false,
        problem: `The statement ${erasureId} is no erasure of the ledger's own`,
      });
    }
  });

  it("say why a statement cannot be proved, and what to do", async () => {
    await expect(prove(ctx, ids[16] ?? "")).rejects.toMatchObject({
      code: "stale",
      message: `The statement ${ids[16]} is not sealed yet: it is number 17, and seal 3 ends at number 15`,
      wayOut: "Run `amends ledger seal` first.",
    });
    await expect(prove(ctx, randomUUID())).rejects.toMatchObject({ code: "not-found" });
    await alter(ctx, 8, { body: "{}" });
    await expect(prove(ctx, ids[7] ?? "")).rejects.toMatchObject({ code: "conflict" });
  });

  it("are made when the site starts, and what cannot be sealed is told", async () => {
    await startSealing(ctx)();
    expect(await sealRow(ctx, 4)).toMatchObject({ from_seq: 16, to_seq: 18 });
    await startSealing({ ...ctx, config: { ...ctx.config, sealMinutes: 0 } })();
    await tell(ctx, 1);
    await startSealing({ ...ctx, config: { ...ctx.config, sealMinutes: 0 } })();
    expect((await verify()).last?.number).toBe(4);
    await alter(ctx, 19, { body: "{}" });
    const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await startSealing(ctx)();
    expect(told.mock.calls.flat().join()).toMatch(/^Sealing: The statement .* is not what was stored/);
  });
});

onBothDatabases("the seals of a long ledger", (open) => {
  async function fill(ctx: Context, count: number): Promise<void> {
    const rows = Array.from({ length: count }, (_, at) => {
      const id = ctx.newId<StatementId>();
      const body = JSON.stringify({ id, at });
      const at9 = "2018-06-04T08:00:00.000Z" as Instant;
      return {
        seq: at + 1,
        id,
        stored: at9,
        timestamp: at9,
        verb: "",
        actor: "",
        object: "",
        registration: null,
        body,
        leaf: leafOf(body),
      };
    });
    await ctx.db.transaction().execute(async (trx) => {
      for (let at = 0; at < rows.length; at += 2_000)
        await trx
          .insertInto("statement")
          .values(rows.slice(at, at + 2_000))
          .execute();
    });
  }

  it("are several when there is more than fits, and verify", async () => {
    const ctx = await open({ now: "2018-06-04" });
    await fill(ctx, SEAL_CAPACITY + 20);
    expect(await sealLedger(ctx)).toMatchObject([
      { number: 1, fromSeq: 1, toSeq: SEAL_CAPACITY },
      { number: 2, fromSeq: SEAL_CAPACITY + 1, toSeq: SEAL_CAPACITY + 20 },
    ]);
    expect(await verifyLedger(ctx)).toMatchObject({ sound: true, statements: SEAL_CAPACITY + 20, seals: 2 });
    const { id } = await rowOf(ctx, SEAL_CAPACITY);
    const proof = await prove(ctx, id);
    expect(proof.path).toHaveLength(14);
    expect(verifyProof(sha256, proof).holds).toBe(true);

    await ctx.db.updateTable("statement").set({ body: "{}" }).where("seq", ">", 7).execute();
    const report = await verifyLedger(ctx);
    expect(report.firstStatement?.statement?.seq).toBe(8);
    expect(report.found).toBe(SEAL_CAPACITY + 13);
    expect(report.findings).toHaveLength(100);
  });

  it("are none of an empty ledger", async () => {
    const ctx = await open();
    expect(await sealLedger(ctx)).toEqual([]);
    expect(await verifyLedger(ctx)).toMatchObject({ sound: true, statements: 0, seals: 0, last: null });
  });
});
