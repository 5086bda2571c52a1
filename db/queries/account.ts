/** What making an account needs to find and write. */
import type { Insertable } from "kysely";
import type { AccountId, ForceId, PersonId } from "#app/domain/ids.ts";
import { END_OF_DAYS, type Day } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { AccountTable } from "../schema/account.ts";
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
    .select(["account.id", "account.email", "account.person_id as personId"])
    .where("account.id", "=", id as AccountId)
    .where("person.force_id", "=", forceId)
    .executeTakeFirst();
}

export async function setPasswordHash(db: Db, id: AccountId, hash: string): Promise<void> {
  await db.updateTable("account").set({ password_hash: hash }).where("id", "=", id).execute();
}

export function grantOf(db: Db, personId: PersonId, id: string) {
  return db
    .selectFrom("role_grant")
    .select(["id", "role", "valid_from as from", "valid_to as to"])
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .executeTakeFirst();
}

export async function endGrantOn(db: Db, id: string, day: Day): Promise<void> {
  await db.updateTable("role_grant").set({ valid_to: day }).where("id", "=", id).execute();
}

/** Whether another grant without an end keeps the force an administrator who can sign in. */
export async function hasOtherAdministrator(db: Db, forceId: ForceId, but: string, day: Day) {
  const row = await db
    .selectFrom("role_grant")
    .innerJoin("account", "account.person_id", "role_grant.person_id")
    .select("role_grant.id")
    .where("role_grant.force_id", "=", forceId)
    .where("role_grant.role", "=", "administrator")
    .where("role_grant.id", "!=", but)
    .where("role_grant.valid_from", "<=", day)
    .where("role_grant.valid_to", "=", END_OF_DAYS)
    .where("account.disabled_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}
