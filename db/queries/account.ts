/** What making an account needs to find and write. */
import type { Insertable } from "kysely";
import type { ForceId, PersonId } from "#app/domain/ids.ts";
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
