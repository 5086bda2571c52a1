/**
 * The composition root: the one place that makes clocks, ids and connections.
 * Everything else is handed a `Context`, so that a test can say what day it is.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { connect, type Db, type Trx } from "#db/connect.ts";
import { readSetting } from "#db/queries/setting.ts";
import { isRetryable, type DatabaseKind } from "#db/dialect.ts";
import { toInstant, type Instant } from "#app/domain/time.ts";
import type { Config } from "./config.server.ts";

export const CLOCK_OFFSET_SETTING = "clock-offset-ms";

export interface Context {
  readonly config: Config;
  readonly kind: DatabaseKind;
  /** Writes, and reads inside a transaction. */
  readonly db: Db;
  /** Reads outside a transaction. */
  readonly read: Db;
  /**
   * Runs `work` in a transaction: all of it or nothing. A deadlock or a busy database makes it run again, so it
   * does nothing but ask the database and count.
   */
  transact<Result>(work: (trx: Trx) => Promise<Result>): Promise<Result>;
  /** When the transaction began that has run longest of those under way in this process; null when there is none. */
  transactionSince(): Instant | null;
  /** The time of learning, roster and coverage; `AMENDS_NOW` or a demonstration may move it. */
  now(): Instant;
  /** The machine's time: sessions, rate limits and a fact's review date. */
  machineNow(): Instant;
  /** UUIDv7 text. */
  newId<Id extends string = string>(): Id;
  /** A random UUIDv4 that tells nothing, not even when it was made: for actors. */
  newOpaqueId<Id extends string = string>(): Id;
  /** A short random code without letters that look alike: for certificates. */
  newCode(): string;
  /** True when the clock is not the machine's. */
  readonly clockMoved: boolean;
  close(): Promise<void>;
}

const CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

function randomCode(length: number): string {
  let code = "";
  while (code.length < length) {
    for (const byte of randomBytes(length)) {
      // 240 = 8 × 30: a byte beyond it would make some letters likelier.
      if (byte < 240 && code.length < length) code += CODE_LETTERS[byte % CODE_LETTERS.length];
    }
  }
  return code;
}

/** Opens the database and reads the clock's offset. The tables must exist or be made next. */
export async function openContext(config: Config): Promise<Context> {
  const connection = connect(config.databaseUrl);
  const offset = await clockOffset(config, connection.read);
  const now = () => toInstant(new Date(Date.now() + offset));
  // In the order in which they began.
  const underWay = new Set<{ since: Instant }>();
  const transact = async <Result>(work: (trx: Trx) => Promise<Result>): Promise<Result> => {
    const mark = { since: now() };
    underWay.add(mark);
    try {
      return await retrying(() => connection.db.transaction().execute(work));
    } finally {
      underWay.delete(mark);
    }
  };
  return {
    config,
    kind: connection.kind,
    db: connection.db,
    read: connection.read,
    transact,
    transactionSince: () => underWay.values().next().value?.since ?? null,
    now,
    machineNow: () => toInstant(new Date()),
    newId: <Id extends string>() => uuidv7() as Id,
    newOpaqueId: <Id extends string>() => randomUUID() as unknown as Id,
    newCode: () => `AMND-${randomCode(4)}-${randomCode(4)}`,
    clockMoved: offset !== 0,
    close: () => connection.close(),
  };
}

const TRIES = 8;
const FIRST_PAUSE_MS = 5;

async function retrying<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await run();
    } catch (error) {
      if (tried === TRIES || !isRetryable(error)) throw error;
      // Half of it by chance, so that two that collided do not collide again.
      const pause = FIRST_PAUSE_MS * 2 ** tried;
      await new Promise((resolve) => setTimeout(resolve, (pause * (1 + Math.random())) / 2));
    }
  }
}

/** Milliseconds to add to the machine's time. `AMENDS_NOW` wins over the database's own offset. */
async function clockOffset(config: Config, db: Db): Promise<number> {
  if (config.now) return Date.parse(config.now) - Date.now();
  if (config.mode === "production") return 0;
  const stored = await readSetting(db, CLOCK_OFFSET_SETTING);
  return stored === null ? 0 : Number(stored);
}
