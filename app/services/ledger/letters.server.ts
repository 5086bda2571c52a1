/** What a destination is sent: statements of the ledger, chosen and brought into the form that it takes. */
import { createHmac } from "node:crypto";
import {
  referringBefore,
  statementsToPass,
  type DestinationRow,
  type LedgerStatement,
} from "#db/queries/forwarding.ts";
import { statementsByIds } from "#db/queries/ledger.ts";
import { isWanted, toSendable, type Wanted } from "#app/domain/ledger/passing-on.ts";
import { withPseudonyms } from "#app/domain/ledger/xapi/pseudonyms.ts";
import type { XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import type { Context } from "../context.server.ts";
import { attachmentsIn } from "./attached-parts.server.ts";

type Identified = XapiStatement & { readonly id: string };

/** A statement on its way. */
export interface Letter {
  readonly seq: number;
  readonly id: string;
  /** The place in the ledger that is passed when this and all before it are settled. */
  readonly place: number;
  /** Null: it cannot be sent at all; `problem` says why. */
  readonly statement: Identified | null;
  readonly problem: string;
  /** What it takes of a request, attachments included. */
  readonly bytes: number;
}

/** The next letters, in order. */
export interface Pack {
  readonly letters: readonly Letter[];
  /** How far the ledger was looked through; equal to where it began at the ledger's end. */
  readonly to: number;
}

const MOST_LETTERS = 50;
const MOST_BYTES = 1_000_000;
const ROWS_AT_ONCE = 50;
/** Looked through for a destination that wants few of them, before others have their turn. */
const MOST_ROWS = 1_000;

/** The statement in the form for a destination. `place` is its own unless it goes with a later one. */
export function letterFor(
  ctx: Context,
  destination: DestinationRow,
  row: LedgerStatement,
  place = row.seq,
): Letter {
  const stored = JSON.parse(row.body) as Identified;
  const sendable = toSendable(stored, destination.version);
  const { seq, id } = row;
  if (sendable.statement === null) return { seq, id, place, bytes: 0, ...sendable };
  const statement = hidden(ctx, destination, sendable.statement);
  const attached = attachmentsIn(statement).reduce((sum, one) => sum + one.length, 0);
  const bytes = Buffer.byteLength(JSON.stringify(statement)) + attached;
  return { seq, id, place, statement, problem: "", bytes };
}

/** One person has one pseudonym at a destination, and another at each other. */
function hidden(ctx: Context, destination: DestinationRow, statement: Identified): Identified {
  const { pseudonym_salt: salt } = destination;
  if (salt === null) return statement;
  return withPseudonyms(statement, `${ctx.config.iriBase}/pseudonyms`, (key) =>
    createHmac("sha256", salt).update(key).digest("hex"),
  );
}

export function wantedBy(destination: DestinationRow): Wanted {
  return {
    verbs: JSON.parse(destination.verbs) as string[],
    activities: JSON.parse(destination.activities) as string[],
  };
}

/** What comes after `sent_seq`: at most 50 statements and, unless one alone is longer, a megabyte. */
export async function packLetters(ctx: Context, destination: DestinationRow): Promise<Pack> {
  const wanted = wantedBy(destination);
  const letters: Letter[] = [];
  let bytes = 0;
  let to = destination.sent_seq;
  while (to - destination.sent_seq < MOST_ROWS) {
    const rows = await statementsToPass(ctx.read, to, ROWS_AT_ONCE);
    for (const row of rows) {
      const chosen = await chosenWith(ctx, wanted, row);
      const more = chosen.map((one) => letterFor(ctx, destination, one, row.seq));
      bytes += more.reduce((sum, one) => sum + one.bytes, 0);
      const full = letters.length + more.length > MOST_LETTERS || bytes > MOST_BYTES;
      if (full && letters.length > 0) return { letters, to };
      letters.push(...more);
      to = row.seq;
    }
    if (rows.length < ROWS_AT_ONCE) break;
  }
  return { letters, to };
}

/**
 * The statement itself when it is wanted, or voids one before it that is. One that was voided before it came brings
 * those that void it, which nobody could choose before.
 */
async function chosenWith(ctx: Context, wanted: Wanted, row: LedgerStatement): Promise<LedgerStatement[]> {
  if (wanted.verbs.length === 0 && wanted.activities.length === 0) return [row];
  if (isWanted(JSON.parse(row.body) as XapiStatement, wanted)) {
    const before = row.voided === 1 ? await referringBefore(ctx.read, row.id, VERBS.voided.id, row.seq) : [];
    return [...before, row];
  }
  if (row.verb !== VERBS.voided.id || row.target === null) return [];
  const [target] = await statementsByIds(ctx.read, [row.target]);
  if (!target || target.seq > row.seq) return [];
  return isWanted(JSON.parse(target.body) as XapiStatement, wanted) ? [row] : [];
}
