/**
 * Proofs of inclusion: that a statement is one of those under a seal, checked without the ledger. What a proof proves
 * is as good as the seal's chain hash: compare that with one that was written down elsewhere. Intentionally pure: the
 * hash function is passed in.
 */
import { z } from "zod";
import { dayOf, type Day, type Instant } from "../time.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { leafHash, rootFromPath, type Hash } from "./merkle.ts";
import { erasureIn } from "./redaction.ts";
import { chainHash, HASH_CHARACTERS, SEAL_CAPACITY, type Seal } from "./seal.ts";

const hashText = z
  .string()
  .length(HASH_CHARACTERS)
  .refine((text) => fromBase64url(text) !== null, "is not a hash in base64url");
const place = z.int().min(1);

const inclusion = z.strictObject({
  kind: z.literal("amends-proof-1"),
  /** The statement's id. */
  statement: z.string(),
  seq: place,
  /** The statement as it is stored now, character for character. */
  body: z.string(),
  /** The leaf of the body as first stored. */
  leaf: hashText,
  /** Where the leaf stands among the seal's, from 0. */
  leafIndex: z.int().min(0),
  treeSize: place.max(SEAL_CAPACITY),
  /** From the leaf's neighbour up to below the root. */
  path: z.array(hashText).max(Math.log2(SEAL_CAPACITY)),
  seal: z.strictObject({
    number: place,
    fromSeq: place,
    toSeq: place,
    root: hashText,
    previous: hashText,
    sealedAt: z.iso.datetime().transform((text) => text as Instant),
    hash: hashText,
  }),
});

const proofSchema = inclusion.extend({
  /** For a redacted statement: the proof of the erasure that says so. */
  erasure: inclusion.optional(),
});

/** A statement and what leads from it to a seal's chain hash. Hashes are SHA-256, base64url, 43 characters. */
export interface Proof {
  readonly kind: "amends-proof-1";
  readonly statement: string;
  readonly seq: number;
  readonly body: string;
  readonly leaf: string;
  readonly leafIndex: number;
  readonly treeSize: number;
  readonly path: readonly string[];
  readonly seal: Seal;
  readonly erasure?: Proof;
}

export type ProofVerdict =
  | {
      readonly holds: true;
      readonly statement: string;
      readonly seq: number;
      readonly seal: Seal;
      /** The erasure that took names out of the body since it was first stored. */
      readonly redacted: { readonly by: string; readonly on: Day } | null;
    }
  | {
      readonly holds: false;
      /** What does not fit, in a sentence. */
      readonly problem: string;
    };

/** Checks all of a proof: its form, the leaf, the path, the seal, and the erasure of a redacted statement. */
export function verifyProof(hash: Hash, given: unknown): ProofVerdict {
  const parsed = proofSchema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue && issue.path.length > 0 ? ` at ${issue.path.join(".")}` : "";
    return wrong(`This is not a proof of the form amends-proof-1${where}: ${issue?.message}`);
  }
  const proof = parsed.data;
  const problem = inclusionProblem(hash, proof);
  if (problem !== null) return wrong(problem);
  const now = leafOf(hash, proof.body);
  if (!proof.erasure) {
    if (now !== proof.leaf) return wrong("The body is not what the leaf was made of: it was changed");
    return { holds: true, statement: proof.statement, seq: proof.seq, seal: proof.seal, redacted: null };
  }
  const redaction = redactionIn(hash, proof, proof.erasure, now);
  if (typeof redaction === "string") return wrong(redaction);
  return { holds: true, statement: proof.statement, seq: proof.seq, seal: proof.seal, redacted: redaction };
}

function wrong(problem: string): ProofVerdict {
  return { holds: false, problem };
}

function leafOf(hash: Hash, body: string): string {
  return toBase64url(leafHash(hash, new TextEncoder().encode(body)));
}

/** Why the leaf is not shown to be under the seal, or the body is not of this statement; null when all fits. */
function inclusionProblem(hash: Hash, proof: Proof): string | null {
  const { seal } = proof;
  const id = idOf(proof.body);
  if (id === null) return "The body is not a statement with an id";
  if (id !== proof.statement) return `The body is of the statement ${id}, not of ${proof.statement}`;
  if (seal.toSeq - seal.fromSeq + 1 !== proof.treeSize) {
    return `Seal ${seal.number} is over ${seal.toSeq - seal.fromSeq + 1} statements, not ${proof.treeSize}`;
  }
  if (seal.fromSeq + proof.leafIndex !== proof.seq) {
    return `Leaf ${proof.leafIndex} of seal ${seal.number} is statement number ${seal.fromSeq + proof.leafIndex}, not ${proof.seq}`;
  }
  const leaf = fromBase64url(proof.leaf);
  const path = proof.path.map(fromBase64url);
  if (!leaf || path.some((node) => node === null)) return "A hash is not written in base64url";
  const root = rootFromPath(hash, leaf, proof.leafIndex, proof.treeSize, path as Uint8Array[]);
  if (root === null) {
    return `The path has ${proof.path.length} nodes; none of that length leads from leaf ${proof.leafIndex} of ${proof.treeSize} to a root`;
  }
  if (toBase64url(root) !== seal.root) return `The path does not lead to the root of seal ${seal.number}`;
  if (chainHash(hash, seal) !== seal.hash)
    return `The hash of seal ${seal.number} is not that of what it says`;
  return null;
}

/** By which erasure and when, or why the erasure does not say so. */
function redactionIn(hash: Hash, proof: Proof, erased: Proof, now: string): { by: string; on: Day } | string {
  const by = erased.statement;
  const problem = inclusionProblem(hash, erased);
  if (problem !== null) return `The erasure: ${problem}`;
  if (leafOf(hash, erased.body) !== erased.leaf) {
    return "The erasure: The body is not what the leaf was made of: it was changed";
  }
  const erasure = erasureIn(erased.body, null);
  if (!erasure) return `The statement ${by} is no erasure of the ledger's own`;
  const redaction = erasure.redacted.find((one) => one.statement === proof.statement);
  if (!redaction) return `The erasure ${by} did not redact ${proof.statement}`;
  if (redaction.was !== proof.leaf) return `The erasure ${by} redacted another body than this leaf's`;
  if (redaction.is !== now) return `The body is not the one that the erasure ${by} left: it was changed`;
  return { by, on: dayOf(erasure.stored) };
}

/** The id that a body names, in lower case as the ledger keeps it; null when it is no statement. */
export function idOf(body: string): string | null {
  let told: unknown;
  try {
    told = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof told !== "object" || told === null || !("id" in told)) return null;
  return typeof told.id === "string" ? told.id.toLowerCase() : null;
}
