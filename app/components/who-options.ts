/** Whose figures or results are shown: the choices of a filter. */
import { RANKS } from "#app/domain/roster/ranks.ts";
import { STAFF_GROUP_NAMES, STAFF_GROUPS } from "#app/domain/roster/workforce.ts";

export interface Option {
  readonly value: string;
  readonly label: string;
}

export const ANY: Option = { value: "", label: "Any" };
/** A space that a browser keeps at the beginning of a line. */
const STEP = "\u2003";

export function inWords(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).replaceAll("-", " ");
}

export const GROUP_OPTIONS: readonly Option[] = [
  ANY,
  ...STAFF_GROUPS.map((group) => ({ value: group, label: STAFF_GROUP_NAMES[group] })),
];

export const RANK_OPTIONS: readonly Option[] = [
  ANY,
  ...RANKS.map((rank) => ({ value: rank, label: inWords(rank) })),
];

/** The whole force, then each unit below the one it is in. */
export function unitOptions(
  units: readonly {
    readonly name: string;
    readonly depth: number;
    readonly code?: string;
    readonly id?: string;
  }[],
): Option[] {
  return [
    { value: "", label: "The whole force" },
    ...units.map(({ id, code, name, depth }) => ({
      value: id ?? code ?? "",
      label: `${STEP.repeat(depth)}${name}`,
    })),
  ];
}
