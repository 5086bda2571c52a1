import type { Db } from "#db/connect.ts";
import { colleague } from "#db/queries/people.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ActorName, ForceId, PersonId } from "#app/domain/ids.ts";
import { dayOf } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";

/**
 * Whoever agreed to something about somebody: a colleague in post today, never the person themselves.
 * @throws AmendsError `bad-input` for the field `approver`.
 */
export async function findApprover(
  ctx: Context,
  db: Db,
  input: { forceId: ForceId; number: string; about: PersonId },
): Promise<{ id: PersonId; actor: ActorName }> {
  const now = ctx.now();
  const found = await colleague(db, input.forceId, input.number.trim(), dayOf(now), now);
  const wrong = (text: string) =>
    new AmendsError("bad-input", text, "Give the employee number of whoever agreed.", [
      { text: `Agreed by: ${text}`, href: "#approver" },
    ]);
  if (!found) throw wrong(`nobody in post has the employee number ${input.number || "(empty)"}`);
  if (found.id === input.about) throw wrong("nobody agrees to what concerns themselves");
  return found;
}
