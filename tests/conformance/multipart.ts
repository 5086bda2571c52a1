/** Statements with attachments as multipart/mixed, and signatures, as a client writes and reads them. */
import { createHash, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { Json } from "./statements.ts";

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The metadata of an attachment whose content is sent along. */
export function attachment(content: string | Uint8Array, changes: Json = {}): Json {
  return {
    usageType: "https://example.org/usage/notes",
    display: { "en-GB": "Notes" },
    contentType: "text/plain",
    length: Buffer.byteLength(content),
    sha2: sha256(content),
    ...changes,
  };
}

export interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly content: string | Uint8Array;
}

export function attachedPart(content: string | Uint8Array, headers: Part["headers"] = {}): Part {
  return {
    headers: {
      "Content-Type": "text/plain",
      "Content-Transfer-Encoding": "binary",
      "X-Experience-API-Hash": sha256(content),
      ...headers,
    },
    content,
  };
}

export function statementsPart(statements: unknown, headers: Part["headers"] = {}): Part {
  return { headers: { "Content-Type": "application/json", ...headers }, content: JSON.stringify(statements) };
}

const LINE = "\r\n";

/** The body; a header of an empty value is left out. */
export function multipart(boundary: string, parts: readonly Part[]): Buffer {
  const pieces = parts.flatMap(({ headers, content }) => [
    Buffer.from(
      [
        `--${boundary}`,
        ...Object.entries(headers)
          .filter(([, value]) => value !== "")
          .map(([name, value]) => `${name}: ${value}`),
        "",
        "",
      ].join(LINE),
    ),
    Buffer.from(content),
    Buffer.from(LINE),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--${LINE}`)]);
}

/** What to send with `request`. */
export function multipartRequest(
  parts: readonly Part[],
  boundary = "conformance-boundary",
): { body: Buffer; headers: Record<string, string> } {
  return {
    body: multipart(boundary, parts),
    headers: { "Content-Type": `multipart/mixed; boundary=${boundary}` },
  };
}

export interface ReadPart {
  readonly headers: ReadonlyMap<string, string>;
  readonly content: Buffer;
}

/** Reads an answer of multipart/mixed by the letter of RFC 2046. */
export function readMultipart(contentType: string, body: Buffer): ReadPart[] {
  const boundary = /^multipart\/mixed;\s*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw new Error(`No boundary in ${contentType}`);
  const text = body.toString("latin1");
  const whole = `${LINE}${text}`;
  const pieces = whole.split(`${LINE}--${boundary}`);
  if (!pieces.at(-1)?.startsWith("--")) throw new Error("The last boundary does not close the body");
  return pieces.slice(1, -1).map((piece) => {
    const end = piece.indexOf(LINE + LINE);
    const headers = new Map(
      piece
        .slice(LINE.length, end)
        .split(LINE)
        .map((line): [string, string] => {
          const colon = line.indexOf(":");
          return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
        }),
    );
    return { headers, content: Buffer.from(piece.slice(end + 2 * LINE.length), "latin1") };
  });
}

const encoded = (value: string | Uint8Array) => Buffer.from(value).toString("base64url");

let pair: { privateKey: KeyObject; publicKey: KeyObject } | undefined;

/** One key pair for all signatures of a test file: making one takes a while. */
export function keyPair(): { privateKey: KeyObject; publicKey: KeyObject } {
  pair ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
  return pair;
}

const HASHES: Readonly<Record<string, string>> = { RS256: "sha256", RS384: "sha384", RS512: "sha512" };

/** A JWS in compact form over any text. */
export function jws(
  payload: string,
  algorithm = "RS256",
  header: Json = {},
  key = keyPair().privateKey,
): string {
  const signed = `${encoded(JSON.stringify({ alg: algorithm, ...header }))}.${encoded(payload)}`;
  const signature = createSign(HASHES[algorithm] ?? "sha256")
    .update(signed)
    .sign(key);
  return `${signed}.${encoded(signature)}`;
}

export function signatureAttachment(signature: string, changes: Json = {}): Json {
  return attachment(signature, {
    usageType: "http://adlnet.gov/expapi/attachments/signature",
    display: { "en-GB": "Signature" },
    contentType: "application/octet-stream",
    ...changes,
  });
}

/** A statement with a signature over `payload`, ready to send. */
export function signedRequest(
  statement: Json,
  signature: string,
  changes: Json = {},
): { body: Buffer; headers: Record<string, string> } {
  const { attachments = [], ...rest } = statement;
  return multipartRequest([
    statementsPart({
      ...rest,
      attachments: [...(attachments as Json[]), signatureAttachment(signature, changes)],
    }),
    attachedPart(signature, { "Content-Type": "application/octet-stream" }),
  ]);
}
