/** Who can sign in, and one account with its grants and sessions, as administrators read them. */
import {
  accountsOfForce,
  grantsOfForce,
  grantsOfPerson,
  openSessions,
  passwordLinkOf,
} from "#db/queries/account.ts";
import { auditNames } from "#db/queries/audit.ts";
import { personNow, postingsOf } from "#db/queries/identity.ts";
import { postsOn } from "#db/queries/people.ts";
import type { AuditAction } from "#app/domain/identity/audit.ts";
import { ROLE_NAMES, type Role } from "#app/domain/identity/permissions.ts";
import type { PersonId } from "#app/domain/ids.ts";
import { addDays, END_OF_DAYS, type Day } from "#app/domain/time.ts";
import { dayWords, instantWords, plainLetters } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { readUnits } from "../roster/read-people.server.ts";
import { findAccount } from "./change-account.server.ts";
import type { Principal } from "./principal.server.ts";
import { audit } from "./write-audit.server.ts";

/** Accounts on one page. */
export const ACCOUNTS_PAGE = 50;

export interface AccountLine {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly collar: string | null;
  /** Today, in words; empty: they cannot come in. */
  readonly roles: readonly string[];
  readonly signedIn: string | null;
  /** They have not chosen a password, or the account is closed. */
  readonly state: "closed" | "no-password" | null;
}

export interface AccountsAsked {
  /** Words of a name, a number or an address. */
  readonly query: string;
  /** Only accounts that hold this role on the day of asking; an empty text asks for all. */
  readonly role: string;
  /** From 1. */
  readonly page: number;
}

interface Held {
  readonly role: Role;
  readonly unit_id: string | null;
  readonly unit: string | null;
  readonly code: string | null;
}

const OFFICER: Held = { role: "officer", unit_id: null, unit: null, code: null };

/** "Supervisor of Kenbury Response" */
const heldWords = ({ role, unit_id, unit, code }: Held) =>
  unit_id === null
    ? ROLE_NAMES[role]
    : `${ROLE_NAMES[role]} of ${unit ?? code ?? "a unit that is there no more"}`;

/** People who have an account, by surname, and how many there are. Each page that is read is in the audit trail. */
export async function listAccounts(
  ctx: Context,
  by: Principal,
  asked: AccountsAsked,
): Promise<{ accounts: AccountLine[]; total: number; pages: number }> {
  const { today } = by;
  const [rows, grants, posts] = await Promise.all([
    accountsOfForce(ctx.read, by.force.id),
    grantsOfForce(ctx.read, by.force.id, today),
    postsOn(ctx.read, by.force.id, today),
  ]);
  const standing = new Map(posts.map((row) => [row.person_id, Number(row.here) > 0]));
  const rolesOf = (person: PersonId): Held[] => {
    const here = standing.get(person);
    // Access ended with their last day in post, whatever was granted.
    if (here === false) return [];
    const granted = grants.filter((one) => one.person_id === person);
    return [...(here ? [OFFICER] : []), ...granted];
  };
  const words = plainLetters(asked.query).split(/\s+/).filter(Boolean);
  const found = [...new Map(rows.map((row) => [row.id, row])).values()].filter((row) => {
    const text = plainLetters(
      [row.forenames, row.known_as, row.surname, row.employee_number, row.collar_number, row.email]
        .filter(Boolean)
        .join(" "),
    );
    if (!words.every((word) => text.includes(word))) return false;
    return asked.role === "" || rolesOf(row.person_id).some((one) => one.role === asked.role);
  });
  found.sort((a, b) => `${a.surname} ${a.forenames}`.localeCompare(`${b.surname} ${b.forenames}`, "en-GB"));
  const shown = found.slice((asked.page - 1) * ACCOUNTS_PAGE, asked.page * ACCOUNTS_PAGE);
  const people = shown.map((row) => row.person_id);
  await note(ctx, by, "account.list", by.force.id, { found: found.length, people });
  return {
    total: found.length,
    pages: Math.ceil(found.length / ACCOUNTS_PAGE),
    accounts: shown.map((row) => ({
      id: row.id,
      name: `${row.known_as ?? row.forenames} ${row.surname}`.trim(),
      email: row.email,
      collar: row.collar_number,
      roles: rolesOf(row.person_id).map(heldWords),
      signedIn: row.signed_in_at === null ? null : instantWords(row.signed_in_at),
      state: row.disabled_at !== null ? "closed" : row.link !== null ? "no-password" : null,
    })),
  };
}

