/** What is asked of whom, and who is looked at. Intentionally pure. */
import type { Role } from "../identity/permissions.ts";
import type { UnitId } from "../ids.ts";
import type { Programme } from "../learning/programmes.ts";
import type { Rank } from "../roster/ranks.ts";
import type { StaffGroup } from "../roster/workforce.ts";
import {
  trueAt,
  unitTree,
  withBelow,
  type ForceRecord,
  type Moment,
  type PersonRecord,
  type PostFact,
} from "./record.ts";
import { fitsClause, type DueRule, type ServiceBand, type TargetAudience } from "./target.ts";

/** What is asked of whom, and by when. */
export interface CoverageRule extends DueRule {
  /** Every programme there is: one may include others. */
  readonly programmes: readonly Programme[];
  /** The slug of the one that must be held. */
  readonly programme: string;
  readonly audience: TargetAudience;
}

/** Who is looked at, whatever the audience: null is "any". */
export interface Population {
  readonly units: ReadonlySet<UnitId> | null;
  readonly group: StaffGroup | null;
  readonly rank: Rank | null;
  readonly role: Role | null;
  readonly service: ServiceBand | null;
}

export const EVERYONE: Population = { units: null, group: null, rank: null, role: null, service: null };

export type FitsTest = (person: PersonRecord, post: PostFact) => boolean;

/** Whether a posting puts somebody in an audience; units below those named count as they hung at the moment. */
export function audienceTest(record: ForceRecord, audience: TargetAudience, moment: Moment): FitsTest {
  if (audience === "everyone") return () => true;
  const below = new Map<string, ReadonlySet<UnitId>>();
  if (audience.some((clause) => clause.units)) {
    const tree = unitTree(record, moment);
    for (const code of audience.flatMap((clause) => clause.units ?? [])) {
      const named = tree.flatMap((unit) => (unit.code === code ? [unit.id] : []));
      below.set(code, withBelow(tree, named));
    }
  }
  return (person, post) => {
    for (const clause of audience)
      if (
        fitsClause(
          clause,
          post,
          (role) => hasRole(person, role, moment),
          (code) => below.get(code)?.has(post.unit) ?? false,
        )
      )
        return true;
    return false;
  };
}

export function hasRole(person: PersonRecord, role: Role, moment: Moment): boolean {
  // Everyone in post is an officer of the learning.
  return role === "officer" || person.roles.some((held) => held.role === role && trueAt(held, moment));
}

/** Whether an audience asks for more than a posting says: two people in one post may differ. */
export function asksForRoles(audience: TargetAudience): boolean {
  return audience !== "everyone" && audience.some((clause) => clause.roles !== undefined);
}
