/** Reflections, and who may read them besides their writer. */
import type { ForceId, Registration } from "#app/domain/ids.ts";
import { END_OF_TIME } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";

/** What is shared of one attempt, by question. */
export function sharedIn(db: Db, registration: Registration) {
  return db
    .selectFrom("shared_reflection")
    .select(["statement_id", "question", "named", "shared_at"])
    .where("registration", "=", registration)
    .where("withdrawn", "is", null)
    .orderBy("shared_at")
    .execute();
}

/** What the officers of a force share now, with the words, the newest first. Names only of those who agreed. */
export async function sharedInForce(db: Db, forceId: ForceId, most: number) {
  const rows = await db
    .selectFrom("shared_reflection")
    .innerJoin("reflection", (join) =>
      join
        .onRef("reflection.registration", "=", "shared_reflection.registration")
        .onRef("reflection.question", "=", "shared_reflection.question"),
    )
    .innerJoin("sitting", "sitting.registration", "shared_reflection.registration")
    .innerJoin("person", "person.id", "sitting.person_id")
    .select([
      "shared_reflection.statement_id",
      "shared_reflection.module",
      "shared_reflection.question",
      "shared_reflection.named",
      "shared_reflection.shared_at",
      "sitting.version_id",
      "sitting.person_id",
      "reflection.text",
    ])
    .where("person.force_id", "=", forceId)
    .where("shared_reflection.withdrawn", "is", null)
    .orderBy("shared_reflection.shared_at", "desc")
    .orderBy("shared_reflection.statement_id", "desc")
    .limit(most)
    .execute();
  const agreed = [...new Set(rows.filter((row) => row.named === 1).map((row) => row.person_id))];
  const people =
    agreed.length === 0
      ? []
      : await db
          .selectFrom("person_version")
          .select(["person_id", "forenames", "known_as", "surname"])
          .where("person_id", "in", agreed)
          .where("known_to", "=", END_OF_TIME)
          .orderBy("valid_from")
          .execute();
  const names = new Map(
    people.map((one) => [one.person_id, `${one.known_as ?? one.forenames} ${one.surname}`]),
  );
  return rows.map(({ person_id, named, ...row }) => ({
    ...row,
    name: named === 1 ? (names.get(person_id) ?? null) : null,
  }));
}

/** How many a force's officers share now. */
export async function countShared(db: Db, forceId: ForceId): Promise<number> {
  const row = await db
    .selectFrom("shared_reflection")
    .innerJoin("sitting", "sitting.registration", "shared_reflection.registration")
    .innerJoin("person", "person.id", "sitting.person_id")
    .innerJoin("reflection", (join) =>
      join
        .onRef("reflection.registration", "=", "shared_reflection.registration")
        .onRef("reflection.question", "=", "shared_reflection.question"),
    )
    .select((select) => select.fn.countAll<number>().as("shared"))
    .where("person.force_id", "=", forceId)
    .where("shared_reflection.withdrawn", "is", null)
    .executeTakeFirstOrThrow();
  return Number(row.shared);
}
