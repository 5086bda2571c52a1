/** Folds statements that are in the ledger into everything that is read from it: searches, voids, readings. */
import type { Trx } from "#db/connect.ts";
import {
  applyEffects,
  insertSearchRows,
  markVoided,
  statementsByIds,
  statementsReferringTo,
  type LinkedStatement,
} from "#db/queries/ledger.ts";
import type { ActorName, Registration } from "#app/domain/ids.ts";
import { effectsOf } from "#app/domain/ledger/readings.ts";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import { activitiesOf, agentKey, agentsOf } from "#app/domain/ledger/xapi/parties.ts";
import { instantOf } from "#app/domain/ledger/xapi/formats.ts";
import type { Actor, XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import type { Instant } from "#app/domain/time.ts";
import { digestOf } from "./digest.server.ts";

/** A longer path of statements that refer to statements is followed no further. */
const LONGEST_PATH = 256;

/** A statement of the ledger, as far as folding it needs. */
export interface FoldedRow extends Omit<LinkedStatement, "voided"> {
  readonly statement: XapiStatement;
  readonly defines: number;
}

/** The columns of a row that are read from its body. */
export function columnsOf(statement: XapiStatement, iriBase: string) {
  const { object } = statement;
  return {
    timestamp: instantOfStatement(statement),
    verb: statement.verb.id,
    actor: nameOf(statement.actor, iriBase),
    object: objectName(object, iriBase),
    registration: (statement.context?.registration?.toLowerCase() ?? null) as Registration | null,
    target: object.objectType === "StatementRef" ? object.id.toLowerCase() : null,
    version: statement.version ?? "1.0.0",
  };
}

/** When it happened, in UTC and to the millisecond, however the sender wrote it. */
export function instantOfStatement(statement: XapiStatement): Instant {
  const instant = instantOf(statement.timestamp ?? "", "1.0.3") ?? statement.stored ?? "";
  return `${instant.slice(0, "2018-06-04T09:00:00.000".length)}Z` as Instant;
}

/** Our own people by their account's name alone; others by their identifier; nobody in particular: empty. */
function nameOf(actor: Actor, iriBase: string): ActorName | string {
  return actor.account?.homePage === iriBase ? actor.account.name : (agentKey(actor) ?? "");
}

function objectName(object: XapiStatement["object"], iriBase: string): string {
  if (object.objectType === "SubStatement") return "";
  return "id" in object ? object.id : nameOf(object, iriBase);
}

/**
 * Folds rows that have just been written, in order. Returns the statements that are voided because of them.
 * Looks at nothing but statements, so that a replay does the same.
 */
export async function foldRows(
  trx: Trx,
  iriBase: string,
  rows: readonly FoldedRow[],
): Promise<{ voidedIds: string[] }> {
  const searchRows = { agents: [], activities: [], targets: [] } as MutableSearchRows;
  for (const row of rows) addSearchRows(searchRows, row.seq, row.seq, row.statement);
  const { links, voided } = await follow(trx, rows);
  for (const { from, to } of links) {
    addSearchRows(searchRows, from.seq, to.seq, JSON.parse(to.body) as XapiStatement);
    searchRows.targets.push({
      seq: from.seq,
      subject: to.seq,
      verb: to.verb,
      registration: to.registration,
    });
  }
  await insertSearchRows(trx, searchRows);
  await markVoided(
    trx,
    voided.map((one) => one.seq),
  );
  await applyEffects(
    trx,
    rows.flatMap((row) => effectsOf(row.statement, iriBase, row.defines === 1)),
  );
  return { voidedIds: voided.map((one) => one.id) };
}

interface MutableSearchRows {
  agents: { agent: string; direct: number; seq: number; subject: number }[];
  activities: { activity: string; direct: number; seq: number; subject: number }[];
  targets: { seq: number; subject: number; verb: string; registration: string | null }[];
}

/** A search that is met by `subject` finds `seq`. */
function addSearchRows(
  rows: MutableSearchRows,
  seq: number,
  subject: number,
  statement: XapiStatement,
): void {
  const agents = agentsOf(statement);
  const directAgents = new Set(agents.direct);
  for (const key of agents.related)
    rows.agents.push({ agent: digestOf(key), direct: directAgents.has(key) ? 1 : 0, seq, subject });
  const activities = activitiesOf(statement);
  const directActivities = new Set(activities.direct);
  for (const iri of activities.related)
    rows.activities.push({
      activity: digestOf(iri),
      direct: directActivities.has(iri) ? 1 : 0,
      seq,
      subject,
    });
}

interface Link {
  readonly from: LinkedStatement;
  readonly to: LinkedStatement;
}

/**
 * Every pair of statements that a path of references joins and that a new row has made possible, and what is
 * voided now. A target may be older, in the same batch, or not there yet: then it is found when it comes.
 */
async function follow(
  trx: Trx,
  rows: readonly FoldedRow[],
): Promise<{ links: Link[]; voided: LinkedStatement[] }> {
  const known = new Map<string, LinkedStatement>(rows.map((row) => [row.id, { ...row, voided: 0 }]));
  const newIds = rows.map((row) => row.id);
  const referring = await referringTo(trx, newIds);
  for (const row of referring) if (!known.has(row.id)) known.set(row.id, row);
  const starts = new Map([...rows, ...referring].flatMap((row) => (row.target ? [[row.id, row]] : [])));
  if (starts.size === 0) return { links: [], voided: [] };

  let missing = [...starts.values()].map((row) => row.target ?? "").filter((id) => !known.has(id));
  for (let depth = 0; missing.length > 0 && depth < LONGEST_PATH; depth += 1) {
    const found = await statementsByIds(trx, [...new Set(missing)]);
    for (const row of found) known.set(row.id, row);
    missing = found.flatMap((row) => (row.target && !known.has(row.target) ? [row.target] : []));
  }

  const links: Link[] = [];
  const voided = new Map<string, LinkedStatement>();
  for (const id of starts.keys()) {
    const from = known.get(id);
    if (!from) continue;
    const seen = new Set([from.id]);
    let to = known.get(from.target ?? "");
    if (from.verb === VERBS.voided.id && to && isVoidedBy(to, from)) voided.set(to.id, to);
    while (to && !seen.has(to.id) && seen.size <= LONGEST_PATH) {
      links.push({ from, to });
      seen.add(to.id);
      to = known.get(to.target ?? "");
    }
  }
  return { links, voided: [...voided.values()] };
}

/** Whoever wrote a statement may void it, and we may void any; a statement that voids cannot be voided. */
function isVoidedBy(target: LinkedStatement, voiding: Pick<LinkedStatement, "key_id">): boolean {
  return (
    target.verb !== VERBS.voided.id &&
    target.voided === 0 &&
    (voiding.key_id === null || voiding.key_id === target.key_id)
  );
}

/** The statements that refer to these, and those that refer to them, and so on. */
async function referringTo(trx: Trx, ids: readonly string[]): Promise<LinkedStatement[]> {
  const found = new Map<string, LinkedStatement>();
  let next = ids;
  for (let depth = 0; next.length > 0 && depth < LONGEST_PATH; depth += 1) {
    const rows = (await statementsReferringTo(trx, next)).filter((row) => !found.has(row.id));
    for (const row of rows) found.set(row.id, row);
    next = rows.map((row) => row.id);
  }
  return [...found.values()];
}
