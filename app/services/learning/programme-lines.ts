/** Programmes and their parts as tasks of one officer. Intentionally pure. */
import { attainmentOn, holding, type HeldAward } from "#app/domain/learning/attained.ts";
import { ATTAINMENT_MEANINGS, ATTAINMENT_NAMES } from "#app/domain/learning/attainments.ts";
import type { Programme, ProgrammePart } from "#app/domain/learning/programmes.ts";
import { covers, type Day } from "#app/domain/time.ts";

export type ModuleState = "done" | "progress" | "none";

export interface ModuleLine {
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  readonly state: ModuleState;
  readonly lessonsDone: number;
  readonly lessons: number;
  /** The day from which it is held. */
  readonly heldFrom: Day | null;
  readonly provider: string | null;
  readonly code: string | null;
  /** Where it opens: its page, or the certificate of one that was withdrawn and that they never began here. */
  readonly to: string;
  /** The required scenario that is all that is left of it, once the check is passed. */
  readonly scenario: { readonly slug: string; readonly title: string } | null;
}

/** A part of a programme, as a task. */
export type PartLine =
  | ({ readonly kind: "module" } & ModuleLine)
  | {
      readonly kind: "in-person";
      readonly slug: string;
      readonly title: string;
      readonly heldFrom: Day | null;
      readonly provider: string | null;
    }
  | { readonly kind: "withdrawn"; readonly slug: string; readonly title: string }
  | { readonly kind: "coming"; readonly slug: string; readonly title: string };

export interface ProgrammeLine {
  readonly slug: string;
  readonly title: string;
  /** What holding it makes of somebody. */
  readonly attainment: { readonly name: string; readonly meaning: string } | null;
  /** Programmes that are part of it, by title. */
  readonly buildsOn: readonly string[];
  /** Its own parts, those of programmes that it builds on left out. */
  readonly parts: readonly PartLine[];
  /** Held today, with everything that is part of it. */
  readonly held: boolean;
}

/** @param moduleLine null for a module that is not published, or was withdrawn before they began it */
export function programmeLineOf(
  all: readonly Programme[],
  programme: Programme,
  officer: {
    readonly awards: readonly HeldAward[];
    readonly day: Day;
    readonly moduleLine: (slug: string) => ModuleLine | null;
    /** Titles of modules that were withdrawn, by slug. */
    readonly withdrawn: ReadonlyMap<string, string>;
  },
): ProgrammeLine {
  const { awards, day, moduleLine, withdrawn } = officer;
  const partLine = (part: ProgrammePart): PartLine[] => {
    const { module: slug, kind } = part;
    const title = part.title ?? slug;
    const published = kind === "in-person" ? null : moduleLine(slug);
    if (kind === "coming") return [published ? { kind: "module", ...published } : { kind, slug, title }];
    if (!covers({ from: part.requiredFrom, to: part.requiredTo }, day)) return [];
    if (kind === "module") {
      if (published) return [{ kind, ...published }];
      const was = withdrawn.get(slug);
      return was === undefined ? [] : [{ kind: "withdrawn", slug, title: was }];
    }
    const award = holding(part, awards, day);
    return [{ kind, slug, title, heldFrom: award?.from ?? null, provider: award?.provider ?? null }];
  };
  return {
    slug: programme.slug,
    title: programme.title,
    attainment: programme.attainment && {
      name: ATTAINMENT_NAMES[programme.attainment],
      meaning: ATTAINMENT_MEANINGS[programme.attainment],
    },
    buildsOn: programme.includes.flatMap((slug) => all.find((one) => one.slug === slug)?.title ?? []),
    parts: programme.parts.flatMap(partLine),
    held: attainmentOn(all, programme, awards, day).from !== null,
  };
}
