/** Reads statements again from their bodies, as the append read them when they came. */
import type { Selectable } from "kysely";
import type { StatementTable } from "#db/schema/statement.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { StatementId } from "#app/domain/ids.ts";
import type { XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import type { Instant } from "#app/domain/time.ts";
import { columnsOf, type FoldedRow } from "./fold.server.ts";

/** How many statements are folded at once. */
export const FOLDED_AT_ONCE = 1_000;

/** A statement of the ledger and the columns that its body makes. */
export interface ReadAgain {
  readonly row: Selectable<StatementTable>;
  readonly statement: XapiStatement;
  readonly columns: ReturnType<typeof columnsOf> & { readonly id: StatementId; readonly stored: Instant };
}

/** Null when the body is not a statement. */
export function readAgain(row: Selectable<StatementTable>, iriBase: string): ReadAgain | null {
  try {
    const statement = JSON.parse(row.body) as XapiStatement;
    const id = (statement.id ?? "").toLowerCase() as StatementId;
    const columns = { id, stored: statement.stored as Instant, ...columnsOf(statement, iriBase) };
    return { row, statement, columns };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

/** What folding takes: by its row's own id, so that one altered body leaves every other statement as it is. */
export function foldedRow({ row, statement, columns }: ReadAgain): FoldedRow {
  return { ...row, ...columns, id: row.id, statement };
}

/** @throws AmendsError `conflict` naming the statements whose bodies together make no readings. */
export async function foldingOf(rows: readonly ReadAgain[], fold: () => Promise<unknown>): Promise<void> {
  try {
    await fold();
  } catch (error) {
    const [first, last] = [rows[0]?.row.seq ?? 0, rows.at(-1)?.row.seq ?? 0];
    throw new AmendsError(
      "conflict",
      `The statements number ${first} to ${last} do not go together: ${error instanceof Error ? error.message : String(error)}`,
      "Run `amends ledger verify` to see which of them was changed.",
    );
  }
}
