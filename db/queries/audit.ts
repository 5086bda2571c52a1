/** The audit trail as it is read. */
import { sql } from "kysely";
import type { ForceId } from "#app/domain/ids.ts";
import { END_OF_TIME, type Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";

export interface AuditQuestion {
  readonly forceId: ForceId;
  readonly from: Instant | null;
  /** The first instant that is too late. */
  readonly until: Instant | null;
  readonly action: string | null;
  readonly by: string | null;
}

/** The event after which a page goes on. */
export interface AuditPlace {
  readonly at: Instant;
  readonly id: string;
}

/** The ids by which events of some forces are known: of people, accounts, imports, cases, awards, and the forces'. */
function idsOf(db: Db, which: "=" | "<>", forceId: ForceId) {
  return db
    .selectFrom("person")
    .select(sql<string>`id`.as("id"))
    .where("force_id", which, forceId)
    .unionAll(
      db
        .selectFrom("force")
        .select(sql<string>`id`.as("id"))
        .where("id", which, forceId),
    )
    .unionAll(
      db
        .selectFrom("account")
        .innerJoin("person", "person.id", "account.person_id")
        .select(sql<string>`account.id`.as("id"))
        .where("person.force_id", which, forceId),
    )
    .unionAll(
      db
        .selectFrom("roster_import")
        .select(sql<string>`id`.as("id"))
        .where("force_id", which, forceId),
    )
    .unionAll(
      db
        .selectFrom("integrity_case")
        .select(sql<string>`id`.as("id"))
        .where("force_id", which, forceId),
    )
    .unionAll(
      db
        .selectFrom("award")
        .innerJoin("actor", "actor.name", "award.actor")
        .innerJoin("person", "person.id", "actor.person_id")
        .select(sql<string>`award.statement_id`.as("id"))
        .where("person.force_id", which, forceId),
    );
}

/** Events that somebody of the force did or that are about it, and those that are no other force's. */
function eventsOf(db: Db, forceId: ForceId) {
  const own = idsOf(db, "=", forceId);
  const others = idsOf(db, "<>", forceId);
  return db
    .selectFrom("audit_event")
    .where((eb) =>
      eb.or([
        eb("by", "in", own),
        eb("subject", "in", own),
        eb.and([eb("by", "not in", others), eb("subject", "not in", others)]),
      ]),
    );
}

/** The newest first, after a place; all of them without a limit. */
export function auditEventsQuery(
  db: Db,
  { forceId, from, until, action, by }: AuditQuestion,
  after: AuditPlace | null,
  limit: number | null,
) {
  return eventsOf(db, forceId)
    .selectAll("audit_event")
    .$if(from !== null, (query) => query.where("at", ">=", from as Instant))
    .$if(until !== null, (query) => query.where("at", "<", until as Instant))
    .$if(action !== null, (query) => query.where("action", "=", action))
    .$if(by !== null, (query) => query.where("by", "=", by))
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb("at", "<", (after as AuditPlace).at),
          eb.and([eb("at", "=", (after as AuditPlace).at), eb("id", "<", (after as AuditPlace).id)]),
        ]),
      ),
    )
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .$if(limit !== null, (query) => query.limit(limit as number));
}

/**
 * Everybody, and every command, that did something, but for people of other forces. Each name is one step in the index
 * of them, however long the trail is.
 */
export function auditActorsQuery(db: Db, forceId: ForceId) {
  return db
    .withRecursive("who(by)", (cte) =>
      cte
        .selectFrom("audit_event")
        .select((eb) => eb.fn.min<string | null>("audit_event.by").as("by"))
        .unionAll(
          cte
            .selectFrom("who")
            .select((eb) =>
              eb
                .selectFrom("audit_event")
                .select((next) => next.fn.min<string | null>("audit_event.by").as("by"))
                .whereRef("audit_event.by", ">", "who.by")
                .as("by"),
            )
            .where("who.by", "is not", null),
        ),
    )
    .selectFrom("who")
    .select((eb) => eb.ref("who.by").$castTo<string>().as("by"))
    .where("who.by", "is not", null)
    .where(
      sql<boolean>`not exists (select 1 from person where person.id = who.by and person.force_id <> ${forceId})`,
    )
    .where(
      sql<boolean>`not exists (
        select 1 from account inner join person on person.id = account.person_id
        where account.id = who.by and person.force_id <> ${forceId})`,
    );
}

/** The names by which the force's people, and the people of its accounts, are known now, by either id. */
export async function auditNames(db: Db, forceId: ForceId): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("person")
    .innerJoin("person_version", "person_version.person_id", "person.id")
    .leftJoin("account", "account.person_id", "person.id")
    .select([
      "person.id",
      "account.id as account",
      "person_version.forenames",
      "person_version.known_as",
      "person_version.surname",
    ])
    .where("person.force_id", "=", forceId)
    .where("person_version.known_to", "=", END_OF_TIME)
    .orderBy("person_version.valid_from")
    .execute();
  const names = new Map<string, string>();
  for (const row of rows) {
    const name = `${row.known_as ?? row.forenames} ${row.surname}`.trim();
    names.set(row.id, name);
    if (row.account !== null) names.set(row.account, `the account of ${name}`);
  }
  return names;
}
