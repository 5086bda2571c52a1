import { unitPeople, unitProgress } from "#db/queries/unit-progress.ts";
import { absencesOn, unitTreeOn } from "#db/queries/coverage.ts";
import { requiredModules } from "#db/queries/learning.ts";
import { PERMISSIONS } from "#app/domain/identity/permissions.ts";
import type { UnitId } from "#app/domain/ids.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { titlesOf } from "../learning/read-titles.server.ts";

export type PersonState = "done" | "progress" | "none" | "away";

export interface UnitProgress {
  readonly units: string;
  readonly modules: readonly { readonly slug: string; readonly title: string }[];
  readonly people: readonly {
    readonly name: string;
    readonly rank: string;
    readonly state: PersonState;
    /** Titles of the modules held. */
    readonly held: readonly string[];
    readonly missing: readonly string[];
  }[];
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
  const [people, required, absences, titles] = await Promise.all([
    unitPeople(ctx.read, force.id, [...inside], today, now),
    requiredModules(ctx.read, CORE, today),
    absencesOn(ctx.read, force.id, today, now),
    titlesOf(ctx),
  ]);
  const modules = required.map((one) => ({ slug: one.module, title: titles(one.module) }));
  const { awards, begun } = await unitProgress(
    ctx.read,
    people.map((one) => one.personId),
    today,
  );
  // That somebody is away, never why.
  const away = new Set(absences.map((one) => one.person));
  return {
    units: tree
      .filter((unit) => unit.code !== null && inside.has(unit.id))
      .map((unit) => unit.name)
      .sort()
      .join(", "),
    modules,
    people: people.map((person) => {
      const slugs = new Set(
        awards.filter((one) => one.personId === person.personId).map((one) => one.module),
      );
      const missing = modules.filter((module) => !slugs.has(module.slug)).map((module) => module.title);
      const some = slugs.size > 0 || begun.has(person.personId);
      return {
        name: `${person.knownAs ?? person.forenames} ${person.surname}`,
        rank: person.rank,
        state:
          missing.length === 0 ? "done" : away.has(person.personId) ? "away" : some ? "progress" : "none",
        held: modules.filter((module) => slugs.has(module.slug)).map((module) => module.title),
        missing,
      };
    }),
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
