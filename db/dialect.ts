/**
 * Every difference between SQLite and PostgreSQL. Nothing else in the house
 * may ask which database it speaks to.
 */
import SQLite from "better-sqlite3";
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresDialect,
  SqliteDialect,
  SqliteDriver,
  sql,
  type ColumnDefinitionBuilder,
  type CreateTableBuilder,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
} from "kysely";
import pg from "pg";

export type DatabaseKind = "sqlite" | "postgres";

/** @throws Error when the address is neither `file:…` nor `postgres://…`. */
export function databaseKind(url: string): DatabaseKind {
  if (url.startsWith("file:")) return "sqlite";
  if (/^postgres(ql)?:\/\//.test(url)) return "postgres";
  throw new Error(`DATABASE_URL must begin with file: or postgres://; it is "${url.split(":")[0]}:…"`);
}

/** Writes take the lock at once: a transaction that reads first can then never fail for another's write. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #database: SQLite.Database;
  constructor(database: SQLite.Database) {
    super({ database });
    this.#database = database;
  }
  override createDriver(): Driver {
    return new ImmediateSqliteDriver({ database: this.#database });
  }
}

/** How long a process waits for another process's write before it gives up. */
const BUSY_TIMEOUT_MS = 10_000;

/** An open SQLite database: how Kysely speaks to it, and how it is closed even when nothing was ever asked of it. */
export interface SqliteConnection {
  readonly dialect: Dialect;
  close(): void;
}

export function openSqlite(url: string, { readonly = false } = {}): SqliteConnection {
  const database = new SQLite(url.slice("file:".length), { readonly, timeout: BUSY_TIMEOUT_MS });
  if (!readonly) {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
  }
  database.pragma("foreign_keys = ON");
  database.pragma("cache_size = -65536");
  database.pragma("temp_store = MEMORY");
  return {
    dialect: new ImmediateSqliteDialect(database),
    close: () => {
      if (database.open) database.close();
    },
  };
}

const INT8_OID = 20;

/** PostgreSQL gives counts as text unless told otherwise; ours stay within 2^53. */
export function postgresDialect(url: string): Dialect {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8_OID, Number);
  const pool = new pg.Pool({ connectionString: url, max: 10, types });
  // A server that goes away ends idle connections. The pool drops them and the next query opens another;
  // without a listener the process would end.
  pool.on("error", () => undefined);
  return new PostgresDialect({ pool });
}

function isPostgres(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** A table, STRICT where the database knows the word. */
export function createTable(db: Kysely<unknown>, name: string): CreateTableBuilder<string> {
  const table = db.schema.createTable(name);
  return isPostgres(db) ? table : table.modifyEnd(sql`strict`);
}

/** A column that counts up by itself in the order of the inserts. */
export function identityColumn(db: Kysely<unknown>): {
  type: "bigint" | "integer";
  build: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
} {
  return isPostgres(db)
    ? { type: "bigint", build: (column) => column.primaryKey().generatedByDefaultAsIdentity() }
    : { type: "integer", build: (column) => column.primaryKey().autoIncrement() };
}
