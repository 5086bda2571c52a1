/** Voiding (xAPI 1.0.3 Part Two 2.3.2, Part Three 2.1.4; IEEE 9274.1.1, 4.2.5, 4.1.6.1). */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { onBothVersions } from "./lrs.ts";
import {
  activity,
  agent,
  reference,
  statement,
  verb,
  voiding,
  type Json,
  type StoredStatement,
} from "./statements.ts";

onBothVersions("voiding", (lrs) => {
  const byId = (statementId: string) => lrs.get("/statements", { statementId });
  const byVoidedId = (voidedStatementId: string) => lrs.get("/statements", { voidedStatementId });
  const storeVoided = async (changes: Json = {}) => {
    const [target = ""] = await lrs.store(statement(changes));
    const [by = ""] = await lrs.store(voiding(target));
    return { target, by };
  };

  it("a voided statement is found under voidedStatementId, as it was, and not under statementId", async () => {
    const sent = statement({ id: randomUUID() });
    const { target } = await storeVoided(sent);
    (await byId(target)).is(404);
    expect((await byVoidedId(target)).is(200).json).toMatchObject(sent);
  });

  it("a statement that is not voided is not found under voidedStatementId", async () => {
    const [id = ""] = await lrs.store(statement());
    (await byVoidedId(id)).is(404);
    (await byId(id)).is(200);
  });

  it("a voided statement is in no list, whatever is asked for", async () => {
    const [who, met, what, registration] = [agent(), verb(), activity(), randomUUID()];
    const { target, by } = await storeVoided({
      actor: who,
      verb: met,
      object: what,
      context: { registration },
    });
    for (const params of [{ agent: who }, { verb: met.id }, { activity: what.id }, { registration }])
      expect(await lrs.found(params)).toEqual([by]);
    expect(await lrs.found({ agent: who, related_agents: true, verb: met.id })).toEqual([by]);
    const all = await lrs.search({ limit: 100 });
    expect(all.statements.map((one) => one.id)).not.toContain(target);
  });

  it("statements that refer to a voided one are found by it still, the voiding one among them", async () => {
    const met = verb();
    const [target = ""] = await lrs.store(statement({ verb: met }));
    const { stored } = await lrs.read(target);
    const [by = ""] = await lrs.store(voiding(target));
    const [about = ""] = await lrs.store(reference(target, { verb: met }));
    expect(await lrs.found({ verb: met.id })).toEqual([about, by]);
    expect(await lrs.found({ verb: met.id, limit: 1 })).toEqual([about]);
    const before = new Date(Date.parse(stored) - 1_000).toISOString();
    const after = new Date(Date.parse(stored) + 60_000).toISOString();
    expect(await lrs.found({ verb: met.id, since: before })).toEqual([about, by]);
    expect(await lrs.found({ verb: met.id, until: after })).toEqual([about, by]);
  });

  it("one in a batch with its target voids it, whichever stands first", async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await lrs.store(statement({ id: one }), voiding(one));
    await lrs.store(voiding(two), statement({ id: two }));
    for (const id of [one, two]) {
      (await byId(id)).is(404);
      (await byVoidedId(id)).is(200);
    }
  });

  it("of a statement that is not there yet is accepted, and holds when it comes", async () => {
    const target = randomUUID();
    const [by = ""] = await lrs.store(voiding(target));
    (await byVoidedId(target)).is(404);
    await lrs.store(statement({ id: target }));
    (await byId(target)).is(404);
    (await byVoidedId(target)).is(200);
    (await byId(by)).is(200);
  });

  it("the id may be written in either case", async () => {
    const [target = ""] = await lrs.store(statement());
    await lrs.store(voiding(target.toUpperCase()));
    (await byId(target)).is(404);
    (await byVoidedId(target.toUpperCase())).is(200);
  });

  it("again changes nothing", async () => {
    const { target } = await storeVoided();
    const answer = await lrs.post(voiding(target));
    expect([200, 400, 409]).toContain(answer.status);
    (await byId(target)).is(404);
    (await byVoidedId(target)).is(200);
  });

  it("a voiding statement cannot be voided", async () => {
    const { target, by } = await storeVoided();
    await lrs.post(voiding(by));
    expect(((await byId(by)).is(200).json as StoredStatement).object).toEqual({
      objectType: "StatementRef",
      id: target,
    });
    (await byVoidedId(by)).is(404);
    (await byId(target)).is(404);
  });

  it("a voiding statement that comes after what would void it is not voided", async () => {
    const [by, target] = [randomUUID(), randomUUID()];
    await lrs.store(voiding(by));
    await lrs.store(statement({ id: target }));
    await lrs.store(voiding(target, { id: by }));
    (await byId(by)).is(200);
    (await byVoidedId(by)).is(404);
    (await byId(target)).is(404);
  });

  it("another verb that ends in voided voids nothing", async () => {
    const [target = ""] = await lrs.store(statement());
    await lrs.store(reference(target, { verb: { id: "https://example.org/verbs/voided" } }));
    (await byId(target)).is(200);
  });

  it("a voided statement's id stays taken", async () => {
    const sent = statement({ id: randomUUID() });
    const { target } = await storeVoided(sent);
    (await lrs.post(sent)).is(200);
    (await byId(target)).is(404);
    (await lrs.post(statement({ id: target }))).is(409);
  });

  describe("what is shown of a voided statement", () => {
    it.each([{ format: "ids" }, { format: "exact" }, { format: "canonical" }, { attachments: false }])(
      "%j",
      async (params) => {
        const { target } = await storeVoided();
        const answer = await lrs.get("/statements", { voidedStatementId: target, ...params });
        expect((answer.is(200).json as StoredStatement).id).toBe(target);
      },
    );
  });
});
