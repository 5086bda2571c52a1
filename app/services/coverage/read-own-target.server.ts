import { factsOf, unitTreeOn } from "#db/queries/coverage.ts";
import { joinedOn, returnedOn, withBelow, type PersonRecord } from "#app/domain/coverage/record.ts";
import { fitsClause, ownDueDay } from "#app/domain/coverage/target.ts";
import type { UnitId } from "#app/domain/ids.ts";
import type { Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { readTargets } from "./read-targets.server.ts";

export interface OwnTarget {
  readonly title: string;
  /** The person's own due day. */
  readonly dueOn: Day;
  /** Whether joining or coming back gave them longer than the promise's own day. */
  readonly own: boolean;
}

/** The target of a programme that somebody is in the audience of, with their own due day; the soonest of several. */
export async function readOwnTarget(
  ctx: Context,
  principal: Principal,
  programme: string,
): Promise<OwnTarget | null> {
  const { posting, today } = principal;
  if (!posting) return null;
  const targets = (await readTargets(ctx.read, principal.force.id)).filter(
    (one) => one.programme === programme,
  );
  if (targets.length === 0) return null;
  const moment = { day: today, known: ctx.now() };
  const tree = await unitTreeOn(ctx.read, principal.force.id, moment.day, moment.known);
  const inUnit = (code: string) =>
    withBelow(
      tree,
      tree.flatMap((unit) => (unit.code === code ? [unit.id] : [])),
    ).has(posting.unitId as UnitId);
  const facts = await factsOf(ctx.read, principal.personId);
  const person: PersonRecord = {
    person: principal.personId,
    posts: facts.posts,
    absences: facts.absences,
    exemptions: [],
    roles: [],
    awards: [],
  };
  const joined = joinedOn(person, moment);
  const returned = returnedOn(person, moment);
  const roles = new Set(principal.roles.map((held) => held.role));
  return targets
    .filter(
      ({ audience }) =>
        audience === "everyone" ||
        audience.some((clause) => fitsClause(clause, posting, (role) => roles.has(role), inUnit)),
    )
    .flatMap((target) => {
      const dueOn = ownDueDay(target, joined, returned);
      return dueOn === null ? [] : [{ title: target.title, dueOn, own: dueOn !== target.dueOn }];
    })
    .reduce<OwnTarget | null>(
      (first, one) => (first === null || one.dueOn < first.dueOn ? one : first),
      null,
    );
}
