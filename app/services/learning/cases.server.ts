/** Cases about checks: what was noticed, the officer's own account, and how a trainer closed it. No case changes an award. */
import { z } from "zod";
import {
  casesIn,
  casesOf,
  closeCase,
  countOpenCases,
  forgetCases,
  forgetDevices,
  giveAccount,
} from "#db/queries/integrity.ts";
import { namesOf } from "#db/queries/people.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { mayEver } from "#app/domain/identity/permissions.ts";
import type { Registration } from "#app/domain/ids.ts";
import { dayOf, toInstant } from "#app/domain/time.ts";
import { countWords, dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { parseInput } from "../parse-input.ts";
import { titlesOf } from "./read-titles.server.ts";
import { audit } from "../identity/write-audit.server.ts";

const MOST = 200;
const DAY_MS = 86_400_000;
/** Days after the last answer on a computer until it is forgotten. */
export const DEVICE_DAYS = 30;
/** Days after its end until a case is removed. */
export const CASE_DAYS = 365;

export interface CheckCase {
  readonly id: string;
  readonly registration: Registration;
  readonly state: "open" | "closed";
  readonly what: "check" | "scenario";
  /** The page of what it is about. */
  readonly to: string;
  /** The module's or the scenario's title. */
  readonly module: string;
  /** What was noticed, as a sentence that accuses nobody. */
  readonly noticed: string;
  readonly on: string;
  readonly account: string | null;
  readonly closed: { readonly reason: string; readonly on: string } | null;
}

export interface CaseToClose extends CheckCase {
  readonly name: string;
  /** It is about the reader, who leaves it to another. */
  readonly own: boolean;
}

type Row = Awaited<ReturnType<typeof casesOf>>[number];

function toCase(row: Row, titles: (slug: string) => string): CheckCase {
  return {
    id: row.id,
    registration: row.registration,
    state: row.closed_at === null ? "open" : "closed",
    what: row.of === "scenario" ? "scenario" : "check",
    to: row.of === "scenario" ? `/plays/${row.registration}/debrief` : `/checks/${row.registration}/result`,
    module: titles(row.subject),
    noticed: noticed(row),
    on: dayWords(dayOf(row.opened_at)),
    account: row.account,
    closed: row.closed_at === null ? null : { reason: row.reason ?? "", on: dayWords(dayOf(row.closed_at)) },
  };
}

function noticed(row: Row): string {
  if (row.of === "scenario")
    return `The scenario was played to its end ${timeWords(row.seconds)} after it was begun. To read the way that was taken takes ${timeWords(row.least_seconds ?? 0)} or more.`;
  return row.kind === "fast"
    ? `The check was passed ${timeWords(row.seconds)} after it was begun. To read its questions takes ${timeWords(row.least_seconds ?? 0)} or more.`
    : "On one computer, the check was answered in turn with another person’s check of the same module.";
}

function timeWords(seconds: number): string {
  return seconds < 120 ? countWords(seconds, "second") : countWords(Math.round(seconds / 60), "minute");
}

/** The reader's own cases, the oldest first. */
export async function ownCases(ctx: Context, principal: Principal): Promise<CheckCase[]> {
  const rows = await casesOf(ctx.read, principal.personId);
  if (rows.length === 0) return [];
  const titles = await titlesOf(ctx);
  return rows.map((row) => toCase(row, titles));
}

/** @throws AmendsError `not-found` when it is not the reader's. */
export async function ownCase(ctx: Context, principal: Principal, id: string): Promise<CheckCase> {
  const found = (await ownCases(ctx, principal)).find((one) => one.id === id);
  if (!found) throw noCase();
  return found;
}

const accountInput = z.object({
  account: z.string().trim().min(1, "write what happened").max(2_000, "use at most 2000 characters"),
});

/**
 * Keeps the officer's account; while the case is open it can be written anew.
 * @throws AmendsError `bad-input` without words, `not-found` when there is no such open case of theirs.
 */
export async function writeAccount(
  ctx: Context,
  principal: Principal,
  input: { id: string; account: string },
): Promise<void> {
  const { account } = parseInput(accountInput, { account: input.account }, { account: "Your account" });
  const kept = await ctx.transact((trx) =>
    giveAccount(trx, principal.personId, input.id, account, ctx.now()),
  );
  if (!kept) throw noCase();
}

/** A force's cases for those who close them: the open ones first, each group with the newest first. */
export async function listCases(ctx: Context, principal: Principal): Promise<CaseToClose[]> {
  const rows = await casesIn(ctx.read, principal.force.id, MOST);
  if (rows.length === 0) return [];
  const [titles, people] = await Promise.all([
    titlesOf(ctx),
    namesOf(ctx.read, [...new Set(rows.map((row) => row.person_id))]),
  ]);
  const names = new Map(
    people.map((one) => [one.person_id, `${one.known_as ?? one.forenames} ${one.surname}`]),
  );
  return rows.map((row) => ({
    ...toCase(row, titles),
    name: names.get(row.person_id) ?? "Erased person",
    own: row.person_id === principal.personId,
  }));
}

/** How many are open; null for somebody who may not close them. */
export async function countCasesFor(ctx: Context, principal: Principal): Promise<number | null> {
  return mayEver(principal.roles, "case.close") ? countOpenCases(ctx.read, principal.force.id) : null;
}

const closing = z.object({
  reason: z.string().trim().min(1, "write how it was settled").max(1_000, "use at most 1000 characters"),
});

/**
 * Closes a case with a reason that the officer reads too. Nothing happens to the award: taking one back is a
 * correction, which somebody else must approve.
 * @throws AmendsError `bad-input` without a reason, `not-found` for a case that is not open, not of this force or about
 * whoever closes it.
 */
export async function settleCase(
  ctx: Context,
  principal: Principal,
  input: { id: string; reason: string },
): Promise<void> {
  const { reason } = parseInput(closing, { reason: input.reason }, { reason: "Reason" });
  await ctx.transact(async (trx) => {
    const at = ctx.now();
    const closed = { closed_at: at, closed_by: principal.personId, reason };
    if (!(await closeCase(trx, principal.force.id, input.id, closed))) throw noCase();
    await audit(ctx, trx, principal.personId, "case.close", input.id, {}, at);
  });
}

/** Forgets computers and closed cases whose time is over. */
export async function forgetOldCases(ctx: Context): Promise<void> {
  const before = (days: number) => toInstant(new Date(Date.parse(ctx.now()) - days * DAY_MS));
  await ctx.transact(async (trx) => {
    await forgetDevices(trx, before(DEVICE_DAYS));
    await forgetCases(trx, before(CASE_DAYS));
  });
}

const noCase = () =>
  new AmendsError(
    "not-found",
    "There is no such open case here",
    "It may have been closed. Go back to the list.",
  );
