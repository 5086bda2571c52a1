/** Opens the database that an address names. */
import { Kysely, Migrator, type Transaction } from "kysely";
import { databaseKind, openSqlite, postgresDialect, type DatabaseKind } from "./dialect.ts";
import { migrations } from "./migrations/index.ts";
import type { Database } from "./schema/index.ts";

/** What every query function takes first: the database or a transaction. */
export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

export interface Connection {
  readonly kind: DatabaseKind;
  /** Reads and writes. On SQLite one connection behind a mutex. */
  readonly db: Db;
  /** Reads only; on SQLite a second connection that never waits for a write. */
  readonly read: Db;
  close(): Promise<void>;
}

export function connect(url: string): Connection {
  const kind = databaseKind(url);
  if (kind === "postgres") {
    const db = new Kysely<Database>({ dialect: postgresDialect(url) });
    return { kind, db, read: db, close: () => db.destroy() };
  }
  const writer = openSqlite(url);
  const reader = openSqlite(url, { readonly: true });
  const db = new Kysely<Database>({ dialect: writer.dialect });
  const read = new Kysely<Database>({ dialect: reader.dialect });
  return {
    kind,
    db,
    read,
    close: async () => {
      await read.destroy();
      await db.destroy();
      reader.close();
      writer.close();
    },
  };
}

/**
 * Makes or upgrades the tables. Returns the names of the migrations it ran.
 * @throws the database's error, with the migration's name, when one fails.
 */
export async function migrateToLatest(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) {
    const failed = results.find((result) => result.status === "Error")?.migrationName ?? "a migration";
    throw new Error(`${failed} failed: ${error instanceof Error ? error.message : "it did not say why"}`, {
      cause: error,
    });
  }
  return results.map((result) => result.migrationName);
}

/** Names of migrations that this version of the house has and the database does not. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  return (await migrator.getMigrations()).filter((one) => !one.executedAt).map((one) => one.name);
}
