import type { Trx } from "#db/connect.ts";
import { lockLedger } from "#db/dialect.ts";
import { identityOf, isInPost, removeIdentity } from "#db/queries/erasure.ts";
import { seqsNaming } from "#db/queries/statements.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { StatementId } from "#app/domain/ids.ts";
import { erased } from "#app/domain/ledger/statements.ts";
import { dayOf } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { append } from "../ledger/append.server.ts";
import { digestOf } from "../ledger/digest.server.ts";
import { redactStatements } from "../ledger/redact-statements.server.ts";
import { sealLedger } from "../ledger/seal.server.ts";
import { eraseMentions, type Names } from "./erase-mentions.server.ts";
import { passedOn } from "./passed-on.server.ts";
import { findPerson, identifiersOf } from "./person-agents.server.ts";
import { audit } from "../identity/write-audit.server.ts";

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

interface Input {
  /** An employee number of the force, or a person's id. */
  readonly person: string;
  readonly force?: string;
  readonly evenInPost?: boolean;
  readonly rehearse?: boolean;
  readonly by: string;
}

/**
 * Removes who somebody is: account, grants, names, numbers, addresses, what they wrote, and their name in statements
 * that others brought. Postings, absences and awards stay under an id that means nothing, so no figure changes. All
 * of it or nothing; then the ledger is sealed, or `remains` says why it is not.
 * @throws AmendsError `not-found`; `conflict` when erased already, or still in post and not `evenInPost`.
 */
export async function erasePerson(ctx: Context, input: Input): Promise<ErasurePlan> {
  let plan: ErasurePlan;
  try {
    plan = await ctx.transact(async (trx) => {
      const done = await erase(ctx, trx, input);
      if (input.rehearse) throw new Rehearsed({ ...done, erasure: null });
      return done;
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.plan;
    throw error;
  }
  try {
    await sealLedger(ctx, input.by);
  } catch (error) {
    // The person is erased all the same.
    if (!(error instanceof AmendsError)) throw error;
    const told = `The ledger could not be sealed. ${error.message}. ${error.wayOut}`;
    return { ...plan, remains: [...plan.remains, told] };
  }
  return plan;
}

async function erase(ctx: Context, trx: Trx, input: Input): Promise<ErasurePlan> {
  await lockLedger(trx);
  const person = await findPerson(ctx, trx, input.person, input.force);
  if (person.erased_at !== null)
    throw new AmendsError(
      "conflict",
      `This person was erased on ${dayWords(dayOf(person.erased_at))}`,
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
  const who = await identifiersOf(ctx, trx, person);
  const names = namesOf(await identityOf(trx, person.id), person.employee_number, [...who.mailboxSums]);
  const id = ctx.newId<StatementId>();
  const { redacted, seqs, digests, attachments } = await redactStatements(ctx, trx, who, id);
  const agents = new Set([...who.keys.map(digestOf), ...digests]);
  const named = new Set(seqs);
  const opaque = await seqsNaming(trx, [digestOf(`account:${who.ownAccount}`)]);
  const removed = {
    ...(await removeIdentity(trx, person, [...agents], now)),
    ...(await eraseMentions(trx, person.force_id, names)),
    attachments,
  };
  await append(ctx, trx, [erased({ iriBase: ctx.config.iriBase, redacted, removed, at: now, id })]);
  await audit(ctx, trx, input.by, "person.erase", person.id, { erasure: id, redacted: redacted.length }, now);
  return {
    erasure: id,
    removed,
    redacted: redacted.length,
    remains: [
      "Postings, absences and awards stay under an id that names nobody, so that no figure changes.",
      "Our own statements stay: they hold a random account name and what was learnt.",
      "Leaves of redacted statements stay: whoever guesses such a statement word for word can confirm the guess.",
      "Backups and exports hold what they held until they are destroyed, and the database's files hold what was overwritten until they are vacuumed.",
      "Names in the free text of other systems' statements, and the files attached where the person was only named, cannot be found by us.",
      "The force's own extracts, and other systems that go on sending, may bring the person again, under a new id.",
      ...(await passedOn(
        trx,
        seqs,
        opaque.filter((seq) => !named.has(seq)),
      )),
    ],
  };
}

function namesOf(
  { versions, emails }: Awaited<ReturnType<typeof identityOf>>,
  employeeNumber: string | null,
  sums: readonly string[],
): Names {
  const present = (texts: readonly (string | null)[]) => texts.flatMap((text) => text?.trim() || []);
  return {
    addresses: present([...emails, ...versions.map((one) => one.work_email)]),
    sums,
    employeeNumber,
    collarNumbers: present(versions.map((one) => one.collar_number)),
    surnames: present(versions.map((one) => one.surname)),
    forenames: present(versions.flatMap((one) => [one.forenames, one.known_as])),
    wholeNames: versions.flatMap((one) =>
      present([one.forenames, one.known_as]).map((forename) => `${forename} ${one.surname}`),
    ),
  };
}
