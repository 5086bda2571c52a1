/** Certificates by their code, and what they rest on. */
import type { Insertable } from "kysely";
import type { PersonId, StatementId } from "#app/domain/ids.ts";
import { END_OF_TIME } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { ProgrammeCertificateTable } from "../schema/programme-certificate.ts";

/** An award, withdrawn or not, with whose it is. */
export function awardByCode(db: Db, code: string) {
  return db
    .selectFrom("award")
    .innerJoin("actor", "actor.name", "award.actor")
    .selectAll("award")
    .select("actor.person_id")
    .where("award.code", "=", code)
    .executeTakeFirst();
}

/** Awards by the statements that gave them, withdrawn or not. */
export function awardsByStatement(db: Db, ids: readonly StatementId[]) {
  return db
    .selectFrom("award")
    .selectAll()
    .where("statement_id", "in", [...ids])
    .execute();
}

/** The award that rests on a statement of an attempt; undefined when it brought none that holds. */
export function awardOfAttempt(db: Db, registration: string) {
  return db
    .selectFrom("award")
    .innerJoin("statement", "statement.id", "award.basis")
    .select(["award.code", "award.module", "award.day_from"])
    .where("statement.registration", "=", registration as never)
    .where("award.withdrawn", "is", null)
    .executeTakeFirst();
}

export function programmeCertificateByCode(db: Db, code: string) {
  return db.selectFrom("programme_certificate").selectAll().where("code", "=", code).executeTakeFirst();
}

export function programmeCertificatesOf(db: Db, personId: PersonId) {
  return db
    .selectFrom("programme_certificate")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("issued_at")
    .execute();
}

/** Once for the same awards: the certificate that was there stays. */
export async function keepProgrammeCertificate(
  db: Db,
  row: Insertable<ProgrammeCertificateTable>,
): Promise<void> {
  await db
    .insertInto("programme_certificate")
    .values(row)
    .onConflict((conflict) => conflict.columns(["person_id", "programme", "rests_on"]).doNothing())
    .execute();
}

/** Whoever a certificate names, as known now. */
export function holderOf(db: Db, personId: PersonId) {
  return db
    .selectFrom("person")
    .innerJoin("force", "force.id", "person.force_id")
    .innerJoin("person_version", (join) =>
      join
        .onRef("person_version.person_id", "=", "person.id")
        .on("person_version.known_to", "=", END_OF_TIME),
    )
    .select([
      "force.name as force_name",
      "person_version.forenames",
      "person_version.surname",
      "person_version.known_as",
      "person_version.collar_number",
    ])
    .where("person.id", "=", personId)
    .orderBy("person_version.valid_from", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
}
