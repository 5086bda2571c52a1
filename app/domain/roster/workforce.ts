/** Words of the workforce: the four groups counted apart, and the absences that leave the net figure. */

/** "All officers" is the group `officer`; the others have targets of their own (DESIGN.md, Coverage). */
export const STAFF_GROUPS = ["officer", "pcso", "special", "staff"] as const;
export type StaffGroup = (typeof STAFF_GROUPS)[number];

export const STAFF_GROUP_NAMES: Record<StaffGroup, string> = {
  officer: "Officers",
  pcso: "PCSOs",
  special: "Specials",
  staff: "Police staff",
};

/** Each takes a person out of the net figure from its first day to its last, both included. */
export const ABSENCE_KINDS = [
  "maternity",
  "adoption",
  "career-break",
  "long-term-sick",
  "suspended",
  "seconded-out",
] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

export const ABSENCE_NAMES: Record<AbsenceKind, string> = {
  maternity: "Maternity leave",
  adoption: "Adoption leave",
  "career-break": "Career break",
  "long-term-sick": "Long-term sick, over 28 days",
  suspended: "Suspended",
  "seconded-out": "Seconded out",
};

/** Said by name with a reason and an approver; each takes a person out of the net figure while it lasts. */
export const EXEMPTION_KINDS = ["exemption", "deferral"] as const;
export type ExemptionKind = (typeof EXEMPTION_KINDS)[number];

export const EXEMPTION_NAMES: Record<ExemptionKind, string> = {
  exemption: "Exempt",
  deferral: "Deferred",
};

/** Why somebody need not hold it, or not yet: a category, never a medical detail. */
export const EXEMPTION_REASONS = {
  "role-without-contact": "A role without contact with victims or suspects",
  "leaving-soon": "Leaving or retiring within three months",
  "adjusted-duties": "Adjusted duties",
  "initial-training": "In initial training",
  "operational-need": "Operational need",
  returning: "Returning from a long absence",
} as const;
export type ExemptionReason = keyof typeof EXEMPTION_REASONS;

const ACTING = /^(?:acting|temporary|temp)\b|^[at]\//i;

/** Whether a rank is held for a time above one's own. */
export function isActing(rank: string): boolean {
  return ACTING.test(rank);
}

/** "Acting Sergeant" */
export function actingIn(rank: string): string {
  return isActing(rank) ? rank : `Acting ${rank}`;
}
