/** Other systems' activities and people, and what they are here. */
import type { Insertable } from "kysely";
import type { ActorName, ForceId } from "#app/domain/ids.ts";
import { END_OF_TIME, type Day } from "#app/domain/time.ts";
import type { ActivityMappingTable } from "../schema/activity-mapping.ts";
import type { AgentMatchingTable } from "../schema/agent-matching.ts";
import type { Db } from "../connect.ts";

export function activityMappings(db: Db) {
  return db.selectFrom("activity_mapping").selectAll().orderBy("iri").execute();
}

export async function mappedModules(db: Db, iris: readonly string[]): Promise<Map<string, string>> {
  if (iris.length === 0) return new Map();
  const rows = await db
    .selectFrom("activity_mapping")
    .select(["iri", "module"])
    .where("iri", "in", [...iris])
    .execute();
  return new Map(rows.map((row) => [row.iri, row.module]));
}

export async function upsertActivityMapping(db: Db, row: Insertable<ActivityMappingTable>): Promise<void> {
  const { module, created_at, created_by } = row;
  await db
    .insertInto("activity_mapping")
    .values(row)
    .onConflict((conflict) => conflict.column("iri").doUpdateSet({ module, created_at, created_by }))
    .execute();
}

export async function deleteActivityMapping(db: Db, iri: string): Promise<boolean> {
  const done = await db.deleteFrom("activity_mapping").where("iri", "=", iri).executeTakeFirst();
  return done.numDeletedRows > 0n;
}

export function agentMatchings(db: Db) {
  return db
    .selectFrom("agent_matching")
    .innerJoin("force", "force.id", "agent_matching.force_id")
    .selectAll("agent_matching")
    .select("force.slug as force")
    .orderBy("force.slug")
    .orderBy("agent_matching.kind")
    .orderBy("agent_matching.home_page")
    .execute();
}

export async function insertAgentMatching(db: Db, row: Insertable<AgentMatchingTable>): Promise<void> {
  await db
    .insertInto("agent_matching")
    .values(row)
    .onConflict((conflict) => conflict.columns(["kind", "home_page", "force_id"]).doNothing())
    .execute();
}

export async function deleteAgentMatching(
  db: Db,
  rule: Pick<AgentMatchingTable, "force_id" | "kind" | "home_page">,
): Promise<boolean> {
  const done = await db
    .deleteFrom("agent_matching")
    .where("force_id", "=", rule.force_id)
    .where("kind", "=", rule.kind)
    .where("home_page", "=", rule.home_page)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

export async function actorExists(db: Db, name: string): Promise<boolean> {
  const row = await db
    .selectFrom("actor")
    .select("name")
    .where("name", "=", name as ActorName)
    .executeTakeFirst();
  return row !== undefined;
}

/** The actors of a force with one of these employee numbers. */
export async function actorsByEmployeeNumber(
  db: Db,
  forceId: ForceId,
  employeeNumbers: readonly string[],
): Promise<{ number: string; actor: ActorName }[]> {
  if (employeeNumbers.length === 0) return [];
  const rows = await db
    .selectFrom("person")
    .innerJoin("actor", "actor.person_id", "person.id")
    .select(["person.employee_number as number", "actor.name as actor"])
    .where("person.force_id", "=", forceId)
    .where("person.employee_number", "in", [...employeeNumbers])
    .execute();
  return rows.flatMap(({ number, actor }) => (number === null ? [] : [{ number, actor }]));
}

/** `emails` in lower case, as extracts and accounts keep them: the actors whose work e-mail, as known now, or account is one of these. */
export async function actorsByEmail(
  db: Db,
  forceId: ForceId,
  emails: readonly string[],
): Promise<{ email: string; actor: ActorName }[]> {
  if (emails.length === 0) return [];
  const ofAccounts = await db
    .selectFrom("account")
    .innerJoin("person", "person.id", "account.person_id")
    .innerJoin("actor", "actor.person_id", "person.id")
    .select(["account.email as email", "actor.name as actor"])
    .where("person.force_id", "=", forceId)
    .where("account.email", "in", [...emails])
    .execute();
  const ofRoster = await db
    .selectFrom("person_version")
    .innerJoin("person", "person.id", "person_version.person_id")
    .innerJoin("actor", "actor.person_id", "person.id")
    .select(["person_version.work_email as email", "actor.name as actor"])
    .where("person.force_id", "=", forceId)
    .where("person_version.known_to", "=", END_OF_TIME)
    .where("person_version.work_email", "in", [...emails])
    .execute();
  return [
    ...ofAccounts,
    ...ofRoster.flatMap(({ email, actor }) => (email === null ? [] : [{ email, actor }])),
  ];
}

/** Every programme that requires a module on a day, and how old training elsewhere may be for it. */
export function programmesRequiring(db: Db, modules: readonly string[], day: Day) {
  return db
    .selectFrom("programme_module")
    .innerJoin("programme", "programme.id", "programme_module.programme_id")
    .select(["programme_module.module", "programme.title", "programme.prior_learning_months as months"])
    .where("programme_module.module", "in", [...modules])
    .where("programme_module.required_from", "<=", day)
    .where("programme_module.required_to", ">", day)
    .orderBy("programme.slug")
    .execute();
}

/** The awards of these actors that have not been withdrawn. */
export function awardsOfActors(db: Db, actors: readonly ActorName[]) {
  return db
    .selectFrom("award")
    .select(["actor", "module", "day_from", "day_to"])
    .where("actor", "in", [...actors])
    .where("withdrawn", "is", null)
    .execute();
}

export function claimsOf(db: Db, actor: ActorName) {
  return db.selectFrom("claim").selectAll().where("actor", "=", actor).orderBy("stored", "desc").execute();
}

/**
 * Unvoided statements that trusted keys brought about one activity (by its digest) and that no claim was decided for,
 * oldest first.
 */
export function undecidedAbout(db: Db, activity: string, after: number, limit: number) {
  return db
    .selectFrom("statement_activity as named")
    .innerJoin("statement", "statement.seq", "named.seq")
    .innerJoin("lrs_key", "lrs_key.id", "statement.key_id")
    .leftJoin("claim", "claim.basis", "statement.id")
    .select(["statement.seq", "statement.id", "statement.body", "lrs_key.name as source"])
    .where("named.activity", "=", activity)
    .where("named.direct", "=", 1)
    .where("named.seq", ">", after)
    .whereRef("named.subject", "=", "named.seq")
    .where("statement.voided", "=", 0)
    .where("lrs_key.trusted", "=", 1)
    .where("lrs_key.revoked_at", "is", null)
    .where("claim.basis", "is", null)
    .orderBy("named.seq")
    .limit(limit)
    .execute();
}
