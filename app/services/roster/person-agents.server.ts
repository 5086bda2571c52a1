/** Whom somebody means by a number or an id, and by what statements may name that person. */
import { createHash } from "node:crypto";
import type { Db } from "#db/connect.ts";
import { personByEmployeeNumber } from "#db/queries/account.ts";
import { agentMatchings } from "#db/queries/claims.ts";
import { identityOf, othersMentioning, personToErase } from "#db/queries/erasure.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { isNamed, isOwnAccount, wordsNaming, type Identifiers } from "#app/domain/ledger/erase-agent.ts";
import { actorsIn, agentKey } from "#app/domain/ledger/xapi/parties.ts";
import type { XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import type { Context } from "../context.server.ts";
import { findForce } from "./find-force.server.ts";

export type FoundPerson = NonNullable<Awaited<ReturnType<typeof personToErase>>>;

/**
 * @param person an employee number of the force, or a person's id.
 * @throws AmendsError `not-found`
 */
export async function findPerson(
  ctx: Context,
  db: Db,
  person: string,
  force: string | undefined,
): Promise<FoundPerson> {
  const byId = await personToErase(db, person);
  if (byId) return byId;
  const { id, name } = await findForce(ctx, force);
  const byNumber = await personByEmployeeNumber(db, id, person);
  const found = byNumber && (await personToErase(db, byNumber.id));
  if (found) return found;
  throw new AmendsError(
    "not-found",
    `Nobody in ${name} has the employee number or the id ${person}`,
    "Check the number, and the force. Somebody who was erased has no number any more, only an id.",
  );
}

/** With the same as `agentKey`s, as they are usually written. */
export interface KnownAs extends Identifiers {
  readonly keys: readonly string[];
}

/** Their addresses, their employee number where an administrator said that other systems use it, their account here. */
export async function identifiersOf(ctx: Context, db: Db, person: FoundPerson): Promise<KnownAs> {
  const { versions, emails } = await identityOf(db, person.id);
  const addresses = [...emails, ...versions.flatMap((one) => one.work_email ?? [])];
  const mailboxes = [...new Set(addresses.map((address) => `mailto:${address.toLowerCase()}`))];
  const sums = mailboxes.map((one) => createHash("sha1").update(one).digest("hex"));
  const number = person.employee_number;
  const accounts = (await agentMatchings(db)).flatMap((rule) =>
    number !== null && rule.kind === "employee-number" && rule.force_id === person.force_id
      ? [`${rule.home_page}|${number}`]
      : [],
  );
  const ownAccount = `${ctx.config.iriBase}|${person.actor ?? ""}`;
  return {
    mailboxes: new Set(mailboxes),
    mailboxSums: new Set(sums),
    accounts: new Set(accounts.map((one) => one.toLowerCase())),
    ownAccount,
    keys: [
      `account:${ownAccount}`,
      ...mailboxes.map((one) => `mbox:${one}`),
      ...sums.map((one) => `sha1:${one}`),
      ...accounts.map((one) => `account:${one}`),
    ],
  };
}

const STATEMENTS_AT_ONCE = 500;

/**
 * Every identifier (`agentKey`) by which statements name somebody.
 * @param person an employee number of the force, or a person's id.
 * @param thorough false: what they are known by as it is usually written. True: the statements of others are read for
 * every way in which it was written there, which takes seconds for a million of them.
 * @throws AmendsError `not-found`
 */
export async function agentsOfPerson(
  ctx: Context,
  person: string,
  force?: string,
  { thorough = true } = {},
): Promise<string[]> {
  const found = await findPerson(ctx, ctx.read, person, force);
  const who = await identifiersOf(ctx, ctx.read, found);
  const keys = new Set(who.keys);
  const words = thorough ? wordsNaming(who) : [];
  for (let after: number | undefined = 0; after !== undefined && words.length > 0;) {
    const rows = await othersMentioning(ctx.read, words, after, STATEMENTS_AT_ONCE);
    for (const { body } of rows)
      for (const key of keysNamedIn(JSON.parse(body) as XapiStatement, who)) keys.add(key);
    after = rows.at(-1)?.seq;
  }
  return [...keys];
}

/** Their identifiers as a statement writes them. */
function keysNamedIn(statement: XapiStatement, who: Identifiers): string[] {
  return actorsIn(statement).flatMap((actor) => {
    const key = isNamed(actor, who) || isOwnAccount(actor, who) ? agentKey(actor) : null;
    return key === null ? [] : [key];
  });
}
