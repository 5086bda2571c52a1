/** What a programme asks, of whom and when. Intentionally pure. */
import type { Role } from "../identity/permissions.ts";
import { rankOf, type Rank } from "../roster/ranks.ts";
import type { StaffGroup } from "../roster/workforce.ts";
import { covers, type Day } from "../time.ts";
import type { Attainment } from "./attainments.ts";

/** `module`: learnt here; `in-person`: a course that a register must bring; `coming`: required of nobody yet. */
export const PART_KINDS = ["module", "in-person", "coming"] as const;
export type PartKind = (typeof PART_KINDS)[number];

export interface ProgrammePart {
  readonly module: string;
  readonly kind: PartKind;
  /** For what has no module to take its title from. */
  readonly title: string | null;
  readonly requiredFrom: Day;
  /** The first day on which it is no longer required. */
  readonly requiredTo: Day;
  /** Until this day, whoever held all that was required on the day before it is taken to hold it too. */
  readonly honouredUntil?: Day | null;
}

/** Whoever fits everything that is said here. */
export interface AudienceClause {
  readonly groups?: readonly StaffGroup[];
  readonly ranks?: readonly Rank[];
  readonly roles?: readonly Role[];
  /** Words that stand in the name of their unit, in capitals or not. */
  readonly unitsNamed?: readonly string[];
}
/** Whoever fits one of the clauses: none, nobody is asked to. */
export type Audience = "everyone" | readonly AudienceClause[];

export interface Programme {
  readonly slug: string;
  readonly title: string;
  /** What holding all of it makes of somebody. */
  readonly attainment: Attainment | null;
  readonly audience: Audience;
  /** Programmes that are part of it. */
  readonly includes: readonly string[];
  /** Its own, in the order in which they are best learnt. */
  readonly parts: readonly ProgrammePart[];
}

/** Somebody as an audience sees them. */
export interface Learning {
  /** Null for somebody without a posting. */
  readonly group: StaffGroup | null;
  /** As the extract has it; "" without a posting. */
  readonly rank: string;
  readonly roles: readonly Role[];
  /** The name of the unit that they are posted to today; "" without a posting. */
  readonly unit: string;
}

export function isFor(audience: Audience, who: Learning): boolean {
  if (audience === "everyone") return true;
  const rank = rankOf(who.rank);
  return audience.some(
    (clause) =>
      (clause.groups === undefined || (who.group !== null && clause.groups.includes(who.group))) &&
      (clause.ranks === undefined || (rank !== null && clause.ranks.includes(rank))) &&
      (clause.roles === undefined || clause.roles.some((role) => who.roles.includes(role))) &&
      (clause.unitsNamed === undefined || clause.unitsNamed.some((words) => isNamed(who.unit, words))),
  );
}

/** Whether words stand in a name as words: "CPT" is in "Harrowdean CPT" and not in "Receptions". */
function isNamed(name: string, words: string): boolean {
  const spaced = (text: string) =>
    ` ${text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .join(" ")} `;
  return spaced(name).includes(spaced(words));
}

/** A programme and all that is part of it, what comes first first; each once. */
export function withIncluded(all: readonly Programme[], slug: string): Programme[] {
  const found: Programme[] = [];
  const seen = new Set<string>();
  const add = (name: string): void => {
    const programme = all.find((one) => one.slug === name);
    if (!programme || seen.has(name)) return;
    seen.add(name);
    programme.includes.forEach(add);
    found.push(programme);
  };
  add(slug);
  return found;
}

/** What a programme requires on a day, with all that is part of it; each module once. */
export function partsOn(all: readonly Programme[], slug: string, day: Day): ProgrammePart[] {
  const parts = withIncluded(all, slug).flatMap((programme) =>
    programme.parts.filter(
      (part) => part.kind !== "coming" && covers({ from: part.requiredFrom, to: part.requiredTo }, day),
    ),
  );
  return parts.filter((part, at) => parts.findIndex((one) => one.module === part.module) === at);
}

/** What a programme will require once it is written, with all that is part of it; each once. */
export function comingOf(all: readonly Programme[], slug: string): ProgrammePart[] {
  const parts = withIncluded(all, slug).flatMap((one) => one.parts.filter((part) => part.kind === "coming"));
  return parts.filter((part, at) => parts.findIndex((one) => one.module === part.module) === at);
}
