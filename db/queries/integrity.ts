/** On which computers checks were answered, and the questions that were asked about checks. */
import type { Insertable } from "kysely";
import type { ForceId, PersonId, Registration } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { IntegrityCaseTable } from "../schema/integrity-case.ts";

export async function noteDevice(
  db: Db,
  registration: Registration,
  device: string,
  at: Instant,
): Promise<void> {
  await db
    .insertInto("attempt_device")
    .values({ registration, device, first_at: at, last_at: at })
    .onConflict((conflict) => conflict.columns(["registration", "device"]).doUpdateSet({ last_at: at }))
    .execute();
}

/**
 * Where one check was answered, with whose checks of the same module were answered there too: `first_at` and `last_at`
 * are this check's, `other_first` and `other_last` the other's.
 */
export function othersOnDevicesOf(db: Db, registration: Registration) {
  return db
    .selectFrom("attempt_device as own")
    .innerJoin("sitting as mine", "mine.registration", "own.registration")
    .innerJoin("attempt_device as other", "other.device", "own.device")
    .innerJoin("sitting as theirs", "theirs.registration", "other.registration")
    .leftJoin("attempt", "attempt.registration", "other.registration")
    .whereRef("theirs.subject", "=", "mine.subject")
    .whereRef("theirs.person_id", "!=", "mine.person_id")
    .where("own.registration", "=", registration)
    .select([
      "own.first_at",
      "own.last_at",
      "other.first_at as other_first",
      "other.last_at as other_last",
      "theirs.person_id",
      "theirs.registration",
      "theirs.opened_at",
      "attempt.outcome",
      "attempt.finished_at",
    ])
    .execute();
}

/** Forgets computers last used before `before`; returns how many rows went. */
export async function forgetDevices(db: Db, before: Instant): Promise<number> {
  const result = await db.deleteFrom("attempt_device").where("last_at", "<", before).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Removes cases closed before `before`; returns how many. */
export async function forgetCases(db: Db, before: Instant): Promise<number> {
  const result = await db.deleteFrom("integrity_case").where("closed_at", "<", before).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Once for an attempt and kind. */
export async function openCase(db: Db, row: Insertable<IntegrityCaseTable>): Promise<void> {
  await db
    .insertInto("integrity_case")
    .values(row)
    .onConflict((conflict) => conflict.columns(["registration", "kind"]).doNothing())
    .execute();
}

/** Cases, with what each is about: a check or a scenario, and how it ended. */
function casesWithAttempt(db: Db) {
  return db
    .selectFrom("integrity_case")
    .leftJoin("attempt", "attempt.registration", "integrity_case.registration")
    .selectAll("integrity_case")
    .select(["attempt.kind as of", "attempt.outcome"]);
}

/** A force's cases: the open ones first, each group with the newest first. */
export function casesIn(db: Db, forceId: ForceId, most: number) {
  return casesWithAttempt(db)
    .where("force_id", "=", forceId)
    .orderBy((eb) => eb.case().when("closed_at", "is", null).then(0).else(1).end())
    .orderBy("opened_at", "desc")
    .orderBy("id", "desc")
    .limit(most)
    .execute();
}

export async function countOpenCases(db: Db, forceId: ForceId): Promise<number> {
  const row = await db
    .selectFrom("integrity_case")
    .select((select) => select.fn.countAll().as("open"))
    .where("force_id", "=", forceId)
    .where("closed_at", "is", null)
    .executeTakeFirst();
  return Number(row?.open ?? 0);
}

export function casesOf(db: Db, personId: PersonId) {
  return casesWithAttempt(db).where("person_id", "=", personId).orderBy("opened_at").orderBy("id").execute();
}

/** False when the person has no such open case. */
export async function giveAccount(
  db: Db,
  personId: PersonId,
  id: string,
  account: string,
  at: Instant,
): Promise<boolean> {
  const result = await db
    .updateTable("integrity_case")
    .set({ account, account_at: at })
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .where("closed_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** False when the force has no such open case, or it is about whoever closes it. */
export async function closeCase(
  db: Db,
  forceId: ForceId,
  id: string,
  closed: { closed_at: Instant; closed_by: PersonId; reason: string },
): Promise<boolean> {
  const result = await db
    .updateTable("integrity_case")
    .set(closed)
    .where("id", "=", id)
    .where("force_id", "=", forceId)
    .where("person_id", "!=", closed.closed_by)
    .where("closed_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
