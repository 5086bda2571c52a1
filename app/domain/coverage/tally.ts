/** A figure with all that is shown beside it, by unit, by group and by kind, in one pass. Intentionally pure. */
import type { UnitId } from "../ids.ts";
import { STAFF_GROUPS, type AbsenceKind, type ExemptionKind, type StaffGroup } from "../roster/workforce.ts";
import {
  absencesIn,
  exemptionsIn,
  figuresOfStandings,
  standingsCounter,
  type Figures,
  type MomentStandings,
} from "./coverage.ts";
import { COUNTED, IN_AUDIENCE, STANDINGS } from "./standing.ts";

export interface Tally {
  readonly figures: Figures;
  readonly absences: readonly { kind: AbsenceKind; count: number }[];
  readonly exemptions: readonly { kind: ExemptionKind; count: number }[];
  /** The audience by the unit of the posting that puts them in it: once in each such unit. Units with nobody are left out. */
  readonly byUnit: ReadonlyMap<UnitId, Figures>;
  /** The audience by part, each once in each part. */
  readonly byPart: readonly Figures[];
  /** Whoever has anybody, in the workforce's own order, whether or not the group is in the audience. */
  readonly groups: readonly { readonly group: StaffGroup; readonly figures: Figures }[];
  readonly notInAudience: number;
}

/**
 * @param parts how many parts there are, some units each
 * @param partOf the part that a unit lies in; undefined: in none
 */
export function tally(
  { standings, views, values }: MomentStandings,
  parts: number,
  partOf: (unit: UnitId) => number | undefined,
): Tally {
  const all = new Int32Array(STANDINGS);
  const units = new Map<UnitId, number>();
  const byUnit = standingsCounter();
  const byPart = standingsCounter();
  const byGroup = standingsCounter();
  let somebody = 0;
  let notInAudience = 0;
  views.forEach((view, block) => {
    const { postKinds } = view.block;
    const places = postKinds.map(({ unit, group }) => {
      const place = units.get(unit) ?? units.size;
      units.set(unit, place);
      return { unit: place, part: partOf(unit), group: STAFF_GROUPS.indexOf(group) };
    });
    const of = values[block] as Uint16Array;
    for (let at = 0; at < of.length; at += 1) {
      const standing = of[at] as number;
      if ((standing & COUNTED) === 0) continue;
      all[standing] = (all[standing] as number) + 1;
      if ((standing & IN_AUDIENCE) === 0) notInAudience += 1;
      somebody += 1;
      standings.eachPost(view, at, (kind, fits) => {
        const place = places[kind];
        if (!place) return;
        byGroup.add(place.group, somebody, standing);
        if (!fits) return;
        byUnit.add(place.unit, somebody, standing);
        if (place.part !== undefined) byPart.add(place.part, somebody, standing);
      });
    }
  });
  return {
    figures: figuresOfStandings(all),
    absences: absencesIn(all),
    exemptions: exemptionsIn(all),
    byUnit: new Map(
      [...units].flatMap(([unit, place]) => {
        const figures = byUnit.figures(place);
        return figures.in_post === 0 ? [] : [[unit, figures] as const];
      }),
    ),
    byPart: Array.from({ length: parts }, (_, part) => byPart.figures(part)),
    groups: STAFF_GROUPS.map((group, place) => ({ group, figures: byGroup.figures(place) })).filter(
      (row) => row.figures.in_post > 0,
    ),
    notInAudience,
  };
}
