import { setImmediate } from "node:timers/promises";
import type { Db } from "#db/connect.ts";
import { sealableAfter } from "#db/queries/seals.ts";
import { idOf } from "#app/domain/ledger/proof.ts";
import { leafOf } from "./digest.server.ts";

/** A statement as checking it needs it: what its row keeps, and what its body makes. */
export interface ReadStatement {
  readonly seq: number;
  readonly id: string;
  readonly leaf: string;
  readonly redactedBy: string | null;
  /** The leaf of the body as it is. */
  readonly bodyLeaf: string;
  /** The id that the body names. */
  readonly bodyId: string | null;
}

/** Reads the ledger once, in its order. Holds what was looked ahead at, and a page. */
export interface StatementReader {
  /** The statement so many places ahead; null beyond the end. */
  peek(ahead: number): Promise<ReadStatement | null>;
  /** Goes on past the first. */
  drop(count: number): void;
  /** How many were gone past. */
  dropped(): number;
}

const STATEMENTS_AT_ONCE = 1_000;

/** From the lowest `seq`, also one that should not be. */
export function readStatements(db: Db): StatementReader {
  let held: ReadStatement[] = [];
  let first = 0;
  let gone = 0;
  let end = Number.MIN_SAFE_INTEGER;
  let all = false;
  return {
    async peek(ahead) {
      while (!all && held.length - first <= ahead) {
        const page = await sealableAfter(db, end, STATEMENTS_AT_ONCE);
        all = page.length < STATEMENTS_AT_ONCE;
        end = page.at(-1)?.seq ?? end;
        held = [...held.slice(first), ...page.map(read)];
        first = 0;
        // Lets others have their turn: SQLite's answers come so soon that nothing else would.
        await setImmediate();
      }
      return held[first + ahead] ?? null;
    },
    drop(count) {
      first += count;
      gone += count;
    },
    dropped: () => gone,
  };
}

function read(row: Awaited<ReturnType<typeof sealableAfter>>[number]): ReadStatement {
  const { seq, id, leaf, redacted_by, body } = row;
  return { seq, id, leaf, redactedBy: redacted_by, bodyLeaf: leafOf(body), bodyId: idOf(body) };
}
