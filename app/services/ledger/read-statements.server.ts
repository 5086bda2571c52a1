import { z } from "zod";
import { appendUnderWay } from "#db/dialect.ts";
import { ledgerEnd } from "#db/queries/ledger.ts";
import {
  definitionsByIri,
  lastStoredBy,
  searchStatements,
  statementById,
  type FoundStatement,
  type StatementSearch,
} from "#db/queries/statements.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { toCanonical, toIds } from "#app/domain/ledger/xapi/format.ts";
import { activitiesOf, agentKey } from "#app/domain/ledger/xapi/parties.ts";
import { mayUse } from "#app/domain/ledger/xapi/scopes.ts";
import type { ActivityDefinition, Actor, XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import { toInstant, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { AttachedPart } from "./append.server.ts";
import { attachedParts } from "./attached-parts.server.ts";
import { digestOf } from "./digest.server.ts";
import type { LrsKey } from "./keys.server.ts";

export type StatementFormat = "ids" | "exact" | "canonical";

/** How statements are shown. */
export interface Shown {
  readonly format: StatementFormat;
  readonly attachments: boolean;
  /** For `canonical`: language tags, the best first. */
  readonly languages: readonly string[];
}

export interface StatementQuery {
  readonly agent: Actor | null;
  readonly verb: string | null;
  readonly activity: string | null;
  readonly registration: string | null;
  readonly relatedActivities: boolean;
  readonly relatedAgents: boolean;
  /** Instants in UTC, of any precision. */
  readonly since: string | null;
  readonly until: string | null;
  /** 0: as many as a page may hold. */
  readonly limit: number;
  readonly ascending: boolean;
  readonly format: StatementFormat;
  readonly attachments: boolean;
}

/** A page of statements as it is sent. */
export interface StatementPage {
  /** `{"statements":[…],"more":"…"}` */
  readonly json: string;
  /** What the statements' attachments hold, each once; empty when they were not asked for. */
  readonly parts: readonly AttachedPart[];
  /** When the newest of them was stored; null when there are none. */
  readonly lastStored: Instant | null;
}

/** The most statements that a page holds. */
export const MOST_STATEMENTS = 500;
/** Where the rest of a search is asked for; the token is all it needs. */
export const MORE_PATH = "/xapi/statements/more";

/** A search that has begun: its bounds are fixed, so that what arrives meanwhile moves nothing. */
const continued = z.strictObject({
  agent: z.string().nullable(),
  activity: z.string().nullable(),
  relatedAgents: z.boolean(),
  relatedActivities: z.boolean(),
  verb: z.string().nullable(),
  registration: z.string().nullable(),
  from: z.int().min(0),
  to: z.int().min(0),
  ascending: z.boolean(),
  limit: z.int().min(1).max(MOST_STATEMENTS),
  format: z.enum(["ids", "exact", "canonical"]),
  attachments: z.boolean(),
});
type Continued = z.infer<typeof continued>;

/** The first page of a search. @throws AmendsError `not-allowed` when the key may read nothing. */
export async function findStatements(
  ctx: Context,
  key: LrsKey,
  query: StatementQuery,
  languages: readonly string[],
): Promise<StatementPage> {
  const agent = query.agent && agentKey(query.agent);
  const [end, since, until] = await Promise.all([
    ledgerEnd(ctx.read),
    query.since === null ? 0 : lastStoredBy(ctx.read, toMilliseconds(query.since)),
    query.until === null ? null : lastStoredBy(ctx.read, toMilliseconds(query.until)),
  ]);
  return page(
    ctx,
    key,
    {
      agent: agent === null ? null : digestOf(agent),
      activity: query.activity === null ? null : digestOf(query.activity),
      relatedAgents: query.relatedAgents,
      relatedActivities: query.relatedActivities,
      verb: query.verb,
      registration: query.registration,
      from: since,
      to: until ?? end.seq,
      ascending: query.ascending,
      limit: query.limit === 0 ? MOST_STATEMENTS : Math.min(query.limit, MOST_STATEMENTS),
      format: query.format,
      attachments: query.attachments,
    },
    languages,
  );
}

/** The next page of a search. @throws AmendsError `bad-input` when the token is none of ours. */
export async function moreStatements(
  ctx: Context,
  key: LrsKey,
  token: string,
  languages: readonly string[],
): Promise<StatementPage & { readonly attachments: boolean }> {
  const parsed = continued.safeParse(jsonOf(token));
  if (!parsed.success) {
    throw new AmendsError(
      "bad-input",
      "This address of more statements is not one that we gave",
      "Begin the search again.",
    );
  }
  return { ...(await page(ctx, key, parsed.data, languages)), attachments: parsed.data.attachments };
}

function jsonOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as unknown;
  } catch {
    return null;
  }
}

