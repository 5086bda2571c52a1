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
  type QueryExecutorProvider,
  type SqliteDatabase,
  type SqliteStatement,
  type Transaction,
  type TransactionSettings,
} from "kysely";
import pg from "pg";

export type DatabaseKind = "sqlite" | "postgres";

/** @throws Error when the address is neither `file:…` nor `postgres://…`. */
export function databaseKind(url: string): DatabaseKind {
  if (url.startsWith("file:")) return "sqlite";
  if (/^postgres(ql)?:\/\//.test(url)) return "postgres";
  throw new Error(`DATABASE_URL must begin with file: or postgres://; it is "${url.split(":")[0]}:…"`);
}

/** The file that holds the database; null when a server does. */
export function databaseFile(url: string): string | null {
  return databaseKind(url) === "sqlite" ? url.slice("file:".length) : null;
}

/** Writes take the lock at once: a transaction that reads first can then never fail for another's write. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    settings?: TransactionSettings,
  ): Promise<void> {
    const readOnly = settings?.accessMode === "read only";
    await connection.executeQuery(CompiledQuery.raw(readOnly ? "begin" : "begin immediate"));
  }
}

const PREPARED_AT_MOST = 400;

/** Keeps prepared statements: preparing one costs more than running it. The one least used of late goes first. */
class PreparingDatabase implements SqliteDatabase {
  readonly #database: SQLite.Database;
  readonly #prepared = new Map<string, SqliteStatement>();
  constructor(database: SQLite.Database) {
    this.#database = database;
  }

  prepare(text: string): SqliteStatement {
    let statement = this.#prepared.get(text);
    if (statement) this.#prepared.delete(text);
    else statement = this.#prepareAnew(text);
    this.#prepared.set(text, statement);
    if (this.#prepared.size > PREPARED_AT_MOST) {
      for (const [oldest] of this.#prepared) {
        this.#prepared.delete(oldest);
        break;
      }
    }
    return statement;
  }

  #prepareAnew(text: string): SqliteStatement {
    const statement = this.#database.prepare<unknown[], unknown>(text);
    return {
      reader: statement.reader,
      all: (parameters) => statement.all(...parameters),
      run: (parameters) => statement.run(...parameters),
      // Whoever reads row by row has it to themselves: a statement that is being read cannot be run.
      iterate: (parameters) => this.#database.prepare<unknown[], unknown>(text).iterate(...parameters),
    };
  }

  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;
  constructor(database: SqliteDatabase) {
    super({ database });
    this.#database = database;
  }
  override createDriver(): Driver {
    return new ImmediateSqliteDriver({ database: this.#database });
  }
}

const SYNCHRONOUS_FULL = 2;

/** How long a process waits for another process's write before it gives up. */
const BUSY_TIMEOUT_MS = 10_000;

/** An open SQLite database: how Kysely speaks to it, and how it is closed even when nothing was ever asked of it. */
export interface SqliteConnection {
  readonly dialect: Dialect;
  close(): void;
}

export function openSqlite(url: string, { readonly = false } = {}): SqliteConnection {
  const database = new SQLite(databaseFile(url) ?? "", { readonly, timeout: BUSY_TIMEOUT_MS });
  if (!readonly) {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    // What was answered must be on the disk: a file system that cannot promise it is found out now.
    const kept = [
      database.pragma("journal_mode", { simple: true }),
      database.pragma("synchronous", { simple: true }),
    ];
    if (kept[0] !== "wal" || kept[1] !== SYNCHRONOUS_FULL) {
      database.close();
      throw new Error(
        `${url} cannot be kept safely: journal_mode is ${String(kept[0])} and synchronous is ${String(kept[1])}; use a local disk`,
      );
    }
  }
  database.pragma("foreign_keys = ON");
  database.pragma("cache_size = -65536");
  database.pragma("temp_store = MEMORY");
  return {
    dialect: new ImmediateSqliteDialect(new PreparingDatabase(database)),
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
  // Nor may one that is lost while somebody holds it, between two queries: the next query fails.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new PostgresDialect({ pool });
}

function isPostgres(db: QueryExecutorProvider): boolean {
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
export async function lockLedger(db: QueryExecutorProvider): Promise<void> {
  if (isPostgres(db)) await sql`select pg_advisory_xact_lock(${LEDGER_LOCK})`.execute(db);
}

/** Makes changes of what one activity and agent own take turns until the transaction ends. On SQLite they do already. */
export async function lockDocuments(db: QueryExecutorProvider, name: string): Promise<void> {
  if (isPostgres(db)) await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db);
}

/** Makes reminders within one force take turns until the transaction ends. On SQLite they do already. */
export function lockReminders(db: QueryExecutorProvider, forceId: string): Promise<void> {
  return lockDocuments(db, `reminders of ${forceId}`);
}

/** Makes changes of one force's accounts take turns until the transaction ends. On SQLite they do already. */
export function lockAccounts(db: QueryExecutorProvider, forceId: string): Promise<void> {
  return lockDocuments(db, `accounts of ${forceId}`);
}

const doneHere = new WeakMap<object, Set<string>>();

/**
 * Does some work while nobody else does work of that name: no other process on PostgreSQL, and in this process on
 * SQLite, which only one process serves. Null, and nothing done, when somebody is at it. It holds no transaction,
 * but on PostgreSQL a connection for as long as the work takes; if that is lost, the work goes on and others may begin.
 */
export async function whenAlone<Schema, Result>(
  db: Kysely<Schema>,
  name: string,
  work: () => Promise<Result>,
): Promise<Result | null> {
  if (isPostgres(db)) {
    return db.connection().execute(async (connection) => {
      const key = sql`hashtextextended(${name}, 0)`;
      const { rows } = await sql<{ alone: boolean }>`select pg_try_advisory_lock(${key}) as alone`.execute(
        connection,
      );
      if (rows[0]?.alone !== true) return null;
      try {
        return await work();
      } finally {
        // A connection that is lost has let go of its locks.
        await sql`select pg_advisory_unlock(${key})`.execute(connection).catch(() => undefined);
      }
    });
  }
  const names = doneHere.get(db) ?? new Set();
  doneHere.set(db, names);
  if (names.has(name)) return null;
  names.add(name);
  try {
    return await work();
  } finally {
    names.delete(name);
  }
}

/** Whether an append of any process has begun and not yet ended. On SQLite the one process must know by itself. */
export async function appendUnderWay(db: QueryExecutorProvider): Promise<boolean> {
  if (!isPostgres(db)) return false;
  const held = await sql<{ held: boolean }>`
    select exists (
      select 1 from pg_locks
      where locktype = 'advisory' and classid = 0 and objid = ${LEDGER_LOCK} and granted
        and database = (select oid from pg_database where datname = current_database())
    ) as held`.execute(db);
  return held.rows[0]?.held ?? false;
}

/** Rows written by one statement: the larger sizes first, so that few texts serve any number of rows. */
const ROWS_AT_ONCE = [100, 10, 1];

/**
 * Writes many rows of a few columns, those that are there already passed over. The same few texts serve any number of
 * rows, so that each is compiled and prepared once.
 */
export async function insertMany(
  db: QueryExecutorProvider,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const executor = db.getExecutor();
  let at = 0;
  for (const size of ROWS_AT_ONCE) {
    for (; rows.length - at >= size; at += size) {
      const text = insertText(isPostgres(db), table, columns, size);
      await executor.executeQuery(CompiledQuery.raw(text, rows.slice(at, at + size).flat()));
    }
  }
}

const insertTexts = new Map<string, string>();

function insertText(postgres: boolean, table: string, columns: readonly string[], size: number): string {
  const name = `${postgres ? "$" : "?"} ${table} ${columns.join()} ${size}`;
  let text = insertTexts.get(name);
  if (text === undefined) {
    const rows = Array.from({ length: size }, (_, row) => {
      const places = columns.map((__, column) => (postgres ? `$${row * columns.length + column + 1}` : "?"));
      return `(${places.join(",")})`;
    });
    const quoted = columns.map((column) => `"${column}"`).join(",");
    text = `insert into "${table}" (${quoted}) values ${rows.join(",")} on conflict do nothing`;
    insertTexts.set(name, text);
  }
  return text;
}

/** Runs `work` on the database as it is now, whatever is written meanwhile. On SQLite `db` reads nothing else until then. */
export async function onSnapshot<Schema, Result>(
  db: Kysely<Schema>,
  work: (trx: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  return db.transaction().setAccessMode("read only").setIsolationLevel("repeatable read").execute(work);
}

/**
 * How many people a long read asks for at once. SQLite reads in this process, and everybody waits until a question is
 * answered; PostgreSQL reads elsewhere, and goes through whole tables for each question of many people.
 */
export function peopleAtOnce(db: QueryExecutorProvider): number {
  return isPostgres(db) ? 10_000 : 500;
}

/** A table's columns to read, and its primary key with what each column of it holds. */
export interface OrderedTable {
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: Readonly<Record<string, "text" | "number">>;
}

/**
 * All rows of a table in the order of its key, text by its bytes whatever the database's collation, a page at a time
 * and inside a transaction.
 */
export async function* rowsInKeyOrder<Schema>(
  trx: Transaction<Schema>,
  { table, columns, key }: OrderedTable,
  atOnce: number,
): AsyncGenerator<Record<string, unknown>[]> {
  const selected = sql.join(columns.map((column) => sql.ref(column)));
  const names = Object.keys(key);
  if (isPostgres(trx)) {
    const order = names.map((name) =>
      key[name] === "text" ? sql`${sql.ref(name)} collate "C"` : sql.ref(name),
    );
    const cursor = sql.id(`in_order_${table}`);
    await sql`declare ${cursor} no scroll cursor for
      select ${selected} from ${sql.table(table)} order by ${sql.join(order)}`.execute(trx);
    for (;;) {
      const { rows } = await sql<
        Record<string, unknown>
      >`fetch forward ${sql.raw(String(atOnce))} from ${cursor}`.execute(trx);
      yield rows;
      if (rows.length < atOnce) break;
    }
    await sql`close ${cursor}`.execute(trx);
    return;
  }
  const order = sql.join(names.map((name) => sql.ref(name)));
  let after = sql``;
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`
      select ${selected} from ${sql.table(table)} ${after} order by ${order} limit ${atOnce}`.execute(trx);
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) return;
    after = sql`where (${order}) > (${sql.join(names.map((name) => last[name]))})`;
  }
}

/** How the database would run a query, one step a line; for tests. */
export async function planOf(db: QueryExecutorProvider, query: CompiledQuery): Promise<string[]> {
  const explain = isPostgres(db) ? "explain" : "explain query plan";
  const { rows } = await db
    .getExecutor()
    .executeQuery<Record<string, string>>(
      CompiledQuery.raw(`${explain} ${query.sql}`, [...query.parameters]),
    );
  return rows.map((row) => row["QUERY PLAN"] ?? row["detail"] ?? "");
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

/**
 * The condition under which an upsert updates a row that this transaction has not written yet: PostgreSQL keeps every
 * version of a row until the transaction ends. SQLite writes in place and needs none.
 */
export function unlessJustWritten(db: QueryExecutorProvider, table: string): string {
  return isPostgres(db) ? `where ${table}.xmin is distinct from pg_current_xact_id()::xid` : "";
}

/**
 * Runs statements after every change of a table's rows, in its transaction. They are told in SQL where the rows are, as
 * they were and as they are, by some of their columns.
 */
export async function afterChanges(
  db: Kysely<unknown>,
  table: string,
  columns: readonly string[],
  statements: (changed: string) => readonly string[],
): Promise<void> {
  for (const [event, states] of [
    ["insert", ["new"]],
    ["update", ["new", "old"]],
    ["delete", ["old"]],
  ] as const) {
    const name = `${table}_${event}_counts`;
    if (isPostgres(db)) {
      const changed = states.map((state) => `select ${columns.join(", ")} from ${state}_rows`);
      const body = statements(`(${changed.join(" union all ")})`);
      await sql
        .raw(
          `create function ${name}() returns trigger language plpgsql as $$ begin ${body.join(";")}; return null; end $$`,
        )
        .execute(db);
      const referencing = states.map((state) => `${state} table as ${state}_rows`).join(" ");
      await sql
        .raw(
          `create trigger ${name} after ${event} on "${table}" referencing ${referencing}
            for each statement execute function ${name}()`,
        )
        .execute(db);
    } else {
      const changed = states.map(
        (state) => `select ${columns.map((column) => `${state}.${column} as ${column}`).join(", ")}`,
      );
      const body = statements(`(${changed.join(" union ")})`);
      await sql
        .raw(`create trigger ${name} after ${event} on "${table}" begin ${body.join(";")}; end`)
        .execute(db);
    }
  }
}
