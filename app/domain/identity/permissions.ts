/**
 * Who may do what: the one table. Every loader, action and command asks it
 * (`app/http/authorise.server.ts`, `app/cli/`), and a test walks every route
 * as every role and compares.
 */

export const ROLES = [
  "officer",
  "supervisor",
  "trainer",
  "publisher",
  "commissioner",
  "administrator",
  "auditor",
] as const;
/** `officer` is held by everyone in post (constables, PCSOs, specials, staff); the others are granted. */
export type Role = (typeof ROLES)[number];

export type GrantedRole = Exclude<Role, "officer">;
export const GRANTED_ROLES = ROLES.filter((role): role is GrantedRole => role !== "officer");

export const ROLE_NAMES: Record<Role, string> = {
  officer: "Officer",
  supervisor: "Supervisor",
  trainer: "Trainer",
  publisher: "Publisher",
  commissioner: "Commissioner",
  administrator: "Administrator",
  auditor: "Auditor",
};

export type Permission =
  | "learn"
  | "record.read-own"
  | "activity.read"
  | "unit.read-progress"
  | "people.remind"
  | "coverage.read"
  | "target.manage"
  | "content.read"
  | "content.author"
  | "content.publish"
  | "report.answer"
  | "reflection.read"
  | "case.close"
  | "policy.manage"
  | "adjustment.manage"
  | "people.import"
  | "people.read"
  | "people.correct"
  | "account.manage"
  | "audit.read"
  | "ledger.read"
  | "ledger.manage"
  | "report-key.manage"
  | "people.erase"
  | "database.manage";

/**
 * `own`: only what is their own. `unit`: the unit of the grant and those below it.
 * `force`: the whole force of the grant.
 */
export type Reach = "own" | "unit" | "force";

export const PERMISSIONS: Record<Role, Partial<Record<Permission, Reach>>> = {
  officer: { learn: "own", "record.read-own": "own", "activity.read": "force" },
  supervisor: { "unit.read-progress": "unit", "people.remind": "unit" },
  trainer: {
    "content.read": "force",
    "content.author": "force",
    "report.answer": "force",
    // Only what officers share.
    "reflection.read": "force",
    "case.close": "force",
    "activity.read": "force",
  },
  publisher: {
    "content.read": "force",
    "content.author": "force",
    "content.publish": "force",
    "report.answer": "force",
    "activity.read": "force",
  },
  commissioner: { "coverage.read": "force" },
  administrator: {
    "people.import": "force",
    "people.read": "force",
    "people.correct": "force",
    "account.manage": "force",
    "policy.manage": "force",
    "adjustment.manage": "force",
    "target.manage": "force",
    "content.read": "force",
    "coverage.read": "force",
    "ledger.manage": "force",
    "report-key.manage": "force",
    "audit.read": "force",
    "people.erase": "force",
  },
  auditor: {
    "coverage.read": "force",
    "ledger.read": "force",
    "audit.read": "force",
    "activity.read": "force",
  },
};

/** What the person at the machine's own console may do: everything, through commands only. */
export const OPERATOR_PERMISSIONS: readonly Permission[] = [
  "database.manage",
  "people.import",
  "people.read",
  "people.correct",
  "account.manage",
  "coverage.read",
  "target.manage",
  "content.read",
  "content.publish",
  "policy.manage",
  "adjustment.manage",
  "ledger.read",
  "ledger.manage",
  "people.erase",
];

/** A role as it is held on a day; `unitId` null means the whole force. */
export interface HeldRole {
  readonly role: Role;
  readonly unitId: string | null;
}

/** Whether a role reaches a unit and those below it: its grants name one. The others reach the whole force. */
export function isOfUnit(role: Role): boolean {
  return Object.values(PERMISSIONS[role]).includes("unit");
}

/** Whether any of the roles allows it, wherever it reaches. */
export function mayEver(roles: readonly HeldRole[], permission: Permission): boolean {
  return roles.some((held) => PERMISSIONS[held.role][permission] !== undefined);
}

/**
 * Whether the roles allow it for a unit. `unitAndAbove` is the unit's id and
 * the ids of the units above it; a grant on any of them reaches the unit.
 */
export function mayForUnit(
  roles: readonly HeldRole[],
  permission: Permission,
  unitAndAbove: readonly string[],
): boolean {
  return roles.some((held) => {
    const reach = PERMISSIONS[held.role][permission];
    if (reach === "force") return true;
    if (reach !== "unit") return false;
    return held.unitId === null || unitAndAbove.includes(held.unitId);
  });
}
