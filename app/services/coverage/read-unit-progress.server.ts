import { unitPeople, unitProgress } from "#db/queries/unit-progress.ts";
import { absencesOn, unitTreeOn } from "#db/queries/coverage.ts";
import { requiredModules } from "#db/queries/learning.ts";
import { PERMISSIONS } from "#app/domain/identity/permissions.ts";
import { audienceTest } from "#app/domain/coverage/coverage.ts";
import { joinedOn, returnedOn, trueAt, type Moment } from "#app/domain/coverage/record.ts";
import { ownDueDay } from "#app/domain/coverage/target.ts";
import type { PersonProgress, PersonState } from "#app/domain/coverage/unit-people.ts";
import type { ForceId, PersonId, UnitId } from "#app/domain/ids.ts";
import type { Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { listLive } from "../learning/read-content.server.ts";
import { titlesOf } from "../learning/read-titles.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { readTargets } from "./read-targets.server.ts";

/** Whoever is past their own due day is overdue, begun or not; whoever is away is neither. */
export interface UnitProgress {
  readonly units: string;
  readonly modules: readonly { readonly slug: string; readonly title: string }[];
  /** What would close the gap: those who are here and have something left. */
  readonly gap: {
    readonly people: number;
    /** Minutes of reading and checks that they have left, all together. */
    readonly minutes: number;
    /** Those with one module left, who could finish this week. */
    readonly near: readonly { readonly name: string; readonly module: string; readonly minutes: number }[];
  };
  readonly people: readonly PersonProgress[];
}

const CORE = "core";

/**
 * The people of the units that somebody supervises: which modules each holds.
 * Never an answer, never a score.
 */
export async function readUnitProgress(ctx: Context, principal: Principal): Promise<UnitProgress> {
  const { force, today } = principal;
  const now = ctx.now();
  const tree = await unitTreeOn(ctx.read, force.id, today, now);
  const inside = supervisedUnits(principal, tree);
  const [people, required, absences, titles, live] = await Promise.all([
    unitPeople(ctx.read, force.id, [...inside], today, now),
    requiredModules(ctx.read, CORE, today),
    absencesOn(ctx.read, force.id, today, now),
    titlesOf(ctx),
    listLive(ctx, "module"),
  ]);
  const modules = required.map(({ module }) => ({
    slug: module,
    title: titles(module),
    // Null: nobody can begin it now.
    minutes: live.find((one) => one.slug === module)?.compiled.minutes ?? null,
  }));
  const { awards, begun } = await unitProgress(
    ctx.read,
    people.map((one) => one.personId),
    today,
  );
  // That somebody is away, never why.
  const away = new Set(absences.map((one) => one.person));
  const dueDay = await dueDays(ctx, force.id, { day: today, known: now });
  const heldBy = new Map<string, Set<string>>();
  for (const { personId, module } of awards) {
    const held = heldBy.get(personId) ?? new Set();
    heldBy.set(personId, held.add(module));
  }
  const entries = people.map((person) => {
    const slugs = heldBy.get(person.personId) ?? new Set<string>();
    const left = modules.filter((module) => !slugs.has(module.slug));
    const dueOn = left.length === 0 ? null : dueDay(person.personId);
    const state: PersonState =
      left.length === 0
        ? "done"
        : away.has(person.personId)
          ? "away"
          : dueOn !== null && dueOn < today
            ? "overdue"
            : slugs.size > 0 || begun.has(person.personId)
              ? "progress"
              : "none";
    return {
      id: person.personId,
      name: `${person.knownAs ?? person.forenames} ${person.surname}`,
      rank: person.rank,
      state,
      dueOn,
      left,
      held: modules.filter((module) => slugs.has(module.slug)).map((module) => module.title),
    };
  });
  const here = entries.filter((one) => one.state !== "done" && one.state !== "away");
  const minutesOf = (left: typeof modules) => left.reduce((sum, module) => sum + (module.minutes ?? 0), 0);
  return {
    units: tree
      .filter((unit) => unit.code !== null && inside.has(unit.id))
      .map((unit) => unit.name)
      .sort()
      .join(", "),
    modules: modules.map(({ slug, title }) => ({ slug, title })),
    gap: {
      people: here.length,
      minutes: here.reduce((sum, one) => sum + minutesOf(one.left), 0),
      near: here.flatMap(({ name, left }) => {
        const [module, ...more] = left;
        if (!module || module.minutes === null || more.length > 0) return [];
        return [{ name, module: module.title, minutes: module.minutes }];
      }),
    },
    people: entries.map(({ left, ...one }) => ({ ...one, missing: left.map((module) => module.title) })),
  };
}

/** Each person's own due day for the core programme, by the soonest of the targets whose audience they are in. */
async function dueDays(
  ctx: Context,
  forceId: ForceId,
  moment: Moment,
): Promise<(person: PersonId) => Day | null> {
  const targets = (await readTargets(ctx.read, forceId)).filter((one) => one.programme === CORE);
  const record = await forceRecord(ctx.read, forceId);
  const byPerson = new Map(record.people.map((one) => [one.person, one]));
  const rules = targets.map((target) => ({ target, fits: audienceTest(record, target.audience, moment) }));
  return (id) => {
    const person = byPerson.get(id);
    if (!person) return null;
    const posts = person.posts.filter((post) => trueAt(post, moment));
    const days = rules
      .filter(({ fits }) => posts.some((post) => fits(person, post)))
      .flatMap(({ target }) => ownDueDay(target, joinedOn(person, moment), returnedOn(person, moment)) ?? []);
    return days.reduce<Day | null>((first, day) => (first === null || day < first ? day : first), null);
  };
}

/** The units of the grants that let somebody see progress, with all below them. */
function supervisedUnits(
  principal: Principal,
  tree: readonly { id: UnitId; parentId: UnitId | null }[],
): Set<UnitId> {
  const inside = new Set<UnitId>();
  for (const held of principal.roles) {
    if (PERMISSIONS[held.role]["unit.read-progress"] === undefined) continue;
    if (held.unitId === null) return new Set(tree.map((unit) => unit.id));
    inside.add(held.unitId as UnitId);
  }
  for (let before = 0; before !== inside.size;) {
    before = inside.size;
    for (const unit of tree) if (unit.parentId !== null && inside.has(unit.parentId)) inside.add(unit.id);
  }
  return inside;
}
