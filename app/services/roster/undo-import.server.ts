import { believeAgain, latestPeopleImport, noteUndone } from "#db/queries/roster.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { toInstant, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Force } from "./find-force.server.ts";
import { audit } from "../identity/write-audit.server.ts";

/**
 * Takes the newest import of people back: what was believed before it is believed again from now on. Nothing is
 * deleted; asked as known in between, every figure stays. A corrected file for the same day can then be imported.
 * @param id the import that is meant
 * @throws AmendsError `not-found`; `conflict` when it is not the newest, or was undone.
 */
export async function undoImport(
  ctx: Context,
  input: { force: Force; id: string; by: string },
): Promise<{ asAt: Day; rows: number }> {
  return ctx.transact(async (trx) => {
    const last = await latestPeopleImport(trx, input.force.id);
    if (!last) throw new AmendsError("not-found", "No people were imported yet", "There is nothing to undo.");
    if (last.id !== input.id) {
      throw new AmendsError(
        "conflict",
        "Another extract was imported since",
        "Only the newest import can be undone. A later extract corrects an earlier one.",
      );
    }
    if (last.undone_at !== null)
      throw new AmendsError("conflict", "This import was undone already", "Nothing is left to do.");
    const now = ctx.now();
    const at = last.imported_at < now ? now : toInstant(new Date(Date.parse(last.imported_at) + 1));
    const rows = await believeAgain(trx, input.force.id, last.imported_at, at, () => ctx.newId());
    await noteUndone(trx, last.id, at, input.by);
    await audit(ctx, trx, input.by, "people.undo", last.id, { asAt: last.as_at, rows }, at);
    return { asAt: last.as_at, rows };
  });
}
