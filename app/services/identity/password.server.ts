/** Passwords, hashed with argon2id at OWASP's parameters (19 MiB, 2 passes, 1 lane). */
import { hash, verify } from "@node-rs/argon2";

// `Algorithm` is a const enum of the package; 2 is Argon2id.
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** NIST SP 800-63B: length counts, composition rules do not. */
export const LEAST_PASSWORD = 12;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), PARAMETERS);
}

let nobody: Promise<string> | undefined;

/**
 * Whether the password is the account's. An unknown account costs as much time
 * as a known one: the password is then compared with nobody's hash.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword("the password of nobody at all");
  const right = await verify(passwordHash ?? (await nobody), password.normalize("NFKC"));
  return right && passwordHash !== null;
}
