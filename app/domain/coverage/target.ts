/** The promise: an audience holds a programme by a day. Intentionally pure. */
import { ROLES, type Role } from "../identity/permissions.ts";
import { RANKS, rankOf, type Rank } from "../roster/ranks.ts";
import { STAFF_GROUP_NAMES, STAFF_GROUPS, type StaffGroup } from "../roster/workforce.ts";
import { addDays, type Day } from "../time.ts";

/** Whoever fits everything that is said here. A unit is named by its code, and those below it count. */
export interface TargetClause {
  readonly groups?: readonly StaffGroup[];
  readonly ranks?: readonly Rank[];
  readonly roles?: readonly Role[];
  readonly units?: readonly string[];
}

/** Everyone in post, or whoever fits one of the clauses. */
export type TargetAudience = "everyone" | readonly TargetClause[];

/** When somebody's training is due. At least one of `dueOn` and `joiningDays` is said. */
export interface DueRule {
  readonly dueOn: Day | null;
  /** Days that somebody who joined has from their first day: alone, the due day; beside one, the grace of recruits. */
  readonly joiningDays: number | null;
  /** Days that somebody who was away has from their first day back. */
  readonly returningDays: number | null;
  /** Whether those whom the rule gives longer leave the net figure until their own day. */
  readonly graceLeavesNet: boolean;
}

export interface Target extends DueRule {
  readonly slug: string;
  readonly title: string;
  readonly programme: string;
  readonly audience: TargetAudience;
  /** 0 to 1: how many of the audience must be trained. */
  readonly share: number;
}

/**
 * Somebody's own due day: the promise's, or later where they joined or came back too late for it.
 * @param joined the first day of the unbroken time in post
 * @param returned the first day after the last absence, null when there was none
 */
export function ownDueDay(rule: DueRule, joined: Day | null, returned: Day | null): Day | null {
  let due = rule.dueOn;
  const atLeast = (day: Day) => {
    if (due === null || day > due) due = day;
  };
  if (rule.joiningDays !== null && joined !== null) atLeast(addDays(joined, rule.joiningDays));
  if (rule.returningDays !== null && returned !== null) atLeast(addDays(returned, rule.returningDays));
  return due;
}

/** Whether the rule gives somebody longer than the promise's own day, and that time still runs. */
export function inGrace(rule: DueRule, due: Day | null, day: Day): boolean {
  return due !== null && due > day && (rule.dueOn === null || due > rule.dueOn);
}

/** The one group that an audience is made of; null where it is several, or cut otherwise. */
export function soleGroup(audience: TargetAudience): StaffGroup | null {
  if (audience === "everyone" || audience.length !== 1) return null;
  const [clause] = audience;
  return clause?.groups?.length === 1 ? (clause.groups[0] ?? null) : null;
}

/** Each group in a sentence. */
export const GROUP_WORDS: Record<StaffGroup, string> = {
  officer: "officers",
  pcso: "PCSOs",
  special: "specials",
  staff: "police staff",
};
const rankWords = (rank: Rank) => `${rank.replaceAll("-", " ")}s`;
const list = (words: readonly string[]) =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** "officers", "PCSOs and specials", "officers: sergeants and inspectors", "people" for everyone. */
export function audienceWords(audience: TargetAudience): string {
  if (audience === "everyone") return "people";
  return audience
    .map((clause) => {
      const who = clause.groups ? list(clause.groups.map((group) => GROUP_WORDS[group])) : "people";
      const narrowed = [
        clause.ranks ? list(clause.ranks.map(rankWords)) : "",
        clause.roles ? `with the role of ${list(clause.roles)}` : "",
        clause.units ? `of ${list(clause.units)}` : "",
      ].filter((part) => part !== "");
      return narrowed.length === 0 ? who : `${who} (${narrowed.join(", ")})`;
    })
    .join("; or ");
}

/** "Officers": the heading of a target's audience. */
export function audienceName(audience: TargetAudience): string {
  const group = soleGroup(audience);
  if (group !== null && audienceWords(audience) === GROUP_WORDS[group]) return STAFF_GROUP_NAMES[group];
  const words = audience === "everyone" ? "everyone in post" : audienceWords(audience);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether somebody with this posting fits a clause; `inUnit` says whether the posting is in a unit or below it. */
export function fitsClause(
  clause: TargetClause,
  post: { readonly group: StaffGroup; readonly rank: string },
  hasRole: (role: Role) => boolean,
  inUnit: (code: string) => boolean,
): boolean {
  if (clause.groups && !clause.groups.includes(post.group)) return false;
  if (clause.ranks) {
    const rank = rankOf(post.rank);
    if (rank === null || !clause.ranks.includes(rank)) return false;
  }
  if (clause.roles && !clause.roles.some(hasRole)) return false;
  return !clause.units || clause.units.some(inUnit);
}

/** The words that an audience rule may use. */
export const CLAUSE_WORDS = { groups: STAFF_GROUPS, ranks: RANKS, roles: ROLES } as const;

/** Time in the force, in whole years from the first day of the unbroken time in post. */
export const SERVICE_BANDS = ["under-1", "1-to-4", "5-to-9", "10-or-more"] as const;
export type ServiceBand = (typeof SERVICE_BANDS)[number];

/** The years of service with which a band ends. */
export const SERVICE_YEARS = [1, 5, 10] as const;

export const SERVICE_NAMES: Record<ServiceBand, string> = {
  "under-1": "Under a year",
  "1-to-4": "1 to 4 years",
  "5-to-9": "5 to 9 years",
  "10-or-more": "10 years or more",
};

export function serviceBand(joined: Day, day: Day): ServiceBand {
  const passed = joined.slice(5) <= day.slice(5) ? 0 : 1;
  const years = Number(day.slice(0, 4)) - Number(joined.slice(0, 4)) - passed;
  return years < 1 ? "under-1" : years < 5 ? "1-to-4" : years < 10 ? "5-to-9" : "10-or-more";
}