export interface GrantLine {
  readonly id: string;
  readonly what: string;
  readonly from: Day;
  /** Null: for good. */
  readonly lastDay: Day | null;
  readonly by: string;
  /** `never`: ended before it began. */
  readonly state: "now" | "later" | "over" | "never";
}

export interface OneAccount {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly number: string | null;
  readonly collar: string | null;
  /** "Sergeant, Kenbury Response"; null: outside the roster. */
  readonly post: string | null;
  readonly made: string;
  readonly signedIn: string | null;
  readonly closed: boolean;
  /** It is the reader's, who may not change it. */
  readonly own: boolean;
  /** The link that waits: until when it works. */
  readonly link: { readonly until: string; readonly over: boolean } | null;
  readonly grants: readonly GrantLine[];
  readonly sessions: readonly { readonly id: string; readonly begun: string; readonly seen: string }[];
  /** That a supervisor can be for, from the top down. */
  readonly units: readonly { readonly id: string; readonly name: string; readonly depth: number }[];
}

/** One account. That it was read is in the audit trail. @throws AmendsError `not-found`. */
export async function readAccount(ctx: Context, by: Principal, id: string): Promise<OneAccount> {
  const { today } = by;
  const account = await findAccount(ctx.read, by, id);
  const machineNow = ctx.machineNow();
  const [person, postings, grants, sessions, link, units, names] = await Promise.all([
    personNow(ctx.read, account.personId),
    postingsOf(ctx.read, account.personId, today),
    grantsOfPerson(ctx.read, account.personId, today),
    openSessions(ctx.read, account.id, machineNow),
    passwordLinkOf(ctx.read, account.id),
    readUnits(ctx, by.force, today, ctx.now()),
    auditNames(ctx.read, by.force.id),
  ]);
  await note(ctx, by, "account.read", account.id, {});
  const post = postings.find((one) => one.from <= today && today < one.to);
  const latest = postings[0];
  const at = (instant: OneSession["begun_at"]) => (instant === null ? "Not kept" : instantWords(instant));
  return {
    id: account.id,
    personId: account.personId,
    name: person ? `${person.knownAs ?? person.forenames} ${person.surname}`.trim() : "",
    email: account.email,
    number: account.employee_number,
    collar: person?.collarNumber ?? null,
    post: post
      ? `${post.rank}, ${post.unitName}`
      : latest
        ? `In post no more: the last day was ${dayWords(addDays(latest.to, -1))}`
        : null,
    made: instantWords(account.created_at),
    signedIn: account.signed_in_at === null ? null : instantWords(account.signed_in_at),
    closed: account.disabled_at !== null,
    own: account.id === by.accountId,
    link: link ? { until: instantWords(link.expires_at), over: link.expires_at <= machineNow } : null,
    grants: grants.map((row) => ({
      id: row.id,
      what: heldWords(row),
      from: row.valid_from,
      lastDay: row.valid_to === END_OF_DAYS ? null : addDays(row.valid_to, -1),
      by: names.get(row.granted_by) ?? row.granted_by,
      state: stateOf(row, today),
    })),
    sessions: sessions.map((row) => ({ id: row.id, begun: at(row.begun_at), seen: at(row.seen_at) })),
    units: units.map(({ id: unit, name, depth }) => ({ id: unit, name, depth })),
  };
}

function stateOf(row: { valid_from: Day; valid_to: Day }, today: Day): GrantLine["state"] {
  if (row.valid_to <= row.valid_from) return "never";
  if (row.valid_to <= today) return "over";
  return row.valid_from > today ? "later" : "now";
}

type OneSession = Awaited<ReturnType<typeof openSessions>>[number];

async function note(ctx: Context, by: Principal, action: AuditAction, subject: string, detail: object) {
  await audit(ctx, ctx.db, by.personId, action, subject, detail);
}
