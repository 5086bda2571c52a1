import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const DIGEST_CHARACTERS = 16;

/** 96 bits of the SHA-256 of an identifier: short to index, and the same on every machine. */
export function digestOf(identifier: string): string {
  return createHash("sha256").update(identifier).digest("base64url").slice(0, DIGEST_CHARACTERS);
}

/** The leaf of a statement in the seals' Merkle trees (RFC 9162 §2.1.1: SHA-256 over a zero byte and the entry), base64url. */
export function leafOf(body: string): string {
  return createHash("sha256").update("\0").update(body).digest("base64url");
}

/** A secret that cannot be guessed: 256 random bits, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a secret. It has 256 random bits, so that nothing is gained by a slow hash. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** Whether a secret is the one that was kept, in constant time. */
export function isSecret(secret: string, kept: string): boolean {
  const given = Buffer.from(secretHash(secret));
  const wanted = Buffer.from(kept);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
