/** The audit trail as administrators and auditors read it. */
import type { Selectable } from "kysely";
import { auditActorsQuery, auditEventsQuery, auditNames, type AuditPlace } from "#db/queries/audit.ts";
import type { AuditEventTable } from "#db/schema/audit-event.ts";
import { actionWords, detailLines, type DetailLine } from "#app/domain/identity/audit.ts";
import { mayEver } from "#app/domain/identity/permissions.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { addDays, instantAt, instantOf, isDay, type Day, type Instant } from "#app/domain/time.ts";
import { instantWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Force } from "../roster/find-force.server.ts";
import type { Principal } from "./principal.server.ts";
import { writeCsv } from "../roster/write-csv.ts";

/** What is shown of the trail, as an address says it; empty: everything. */
export interface AuditAsked {
  readonly from: string;
  /** The last day. */
  readonly to: string;
  readonly action: string;
  /** A person's id, or a fixed name. */
  readonly who: string;
}

export interface AuditLine {
  readonly id: string;
  readonly at: Instant;
  readonly when: string;
  readonly who: string;
  readonly action: string;
  readonly what: string;
  /** Whom or what it is about, by name where it has one here. */
  readonly subject: string;
  readonly details: readonly DetailLine[];
}

/** Whether the reader comes to the trail from the local rules; an auditor has a place of its own for it. */
export const findsRules = (principal: Pick<Principal, "roles">): boolean =>
  mayEver(principal.roles, "policy.manage");

/** Events on one page. */
export const AUDIT_PAGE = 50;

/**
 * A page of the trail, the newest first, after the place `before`, with where the next page begins. An event names no
 * force. It is shown when whoever did it is of the reader's force, when its subject is (a person, an account, an
 * import, a case, an award or the force itself), and when neither is another force's: what a command or the clock did
 * to no force in particular is everybody's. Where there is one force, that is everything. People of other forces, and
 * those who were erased, have no name here.
 * @throws AmendsError `bad-input` for a day or a place that is none.
 */
export async function readAudit(
  ctx: Context,
  force: Force,
  asked: AuditAsked,
  before: string,
): Promise<{
  lines: AuditLine[];
  next: string | null;
  actors: { id: string; name: string }[];
}> {
  const names = await namesIn(ctx, force);
  const rows = await auditEventsQuery(
    ctx.read,
    questionOf(force, asked),
    placeOf(before),
    AUDIT_PAGE + 1,
  ).execute();
  const shown = rows.slice(0, AUDIT_PAGE);
  const last = rows.length > AUDIT_PAGE ? shown.at(-1) : undefined;
  const actors = await auditActorsQuery(ctx.read, force.id).execute();
  return {
    lines: shown.map((row) => lineOf(row, names)),
    next: last ? `${last.at}_${last.id}` : null,
    actors: actors
      .map(({ by }) => ({ id: by, name: whoIs(by, names) }))
      .sort((a, b) => a.name.localeCompare(b.name, "en-GB")),
  };
}

/** Everything that the filter shows, as CSV. @throws AmendsError `bad-input`. */
export async function auditCsv(ctx: Context, force: Force, asked: AuditAsked): Promise<string> {
  const names = await namesIn(ctx, force);
  const rows = await auditEventsQuery(ctx.read, questionOf(force, asked), null, null).execute();
  return writeCsv([
    ["At", "Who", "Action", "In words", "About", "Details"],
    ...rows
      .map((row) => lineOf(row, names))
      .map((line) => [
        line.at,
        line.who,
        line.action,
        line.what,
        line.subject,
        line.details.map(({ name, value }) => `${name}: ${value}`).join("; "),
      ]),
  ]);
}

function questionOf(force: Force, { from, to, action, who }: AuditAsked) {
  const first = dayAsked(from);
  const last = dayAsked(to);
  return {
    forceId: force.id,
    from: first === null ? null : instantAt(first, 0),
    until: last === null ? null : instantAt(addDays(last, 1), 0),
    action: action || null,
    by: who || null,
  };
}

function dayAsked(text: string): Day | null {
  if (text === "" || isDay(text)) return text || null;
  throw new AmendsError("bad-input", `"${text.slice(0, 20)}" is not a day`, "Write days as YYYY-MM-DD.");
}

function placeOf(before: string): AuditPlace | null {
  if (before === "") return null;
  const [time = "", id = ""] = before.split("_");
  const at = instantOf(time);
  if (at === null || id === "")
    throw new AmendsError("bad-input", "There is no such page", "Begin with the newest.");
  return { at, id };
}

async function namesIn(ctx: Context, force: Force): Promise<ReadonlyMap<string, string>> {
  return (await auditNames(ctx.read, force.id)).set(force.id, force.name);
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The name of whoever did it; commands and the clock have fixed names. */
function whoIs(by: string, names: ReadonlyMap<string, string>): string {
  return names.get(by) ?? (ID.test(by) ? `Not known by name here (${by.slice(-6)})` : by);
}

function lineOf(row: Selectable<AuditEventTable>, names: ReadonlyMap<string, string>): AuditLine {
  return {
    id: row.id,
    at: row.at,
    when: instantWords(row.at),
    who: whoIs(row.by, names),
    action: row.action,
    what: actionWords(row.action),
    subject: names.get(row.subject) ?? row.subject,
    details: detailLines(row.detail, (id) => names.get(id)),
  };
}
