/**
 * Whether the attachments that came with statements are those that the statements name, and whether
 * their signatures hold (xAPI 1.0.3 Part Two 2.4.11, 2.6, Part Three 1.5.2; IEEE 9274.1.1, 4.2.5).
 */
import { createHash, verify, X509Certificate } from "node:crypto";
import { AmendsError } from "#app/domain/errors.ts";
import { equivalent } from "#app/domain/ledger/xapi/equivalent.ts";
import type { Attachment, XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import { parseStatement } from "#app/domain/ledger/xapi/validate.ts";

/** An attachment's content as it came, with what its part's headers said of it. */
export interface AttachmentPart {
  readonly contentType: string;
  /** Hexadecimal SHA-2, in lower case. */
  readonly sha2: string;
  readonly content: Buffer;
}

export const SIGNATURE = "http://adlnet.gov/expapi/attachments/signature";

/** The member of the SHA-2 family that makes a hash of so many hexadecimal digits. */
const ALGORITHM_BY_DIGITS: ReadonlyMap<number, string> = new Map([
  [56, "sha224"],
  [64, "sha256"],
  [96, "sha384"],
  [128, "sha512"],
]);

const SEND =
  "Send each attachment that has no fileUrl in a part of its own, named by its SHA-2, and nothing else.";
const SIGN = "Sign the statement as it is sent, as a compact JWS with RS256, RS384 or RS512.";

function refuse(place: string, what: string, wayOut = SIGN): never {
  throw new AmendsError("bad-input", `${place}: ${what}`, wayOut);
}

interface Named {
  readonly place: string;
  readonly statement: XapiStatement;
  readonly attachment: Attachment;
  readonly sha2: string;
}

/** Every attachment that the statements name, their SubStatements' included. */
function* named(statements: readonly XapiStatement[]): Generator<Named> {
  for (const [at, statement] of statements.entries()) {
    const name = statements.length === 1 ? "statement" : `statement ${at + 1}`;
    const within = statement.object.objectType === "SubStatement" ? (statement.object.attachments ?? []) : [];
    for (const [place, list] of [
      ["attachments", statement.attachments ?? []],
      ["object.attachments", within],
    ] as const) {
      for (const [index, attachment] of list.entries()) {
        yield {
          place: `${name}: ${place}[${index}]`,
          statement,
          attachment,
          sha2: attachment.sha2.toLowerCase(),
        };
      }
    }
  }
}

/**
 * Every attachment without a `fileUrl` has come with its content, every content belongs to an
 * attachment, each is what its hash says, and each signature holds (`checkSignature`). Contents are
 * matched by their SHA-2 and by nothing else: not by order, nor by the `length` that a statement
 * states of them. Refuses with "bad-input", naming the statement and the attachment.
 */
export function checkAttachments(
  statements: readonly XapiStatement[],
  parts: readonly AttachmentPart[],
): void {
  const contents = new Map<string, AttachmentPart>();
  for (const [at, part] of parts.entries()) {
    const sha2 = part.sha2.toLowerCase();
    const algorithm = ALGORITHM_BY_DIGITS.get(sha2.length);
    if (algorithm === undefined || createHash(algorithm).update(part.content).digest("hex") !== sha2) {
      refuse(`part ${at + 2}`, "its content has another SHA-2 than its X-Experience-API-Hash", SEND);
    }
    contents.set(sha2, part);
  }

  const wanted = new Set<string>();
  for (const { place, statement, attachment, sha2 } of named(statements)) {
    wanted.add(sha2);
    const part = contents.get(sha2);
    if (part === undefined && attachment.fileUrl === undefined) {
      refuse(place, `has neither a fileUrl nor a part with the SHA-2 ${sha2}`, SEND);
    }
    if (attachment.usageType !== SIGNATURE) continue;
    checkSignatureType(attachment, place);
    if (part !== undefined) checkSignature(statement, part, place);
  }
  for (const [at, part] of parts.entries()) {
    if (!wanted.has(part.sha2.toLowerCase()))
      refuse(`part ${at + 2}`, "belongs to no attachment of the statements", SEND);
  }
}

function checkSignatureType({ contentType }: Attachment, place: string): void {
  if (contentType.split(";", 1)[0]?.trim().toLowerCase() !== "application/octet-stream") {
    refuse(place, "a signature's contentType is application/octet-stream");
  }
}

const HASH_BY_ALGORITHM: ReadonlyMap<unknown, string> = new Map([
  ["RS256", "sha256"],
  ["RS384", "sha384"],
  ["RS512", "sha512"],
]);

const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

function readJson(encoded: string, place: string, what: string): unknown {
  try {
    const bytes = Buffer.from(encoded, "base64url");
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return refuse(place, `the signature's ${what} is not JSON`);
  }
}

/** The statement that was signed, valid in either version; which, the statement it came with has shown. */
function readSigned(payload: unknown, place: string): XapiStatement {
  const name = `${place}: the signed statement`;
  try {
    return parseStatement(payload, "2.0.0", name);
  } catch {
    return parseStatement(payload, "1.0.3", name);
  }
}

/** The certificates of a JWS header's `x5c` (RFC 7515 4.1.6): the signer's first, then who vouches for it. */
function readCertificates(x5c: unknown, place: string): X509Certificate[] {
  if (!Array.isArray(x5c) || x5c.length === 0)
    refuse(place, 'the signature\'s "x5c" is no list of certificates');
  return x5c.map((encoded: unknown, at) => {
    try {
      if (typeof encoded !== "string") throw new TypeError("not a string");
      return new X509Certificate(Buffer.from(encoded, "base64"));
    } catch {
      return refuse(place, `certificate ${at + 1} in the signature's "x5c" cannot be read`);
    }
  });
}

/**
 * A signature is a JWS in compact form, RS256, RS384 or RS512, over the statement as it was before it
 * was signed; when it brings a certificate chain (`x5c`), each certificate can be read and the first
 * one's key made the signature. Catches mistakes; whether the signer is to be trusted is not asked
 * (xAPI 1.0.3 Part Two 2.6). Refuses with "bad-input".
 */
export function checkSignature(statement: XapiStatement, part: AttachmentPart, place = "statement"): void {
  const [, head, body, signature] = COMPACT.exec(part.content.toString("latin1").trim()) ?? [];
  if (head === undefined || body === undefined || signature === undefined) {
    refuse(place, "the signature is no JWS in compact form");
  }
  const header = readJson(head, place, "header");
  if (typeof header !== "object" || header === null)
    refuse(place, "the signature's header is no JSON object");
  const { alg, x5c, crit } = header as Readonly<Record<string, unknown>>;
  const hash = HASH_BY_ALGORITHM.get(alg);
  if (hash === undefined) refuse(place, "the signature's algorithm is not RS256, RS384 or RS512");
  if (crit !== undefined)
    refuse(place, 'the signature has critical header parameters ("crit") that are not known here');

  if (x5c !== undefined) {
    const [signer] = readCertificates(x5c, place);
    const key = signer?.publicKey;
    if (key?.asymmetricKeyType !== "rsa") refuse(place, "the signer's certificate holds no RSA key");
    const signed = Buffer.from(`${head}.${body}`, "latin1");
    if (!verify(hash, signed, key, Buffer.from(signature, "base64url"))) {
      refuse(place, "the signature was not made with the key of its certificate");
    }
  }

  const original = readSigned(readJson(body, place, "payload"), place);
  const attachments = (one: XapiStatement) =>
    one.attachments?.filter(({ usageType }) => usageType !== SIGNATURE);
  const bare = (one: XapiStatement): XapiStatement => ({ ...one, attachments: attachments(one) });
  if (!equivalent(bare(original), bare(statement))) {
    refuse(place, "what was signed is another statement than the one it came with");
  }
}
