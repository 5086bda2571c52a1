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

function isPostgres<Schema>(db: Kysely<Schema>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** A table, STRICT where the database knows the word. */
export function createTable(db: Kysely<unknown>, name: string): CreateTableBuilder<string> {
  const table = db.schema.createTable(name);
  return isPostgres(db) ? table : table.modifyEnd(sql`strict`);
}

/** A table read by its whole primary key only; SQLite then keeps the rows in the key itself. */
export function createKeyedTable(db: Kysely<unknown>, name: string): CreateTableBuilder<string> {
  const table = db.schema.createTable(name);
  return isPostgres(db) ? table : table.modifyEnd(sql`strict, without rowid`);
}

/** The type of a column that holds a statement's `seq`. */
export function seqType(db: Kysely<unknown>): "bigint" | "integer" {
  return isPostgres(db) ? "bigint" : "integer";
}

/** The type of a column of bytes. */
export function blobType(db: Kysely<unknown>): "bytea" | "blob" {
  return isPostgres(db) ? "bytea" : "blob";
}

/** Any number of ours: the name of the one lock that appends take. */
const LEDGER_LOCK = 4_101_894_413;

/**
 * Makes appends take turns until the transaction ends, so that statements become visible in the order of their
 * `seq` and `stored`. On SQLite every writing transaction takes turns already.
 */
export async function lockLedger<Schema>(db: Kysely<Schema>): Promise<void> {
  if (isPostgres(db)) await sql`select pg_advisory_xact_lock(${LEDGER_LOCK})`.execute(db);
}

/** Whether an append of any process has begun and not yet ended. On SQLite the one process must know by itself. */
export async function appendUnderWay<Schema>(db: Kysely<Schema>): Promise<boolean> {
  if (!isPostgres(db)) return false;
  const held = await sql<{ held: boolean }>`
    select exists (
      select 1 from pg_locks
      where locktype = 'advisory' and classid = 0 and objid = ${LEDGER_LOCK} and granted
        and database = (select oid from pg_database where datname = current_database())
    ) as held`.execute(db);
  return held.rows[0]?.held ?? false;
}

/** Deadlock and serialisation failures of PostgreSQL, and a write lock of SQLite that another process held too long. */
const RETRYABLE = new Set(["40P01", "40001", "SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT"]);

/** Whether the same transaction, run again, may well succeed. */
export function isRetryable(error: unknown): boolean {
  return error instanceof Error && "code" in error && RETRYABLE.has(String(error.code));
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
