/** How far somebody is with what a programme makes of them. Intentionally pure. */
import { covers, END_OF_DAYS, type Day } from "../time.ts";
import { IN_PERSON_ATTAINMENTS } from "./attainments.ts";
import { comingOf, partsOn, type Programme, type ProgrammePart } from "./programmes.ts";

export interface HeldAward {
  readonly module: string;
  readonly from: Day;
  /** The first day without it; null when it does not lapse. */
  readonly to: Day | null;
  readonly via: "check" | "register" | "statement";
  /** Who gave the training, where it was not here. */
  readonly provider: string | null;
}

/**
 * Whether an award is the one that a part of a programme asks for. A course in person is met by a register that names
 * who gave it, and by nothing else: no check passed here, and no other system's word.
 */
export function meets(
  part: Pick<ProgrammePart, "module" | "kind">,
  award: Pick<HeldAward, "module" | "via" | "provider">,
): boolean {
  if (part.module !== award.module) return false;
  return part.kind !== "in-person" || (award.via === "register" && Boolean(award.provider?.trim()));
}

/** The earliest of the awards that meet a part and hold on a day; undefined when none does. */
export function holding(
  part: Pick<ProgrammePart, "module" | "kind">,
  awards: readonly HeldAward[],
  day: Day,
): HeldAward | undefined {
  return awards
    .filter((award) => meets(part, award) && covers({ from: award.from, to: award.to ?? END_OF_DAYS }, day))
    .reduce<HeldAward | undefined>(
      (first, award) => (first === undefined || award.from < first.from ? award : first),
      undefined,
    );
}

export interface AttainmentState {
  /** The day from which everything it asks for has been held; null: it is not reached. */
  readonly from: Day | null;
  readonly missing: readonly ProgrammePart[];
  /** What is still being written; while there is any, nobody can reach it. */
  readonly coming: readonly ProgrammePart[];
}

/**
 * How far somebody is on a day with the attainment that a programme gives. An attainment that asks for presence is
 * never reached while its own programme requires no course in person, whatever else is held.
 */
export function attainmentOn(
  programmes: readonly Programme[],
  programme: Programme,
  awards: readonly HeldAward[],
  day: Day,
): AttainmentState {
  const parts = partsOn(programmes, programme.slug, day);
  const coming = comingOf(programmes, programme.slug);
  const found = parts.map((part) => ({ part, from: holding(part, awards, day)?.from ?? null }));
  const missing = found.filter((one) => one.from === null).map((one) => one.part);
  const asksForPresence =
    programme.attainment !== null && IN_PERSON_ATTAINMENTS.includes(programme.attainment);
  const hasPresence = programme.parts.some(
    (part) => part.kind === "in-person" && covers({ from: part.requiredFrom, to: part.requiredTo }, day),
  );
  const reached =
    parts.length > 0 && missing.length === 0 && coming.length === 0 && (hasPresence || !asksForPresence);
  const from = reached
    ? found.reduce<Day | null>(
        (last, one) => (last === null || (one.from ?? last) > last ? one.from : last),
        null,
      )
    : null;
  return { from, missing, coming };
}
