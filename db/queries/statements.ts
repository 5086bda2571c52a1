/**
 * Searches of the ledger. Each is made of branches that an index answers in the order of `seq`, so that a page costs
 * the same however many statements there are.
 */
import { sql, type ExpressionBuilder, type SelectQueryBuilder } from "kysely";
import type { Registration } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Database } from "../schema/index.ts";
import type { Db } from "../connect.ts";

/** What a page of statements is searched by; digests are of identifiers (`digestOf`). */
export interface StatementSearch {
  readonly agent: { readonly digest: string; readonly related: boolean } | null;
  readonly activity: { readonly digest: string; readonly related: boolean } | null;
  readonly verb: string | null;
  readonly registration: string | null;
  /** Only what this key brought. */
  readonly keyId: string | null;
  /** Statements with `from` < seq and seq <= `to`. */
  readonly from: number;
  readonly to: number;
  readonly ascending: boolean;
  readonly limit: number;
}

export interface FoundStatement {
  readonly seq: number;
  readonly body: string;
  readonly stored: Instant;
}

const DIRECT = [1] as const;
const RELATED = [1, 0] as const;

/** The last `seq` that was stored at or before an instant; 0 when none was. `stored` never goes back as `seq` goes on. */
export async function lastStoredBy(db: Db, instant: string): Promise<number> {
  const row = await db
    .selectFrom("statement")
    .select("seq")
    .where("stored", "<=", instant as Instant)
    .orderBy("stored", "desc")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** A page of unvoided statements, in the order asked for. */
export async function searchStatements(db: Db, search: StatementSearch): Promise<FoundStatement[]> {
  const seqs = await searchQuery(db, search).execute();
  if (seqs.length === 0) return [];
  return db
    .selectFrom("statement")
    .select(["seq", "body", "stored"])
    .where(
      "seq",
      "in",
      seqs.map((row) => row.seq),
    )
    .orderBy("seq", search.ascending ? "asc" : "desc")
    .execute();
}

type Branch = SelectQueryBuilder<Database, never, { seq: number }>;

/** The search itself; a test asks both databases how they would run it. */
export function searchQuery(db: Db, search: StatementSearch) {
  const [first, ...rest] = branchesOf(db, search);
  if (!first) throw new Error("a search has at least one branch");
  const direction = search.ascending ? "asc" : "desc";
  const page = (branch: Branch, name: string) =>
    db
      .selectFrom(
        branch
          .orderBy("seq" as never, direction)
          .limit(search.limit)
          .as(name),
      )
      .select("seq");
  const union = rest.reduce<SelectQueryBuilder<Database, never, { seq: number }>>(
    (pages, branch, at) => pages.union(page(branch, `branch_${at + 1}`)),
    page(first, "branch_0") as Branch,
  );
  return db
    .selectFrom(union.as("pages"))
    .select("pages.seq")
    .orderBy("pages.seq", direction)
    .limit(search.limit);
}

function branchesOf(db: Db, search: StatementSearch): Branch[] {
  if (search.agent) {
    return (search.agent.related ? RELATED : DIRECT).map((direct) => agentBranch(db, search, direct));
  }
  if (search.activity) {
    return (search.activity.related ? RELATED : DIRECT).map((direct) => activityBranch(db, search, direct));
  }
  const branches = [plainBranch(db, search)];
  if (search.verb !== null || search.registration !== null) branches.push(targetBranch(db, search));
  return branches;
}

function agentBranch(db: Db, search: StatementSearch, direct: number): Branch {
  let query = db
    .selectFrom("statement_agent as found")
    .select("found.seq as seq")
    .distinct()
    .where("found.agent", "=", search.agent?.digest ?? "")
    .where("found.direct", "=", direct)
    .where("found.seq", ">", search.from)
    .where("found.seq", "<=", search.to)
    .where((eb) => isShown(eb, search));
  if (search.verb !== null || search.registration !== null)
    query = query.where((eb) => subjectMeets(eb, search));
  const { activity } = search;
  if (activity) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom("statement_activity as named")
          .select(sql`1`.as("one"))
          .where("named.activity", "=", activity.digest)
          .where("named.direct", "in", activity.related ? [...RELATED] : [...DIRECT])
          .whereRef("named.seq", "=", "found.seq")
          .whereRef("named.subject", "=", "found.subject"),
      ),
    );
  }
  return query;
}

