import { absencesOn, awardsBy, postsOn, unitTreeOn } from "#db/queries/coverage.ts";
import {
  absencesByKind,
  countedPeople,
  figuresByGroup,
  figuresOf,
  peopleIn,
  type CountedPerson,
  type Figures,
} from "#app/domain/coverage/coverage.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId, UnitId } from "#app/domain/ids.ts";
import { meets } from "#app/domain/learning/attained.ts";
import { comingOf, partsOn } from "#app/domain/learning/programmes.ts";
import type { AbsenceKind, StaffGroup } from "#app/domain/roster/workforce.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { readProgrammes } from "../learning/read-programmes.server.ts";

export interface CoverageQuestion {
  readonly forceId: ForceId;
  readonly programme: string;
  readonly asOf: Day;
  readonly knownAt: Instant;
  /** A unit's code; its children count with it. */
  readonly unit?: string;
  readonly group?: StaffGroup;
}

export interface UnitFigures {
  readonly code: string;
  readonly name: string;
  /** The unit above: "Kenbury BCU". */
  readonly parent: string;
  readonly figures: Figures;
}

export interface CoverageAnswer {
  readonly programme: { readonly slug: string; readonly title: string };
  readonly asOf: Day;
  readonly knownAt: Instant;
  readonly unit: { readonly code: string; readonly name: string } | null;
  readonly group: StaffGroup | null;
  readonly required: readonly string[];
  readonly figures: Figures;
  readonly absences: readonly { readonly kind: AbsenceKind; readonly count: number }[];
  /** Units with a code, by name; those without anybody are left out. */
  readonly units: readonly UnitFigures[];
  /** Every group in the unit asked about, whatever group was asked about. */
  readonly groups: readonly { readonly group: StaffGroup; readonly figures: Figures }[];
  /** In post, of other groups than the one asked about. */
  readonly notInAudience: number;
}

/** A unit with those below it. */
function withChildren(tree: readonly { id: UnitId; parentId: UnitId | null }[], top: UnitId): Set<UnitId> {
  const inside = new Set([top]);
  for (let before = 0; before !== inside.size;) {
    before = inside.size;
    for (const unit of tree) if (unit.parentId !== null && inside.has(unit.parentId)) inside.add(unit.id);
  }
  return inside;
}

/**
 * The figure: as of a day, as known at an instant, for a unit and a group.
 * A course in person counts only from a register that names who gave it.
 * @throws AmendsError `not-found` for a programme or a unit that is not there, naming those that are; `conflict` for a
 * programme of which a part is still being written: nobody can hold it yet.
 */
export async function readCoverage(ctx: Context, question: CoverageQuestion): Promise<CoverageAnswer> {
  const { forceId, asOf, knownAt } = question;
  const known = await readProgrammes(ctx.read);
  const programme = known.find((one) => one.slug === question.programme);
  if (!programme) {
    throw new AmendsError(
      "not-found",
      `No programme is called "${question.programme}"`,
      `Name one of: ${known.map((one) => one.slug).join(", ")}.`,
    );
  }
  const coming = comingOf(known, programme.slug);
  if (coming.length > 0) {
    throw new AmendsError(
      "conflict",
      `${programme.title} is not whole yet: ${coming.map((part) => part.title ?? part.module).join(", ")} to come`,
      "Nobody can hold it yet, so it has no figure. Ask for a programme that is part of it.",
    );
  }
  const parts = partsOn(known, programme.slug, asOf);
  const required = parts.map((part) => part.module).sort();
  const [posts, absences, earned, tree] = await Promise.all([
    postsOn(ctx.read, forceId, asOf, knownAt),
    absencesOn(ctx.read, forceId, asOf, knownAt),
    awardsBy(ctx.read, forceId, asOf, knownAt, required),
    unitTreeOn(ctx.read, forceId, asOf, knownAt),
  ]);
  const awards = earned.filter((award) => parts.some((part) => meets(part, award)));
  const people = countedPeople({ asOf, posts, absences, awards, required });
  const group = question.group ?? null;

  const unit = question.unit === undefined ? null : tree.find((one) => one.code === question.unit);
  if (unit === undefined) {
    const codes = tree.flatMap((one) => one.code ?? []).sort();
    throw new AmendsError(
      "not-found",
      `No unit has the code "${question.unit}"`,
      `Use one of: ${codes.join(", ")}.`,
    );
  }
  const inside = unit === null ? null : withChildren(tree, unit.id);
  const asked = peopleIn(people, group, inside);
  return {
    programme: { slug: programme.slug, title: programme.title },
    asOf,
    knownAt,
    unit: unit?.code ? { code: unit.code, name: unit.name } : null,
    group,
    required,
    figures: figuresOf(asked),
    absences: absencesByKind(asked),
    units: unitRows(people, group, tree, inside),
    groups: figuresByGroup(people, inside),
    notInAudience: peopleIn(people, null, inside).length - asked.length,
  };
}

/** One pass over the people, so that the cost does not grow with the number of units. */
function unitRows(
  people: readonly CountedPerson[],
  group: StaffGroup | null,
  tree: readonly { id: UnitId; code: string | null; name: string; parentId: UnitId | null }[],
  inside: ReadonlySet<UnitId> | null,
): UnitFigures[] {
  const peopleOf = new Map<UnitId, Set<CountedPerson>>();
  for (const person of people) {
    for (const post of person.posts) {
      if (group !== null && post.group !== group) continue;
      const there = peopleOf.get(post.unit) ?? new Set();
      there.add(person);
      peopleOf.set(post.unit, there);
    }
  }
  const names = new Map(tree.map((unit) => [unit.id, unit.name]));
  return tree
    .flatMap((unit) => {
      const there = peopleOf.get(unit.id);
      if (!there || unit.code === null || (inside && !inside.has(unit.id))) return [];
      const parent = unit.parentId === null ? "" : (names.get(unit.parentId) ?? "");
      return [{ code: unit.code, name: unit.name, parent, figures: figuresOf([...there]) }];
    })
    .sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
}
