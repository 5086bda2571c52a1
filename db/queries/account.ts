/** Accounts as they are made, and as an administrator finds and changes them. */
import type { Insertable } from "kysely";
import type { AccountId, ForceId, PersonId, UnitId } from "#app/domain/ids.ts";
import type { Role } from "#app/domain/identity/permissions.ts";
import { END_OF_DAYS, END_OF_TIME, type Day, type Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { AccountTable } from "../schema/account.ts";
import type { PasswordLinkTable } from "../schema/password-link.ts";
import type { ActorTable } from "../schema/actor.ts";
import type { PersonTable } from "../schema/person.ts";
import type { PersonVersionTable } from "../schema/person-version.ts";

export function forceBySlug(db: Db, slug: string) {
  return db.selectFrom("force").selectAll().where("slug", "=", slug).executeTakeFirst();
}

export function personByEmployeeNumber(db: Db, forceId: ForceId, employeeNumber: string) {
  return db
    .selectFrom("person")
    .select("id")
    .where("force_id", "=", forceId)
    .where("employee_number", "=", employeeNumber)
    .executeTakeFirst();
}

export async function unitIdByCode(db: Db, forceId: ForceId, code: string) {
  const row = await db
    .selectFrom("unit")
    .select("id")
    .where("force_id", "=", forceId)
    .where("code", "=", code)
    .executeTakeFirst();
  return row?.id;
}

/** The e-mail address that a person signs in with, if they can. */
export async function emailOfPerson(db: Db, personId: PersonId): Promise<string | undefined> {
  const row = await db
    .selectFrom("account")
    .select("email")
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return row?.email;
}

export async function insertAccount(db: Db, account: Insertable<AccountTable>): Promise<void> {
  await db.insertInto("account").values(account).execute();
}

export async function insertActor(db: Db, actor: Insertable<ActorTable>): Promise<void> {
  await db.insertInto("actor").values(actor).execute();
}

/** Somebody who is on no roster: an elected commissioner, a contractor. */
export async function insertOutsider(
  db: Db,
  row: { person: Insertable<PersonTable>; version: Insertable<PersonVersionTable> },
): Promise<void> {
  await db.insertInto("person").values(row.person).execute();
  await db.insertInto("person_version").values(row.version).execute();
}

/** An account of a force, by its id; one of another force is not there. */
export function accountOfForce(db: Db, forceId: ForceId, id: string) {
  return db
    .selectFrom("account")
    .innerJoin("person", "person.id", "account.person_id")
    .select([
      "account.id",
      "account.email",
      "account.person_id as personId",
      "account.created_at",
      "account.signed_in_at",
      "account.disabled_at",
      "person.employee_number",
    ])
    .where("account.id", "=", id as AccountId)
    .where("person.force_id", "=", forceId)
    .executeTakeFirst();
}

/** Everybody of a force who has an account, by what they are called now. */
export function accountsOfForce(db: Db, forceId: ForceId) {
  return db
    .selectFrom("account")
    .innerJoin("person", "person.id", "account.person_id")
    .innerJoin("person_version", "person_version.person_id", "person.id")
    .leftJoin("password_link", "password_link.account_id", "account.id")
    .select([
      "account.id",
      "account.email",
      "account.person_id",
      "account.signed_in_at",
      "account.disabled_at",
      "person.employee_number",
      "person_version.surname",
      "person_version.forenames",
      "person_version.known_as",
      "person_version.collar_number",
      "password_link.expires_at as link",
    ])
    .where("person.force_id", "=", forceId)
    .where("person_version.known_to", "=", END_OF_TIME)
    .orderBy("person_version.valid_from")
    .execute();
}

export async function noteSignIn(db: Db, id: AccountId, at: Instant): Promise<void> {
  await db.updateTable("account").set({ signed_in_at: at }).where("id", "=", id).execute();
}

export async function setPasswordHash(db: Db, id: AccountId, hash: string): Promise<void> {
  await db.updateTable("account").set({ password_hash: hash }).where("id", "=", id).execute();
}

export function passwordLinkOf(db: Db, id: AccountId) {
  return db.selectFrom("password_link").selectAll().where("account_id", "=", id).executeTakeFirst();
}

/** A link that has not run out, with whose it is. */
export function passwordLink(db: Db, hash: string, now: Instant) {
  return db
    .selectFrom("password_link")
    .innerJoin("account", "account.id", "password_link.account_id")
    .select(["account.id", "account.email", "account.person_id as personId"])
    .where("password_link.secret_hash", "=", hash)
    .where("password_link.expires_at", ">", now)
    .where("account.disabled_at", "is", null)
    .executeTakeFirst();
}

/** Writes an account's one link in place of the one before. */
export async function putPasswordLink(db: Db, link: Insertable<PasswordLinkTable>): Promise<void> {
  await db
    .insertInto("password_link")
    .values(link)
    .onConflict((conflict) =>
      conflict
        .column("account_id")
        .doUpdateSet({ secret_hash: link.secret_hash, expires_at: link.expires_at }),
    )
    .execute();
}

/** Removes a link; false when it was gone already. */
export async function takePasswordLink(db: Db, hash: string): Promise<boolean> {
  const done = await db.deleteFrom("password_link").where("secret_hash", "=", hash).executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** Every grant of a force that a day falls in, with the code and the name of its unit. */
export function grantsOfForce(db: Db, forceId: ForceId, day: Day) {
  return grants(db, day)
    .where("role_grant.force_id", "=", forceId)
    .where("role_grant.valid_from", "<=", day)
    .where("role_grant.valid_to", ">", day)
    .execute();
}

/** Every grant that somebody holds, held or will hold, the latest first; units as they are called on a day. */
export function grantsOfPerson(db: Db, personId: PersonId, day: Day) {
  return grants(db, day).where("role_grant.person_id", "=", personId).execute();
}

function grants(db: Db, day: Day) {
  return db
    .selectFrom("role_grant")
    .leftJoin("unit", "unit.id", "role_grant.unit_id")
    .leftJoin("unit_version", (join) =>
      join
        .onRef("unit_version.unit_id", "=", "role_grant.unit_id")
        .on("unit_version.known_to", "=", END_OF_TIME)
        .on("unit_version.valid_from", "<=", day)
        .on("unit_version.valid_to", ">", day),
    )
    .select([
      "role_grant.id",
      "role_grant.person_id",
      "role_grant.role",
      "role_grant.unit_id",
      "role_grant.valid_from",
      "role_grant.valid_to",
      "role_grant.granted_by",
      "unit.code",
      "unit_version.name as unit",
    ])
    .orderBy("role_grant.valid_from", "desc")
    .orderBy("role_grant.id", "desc");
}

export function grantOf(db: Db, personId: PersonId, id: string) {
  return db
    .selectFrom("role_grant")
    .select(["id", "role", "valid_from as from", "valid_to as to"])
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .executeTakeFirst();
}

/** Whether somebody holds a role there already at some time within days. */
export async function holdsWithin(
  db: Db,
  grant: { personId: PersonId; role: Role; unitId: UnitId | null; from: Day; to: Day },
): Promise<boolean> {
  const row = await db
    .selectFrom("role_grant")
    .select("id")
    .where("person_id", "=", grant.personId)
    .where("role", "=", grant.role)
    .where("unit_id", grant.unitId === null ? "is" : "=", grant.unitId)
    .where("valid_from", "<", grant.to)
    .where("valid_to", ">", grant.from)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function endGrantOn(db: Db, id: string, day: Day): Promise<void> {
  await db.updateTable("role_grant").set({ valid_to: day }).where("id", "=", id).execute();
}

/**
 * Whether some other grant keeps the force an administrator from a day on: one without an end, of somebody who has a
 * password and an account that is open, and who is outside the roster or in a post without an end.
 */
export async function hasOtherAdministrator(
  db: Db,
  forceId: ForceId,
  but: PersonId,
  day: Day,
): Promise<boolean> {
  const row = await db
    .selectFrom("role_grant")
    .innerJoin("account", "account.person_id", "role_grant.person_id")
    .select("role_grant.id")
    .where("role_grant.force_id", "=", forceId)
    .where("role_grant.role", "=", "administrator")
    .where("role_grant.person_id", "!=", but)
    .where("role_grant.valid_from", "<=", day)
    .where("role_grant.valid_to", "=", END_OF_DAYS)
    .where("account.disabled_at", "is", null)
    .where((eb) => {
      const postings = eb
        .selectFrom("posting")
        .select("posting.id")
        .whereRef("posting.person_id", "=", "role_grant.person_id")
        .where("posting.known_to", "=", END_OF_TIME);
      const link = eb
        .selectFrom("password_link")
        .select("account_id")
        .whereRef("password_link.account_id", "=", "account.id");
      return eb.and([
        eb.not(eb.exists(link)),
        eb.or([
          eb.not(eb.exists(postings)),
          eb.exists(
            postings.where("posting.valid_from", "<=", day).where("posting.valid_to", "=", END_OF_DAYS),
          ),
        ]),
      ]);
    })
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The sessions of an account that have not run out, the latest first. */
export function openSessions(db: Db, id: AccountId, now: Instant) {
  return db
    .selectFrom("session")
    .select(["id", "begun_at", "seen_at"])
    .where("account_id", "=", id)
    .where("expires_at", ">", now)
    .orderBy("expires_at", "desc")
    .execute();
}

/** Ends a session of an account; false when it has ended already. */
export async function deleteSessionOf(db: Db, id: AccountId, session: string): Promise<boolean> {
  const done = await db
    .deleteFrom("session")
    .where("account_id", "=", id)
    .where("id", "=", session)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}
