/** How each search of the ledger is run: through an index, never over a whole table. */
import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { sql } from "kysely";
import { planOf } from "#db/dialect.ts";
import { searchQuery, type StatementSearch } from "#db/queries/statements.ts";
import type { Context } from "#app/services/context.server.ts";
import { digestOf } from "#app/services/ledger/digest.server.ts";
import { makeKey, send } from "./bearer.ts";
import { onBothDatabases } from "./databases.ts";

const EXAMPLE = "https://example.org";
const digest = digestOf("account:https://example.org|3");
const EVERYTHING: StatementSearch = {
  agent: null,
  activity: null,
  verb: null,
  registration: null,
  keyId: null,
  from: 0,
  to: 1_000_000,
  ascending: false,
  limit: 21,
};
const SEARCHES: Record<string, Partial<StatementSearch>> = {
  everything: {},
  "since and until": { from: 500, to: 900 },
  ascending: { ascending: true },
  agent: { agent: { digest, related: false } },
  "related agent": { agent: { digest, related: true } },
  activity: { activity: { digest, related: false } },
  "related activity": { activity: { digest, related: true } },
  verb: { verb: `${EXAMPLE}/verbs/3` },
  registration: { registration: randomUUID() },
  "verb and registration": { verb: `${EXAMPLE}/verbs/3`, registration: randomUUID() },
  "agent and related activity": { agent: { digest, related: false }, activity: { digest, related: true } },
  "agent and verb": { agent: { digest, related: false }, verb: `${EXAMPLE}/verbs/3` },
  "activity and registration": { activity: { digest, related: false }, registration: randomUUID() },
  "only a key's own": { keyId: "key" },
  "a key's own by agent": { keyId: "key", agent: { digest, related: true } },
};

onBothDatabases("the searches of the ledger", (open) => {
  let ctx: Context;
  beforeAll(async () => {
    ctx = await open({ now: "2018-06-04" });
    const key = await makeKey(ctx);
    const ids = Array.from({ length: 3_000 }, () => randomUUID());
    const some = ids.map((id, at) => ({
      id,
      actor: { account: { homePage: EXAMPLE, name: String(at % 50) } },
      verb: { id: `${EXAMPLE}/verbs/${at % 20}` },
      object:
        at % 2 === 1
          ? { objectType: "StatementRef", id: ids[at - 1] }
          : { id: `${EXAMPLE}/activities/${at % 100}` },
      context: { registration: randomUUID() },
    }));
    for (let at = 0; at < some.length; at += 500) await send(ctx, key, some.slice(at, at + 500));
    await sql`analyze`.execute(ctx.db);
  });

  it.each(Object.entries(SEARCHES))("go through an index: %s", async (_, search) => {
    const query = searchQuery(ctx.read, { ...EVERYTHING, ...search }).compile();
    const plan = await planOf(ctx.read, query);
    const tables =
      /\b(statement|statement_agent|statement_activity|statement_target|found|shown|subject|named)\b/;
    const whole = plan.filter(
      (step) =>
        // A walk along the primary key, in the order asked for, stops at the page's end.
        tables.test(step) && /(^|\s)(SCAN|Seq Scan)\b/.test(step) && !/USING INTEGER PRIMARY KEY/.test(step),
    );
    expect(whole, plan.join("\n")).toEqual([]);
    expect(plan.join("\n")).toMatch(/SEARCH|Index/);
  });
});
