import { createHash } from "node:crypto";
import type { Trx } from "#db/connect.ts";
import { lockLedger } from "#db/dialect.ts";
import { personByEmployeeNumber } from "#db/queries/account.ts";
import { agentMatchings } from "#db/queries/claims.ts";
import {
  deleteAgentRows,
  destinationsReached,
  foundThrough,
  identityOf,
  isInPost,
  othersMentioning,
  personToErase,
  redactStatement,
  removeIdentity,
  removeMentions,
} from "#db/queries/erasure.ts";
import { insertAudit } from "#db/queries/identity.ts";
import { insertSearchRows } from "#db/queries/ledger.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { PersonId, StatementId } from "#app/domain/ids.ts";
import { withoutPerson, type Identifiers } from "#app/domain/ledger/erase-agent.ts";
import { erased } from "#app/domain/ledger/statements.ts";
import { agentsOf } from "#app/domain/ledger/xapi/parties.ts";
import type { XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import { dayOf } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { append } from "../ledger/append.server.ts";
import { digestOf, leafOf } from "../ledger/digest.server.ts";
import { columnsOf } from "../ledger/fold.server.ts";
import { sealLedger } from "../ledger/seal.server.ts";
import { findForce } from "./find-force.server.ts";

export interface ErasurePlan {
  /** The id of the statement that says what was erased; null for a rehearsal. */
  readonly erasure: string | null;
  /** Rows removed or emptied, by what they were. */
  readonly removed: Readonly<Record<string, number>>;
  /** Statements of other systems that named the person. */
  readonly redacted: number;
  /** What is left and must be known, in sentences. */
  readonly remains: readonly string[];
}

/** A rehearsal ends its transaction by throwing what it would have done. */
class Rehearsed extends Error {
  readonly plan: ErasurePlan;
  constructor(plan: ErasurePlan) {
    super("rehearsed");
    this.plan = plan;
  }
}

const STATEMENTS_AT_ONCE = 500;

/**
 * Removes who somebody is: account, grants, names, numbers, addresses, what they wrote, and their name in statements
 * that others brought. Postings, absences and awards stay under an id that means nothing, so no figure changes. All
 * of it or nothing; then the ledger is sealed.
 * @param input.person an employee number of the force, or a person's id.
 * @throws AmendsError `not-found`; `conflict` when erased already, or still in post and not `evenInPost`.
 */
export async function erasePerson(
  ctx: Context,
  input: { person: string; force?: string; evenInPost?: boolean; rehearse?: boolean; by: string },
): Promise<ErasurePlan> {
  try {
    const plan = await ctx.transact(async (trx) => {
      const done = await erase(ctx, trx, input);
      if (input.rehearse) throw new Rehearsed({ ...done, erasure: null });
      return done;
    });
    await sealLedger(ctx);
    return plan;
  } catch (error) {
    if (error instanceof Rehearsed) return error.plan;
    throw error;
  }
}

async function erase(
  ctx: Context,
  trx: Trx,
  input: { person: string; force?: string; evenInPost?: boolean; by: string },
): Promise<ErasurePlan> {
  await lockLedger(trx);
  const person = await personToErase(trx, await idOf(ctx, trx, input));
  if (!person) throw unknown(input.person);
  if (person.erased_at !== null)
    throw new AmendsError(
      "conflict",
      `This person was erased on ${dayOf(person.erased_at)}`,
      "Nothing is left to do.",
    );
  const now = ctx.now();
  if (!input.evenInPost && (await isInPost(trx, person.id, dayOf(now)))) {
    throw new AmendsError(
      "conflict",
      `${input.person} is in post today: the next extract would bring them back under a new id`,
      "Erase after they have left; or say --in-post if you must.",
    );
  }
  const { versions, emails } = await identityOf(trx, person.id);
  const addresses = [...emails, ...versions.flatMap((one) => one.work_email ?? [])].map((one) =>
    one.toLowerCase(),
  );
  const who = await identifiersOf(ctx, trx, person, [...new Set(addresses)]);
  const id = ctx.newId<StatementId>();
  const { redactions, lastSeq } = await redact(ctx, trx, who, id);
  const agents = [
    ...[...who.mailboxes].map((one) => `mbox:${one}`),
    ...[...who.mailboxSums].map((one) => `sha1:${one}`),
    `account:${who.ownAccount}`,
  ];
  const removed = {
    ...(await removeIdentity(trx, person, agents.map(digestOf), now)),
    ...(await removeMentions(trx, mentionsOf(person.employee_number, addresses, versions))),
  };
  await append(ctx, trx, [
    erased({ iriBase: ctx.config.iriBase, redacted: redactions, removed, at: now, id }),
  ]);
  await insertAudit(trx, {
    id: ctx.newId(),
    at: now,
    by: input.by,
    action: "person.erase",
    subject: person.id,
    detail: JSON.stringify({ erasure: id, redacted: redactions.length }),
  });
  const reached = (await destinationsReached(trx)).filter((one) => lastSeq > 0 && one.sent_seq > 0);
  return {
    erasure: id,
    removed,
    redacted: redactions.length,
    remains: [
      "Postings, absences and awards stay under an id that names nobody, so that no figure changes.",
      "Our own statements stay: they hold a random account name and what was learnt.",
      "Backups hold what they held until they expire.",
      "Names in the free text of other systems' statements cannot be found by us.",
      "The force's own extracts may bring the person again, under a new id.",
      ...reached.map(
        (one) => `${one.name} was sent statements that named the person: ask its owner to erase them.`,
      ),
    ],
  };
}

function unknown(person: string): AmendsError {
  return new AmendsError(
    "not-found",
    `Nobody here has the employee number or the id ${person}`,
    "Check the number, and the force.",
  );
}

async function idOf(ctx: Context, trx: Trx, input: { person: string; force?: string }): Promise<PersonId> {
  const byId = await personToErase(trx, input.person);
  if (byId) return byId.id;
  const force = await findForce(ctx, input.force);
  const found = await personByEmployeeNumber(trx, force.id, input.person);
  if (!found) throw unknown(input.person);
  return found.id;
}

async function identifiersOf(
  ctx: Context,
  trx: Trx,
  person: { employee_number: string | null; force_id: string; actor: string | null },
  addresses: readonly string[],
): Promise<Identifiers> {
  const rules = (await agentMatchings(trx)).filter(
    (rule) => rule.kind === "employee-number" && rule.force_id === person.force_id,
  );
  const mailboxes = addresses.map((address) => `mailto:${address}`);
  const number = person.employee_number;
  return {
    mailboxes: new Set(mailboxes),
    mailboxSums: new Set(mailboxes.map((one) => createHash("sha1").update(one).digest("hex"))),
    accounts: new Set(
      number === null ? [] : rules.map((rule) => `${rule.home_page}|${number}`.toLowerCase()),
    ),
    ownAccount: `${ctx.config.iriBase}|${person.actor ?? ""}`,
  };
}

function mentionsOf(
  employeeNumber: string | null,
  addresses: readonly string[],
  versions: readonly { surname: string; forenames: string; collar_number: string | null }[],
): string[] {
  // A surname alone is many people's, and part of other words.
  const names = versions.map((one) => `${one.forenames} ${one.surname}`);
  const numbers = [employeeNumber, ...versions.map((one) => one.collar_number)].flatMap((number) =>
    number === null ? [] : [`"${number}"`],
  );
  return [...new Set([...addresses, ...names, ...numbers])];
}

/** Rewrites every statement of others that names the person; their leaves stay as they were. */
async function redact(
  ctx: Context,
  trx: Trx,
  who: Identifiers,
  erasure: StatementId,
): Promise<{ redactions: { statement: string; was: string; is: string }[]; lastSeq: number }> {
  const { iriBase } = ctx.config;
  const nobody = {
    objectType: "Agent",
    account: { homePage: `${iriBase}/erased`, name: ctx.newOpaqueId<string>() },
  };
  const words = [
    ...[...who.mailboxes].map((one) => one.slice("mailto:".length)),
    ...who.mailboxSums,
    ...[...who.accounts].map((one) => JSON.stringify(one.slice(one.lastIndexOf("|") + 1)).toLowerCase()),
    who.ownAccount.slice(who.ownAccount.lastIndexOf("|") + 1).toLowerCase(),
  ].filter((word) => word !== "");
  const redactions: { statement: string; was: string; is: string }[] = [];
  let after = 0;
  for (;;) {
    const rows = await othersMentioning(trx, words, after, STATEMENTS_AT_ONCE);
    const last = rows.at(-1);
    if (!last) return { redactions, lastSeq: redactions.length > 0 ? after : 0 };
    for (const row of rows) {
      const before = JSON.parse(row.body) as XapiStatement;
      const statement = withoutPerson(before, who, nobody);
      if (statement === before) continue;
      const body = JSON.stringify(statement);
      const { actor, object } = columnsOf(statement, iriBase);
      await redactStatement(trx, row.seq, { body, actor, object, redacted_by: erasure });
      await findAnew(trx, row.seq, before, statement);
      redactions.push({ statement: row.id, was: row.leaf, is: leafOf(body) });
    }
    after = last.seq;
  }
}

/** Searches no longer find a statement by whom it named. */
async function findAnew(
  trx: Trx,
  subject: number,
  before: XapiStatement,
  after: XapiStatement,
): Promise<void> {
  const seqs = await foundThrough(trx, subject);
  await deleteAgentRows(trx, agentsOf(before).related.map(digestOf), subject, seqs);
  const { direct, related } = agentsOf(after);
  await insertSearchRows(trx, {
    activities: [],
    targets: [],
    agents: seqs.flatMap((seq) =>
      related.map((key) => ({
        agent: digestOf(key),
        direct: direct.includes(key) ? 1 : 0,
        seq,
        subject,
      })),
    ),
  });
}