function activityBranch(db: Db, search: StatementSearch, direct: number): Branch {
  let query = db
    .selectFrom("statement_activity as found")
    .select("found.seq as seq")
    .distinct()
    .where("found.activity", "=", search.activity?.digest ?? "")
    .where("found.direct", "=", direct)
    .where("found.seq", ">", search.from)
    .where("found.seq", "<=", search.to)
    .where((eb) => isShown(eb, search));
  if (search.verb !== null || search.registration !== null)
    query = query.where((eb) => subjectMeets(eb, search));
  return query;
}

/** Searches by neither agent nor activity. */
function plainBranch(db: Db, search: StatementSearch): Branch {
  let query = db
    .selectFrom("statement")
    .select("statement.seq as seq")
    .where("statement.seq", ">", search.from)
    .where("statement.seq", "<=", search.to)
    .where("statement.voided", "=", 0);
  if (search.verb !== null) query = query.where("statement.verb", "=", search.verb);
  if (search.registration !== null)
    query = query.where("statement.registration", "=", search.registration as Registration);
  if (search.keyId !== null) query = query.where("statement.key_id", "=", search.keyId);
  return query;
}

/** Statements that refer to one that is searched by verb or registration. */
function targetBranch(db: Db, search: StatementSearch): Branch {
  let query = db
    .selectFrom("statement_target as found")
    .select("found.seq as seq")
    .distinct()
    .where("found.seq", ">", search.from)
    .where("found.seq", "<=", search.to)
    .where((eb) => isShown(eb, search));
  if (search.verb !== null) query = query.where("found.verb", "=", search.verb);
  if (search.registration !== null) query = query.where("found.registration", "=", search.registration);
  return query;
}

type FoundBuilder = ExpressionBuilder<Database & { found: { seq: number; subject: number } }, never>;

/** The statement that would be answered is not voided, and is the key's own when only those may be read. */
function isShown(eb: unknown, search: StatementSearch) {
  const builder = eb as FoundBuilder;
  let shown = builder
    .selectFrom("statement as shown")
    .select(sql`1`.as("one"))
    .where("shown.seq", "=", sql.ref("found.seq") as never)
    .where("shown.voided", "=", 0);
  if (search.keyId !== null) shown = shown.where("shown.key_id", "=", search.keyId);
  return builder.exists(shown);
}

/** What the statement names that met the search: itself, or one it refers to. */
function subjectMeets(eb: unknown, search: StatementSearch) {
  const builder = eb as FoundBuilder;
  let subject = builder
    .selectFrom("statement as subject")
    .select(sql`1`.as("one"))
    .where("subject.seq", "=", sql.ref("found.subject") as never);
  if (search.verb !== null) subject = subject.where("subject.verb", "=", search.verb);
  if (search.registration !== null)
    subject = subject.where("subject.registration", "=", search.registration as Registration);
  return builder.exists(subject);
}

/** One statement by its id, voided or not. */
export function statementById(db: Db, id: string) {
  return db
    .selectFrom("statement")
    .select(["seq", "id", "body", "stored", "voided", "key_id"])
    .where("id", "=", id as never)
    .executeTakeFirst();
}

/** What the ledger says these activities are. */
export async function definitionsByIri(db: Db, iris: readonly string[]): Promise<Map<string, string>> {
  if (iris.length === 0) return new Map();
  const rows = await db
    .selectFrom("activity")
    .selectAll()
    .where("iri", "in", [...iris])
    .execute();
  return new Map(rows.map((row) => [row.iri, row.definition]));
}

/** The bodies of the newest statements that name an agent anywhere. */
export async function bodiesNaming(db: Db, agent: string, limit: number): Promise<string[]> {
  const newest = (direct: number) =>
    db
      .selectFrom("statement_agent as found")
      .innerJoin("statement", "statement.seq", "found.seq")
      .select(["statement.seq", "statement.body"])
      .where("found.agent", "=", agent)
      .where("found.direct", "=", direct)
      .whereRef("found.subject", "=", "found.seq")
      .where("statement.voided", "=", 0)
      .orderBy("found.seq", "desc")
      .limit(limit)
      .execute();
  const rows = [...(await newest(1)), ...(await newest(0))];
  return rows
    .sort((a, b) => b.seq - a.seq)
    .slice(0, limit)
    .map((row) => row.body);
}

/** The statements that name one of some agents themselves, in the order of the ledger. */
export async function seqsNaming(db: Db, agents: readonly string[]): Promise<number[]> {
  if (agents.length === 0) return [];
  const rows = await db
    .selectFrom("statement_agent")
    .select("seq")
    .distinct()
    .where("agent", "in", [...agents])
    .where("direct", "in", [0, 1])
    .whereRef("subject", "=", "seq")
    .orderBy("seq")
    .execute();
  return rows.map((row) => row.seq);
}
