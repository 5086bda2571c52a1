/** Accounts, sessions and grants. */
import type { AccountId, ActorName, ForceId, PersonId, UnitId } from "#app/domain/ids.ts";
import { END_OF_TIME, type Day, type Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { StaffGroup } from "#app/domain/roster/workforce.ts";
import type { AuditAction } from "#app/domain/identity/audit.ts";
import type { Role } from "#app/domain/identity/permissions.ts";

export function accountByEmail(db: Db, email: string) {
  return db.selectFrom("account").selectAll().where("email", "=", email.toLowerCase()).executeTakeFirst();
}

export async function insertSession(
  db: Db,
  session: { id: string; account_id: AccountId; expires_at: Instant; begun_at: Instant; seen_at: Instant },
): Promise<void> {
  await db.insertInto("session").values(session).execute();
}

export function sessionById(db: Db, id: string) {
  return db
    .selectFrom("session")
    .innerJoin("account", "account.id", "session.account_id")
    .select([
      "session.id",
      "session.expires_at",
      "session.seen_at",
      "account.id as account_id",
      "account.person_id",
      "account.disabled_at",
    ])
    .where("session.id", "=", id)
    .executeTakeFirst();
}

export function sessionsOfAccount(db: Db, accountId: AccountId) {
  return db.selectFrom("session").selectAll().where("account_id", "=", accountId).execute();
}

export async function extendSession(db: Db, id: string, expiresAt: Instant): Promise<void> {
  await db.updateTable("session").set({ expires_at: expiresAt }).where("id", "=", id).execute();
}

export async function markSeen(db: Db, id: string, at: Instant): Promise<void> {
  await db.updateTable("session").set({ seen_at: at }).where("id", "=", id).execute();
}

export async function deleteSession(db: Db, id: string): Promise<void> {
  await db.deleteFrom("session").where("id", "=", id).execute();
}

export async function deleteSessionsOfAccount(db: Db, accountId: AccountId): Promise<void> {
  await db.deleteFrom("session").where("account_id", "=", accountId).execute();
}

export async function deleteExpiredSessions(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom("session").where("expires_at", "<=", now).execute();
}

export interface PersonNow {
  readonly personId: PersonId;
  readonly forceId: ForceId;
  readonly forceSlug: string;
  readonly forceName: string;
  readonly forenames: string;
  readonly surname: string;
  readonly knownAs: string | null;
  readonly collarNumber: string | null;
  readonly actor: ActorName | null;
}

/** Who a person is, as known now. */
export function personNow(db: Db, personId: PersonId): Promise<PersonNow | undefined> {
  return db
    .selectFrom("person")
    .innerJoin("force", "force.id", "person.force_id")
    .leftJoin("actor", "actor.person_id", "person.id")
    .innerJoin("person_version", (join) =>
      join
        .onRef("person_version.person_id", "=", "person.id")
        .on("person_version.known_to", "=", END_OF_TIME),
    )
    .select([
      "person.id as personId",
      "force.id as forceId",
      "force.slug as forceSlug",
      "force.name as forceName",
      "person_version.forenames",
      "person_version.surname",
      "person_version.known_as as knownAs",
      "person_version.collar_number as collarNumber",
      "actor.name as actor",
    ])
    .where("person.id", "=", personId)
    .orderBy("person_version.valid_from", "desc")
    .limit(1)
    .executeTakeFirst();
}

export interface PostingNow {
  readonly unitId: string;
  readonly unitName: string;
  readonly group: StaffGroup;
  readonly rank: string;
  readonly from: Day;
  readonly to: Day;
}

/** Every posting of a person as known now, the latest first; `unitName` is today's. */
export function postingsOf(db: Db, personId: PersonId, day: Day): Promise<PostingNow[]> {
  return db
    .selectFrom("posting")
    .leftJoin("unit_version", (join) =>
      join
        .onRef("unit_version.unit_id", "=", "posting.unit_id")
        .on("unit_version.known_to", "=", END_OF_TIME)
        .on("unit_version.valid_from", "<=", day)
        .on("unit_version.valid_to", ">", day),
    )
    .select((eb) => [
      "posting.unit_id as unitId",
      eb.fn.coalesce("unit_version.name", eb.val("")).as("unitName"),
      "posting.staff_group as group",
      "posting.rank",
      "posting.valid_from as from",
      "posting.valid_to as to",
    ])
    .where("posting.person_id", "=", personId)
    .where("posting.known_to", "=", END_OF_TIME)
    .orderBy("posting.valid_from", "desc")
    .execute();
}

export function grantsOn(db: Db, personId: PersonId, day: Day) {
  return db
    .selectFrom("role_grant")
    .select(["role", "unit_id as unitId"])
    .where("person_id", "=", personId)
    .where("valid_from", "<=", day)
    .where("valid_to", ">", day)
    .execute();
}

export async function insertGrant(
  db: Db,
  grant: {
    id: string;
    force_id: ForceId;
    person_id: PersonId;
    role: Role;
    unit_id: UnitId | null;
    valid_from: Day;
    valid_to: Day;
    granted_at: Instant;
    granted_by: string;
  },
): Promise<void> {
  await db.insertInto("role_grant").values(grant).execute();
}

export async function insertAudit(
  db: Db,
  event: { id: string; at: Instant; by: string; action: AuditAction; subject: string; detail: string },
): Promise<void> {
  await db.insertInto("audit_event").values(event).execute();
}
