/** Who answers in a force for the facts of an owner. */
import type { Insertable } from "kysely";
import type { Role } from "#app/domain/identity/permissions.ts";
import type { ForceId, PersonId } from "#app/domain/ids.ts";
import { END_OF_TIME, type Day } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { FactOwnerTable } from "../schema/fact-owner.ts";

/** Everybody who holds one of the roles on a day, by name, each once. */
export async function holdersOf(db: Db, forceId: ForceId, roles: readonly Role[], day: Day) {
  const rows = await db
    .selectFrom("role_grant")
    .innerJoin("person_version", "person_version.person_id", "role_grant.person_id")
    .innerJoin("person", "person.id", "role_grant.person_id")
    .select([
      "role_grant.person_id",
      "person.employee_number",
      "person_version.surname",
      "person_version.forenames",
      "person_version.known_as",
    ])
    .distinct()
    .where("role_grant.force_id", "=", forceId)
    .where("role_grant.role", "in", roles)
    .where("role_grant.valid_from", "<=", day)
    .where("role_grant.valid_to", ">", day)
    .where("person_version.known_to", "=", END_OF_TIME)
    .where("person_version.valid_from", "<=", day)
    .where("person_version.valid_to", ">", day)
    .orderBy("person_version.surname")
    .orderBy("person_version.forenames")
    .execute();
  return rows;
}

export function factOwners(db: Db, forceId: ForceId) {
  return db.selectFrom("fact_owner").selectAll().where("force_id", "=", forceId).orderBy("owner").execute();
}

export async function upsertFactOwner(db: Db, row: Insertable<FactOwnerTable>): Promise<void> {
  const { person_id, changed_at, changed_by } = row;
  await db
    .insertInto("fact_owner")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["force_id", "owner"]).doUpdateSet({ person_id, changed_at, changed_by }),
    )
    .execute();
}

export async function deleteFactOwner(db: Db, forceId: ForceId, owner: string): Promise<void> {
  await db.deleteFrom("fact_owner").where("force_id", "=", forceId).where("owner", "=", owner).execute();
}

/** The owners that a person answers for. */
export async function ownersAnsweredBy(db: Db, forceId: ForceId, personId: PersonId): Promise<string[]> {
  const rows = await db
    .selectFrom("fact_owner")
    .select("owner")
    .where("force_id", "=", forceId)
    .where("person_id", "=", personId)
    .execute();
  return rows.map((row) => row.owner);
}