async function page(
  ctx: Context,
  key: LrsKey,
  search: Continued,
  languages: readonly string[],
): Promise<StatementPage> {
  const wanted: StatementSearch = {
    agent: search.agent === null ? null : { digest: search.agent, related: search.relatedAgents },
    activity:
      search.activity === null ? null : { digest: search.activity, related: search.relatedActivities },
    verb: search.verb,
    registration: search.registration,
    keyId: onlyOf(key),
    from: search.from,
    to: search.to,
    ascending: search.ascending,
    limit: search.limit + 1,
  };
  const found = await searchStatements(ctx.read, wanted);
  const shown = found.slice(0, search.limit);
  const last = shown.at(-1);
  let more = "";
  if (found.length > search.limit && last) {
    const next: Continued = search.ascending
      ? { ...search, from: last.seq }
      : { ...search, to: last.seq - 1 };
    more = `${MORE_PATH}/${Buffer.from(JSON.stringify(next)).toString("base64url")}`;
  }
  const bodies = await formatted(ctx, shown, search.format, languages);
  return {
    json: `{"statements":[${bodies.join(",")}],"more":${JSON.stringify(more)}}`,
    parts: search.attachments ? await attachedParts(ctx.read, shown.map(statementIn)) : [],
    lastStored: shown.reduce<Instant | null>(
      (latest, one) => (latest === null || one.stored > latest ? one.stored : latest),
      null,
    ),
  };
}

/** One statement; null when there is none to show: not stored, voided (or, when `voided`, not voided), another's. */
export async function readStatement(
  ctx: Context,
  key: LrsKey,
  id: string,
  voided: boolean,
  { format, attachments, languages }: Shown,
): Promise<{ json: string; parts: readonly AttachedPart[]; stored: Instant } | null> {
  const mine = onlyOf(key);
  const row = await statementById(ctx.read, id);
  if (!row || (row.voided === 1) !== voided || (mine !== null && row.key_id !== mine)) return null;
  const [json = ""] = await formatted(ctx, [row], format, languages);
  return {
    json,
    parts: attachments ? await attachedParts(ctx.read, [statementIn(row)]) : [],
    stored: row.stored,
  };
}

/** The key whose statements alone may be read by this one; null: all. */
function onlyOf(key: LrsKey): string | null {
  if (mayUse(key.scopes, "statements/read")) return null;
  if (mayUse(key.scopes, "statements/read/mine")) return key.id;
  throw new AmendsError("not-allowed", "This key may not read statements", "Ask for one with that scope.");
}

async function formatted(
  ctx: Context,
  rows: readonly Pick<FoundStatement, "body">[],
  format: StatementFormat,
  languages: readonly string[],
): Promise<string[]> {
  if (format === "exact") return rows.map((row) => row.body);
  const statements = rows.map(statementIn);
  if (format === "ids") return statements.map((statement) => JSON.stringify(toIds(statement)));
  const iris = new Set(statements.flatMap((statement) => activitiesOf(statement).related));
  const kept = await definitionsByIri(ctx.read, [...iris]);
  const definitionOf = (iri: string) => {
    const text = kept.get(iri);
    return text === undefined ? undefined : (JSON.parse(text) as ActivityDefinition);
  };
  return statements.map((statement) => JSON.stringify(toCanonical(statement, languages, definitionOf)));
}

function statementIn({ body }: Pick<FoundStatement, "body">): XapiStatement {
  return JSON.parse(body) as XapiStatement;
}

/** Instants of any precision are compared with `stored` by the millisecond. */
function toMilliseconds(instant: string): string {
  return `${instant.slice(0, "2018-06-04T09:00:00.000".length)}Z`;
}

/**
 * Up to when nothing can appear any more in a search: the machine's own clock, or just before the longest
 * transaction began that may still append (xAPI 1.0.3 Part Three 2.1.4).
 */
export async function consistentThrough(ctx: Context): Promise<Instant> {
  const now = ctx.now();
  const since = ctx.transactionSince();
  if (since !== null) return toInstant(new Date(Date.parse(since) - 1));
  if (!(await appendUnderWay(ctx.read))) return now;
  return (await ledgerEnd(ctx.read)).stored ?? now;
}
