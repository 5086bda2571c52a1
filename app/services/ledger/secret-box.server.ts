/**
 * Secrets that must be used again, such as a destination's password: AES-256-GCM. Each is bound to what it is for, so
 * that a sealed secret moved to another row, or whose row was given another address, can no longer be opened.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { databaseFile } from "#db/dialect.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Context } from "../context.server.ts";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORM = "v1.";

/**
 * @param bond what the secret is for; the same text opens it
 * @throws AmendsError `misconfigured` when there is no key and, on PostgreSQL, no place for one.
 */
export function sealSecret(ctx: Context, secret: string, bond: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(ctx, true), nonce).setAAD(Buffer.from(bond));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return FORM + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** @throws AmendsError `misconfigured` when the key is gone or another, or the text was changed. */
export function openSecret(ctx: Context, text: string, bond: string): string {
  const key = keyOf(ctx, false);
  const bytes = Buffer.from(text.slice(FORM.length), "base64url");
  try {
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(bond))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const opened = Buffer.concat([
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]);
    return opened.toString("utf8");
  } catch {
    throw new AmendsError(
      "misconfigured",
      "Its password cannot be read: the key is another one, or the row was changed",
      "Bring AMENDS_SECRET_KEY (or the key file beside the database) back, or set the password anew.",
    );
  }
}

function keyOf(ctx: Context, make: boolean): Buffer {
  if (ctx.config.secretKey) return ctx.config.secretKey;
  const database = databaseFile(ctx.config.databaseUrl);
  if (database === null) {
    throw new AmendsError(
      "misconfigured",
      "Passwords of destinations are kept encrypted, and there is no key",
      "Set AMENDS_SECRET_KEY to 32 bytes in base64 (openssl rand -base64 32), the same for every process.",
    );
  }
  const file = `${database}.key`;
  const key = read(file) ?? (make ? makeKeyFile(file) : null);
  if (key?.length === KEY_BYTES) return key;
  throw new AmendsError(
    "misconfigured",
    key === null ? `The key file ${file} is not there` : `The key file ${file} is damaged`,
    "Bring it back from a backup, or remove it and set the passwords of all destinations anew.",
  );
}

function read(file: string): Buffer | null {
  try {
    return Buffer.from(readFileSync(file, "utf8"), "base64");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Written whole and only then given its name: two processes agree on one key, and none is ever half there. */
function makeKeyFile(file: string): Buffer | null {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  const handle = openSync(draft, "wx", 0o600);
  try {
    writeSync(handle, `${randomBytes(KEY_BYTES).toString("base64")}\n`);
    fsyncSync(handle);
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    closeSync(handle);
    rmSync(draft);
  }
  return read(file);
}
