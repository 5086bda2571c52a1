/** Passing statements on, from one ledger of ours to another over real HTTP, on both databases. */
import { createHash, createSign, generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { sql } from "kysely";
import { databaseFile } from "#db/dialect.ts";
import type { Instant } from "#app/domain/time.ts";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import { openContext, type Context } from "#app/services/context.server.ts";
import { listDeadLetters, sendAgain } from "#app/services/ledger/dead-letters.server.ts";
import {
  changeCredentials,
  listDestinations,
  pauseDestination,
  readDestination,
  removeDestination,
  resumeDestination,
} from "#app/services/ledger/destinations.server.ts";
import { createDestination } from "#app/services/ledger/create-destination.server.ts";
import { forwardOnce, type Forwarded } from "#app/services/ledger/forward.server.ts";
import type { LrsKey } from "#app/services/ledger/keys.server.ts";
import { startForwarding } from "#app/services/ledger/start-forwarding.server.ts";
import { storeStatements } from "#app/services/ledger/store-statements.server.ts";
import { makeKey, send } from "./bearer.ts";
import { onBothDatabases } from "./databases.ts";
import {
  closedPort,
  idsIn,
  passOn,
  run,
  serve,
  statementsIn,
  until,
  wayTo,
  type Gate,
  type Running,
} from "./receiving.ts";

const EXAMPLE = "https://example.org";
const NAME = "Other LRS";
const SECRET_KEY = randomBytes(32);
const ada = { mbox: "mailto:ada@example.org", name: "Ada Real" };
const ben = { account: { homePage: EXAMPLE, name: "ben" } };

function statement(change: object = {}) {
  return {
    id: randomUUID(),
    actor: ada,
    verb: { id: VERBS.completed.id },
    object: { id: `${EXAMPLE}/activities/one` },
    timestamp: "2018-06-01T10:00:00.000Z",
    ...change,
  };
}
const voiding = (id: string) =>
  statement({ verb: { id: VERBS.voided.id }, object: { objectType: "StatementRef", id } });
const some = (count: number) => Array.from({ length: count }, () => statement());

/** Statements as they are, without what whoever stores them sets. */
function bare(all: readonly Record<string, unknown>[]) {
  return all.map(({ stored: _stored, authority: _authority, ...rest }) => rest);
}

onBothDatabases("passing on", (open) => {
  let from: Context;
  let to: Context;
  let key: LrsKey;
  let gate: Gate;

  beforeEach(async () => {
    const opened = await open({ now: "2018-06-04" });
    from = { ...opened, config: { ...opened.config, secretKey: SECRET_KEY } };
    to = await open({ now: "2018-06-04" });
    key = await makeKey(from);
    gate = await serve(to);
  });

  async function idOf(name = NAME): Promise<string> {
    const row = await from.read
      .selectFrom("destination")
      .select("id")
      .where("name", "=", name)
      .executeTakeFirstOrThrow();
    return row.id;
  }

  /** Sends until there is nothing more to do. */
  async function passAll(name = NAME, ctx = from): Promise<Forwarded[]> {
    const all: Forwarded[] = [];
    for (;;) {
      const one = await forwardOnce(ctx, await idOf(name), { random: () => 0.5, timeoutMs: 2_000 });
      if (one.state === "idle") return all;
      all.push(one);
      if (one.state === "waits") return all;
    }
  }

  /** The machine, so much later. */
  const later = (ms: number): Context => ({
    ...from,
    machineNow: () => new Date(Date.now() + ms).toISOString() as Instant,
  });

  describe("what is sent", () => {
    it("is everything, in the ledger's order and as it was stored, in batches of at most 50", async () => {
      const sent = some(120);
      await send(from, key, sent);
      await send(from, key, [voiding(sent[3]?.id ?? "")]);
      const authority = await passOn(from, to, gate.endpoint);
      expect((await readDestination(from, NAME)).waiting).toBe(121);
      expect(await passAll()).toEqual([
        { state: "moved", taken: 50, refused: 0 },
        { state: "moved", taken: 50, refused: 0 },
        { state: "moved", taken: 21, refused: 0 },
      ]);
      expect(await idsIn(to)).toEqual(await idsIn(from));
      const [here, there] = [await statementsIn(from), await statementsIn(to)];
      expect(bare(there)).toEqual(bare(here));
      expect(new Set(there.map((one) => JSON.stringify(one.authority))).size).toBe(1);
      expect(JSON.stringify(there[0]?.authority)).toContain(authority);
      expect(JSON.stringify(gate.asked)).not.toMatch(/"(stored|authority)\\*"/);
      expect(await readDestination(from, NAME)).toMatchObject({
        waiting: 0,
        deadLetters: 0,
        problem: null,
        attempts: 0,
        lastSentAt: expect.any(String) as string,
      });
      const voided = await to.read.selectFrom("statement").select("id").where("voided", "=", 1).execute();
      expect(voided.map((row) => row.id)).toEqual([sent[3]?.id]);
    });

    it("is at most about a megabyte at once, and a longer one goes alone", async () => {
      const long = (length: number) => statement({ result: { response: "x".repeat(length) } });
      await send(from, key, [long(400_000), long(400_000), long(400_000), long(2_000_000), long(10)]);
      await passOn(from, to, gate.endpoint);
      expect((await passAll()).map((one) => one.state === "moved" && one.taken)).toEqual([2, 1, 1, 1]);
      expect(await idsIn(to)).toEqual(await idsIn(from));
    });

    it("begins at the beginning, or with what comes from now on", async () => {
      await send(from, key, some(3));
      await passOn(from, to, gate.endpoint, { fromBeginning: false });
      expect(await passAll()).toEqual([]);
      const [id] = await send(from, key, [statement()]);
      await passAll();
      expect(await idsIn(to)).toEqual([id]);
    });

    it("is only what the destination wants by verb and activity", async () => {
      const failed = { verb: { id: VERBS.failed.id } };
      const [wanted, verb, activity] = [
        statement(),
        statement(failed),
        statement({ object: { id: `${EXAMPLE}/others/one` } }),
      ];
      await send(from, key, [...some(300).map((one) => ({ ...one, ...failed })), wanted, verb, activity]);
      await passOn(from, to, gate.endpoint, {
        verbs: [VERBS.completed.id, VERBS.passed.id],
        activities: [`${EXAMPLE}/activities/`],
      });
      expect(await passAll()).toEqual([{ state: "moved", taken: 1, refused: 0 }]);
      expect(await idsIn(to)).toEqual([wanted.id]);
      expect((await readDestination(from, NAME)).waiting).toBe(0);
    });

    it("is what voids a wanted statement too, before or after it, and nothing that voids another", async () => {
      const [early, late, other] = [statement(), statement(), statement({ verb: { id: VERBS.failed.id } })];
      const [voidsEarly, voidsLate, voidsOther] = [voiding(early.id), voiding(late.id), voiding(other.id)];
      const voidsNothing = voiding(randomUUID());
      await send(from, key, [early, other, voidsLate, voidsEarly, voidsOther, voidsNothing]);
      await send(from, key, [late]);
      await passOn(from, to, gate.endpoint, { verbs: [VERBS.completed.id] });
      await passAll();
      expect(await idsIn(to)).toEqual([early.id, voidsEarly.id, voidsLate.id, late.id]);
      const voided = await to.read.selectFrom("statement").select("id").where("voided", "=", 1).execute();
      expect(new Set(voided.map((row) => row.id))).toEqual(new Set([early.id, late.id]));
    });

    it("is signed still, when it was", async () => {
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const said = statement();
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
      const input = `${part({ alg: "RS256" })}.${part(said)}`;
      const content = Buffer.from(
        `${input}.${createSign("RSA-SHA256").update(input).sign(privateKey).toString("base64url")}`,
      );
      const sha2 = createHash("sha256").update(content).digest("hex");
      const contentType = "application/octet-stream";
      const attachment = {
        usageType: "http://adlnet.gov/expapi/attachments/signature",
        display: { en: "Signature" },
        contentType,
        length: content.length,
        sha2,
      };
      await storeStatements(from, key, "1.0.3", {
        values: [{ ...said, attachments: [attachment] }],
        parts: [{ sha2, contentType, content }],
        batch: false,
      });
      await passOn(from, to, gate.endpoint);
      // The receiver checks the signature itself.
      expect(await passAll()).toEqual([{ state: "moved", taken: 1, refused: 0 }]);
      const kept = await to.read.selectFrom("attachment").select("content").executeTakeFirstOrThrow();
      expect(Buffer.compare(kept.content, content)).toBe(0);
    });

    it("holds attachments, byte for byte", async () => {
      const content = randomBytes(3_000);
      const sha2 = createHash("sha256").update(content).digest("hex");
      const attached = statement({
        attachments: [
          {
            usageType: `${EXAMPLE}/usage`,
            display: { en: "A picture" },
            contentType: "image/png",
            length: content.length,
            sha2,
          },
          {
            usageType: `${EXAMPLE}/usage`,
            display: { en: "Elsewhere" },
            contentType: "text/plain",
            length: 5,
            sha2: "ab".repeat(32),
            fileUrl: `${EXAMPLE}/file.txt`,
          },
        ],
      });
      await storeStatements(from, key, "1.0.3", {
        values: [statement(), attached, statement()],
        parts: [{ sha2, contentType: "image/png", content }],
        batch: true,
      });
      await passOn(from, to, gate.endpoint);
      expect(await passAll()).toEqual([{ state: "moved", taken: 3, refused: 0 }]);
      expect(gate.asked).toHaveLength(1);
      expect(gate.asked[0]?.type).toMatch(/^multipart\/mixed; boundary=/);
      expect(bare(await statementsIn(to))).toEqual(bare(await statementsIn(from)));
      const kept = await to.read.selectFrom("attachment").selectAll().execute();
      expect(kept.map((row) => [row.sha2, row.content_type, Buffer.compare(row.content, content)])).toEqual([
        [sha2, "image/png", 0],
      ]);
    });

    it("names nobody when it is pseudonymised: one person is one at a destination and another elsewhere", async () => {
      const byBen = statement({
        actor: { ...ben, name: "Ben Real" },
        context: { instructor: ada, team: { objectType: "Group", name: "Real", member: [ada, ben] } },
        attachments: [
          {
            usageType: `${EXAMPLE}/usage`,
            display: { en: "Certificate" },
            contentType: "text/plain",
            length: 8,
            sha2: createHash("sha256").update("Ben Real").digest("hex"),
          },
        ],
      });
      await send(from, key, [statement()]);
      await storeStatements(from, key, "1.0.3", {
        values: [byBen],
        parts: [
          {
            sha2: createHash("sha256").update("Ben Real").digest("hex"),
            contentType: "text/plain",
            content: Buffer.from("Ben Real"),
          },
        ],
        batch: false,
      });
      const third = await open({ now: "2018-06-04" });
      const other = await serve(third);
      await passOn(from, to, gate.endpoint, { pseudonymise: true });
      await passOn(from, third, other.endpoint, { pseudonymise: true, name: "Third" });
      await passAll();
      await passAll("Third");
      for (const body of [...gate.asked, ...other.asked]) expect(body.body).not.toMatch(/ada@|"ben"|Real/);
      type Named = { actor: { account: { homePage: string; name: string } }; context?: never };
      const at = async (ctx: Context) => (await statementsIn(ctx)) as unknown as Named[];
      const [one, two] = [await at(to), await at(third)];
      expect(one).toHaveLength(2);
      const [adaThere, benThere] = one.map((each) => each.actor.account);
      expect(adaThere?.homePage).toBe(`${from.config.iriBase}/pseudonyms`);
      expect(adaThere?.name).toMatch(/^[0-9a-f]{64}$/);
      expect(benThere?.name).not.toBe(adaThere?.name);
      expect(one[1]).toMatchObject({
        context: {
          instructor: { account: adaThere },
          team: { member: [{ account: adaThere }, { account: benThere }] },
        },
      });
      expect(two[0]?.actor.account.name).not.toBe(adaThere?.name);
      // The next statement of the same person has the same pseudonym.
      await send(from, key, [statement()]);
      await passAll();
      expect((await at(to))[2]?.actor.account).toEqual(adaThere);
    });

    it("of xAPI 2.0 goes to 2.0.0 as it is, and to 1.0.3 when 1.0.3 can say it", async () => {
      const plain = statement();
      const two = statement({
        context: { contextAgents: [{ objectType: "contextAgent", agent: ben }] },
      });
      await send(from, key, [plain, two], "2.0.0");
      await send(from, key, [statement()], "1.0.3");
      const third = await open({ now: "2018-06-04" });
      const other = await serve(third);
      await passOn(from, to, gate.endpoint);
      await passOn(from, third, other.endpoint, { version: "2.0.0", name: "Third" });
      expect(await passAll()).toEqual([{ state: "moved", taken: 2, refused: 1 }]);
      expect(await passAll("Third")).toEqual([{ state: "moved", taken: 3, refused: 0 }]);
      expect(bare(await statementsIn(third))).toEqual(bare(await statementsIn(from)));
      expect((await statementsIn(to)).map((one) => [one.id, one.version])).toEqual([
        [plain.id, "1.0.0"],
        [(await idsIn(from))[2], "1.0.0"],
      ]);
      expect((await listDeadLetters(from, NAME)).letters).toMatchObject([
        { statement: two.id, status: 0, answer: expect.stringContaining("contextAgents") as string },
      ]);
    });
  });

  describe("what is refused", () => {
    const refusing =
      (ids: readonly string[], status = 400, text = "Not this one") =>
      ({ body }: { body: string }) =>
        ids.some((id) => body.includes(id)) ? { status, text } : null;

    it("is found in its batch and kept with its answer; the others go, in order", async () => {
      const sent = some(50);
      const faulty = [0, 17, 18, 49].map((at) => sent[at]?.id ?? "");
      await send(from, key, sent);
      await passOn(from, to, gate.endpoint);
      for (const [status, text] of [
        [400, "Not this one"],
        [413, "Too long"],
      ] as const) {
        gate.guard = refusing(faulty, status, text);
        expect(await passAll()).toEqual(status === 400 ? [{ state: "moved", taken: 46, refused: 4 }] : []);
      }
      expect(await idsIn(to)).toEqual(sent.map((one) => one.id).filter((id) => !faulty.includes(id)));
      const page = await listDeadLetters(from, NAME);
      expect(page).toMatchObject({ total: 4, next: null });
      expect(page.letters.map((one) => [one.statement, one.status, one.answer])).toEqual(
        faulty.map((id) => [id, 400, "Not this one"]),
      );
      expect(await readDestination(from, NAME)).toMatchObject({ waiting: 0, deadLetters: 4, problem: null });
    });

    it("can be sent again, one or all, and keeps the newest answer when it is refused again", async () => {
      const sent = some(30);
      await send(from, key, sent);
      await passOn(from, to, gate.endpoint);
      const faulty = sent.slice(0, 25).map((one) => one.id);
      gate.guard = refusing(faulty);
      await passAll();
      const [first = "", second = ""] = faulty;
      gate.guard = refusing([second], 422, "Still not");
      const again = (more: object = {}) => sendAgain(from, NAME, { by: "test", ...more });
      expect(await again({ statement: first.toUpperCase() })).toEqual({
        taken: 1,
        refused: 0,
        problem: null,
      });
      expect((await idsIn(to)).at(-1)).toBe(first);
      await expect(again({ statement: first })).rejects.toMatchObject({ code: "not-found" });
      expect(await again({ most: 4 })).toEqual({ taken: 3, refused: 1, problem: null });
      expect((await listDeadLetters(from, NAME, { limit: 2 })).letters[0]).toMatchObject({
        statement: second,
        status: 422,
        answer: "Still not",
      });
      expect(await again()).toEqual({ taken: 20, refused: 1, problem: null });
      gate.guard = () => ({ status: 503, text: "Closed" });
      expect(await again()).toEqual({
        taken: 0,
        refused: 0,
        problem: "503: it is out of service for the moment. It says: Closed",
      });
      gate.guard = null;
      expect(await again()).toEqual({ taken: 1, refused: 0, problem: null });
      expect(await again()).toEqual({ taken: 0, refused: 0, problem: null });
      expect(new Set(await idsIn(to))).toEqual(new Set(await idsIn(from)));
      expect((await readDestination(from, NAME)).deadLetters).toBe(0);
    });

    it("is not what is there already, with the same id", async () => {
      const [one, two] = [statement(), statement()];
      await send(from, key, [one, two, statement()]);
      await send(to, await makeKey(to), [{ ...two, verb: { id: VERBS.failed.id } }]);
      await passOn(from, to, gate.endpoint);
      expect(await passAll()).toEqual([{ state: "moved", taken: 3, refused: 0 }]);
      expect((await listDeadLetters(from, NAME)).total).toBe(0);
      expect((await idsIn(to)).sort()).toEqual((await idsIn(from)).sort());
    });

    it("by 403 is one statement's fault only when others are let in", async () => {
      const [foreign] = await send(to, await makeKey(to), [statement()]);
      await send(from, key, [voiding(foreign ?? "")]);
      await passOn(from, to, gate.endpoint);
      expect(await passAll()).toMatchObject([
        { state: "waits", problem: expect.stringMatching(/^403: .*this key may not void it/) as string },
      ]);
      expect((await readDestination(from, NAME)).waiting).toBe(1);
      const [id] = await send(from, key, [statement()]);
      expect(await passAll(NAME, later(60_000))).toEqual([{ state: "moved", taken: 1, refused: 1 }]);
      expect(await idsIn(to)).toEqual([foreign, id]);
      expect((await listDeadLetters(from, NAME)).letters).toMatchObject([{ status: 403 }]);
    });

    it("is not everything when the receiver speaks another version: that waits", async () => {
      await send(from, key, some(3));
      await passOn(from, to, gate.endpoint);
      gate.guard = ({ path }) =>
        path === "/about"
          ? { status: 200, text: '{"version":["2.0.0"]}', headers: { "Content-Type": "application/json" } }
          : { status: 400, text: "X-Experience-API-Version" };
      expect(await passAll()).toMatchObject([
        { state: "waits", problem: expect.stringContaining("It speaks xAPI 2.0.0") as string },
      ]);
      expect((await listDeadLetters(from, NAME)).total).toBe(0);
    });

    it("keeps at most 2,000 characters of an answer, without what no text may hold", async () => {
      await send(from, key, [statement()]);
      await passOn(from, to, gate.endpoint);
      gate.guard = ({ path }) =>
        path === "/about" ? null : { status: 400, text: `No\u0000pe\u001b ${"é".repeat(300_000)}` };
      await passAll();
      const [letter] = (await listDeadLetters(from, NAME)).letters;
      expect(letter?.answer).toMatch(/^Nope é+$/);
      expect(letter?.answer).toHaveLength(2_000);
    });
  });

  describe("a destination that cannot take anything", () => {
    it("waits after each answer that is not about a statement, skips nothing, and goes on where it was", async () => {
      await passOn(from, to, gate.endpoint);
      for (const [status, problem] of [
        [401, /^401: it does not accept our user name/],
        [403, /^403: it lets us write nothing/],
        [404, /^404: there is no xAPI endpoint/],
        [408, /^408/],
        [425, /^425/],
        [429, /^429: it asks us to come more slowly/],
        [302, /^302: it sends us to another address/],
        [500, /^500: it failed/],
        [503, /^503/],
      ] as const) {
        await send(from, key, some(60));
        let lets_in = 1;
        gate.guard = () =>
          (lets_in -= 1) >= 0 ? null : { status, text: "No", headers: { Location: "http://127.0.0.1:9/" } };
        const [moved, waits] = await passAll();
        expect(moved).toEqual({ state: "moved", taken: 50, refused: 0 });
        expect(waits).toMatchObject({ state: "waits", problem: expect.stringMatching(problem) as string });
        expect(await readDestination(from, NAME)).toMatchObject({
          waiting: 10,
          attempts: 1,
          deadLetters: 0,
          problem: expect.stringMatching(problem) as string,
        });
        gate.guard = null;
        expect(await passAll()).toEqual([]);
        expect(await passAll(NAME, later(2_000))).toEqual([{ state: "moved", taken: 10, refused: 0 }]);
        expect(await idsIn(to)).toEqual(await idsIn(from));
      }
    });

    it("waits longer each time, also over a restart, and no shorter than it asks", async () => {
      await send(from, key, [statement()]);
      await passOn(from, to, gate.endpoint);
      gate.guard = () => ({ status: 503 });
      const id = await idOf();
      const waits: number[] = [];
      let now = Date.now();
      let ctx: Context = from;
      for (let failed = 1; failed <= 11; failed += 1) {
        // Each try is made by a process that was just started.
        const opened = await openContext(from.config);
        ctx = { ...opened, machineNow: () => new Date(now).toISOString() as Instant };
        const one = await forwardOnce(ctx, id, { random: () => 0.5 });
        expect(await forwardOnce(ctx, id, { random: () => 0.5 })).toEqual({ state: "idle" });
        await opened.close();
        if (one.state !== "waits") throw new Error(`It is ${one.state}`);
        waits.push(Date.parse(one.until) - now);
        now = Date.parse(one.until);
      }
      expect(waits).toEqual([500, 1e3, 2e3, 4e3, 8e3, 16e3, 32e3, 64e3, 128e3, 150e3, 150e3]);
      expect((await readDestination(from, NAME)).attempts).toBe(11);
      gate.guard = () => ({ status: 429, headers: { "Retry-After": "3600" } });
      const asked = await forwardOnce(later(now - Date.now()), id, { random: () => 0 });
      expect(asked.state === "waits" && Date.parse(asked.until) - now).toBeGreaterThanOrEqual(3_599_000);
      // Whoever resumes it need not wait.
      gate.guard = null;
      await resumeDestination(from, NAME, "test");
      expect(await passAll()).toEqual([{ state: "moved", taken: 1, refused: 0 }]);
      expect(await readDestination(from, NAME)).toMatchObject({
        attempts: 0,
        problem: null,
        nextTryAt: null,
      });
    });

    it("is one that nobody answers at, or that is too slow, or that breaks off", async () => {
      await send(from, key, [statement()]);
      const closed = await closedPort();
      await passOn(from, to, `http://127.0.0.1:${closed}/xapi`, { name: "Nobody" });
      await passOn(from, to, "http://lrs.invalid/xapi", { name: "Nowhere" });
      await passOn(from, to, gate.endpoint);
      expect(await passAll("Nobody")).toMatchObject([
        { state: "waits", problem: `Nobody answers at 127.0.0.1:${closed}` },
      ]);
      // A machine without a network may find out only by waiting.
      expect(await passAll("Nowhere")).toMatchObject([
        {
          state: "waits",
          problem: expect.stringMatching(/lrs\.invalid leads nowhere|gave no answer/) as string,
        },
      ]);
      gate.guard = () => new Promise(() => undefined);
      const slow = await forwardOnce(from, await idOf(), { timeoutMs: 50 });
      expect(slow).toMatchObject({ state: "waits", problem: "It gave no answer within 1 second" });
      gate.guard = ({ request }) => {
        request.socket.destroy();
        return null;
      };
      expect(await forwardOnce(later(60_000), await idOf())).toMatchObject({
        state: "waits",
        problem: expect.stringMatching(/^The connection to 127\.0\.0\.1:\d+ broke$/) as string,
      });
    });

    it("keeps what went before it failed in the midst of a batch", async () => {
      const sent = some(8);
      await send(from, key, sent);
      await passOn(from, to, gate.endpoint);
      const faulty = sent[0]?.id ?? "";
      gate.guard = ({ body }) => {
        if (body.includes(faulty)) return { status: 400, text: "Not this one" };
        return body.includes(sent[4]?.id ?? "") ? { status: 503 } : null;
      };
      expect(await passAll()).toMatchObject([{ state: "waits" }]);
      expect(await idsIn(to)).toEqual(sent.slice(1, 4).map((one) => one.id));
      expect(await readDestination(from, NAME)).toMatchObject({ waiting: 4, deadLetters: 1, attempts: 1 });
      gate.guard = null;
      await passAll(NAME, later(60_000));
      expect(await idsIn(to)).toEqual(sent.slice(1).map((one) => one.id));
    });
  });

  describe("one sender at a time", () => {
    it("sends, of several processes that would", async () => {
      await send(from, key, some(10));
      await passOn(from, to, gate.endpoint);
      const other = from.kind === "postgres" ? await openContext(from.config) : from;
      let let_in = () => undefined as void;
      const held = new Promise<void>((resolve) => (let_in = resolve));
      gate.guard = async () => {
        await held;
        return null;
      };
      const id = await idOf();
      const first = forwardOnce(from, id);
      await until(() => Promise.resolve(gate.asked.length > 0), "the first is asking");
      expect(await forwardOnce(other, id)).toEqual({ state: "idle" });
      let_in();
      expect(await first).toEqual({ state: "moved", taken: 10, refused: 0 });
      expect(gate.asked).toHaveLength(1);
      expect(await forwardOnce(other, id)).toEqual({ state: "idle" });
      if (other !== from) await other.close();
    });

    it("moves nothing that was removed, or moved by another, meanwhile", async () => {
      await send(from, key, some(2));
      await passOn(from, to, gate.endpoint);
      const id = await idOf();
      gate.guard = async ({ path }) => {
        if (path === "/about") return null;
        if (gate.asked.length === 1) await removeDestination(from, NAME, "test");
        return { status: 400, text: "No" };
      };
      expect(await forwardOnce(from, id)).toEqual({ state: "idle" });
      expect(await listDestinations(from)).toEqual([]);
    });

    it("outlives the loss of its connection to the database", async () => {
      if (from.kind !== "postgres") return;
      await send(from, key, some(3));
      await passOn(from, to, gate.endpoint);
      gate.guard = async () => {
        await sql`select pg_terminate_backend(pid) from pg_locks
          where locktype = 'advisory' and granted and pid <> pg_backend_pid()
            and database = (select oid from pg_database where datname = current_database())`.execute(from.db);
        return null;
      };
      expect(await forwardOnce(from, await idOf())).toEqual({ state: "moved", taken: 3, refused: 0 });
      expect(await idsIn(to)).toEqual(await idsIn(from));
    });
  });

  describe("the sender of a running site", () => {
    it("passes on what comes, pauses and resumes, and finishes its request when it is stopped", async () => {
      await passOn(from, to, gate.endpoint);
      await passOn(from, to, `http://127.0.0.1:${await closedPort()}/xapi`, { name: "Nobody" });
      const stop = startForwarding(from);
      const [first] = await send(from, key, [statement()]);
      await until(async () => (await idsIn(to)).includes(first ?? ""), "the first is there");
      await pauseDestination(from, NAME, "test");
      await send(from, key, some(2));
      expect(await forwardOnce(from, await idOf())).toEqual({ state: "idle" });
      let let_in = () => undefined as void;
      const held = new Promise<void>((resolve) => (let_in = resolve));
      gate.guard = async () => {
        await held;
        return null;
      };
      const before = gate.asked.length;
      await resumeDestination(from, NAME, "test");
      await until(() => Promise.resolve(gate.asked.length > before), "it asks");
      const stopped = stop();
      let_in();
      await stopped;
      expect(await idsIn(to)).toEqual(await idsIn(from));
      expect((await readDestination(from, NAME)).waiting).toBe(0);
      expect((await readDestination(from, "Nobody")).problem).toMatch(/^Nobody answers/);
    });

    it("tells when the database fails, and goes on", async () => {
      const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
      const stop = startForwarding({
        ...from,
        machineNow: () => {
          throw new Error("no clock");
        },
      });
      await until(() => Promise.resolve(told.mock.calls.length > 0), "it is told");
      await stop();
      expect(told.mock.calls.flat()).toEqual(["Passing statements on: no clock"]);
    });
  });

  describe("an administrator's destinations", () => {
    const given = {
      name: "LRS",
      endpoint: "https://lrs.example/xapi/",
      username: "us",
      password: "hushhush",
      version: "1.0.3",
      verbs: [],
      activities: [],
      pseudonymise: false,
      fromBeginning: false,
      by: "test",
    };

    it("are refused for what is wrong with them, each at its field", async () => {
      for (const [field, change] of [
        ["name", { name: " " }],
        ["name", { name: "../x" }],
        ["endpoint", { endpoint: "lrs.example" }],
        ["endpoint", { endpoint: "ftp://lrs.example" }],
        ["endpoint", { endpoint: "https://us:pass@lrs.example" }],
        ["endpoint", { endpoint: "https://lrs.example/?a=1" }],
        ["username", { username: "a:b" }],
        ["password", { password: "" }],
        ["version", { version: "0.95" }],
        ["verbs", { verbs: ["completed"] }],
        ["activities", { activities: ["modules/"] }],
      ] as const)
        await expect(createDestination(from, { ...given, ...change })).rejects.toMatchObject({
          code: "bad-input",
          problems: [{ href: `#${field}` }],
        });
      expect(await listDestinations(from)).toEqual([]);
    });

    it("go over https in production, and leave no demonstration", async () => {
      const as = (mode: "production" | "demo") => ({ ...from, config: { ...from.config, mode } });
      const at = (endpoint: string, name: string) => ({ ...given, endpoint, name });
      for (const [mode, endpoint] of [
        ["production", "http://lrs.example"],
        ["production", "http://127.0.0.1.example"],
        ["demo", "https://lrs.example"],
      ] as const)
        await expect(createDestination(as(mode), at(endpoint, "A"))).rejects.toMatchObject({
          code: "bad-input",
        });
      await createDestination(as("production"), at("http://localhost:9/", "B"));
      await createDestination(as("demo"), at("http://[::1]:9", "C"));
    });

    it("are listed, changed and removed, each change on record and no password anywhere", async () => {
      await send(from, key, some(2));
      await createDestination(from, given);
      await expect(createDestination(from, given)).rejects.toMatchObject({ code: "conflict" });
      expect(await listDestinations(from)).toEqual([
        {
          name: "LRS",
          endpoint: "https://lrs.example/xapi",
          username: "us",
          version: "1.0.3",
          verbs: [],
          activities: [],
          pseudonymised: false,
          waiting: 0,
          deadLetters: 0,
          lastSentAt: null,
          problem: null,
          attempts: 0,
          nextTryAt: null,
          pausedAt: null,
          createdAt: expect.any(String) as string,
          createdBy: "test",
        },
      ]);
      await pauseDestination(from, "LRS", "test");
      expect((await readDestination(from, "LRS")).pausedAt).not.toBeNull();
      await resumeDestination(from, "LRS", "test");
      await changeCredentials(from, "LRS", { username: "others", password: "quiet please", by: "test" });
      expect(await readDestination(from, "LRS")).toMatchObject({ username: "others", pausedAt: null });
      const everything = JSON.stringify([
        await from.read.selectFrom("destination").selectAll().execute(),
        await from.read.selectFrom("audit_event").selectAll().execute(),
        await listDestinations(from),
      ]);
      expect(everything).not.toMatch(/hushhush|quiet please/);
      await removeDestination(from, "LRS", "test");
      for (const work of [
        () => pauseDestination(from, "LRS", "test"),
        () => removeDestination(from, "LRS", "test"),
        () => listDeadLetters(from, "LRS"),
        () => sendAgain(from, "LRS", { by: "test" }),
      ])
        await expect(work()).rejects.toMatchObject({ code: "not-found" });
      const audited = await from.read
        .selectFrom("audit_event")
        .select("action")
        .where("action", "like", "destination.%")
        .orderBy("id")
        .execute();
      expect(audited.map((row) => row.action)).toEqual([
        "destination.create",
        "destination.pause",
        "destination.resume",
        "destination.credentials",
        "destination.remove",
      ]);
    });

    it("wait when their password cannot be read, and say what to do", async () => {
      await send(from, key, [statement()]);
      await passOn(from, to, gate.endpoint);
      const other = { ...from, config: { ...from.config, secretKey: randomBytes(32) } };
      expect(await passAll(NAME, other)).toMatchObject([
        { state: "waits", problem: expect.stringMatching(/AMENDS_SECRET_KEY/) as string },
      ]);
      await expect(sendAgain(other, NAME, { by: "test" })).resolves.toMatchObject({ taken: 0 });
      // Whoever points the row at another address does not get the password there.
      await from.db
        .updateTable("destination")
        .set({ endpoint: `${gate.endpoint}/elsewhere` })
        .execute();
      await resumeDestination(from, NAME, "test");
      expect(await passAll()).toMatchObject([{ state: "waits" }]);
      expect(gate.asked).toEqual([]);
    });

    it("have a key of their own beside SQLite's file, and ask for one on PostgreSQL", async () => {
      const plain = { ...from, config: { ...from.config, secretKey: null } };
      const file = databaseFile(from.config.databaseUrl);
      if (file === null) {
        await expect(createDestination(plain, given)).rejects.toMatchObject({
          code: "misconfigured",
          wayOut: expect.stringContaining("AMENDS_SECRET_KEY") as string,
        });
        return;
      }
      await send(from, key, [statement()]);
      await passOn(plain, to, gate.endpoint);
      expect(statSync(`${file}.key`).mode & 0o777).toBe(0o600);
      const kept = readFileSync(`${file}.key`, "utf8");
      expect(Buffer.from(kept, "base64")).toHaveLength(32);
      await createDestination(plain, given);
      expect(readFileSync(`${file}.key`, "utf8")).toBe(kept);
      rmSync(`${file}.key`);
      expect(await passAll(NAME, plain)).toMatchObject([
        { state: "waits", problem: expect.stringMatching(/key file .* is not there/) as string },
      ]);
      writeFileSync(`${file}.key`, "short");
      await expect(createDestination(plain, { ...given, name: "Z" })).rejects.toMatchObject({
        code: "misconfigured",
      });
      writeFileSync(`${file}.key`, kept);
      await resumeDestination(plain, NAME, "test");
      expect(await passAll(NAME, plain)).toEqual([{ state: "moved", taken: 1, refused: 0 }]);
    });
  });
});

onBothDatabases("passing on between processes", (open) => {
  it(
    "loses nothing, sends nothing twice and keeps the order, whoever is killed",
    { timeout: 120_000 },
    async () => {
      const [from, to] = [await open(), await open()];
      vi.stubEnv("AMENDS_SECRET_KEY", SECRET_KEY.toString("base64"));
      const key = await makeKey(from);
      for (let batch = 0; batch < 10; batch += 1) await send(from, key, some(200));

      let receiver = await run(to.config.databaseUrl);
      // On PostgreSQL two processes would send.
      const startSenders = () =>
        Promise.all(
          Array.from({ length: from.kind === "postgres" ? 2 : 1 }, () =>
            run(from.config.databaseUrl, { forwarding: true }),
          ),
        );
      let senders: Running[] = [];
      const again = async () => {
        await Promise.all(senders.map((one) => one.kill()));
        senders = await startSenders();
      };
      const killed: string[] = [];
      let after30 = () => Promise.resolve();
      const way = await wayTo(() => receiver.url, {
        before: async (nth) => {
          if (nth === 5) {
            killed.push("the sender, before its statements arrived");
            await again();
            throw new Error("nobody sends this any longer");
          }
          if (nth === 20) {
            killed.push("the receiver, before the statements arrived");
            await receiver.kill();
          }
          if (nth === 21) receiver = await run(to.config.databaseUrl, { port: receiver.port });
          if (nth === 30) {
            killed.push("the receiver, with the statements in its hands");
            const { port } = receiver;
            setImmediate(() => void receiver.kill());
            after30 = async () => {
              await receiver.kill();
              receiver = await run(to.config.databaseUrl, { port });
            };
          }
          if (nth === 31) await after30();
        },
        after: async (nth) => {
          if (nth === 12) {
            killed.push("the sender, before it heard that they had arrived");
            await again();
          }
        },
      });
      await passOn({ ...from, config: { ...from.config, secretKey: SECRET_KEY } }, to, way);
      senders = await startSenders();
      await until(async () => (await readDestination(from, NAME)).waiting === 0, "all is passed on");
      expect(killed).toHaveLength(4);
      await Promise.all(senders.map((one) => one.stop()));
      await send(from, key, some(100));
      senders = await startSenders();
      await until(async () => (await readDestination(from, NAME)).waiting === 0, "the rest is passed on");
      const ids = await idsIn(from);
      expect(ids).toHaveLength(2_100);
      expect(await idsIn(to)).toEqual(ids);
      expect((await listDeadLetters(from, NAME)).total).toBe(0);
      await Promise.all(senders.map((one) => one.stop()));
      await receiver.stop();
    },
  );
});
