/** The one append: the player, the endpoint, imports and registers all end here. */
import type { Trx } from "#db/connect.ts";
import { lockLedger } from "#db/dialect.ts";
import { redactedAmong } from "#db/queries/erasure.ts";
import {
  awardsRestingOn,
  insertAttachments,
  insertStatements,
  ledgerEnd,
  statementsByIds,
} from "#db/queries/ledger.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { StatementId } from "#app/domain/ids.ts";
import {
  HOUSE,
  houseStatementSchema,
  statementSchema,
  type HouseStatement,
  type Statement,
} from "#app/domain/ledger/statement.ts";
import { withdrawn } from "#app/domain/ledger/statements.ts";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import { equivalent } from "#app/domain/ledger/xapi/equivalent.ts";
import { inUtc, withArrays } from "#app/domain/ledger/xapi/format.ts";
import type { Agent, XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { leafOf } from "./digest.server.ts";
import { columnsOf, foldRows, type FoldedRow } from "./fold.server.ts";
import { decideClaims } from "./decide-claims.server.ts";

/** What came with a statement. */
export interface AttachedPart {
  /** Hexadecimal, lower case. */
  readonly sha2: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** Who brings statements from outside. */
export interface Bearer {
  readonly id: string;
  readonly name: string;
  /** Their statements about modules count as completions. */
  readonly trusted: boolean;
  /** They may say what activities are. */
  readonly defines: boolean;
}

/** A valid statement from outside: with its id, and checked against its version. */
export interface Entry {
  readonly statement: XapiStatement & { readonly id: string };
  /** What `version` and `timestamp` become when the statement does not say. */
  readonly version: string;
  readonly bearer: Bearer;
}

/**
 * Checks statements of our own, writes them to the ledger and folds them into the readings, all in the caller's
 * transaction. `stored` is the time of learning now and never goes back.
 * @throws AmendsError `bad-input` naming the first statement that is not of our form; nothing is written.
 */
export async function append(
  ctx: Context,
  trx: Trx,
  statements: readonly (Statement | HouseStatement)[],
): Promise<void> {
  if (statements.length === 0) return;
  const ready = statements.map((statement) => {
    const schema = statement.actor.account?.name === HOUSE ? houseStatementSchema : statementSchema;
    const parsed = schema.safeParse(statement);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new AmendsError(
        "bad-input",
        `Statement ${statement.id} is not of our form: ${issue?.path.join(".")}: ${issue?.message}`,
      );
    }
    return { ...parsed.data, version: "1.0.3" };
  });
  await write(
    ctx,
    trx,
    ready.map((statement) => ({ statement, bearer: null })),
  );
}

/** What one request brings: all of it is written, or none. */
export interface Brought {
  readonly entries: readonly Entry[];
  readonly parts: readonly AttachedPart[];
}

/**
 * Writes what several requests bring, in one transaction. Each is taken whole or refused by itself: the answer at its
 * place is null, or why not: `conflict` when an id is in the ledger with another statement, `not-allowed` when another
 * key's statement would be voided. A statement that is there already and says the same is passed over.
 */
export async function appendFromOutside(
  ctx: Context,
  trx: Trx,
  requests: readonly Brought[],
): Promise<(AmendsError | null)[]> {
  await lockLedger(trx);
  const known = await knownTo(trx, requests);
  const accepted: Brought[] = [];
  const answers = requests.map(({ entries, parts }) => {
    const refusal = refusalOf(entries, known);
    if (refusal) return refusal;
    const fresh = entries.filter(({ statement }) => !known.has(statement.id.toLowerCase()));
    for (const { statement, bearer } of fresh)
      known.set(statement.id.toLowerCase(), { statement: () => statement, keyId: bearer.id });
    if (fresh.length > 0) accepted.push({ entries: fresh, parts });
    return null;
  });
  await insertAttachments(trx, rowsOf(accepted.flatMap(({ parts }) => parts)));
  await write(
    ctx,
    trx,
    accepted.flatMap(({ entries }) =>
      entries.map(({ statement, version, bearer }) => ({
        statement: {
          ...inUtc(withArrays(statement)),
          version: statement.version ?? version,
        } as Entry["statement"],
        bearer,
      })),
    ),
  );
  return answers;
}

/** A statement that is in the ledger, or is about to be. */
interface Known {
  readonly statement: () => XapiStatement;
  readonly keyId: string | null;
}

/** Those of the ledger that have the ids of what is brought, or would be voided by it. */
async function knownTo(trx: Trx, requests: readonly Brought[]): Promise<Map<string, Known>> {
  const ids = new Set<string>();
  for (const { entries } of requests) {
    for (const { statement } of entries) {
      ids.add(statement.id.toLowerCase());
      const target = voidedBy(statement);
      if (target !== null) ids.add(target);
    }
  }
  const rows = await statementsByIds(trx, [...ids]);
  return new Map(
    rows.map((row) => [
      row.id as string,
      { statement: () => JSON.parse(row.body) as XapiStatement, keyId: row.key_id },
    ]),
  );
}

function voidedBy(statement: XapiStatement): string | null {
  return statement.verb.id === VERBS.voided.id && statement.object.objectType === "StatementRef"
    ? statement.object.id.toLowerCase()
    : null;
}

function refusalOf(entries: readonly Entry[], known: ReadonlyMap<string, Known>): AmendsError | null {
  for (const { statement, bearer } of entries) {
    const same = known.get(statement.id.toLowerCase());
    if (same && !equivalent(same.statement(), statement)) return conflict(statement.id);
    const target = voidedBy(statement);
    const voided = target === null ? undefined : known.get(target);
    if (voided && voided.keyId !== bearer.id) {
      return new AmendsError(
        "not-allowed",
        `The statement ${target} was brought by another; this key may not void it`,
        "Ask whoever wrote it.",
      );
    }
  }
  return null;
}

/** A statement of an export, as it was stored. */
export interface Exported {
  readonly statement: XapiStatement & { readonly id: string };
  /** Who brought it; null: we wrote it. */
  readonly bearer: Bearer | null;
  readonly parts: readonly AttachedPart[];
}

/**
 * Writes statements that an export holds, ours among them; those that are there already are passed over, and so are
 * those from which an erasure took somebody since. They keep when they were stored, as far as that is neither before
 * what is stored last nor still to come. No claim is decided: what was decided is in the export. Returns how many
 * were new.
 * @throws AmendsError `conflict` when an id is there with another statement; then the transaction must be given up.
 */
export async function appendExported(ctx: Context, trx: Trx, items: readonly Exported[]): Promise<number> {
  await lockLedger(trx);
  const rows = await statementsByIds(
    trx,
    items.map(({ statement }) => statement.id.toLowerCase()),
  );
  const known = new Map(rows.map((row) => [row.id as string, row.body]));
  const redacted = await redactedAmong(trx, [...known.keys()]);
  const fresh = items.filter(({ statement }) => {
    const body = known.get(statement.id.toLowerCase());
    if (body === undefined) {
      known.set(statement.id.toLowerCase(), JSON.stringify(statement));
      return true;
    }
    if (redacted.has(statement.id.toLowerCase()) || equivalent(JSON.parse(body) as XapiStatement, statement))
      return false;
    throw conflict(statement.id);
  });
  await insertAttachments(trx, rowsOf(fresh.flatMap(({ parts }) => parts)));
  await write(
    ctx,
    trx,
    fresh.map(({ statement, bearer }) => ({
      statement,
      bearer,
      stored: statement.stored as Instant | undefined,
    })),
    true,
  );
  return fresh.length;
}

function conflict(id: string): AmendsError {
  return new AmendsError(
    "conflict",
    `Another statement with the id ${id} is in the ledger`,
    "Give a new statement a new id. What is stored never changes.",
  );
}

function rowsOf(parts: readonly AttachedPart[]) {
  return parts.map((part) => ({ sha2: part.sha2, content_type: part.contentType, content: part.content }));
}

interface Ready {
  readonly statement: XapiStatement & { readonly id: string };
  readonly bearer: Bearer | null;
  /** When an earlier ledger stored it. */
  readonly stored?: Instant | undefined;
}

/** `decided`: what follows from the statements is among them already. */
async function write(ctx: Context, trx: Trx, ready: readonly Ready[], decided = false): Promise<void> {
  if (ready.length === 0) return;
  await lockLedger(trx);
  const end = await ledgerEnd(trx);
  const now = ctx.now();
  const latest: Instant = end.stored !== null && end.stored > now ? end.stored : now;
  let before: Instant | null = end.stored;
  // A clock that was moved back is not the machine's.
  const machineNow = ctx.machineNow();
  const storedOf = (kept: Instant | undefined): Instant => {
    const past = kept !== undefined && (kept <= now || kept <= machineNow);
    const fits = past && (before === null || kept >= before);
    before = fits ? kept : latest;
    return before;
  };
  const { iriBase } = ctx.config;
  const rows = ready.map(({ statement, bearer, stored: kept }, at) => {
    const stored = storedOf(kept);
    const full: XapiStatement = {
      ...statement,
      timestamp: statement.timestamp ?? stored,
      stored,
      authority: authorityOf(bearer, iriBase),
    };
    const body = JSON.stringify(full);
    return {
      row: {
        seq: end.seq + 1 + at,
        id: statement.id.toLowerCase() as StatementId,
        stored,
        ...columnsOf(full, iriBase),
        body,
        key_id: bearer?.id ?? null,
        defines: bearer === null || bearer.defines ? 1 : 0,
        leaf: leafOf(body),
        voided: 0,
        redacted_by: null,
      },
      statement: full,
      bearer,
    };
  });
  await insertStatements(
    trx,
    rows.map(({ row }) => row),
  );
  const { voidedIds } = await foldRows(
    trx,
    iriBase,
    rows.map(({ row, statement }): FoldedRow => ({ ...row, statement })),
  );
  if (decided) return;
  const voided = new Set(voidedIds);
  await withdrawAwards(ctx, trx, voidedIds);
  const claims = rows.flatMap(({ row, statement, bearer }) =>
    bearer?.trusted && !voided.has(row.id) ? [{ id: row.id, statement, source: bearer.name }] : [],
  );
  if (claims.length > 0) await append(ctx, trx, await decideClaims(ctx, trx, claims));
}

/** The ledger answers for what it wrote; a key answers for what it brought. */
function authorityOf(bearer: Bearer | null, iriBase: string): Agent {
  return {
    objectType: "Agent",
    account: bearer
      ? { homePage: `${iriBase}/lrs-keys`, name: bearer.name }
      : { homePage: iriBase, name: HOUSE },
  };
}

/** An award that rests on a voided statement no longer holds. */
async function withdrawAwards(ctx: Context, trx: Trx, voidedIds: readonly string[]): Promise<void> {
  const awards = await awardsRestingOn(trx, voidedIds);
  await append(
    ctx,
    trx,
    awards.map((award) =>
      withdrawn({
        iriBase: ctx.config.iriBase,
        target: award.statement_id,
        because: award.basis,
        at: ctx.now(),
        id: ctx.newId(),
      }),
    ),
  );
}
