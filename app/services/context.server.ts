/**
 * The composition root: the one place that makes clocks, ids and connections.
 * Everything else is handed a `Context`, so that a test can say what day it is.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { connect, type Db } from "#db/connect.ts";
import { readSetting } from "#db/queries/setting.ts";
import type { DatabaseKind } from "#db/dialect.ts";
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
  return {
    config,
    kind: connection.kind,
    db: connection.db,
    read: connection.read,
    now: () => toInstant(new Date(Date.now() + offset)),
    machineNow: () => toInstant(new Date()),
    newId: <Id extends string>() => uuidv7() as Id,
    newOpaqueId: <Id extends string>() => randomUUID() as unknown as Id,
    newCode: () => `AMND-${randomCode(4)}-${randomCode(4)}`,
    clockMoved: offset !== 0,
    close: () => connection.close(),
  };
}

/** Milliseconds to add to the machine's time. `AMENDS_NOW` wins over the database's own offset. */
async function clockOffset(config: Config, db: Db): Promise<number> {
  if (config.now) return Date.parse(config.now) - Date.now();
  if (config.mode === "production") return 0;
  const stored = await readSetting(db, CLOCK_OFFSET_SETTING);
  return stored === null ? 0 : Number(stored);
}
