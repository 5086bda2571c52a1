/** The figure with all that stands beside it: counts and names of units, never a person. */
import type { Role } from "../identity/permissions.ts";
import type { UnitId } from "../ids.ts";
import type { Rank } from "../roster/ranks.ts";
import type { AbsenceKind, ExemptionKind, StaffGroup } from "../roster/workforce.ts";
import type { Day, Instant } from "../time.ts";
import type { Figures } from "./coverage.ts";
import type { UnitNode } from "./record.ts";
import type { ServiceBand } from "./target.ts";

export interface UnitFigures {
  readonly id: UnitId;
  readonly code: string | null;
  readonly name: string;
  /** The unit above: "Kenbury BCU". */
  readonly parent: string;
  readonly figures: Figures;
}

export interface CoverageAnswer {
  readonly programme: { readonly slug: string; readonly title: string };
  readonly asOf: Day;
  readonly knownAt: Instant;
  readonly unit: UnitNode | null;
  /** What was asked for; null: any. */
  readonly target: string | null;
  readonly group: StaffGroup | null;
  readonly rank: Rank | null;
  readonly role: Role | null;
  readonly service: ServiceBand | null;
  readonly required: readonly string[];
  readonly figures: Figures;
  readonly absences: readonly { readonly kind: AbsenceKind; readonly count: number }[];
  readonly exemptions: readonly { readonly kind: ExemptionKind; readonly count: number }[];
  /** Whether those who are not yet due have left `figures.net`. */
  readonly graceLeavesNet: boolean;
  /** Units with a code and somebody posted to them, by name; each without those below it. */
  readonly units: readonly (UnitFigures & { readonly code: string })[];
  /** The units right below the one asked about (of the force: its top), each with all below it. */
  readonly children: readonly UnitFigures[];
  /** From below the force down to the unit asked about, itself left out. */
  readonly above: readonly UnitNode[];
  /** Every group in the unit asked about, whatever the audience. */
  readonly groups: readonly { readonly group: StaffGroup; readonly figures: Figures }[];
  /** In post and looked at, but not in the audience. */
  readonly notInAudience: number;
}
