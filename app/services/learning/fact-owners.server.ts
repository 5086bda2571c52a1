/** Who answers for the facts of each owner: chosen by administrators; where nobody is chosen, all trainers do. */
import { deleteFactOwner, factOwners, holdersOf, upsertFactOwner } from "#db/queries/fact-owners.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { PERMISSIONS, ROLES } from "#app/domain/identity/permissions.ts";
import type { ForceId, PersonId } from "#app/domain/ids.ts";
import { dayOf } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { liveVersion } from "./read-content.server.ts";
import { audit } from "../identity/write-audit.server.ts";

const MAY_ANSWER = ROLES.filter((role) => PERMISSIONS[role]["report.answer"] !== undefined);

export interface FactOwner {
  /** For the address of its field. */
  readonly id: string;
  /** As `facts.yaml` calls it. */
  readonly owner: string;
  /** How many facts are its. */
  readonly facts: number;
  /** Who answers for it; null: all trainers do. */
  readonly answers: { readonly personId: PersonId; readonly name: string } | null;
}

export interface FactOwners {
  readonly owners: readonly FactOwner[];
  /** Who can be chosen: trainers and publishers, by name. */
  readonly people: readonly { readonly personId: PersonId; readonly name: string }[];
}

const idOf = (owner: string) => `person-${owner.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;

/** Every owner of a published fact. Somebody who may answer no more has stopped answering for any. */
export async function readFactOwners(ctx: Context, forceId: ForceId): Promise<FactOwners> {
  const [live, chosen, holders] = await Promise.all([
    liveVersion(ctx, "facts", "facts"),
    factOwners(ctx.read, forceId),
    holdersOf(ctx.read, forceId, MAY_ANSWER, dayOf(ctx.now())),
  ]);
  const people = holders.map((one) => ({
    personId: one.person_id,
    name: `${one.known_as ?? one.forenames} ${one.surname} (${one.employee_number})`,
  }));
  const counts = new Map<string, number>();
  for (const { owner } of live?.compiled.facts ?? []) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  const owners = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([owner, facts]) => {
      const row = chosen.find((one) => one.owner === owner);
      return {
        id: idOf(owner),
        owner,
        facts,
        answers: people.find((one) => one.personId === row?.person_id) ?? null,
      };
    });
  return { owners, people };
}

/**
 * Chooses who answers for an owner's facts; an empty `person` leaves it to all trainers again. Their reports stand
 * first for that person, those already written too. Returns whether anything changed.
 * @throws AmendsError `not-found` for an owner of no fact, `bad-input` for somebody who may not answer reports.
 */
export async function setFactOwner(
  ctx: Context,
  input: { forceId: ForceId; owner: string; person: string; by: string },
): Promise<boolean> {
  const { forceId, owner, by } = input;
  const { owners, people } = await readFactOwners(ctx, forceId);
  if (!owners.some((one) => one.owner === owner))
    throw new AmendsError("not-found", `No fact has the owner "${owner}"`, "Choose one from the list.");
  const person = people.find((one) => one.personId === input.person) ?? null;
  if (input.person !== "" && !person) {
    const text = "Choose somebody who is a trainer or publisher today";
    throw new AmendsError("bad-input", text, "", [{ text: `${owner}: ${text}`, href: `#${idOf(owner)}` }]);
  }
  return ctx.transact(async (trx) => {
    const before = (await factOwners(trx, forceId)).find((one) => one.owner === owner)?.person_id ?? null;
    if (before === (person?.personId ?? null)) return false;
    const at = ctx.now();
    if (person) {
      const row = { force_id: forceId, owner, person_id: person.personId, changed_at: at, changed_by: by };
      await upsertFactOwner(trx, row);
    } else await deleteFactOwner(trx, forceId, owner);
    await audit(
      ctx,
      trx,
      by,
      "fact-owner.set",
      forceId,
      { owner, from: before, to: person?.personId ?? null },
      at,
    );
    return true;
  });
}
