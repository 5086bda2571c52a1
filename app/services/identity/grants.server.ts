/** Roles that administrators grant to others, and end. */
import { z } from "zod";
import { endGrantOn, grantOf, hasOtherAdministrator, holdsWithin } from "#db/queries/account.ts";
import { insertGrant } from "#db/queries/identity.ts";
import { unitHistory } from "#db/queries/people.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { GRANTED_ROLES, isOfUnit, ROLE_NAMES } from "#app/domain/identity/permissions.ts";
import { addDays, END_OF_DAYS, isDay } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { parseInput } from "../parse-input.ts";
import { changeAccount, refused } from "./change-account.server.ts";
import type { Principal } from "./principal.server.ts";

const day = z.string().refine(isDay, "give a day");
const grant = z.object({
  role: z.enum(GRANTED_ROLES, "choose one"),
  unit: z.string(),
  from: day,
  lastDay: z.union([z.literal(""), day], "give a day, or leave it empty"),
});
const LABELS = { role: "Role", unit: "Unit", from: "First day", lastDay: "Last day", on: "Ends" };

/**
 * Grants a role from a day of today or later on, to a last day or (empty) for good. A supervisor's grant names a unit
 * by its id; every other role reaches the whole force, and its unit is left empty. Returns the grant's id.
 * @throws AmendsError `bad-input` naming the fields; `conflict` when it is held within that time already.
 */
export async function grantRole(
  ctx: Context,
  by: Principal,
  id: string,
  input: { role: string; unit: string; from: string; lastDay: string },
): Promise<string> {
  const { role, unit, from, lastDay } = parseInput(grant, input, LABELS);
  if (from < by.today) throw refused("First day: give today or a later day", "#from");
  if (lastDay !== "" && lastDay < from) throw refused("Last day: it is before the first day", "#lastDay");
  const to = lastDay === "" ? END_OF_DAYS : addDays(lastDay, 1);
  if (isOfUnit(role) && unit === "")
    throw refused(`Unit: choose whom the ${ROLE_NAMES[role].toLowerCase()} is for`, "#unit");
  if (!isOfUnit(role) && unit !== "")
    throw refused(
      `Unit: ${ROLE_NAMES[role].toLowerCase()} is a role for the whole force; choose no unit`,
      "#unit",
    );
  return changeAccount(ctx, by, id, async (trx, account) => {
    const units = unit === "" ? [] : await unitHistory(trx, by.force.id, ctx.now());
    const place = units.find((one) => one.id === unit && one.valid_from <= from && one.valid_to > from);
    if (unit !== "" && !place) throw refused("Unit: there is no such unit on that day", "#unit");
    const unitId = place?.id ?? null;
    const held = { personId: account.personId, role, unitId, from, to };
    if (await holdsWithin(trx, held))
      throw new AmendsError(
        "conflict",
        "They hold that role within that time already",
        "End that grant first, or choose other days.",
      );
    const granted = ctx.newId();
    await insertGrant(trx, {
      id: granted,
      force_id: by.force.id,
      person_id: account.personId,
      role,
      unit_id: unitId,
      valid_from: from,
      valid_to: to,
      granted_at: ctx.now(),
      granted_by: by.personId,
    });
    return { action: "account.grant", detail: { role, unit: place?.name, from, lastDay }, result: granted };
  });
}

/**
 * Ends a grant at the beginning of a day, today at the earliest: it no longer holds from then on.
 * @throws AmendsError `not-found`; `bad-input` for a day on which it does not hold, and for the last administrator.
 */
export async function endGrant(
  ctx: Context,
  by: Principal,
  id: string,
  input: { grant: string; on: string },
): Promise<void> {
  const href = `#on-${input.grant}`;
  const on = input.on;
  if (!isDay(on)) throw refused("Ends: give a day", href);
  await changeAccount(ctx, by, id, async (trx, account) => {
    const held = await grantOf(trx, account.personId, input.grant);
    if (!held) throw new AmendsError("not-found", "There is no such grant", "Look at the account again.");
    const first = held.from > by.today ? held.from : by.today;
    if (first >= held.to) throw refused("Ends: it has ended already", href);
    if (on < first || on >= held.to) {
      const last = held.to === END_OF_DAYS ? "" : ` to ${dayWords(addDays(held.to, -1))}`;
      throw refused(`Ends: choose a day from ${dayWords(first)}${last}`, href);
    }
    if (
      held.role === "administrator" &&
      !(await hasOtherAdministrator(trx, by.force.id, account.personId, on))
    )
      throw refused(
        "Nobody else would be administrator for good. Grant that role to somebody else first",
        href,
      );
    await endGrantOn(trx, held.id, on);
    return { action: "account.end-grant", detail: { role: held.role, on }, result: undefined };
  });
}
