import { createHash } from "node:crypto";
import type { Hash } from "#app/domain/ledger/merkle.ts";

/** The hash function of leaves, seals and proofs. */
export const sha256: Hash = (bytes) => createHash("sha256").update(bytes).digest();
