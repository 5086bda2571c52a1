import type { Kysely } from "kysely";
import { afterChanges, createKeyedTable, unlessJustWritten } from "../dialect.ts";

/** The tables that make a force's record, each with the columns of a row that say whose it is. */
const WATCHED: readonly { table: string; part: string; columns: readonly string[]; owner: string }[] = [
  ...["posting", "absence", "exemption", "role_grant"].map((table) => ({
    table,
    part: "roster",
    columns: ["force_id", "person_id"],
    owner: "(select force_id, person_id from {changed} as given)",
  })),
  {
    table: "award",
    part: "awards",
    columns: ["actor"],
    owner: `(select person.force_id, person.id as person_id from {changed} as given
      join actor on actor.name = given.actor join person on person.id = actor.person_id)`,
  },
  // Whoever is found to be somebody brings their awards along.
  {
    table: "actor",
    part: "awards",
    columns: ["name", "person_id"],
    owner: `(select person.force_id, person.id as person_id from {changed} as given
      join person on person.id = given.person_id
      where exists (select 1 from award where award.actor = given.name))`,
  },
  {
    table: "unit_version",
    part: "units",
    columns: ["unit_id"],
    owner: `(select unit.force_id, null as person_id from {changed} as given
      join unit on unit.id = given.unit_id)`,
  },
  {
    table: "unit",
    part: "units",
    columns: ["force_id"],
    owner: "(select force_id, null as person_id from {changed} as given)",
  },
];

/**
 * The version of each part of a force's record, and whose record changed last with which: the database counts them
 * itself, in the transaction of the change, whoever makes it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createKeyedTable(db, "record_version")
    .addColumn("force_id", "text", (column) => column.notNull())
    .addColumn("part", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("record_version_pk", ["force_id", "part"] as never)
    .execute();
  await createKeyedTable(db, "record_change")
    .addColumn("person_id", "text", (column) => column.notNull())
    .addColumn("part", "text", (column) => column.notNull())
    .addColumn("force_id", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("record_change_pk", ["person_id", "part"] as never)
    .execute();
  await db.schema
    .createIndex("record_change_version")
    .on("record_change")
    .columns(["force_id", "part", "version"])
    .execute();

  for (const { table, part, columns, owner } of WATCHED)
    await afterChanges(db, table, columns, (changed) => {
      const owned = owner.replace("{changed}", changed);
      return [
        `insert into record_version (force_id, part, version)
          select distinct owned.force_id, '${part}', 1 from ${owned} as owned where true order by 1
          on conflict (force_id, part) do update set version = record_version.version + 1
          ${unlessJustWritten(db, "record_version")}`,
        `insert into record_change (person_id, part, force_id, version)
          select distinct owned.person_id, '${part}', owned.force_id, record_version.version
          from ${owned} as owned
          join record_version on record_version.force_id = owned.force_id and record_version.part = '${part}'
          where owned.person_id is not null
          on conflict (person_id, part) do update set force_id = excluded.force_id, version = excluded.version`,
      ];
    });
}
