/** Who is asking: the person behind a session, and the roles they hold today. */
import { grantsOn, personNow, postingsOf, type PostingNow } from "#db/queries/identity.ts";
import type { AccountId, ActorName, ForceId, PersonId } from "#app/domain/ids.ts";
import type { HeldRole } from "#app/domain/identity/permissions.ts";
import { dayOf, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";

export interface Principal {
  readonly accountId: AccountId;
  readonly personId: PersonId;
  readonly force: { readonly id: ForceId; readonly slug: string; readonly name: string };
  readonly name: string;
  readonly actor: ActorName | null;
  readonly collarNumber: string | null;
  /** Today's posting; null for somebody outside the force, such as the commissioner. */
  readonly posting: PostingNow | null;
  readonly roles: readonly HeldRole[];
  readonly today: Day;
}

/**
 * Everyone in post is an officer of the learning; grants add roles. Access ends
 * at midnight after the last day in post: then there are no roles at all, and
 * the answer is null. Somebody who never had a posting is let in by grants alone.
 */
export async function principalOf(
  ctx: Context,
  accountId: AccountId,
  personId: PersonId,
): Promise<Principal | null> {
  const today = dayOf(ctx.now());
  const [person, postings, grants] = await Promise.all([
    personNow(ctx.read, personId),
    postingsOf(ctx.read, personId, today),
    grantsOn(ctx.read, personId, today),
  ]);
  if (!person) return null;
  const posting = postings.find((one) => one.from <= today && today < one.to) ?? null;
  const gone = postings.length > 0 && posting === null;
  if (gone) return null;
  const roles: HeldRole[] = [...(posting ? [{ role: "officer" as const, unitId: null }] : []), ...grants];
  if (roles.length === 0) return null;
  return {
    accountId,
    personId,
    force: { id: person.forceId, slug: person.forceSlug, name: person.forceName },
    name: `${person.knownAs ?? person.forenames} ${person.surname}`,
    actor: person.actor,
    collarNumber: person.collarNumber,
    posting,
    roles,
    today,
  };
}
