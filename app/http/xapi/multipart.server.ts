/**
 * Statements with their attachments as one body, `multipart/mixed` (RFC 2046), as they come in
 * (xAPI 1.0.3 Part Three 1.5.2; IEEE 9274.1.1, 4.1.3).
 */
import { parseStrictJson } from "#app/domain/ledger/xapi/json.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { isMediaType, isSha2 } from "#app/domain/ledger/xapi/formats.ts";
import type { AttachmentPart } from "#app/services/ledger/check-attachments.server.ts";

/** A body's first part, read as JSON, and the attachments behind it in their order. */
export interface Multipart {
  readonly statements: unknown;
  readonly parts: readonly AttachmentPart[];
}

function refuse(what: string): never {
  throw new AmendsError(
    "bad-input",
    `multipart/mixed: ${what}`,
    "Send the statements as application/json in the first part, then each attachment in a part of its own.",
  );
}

/** A boundary as RFC 2046 5.1.1 lets it be. */
const BOUNDARY = /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/;

/** The boundary that a Content-Type of multipart/mixed names, in quotation marks or without. */
function boundaryOf(contentType: string): string {
  const [type = "", ...parameters] = contentType.split(";");
  if (type.trim().toLowerCase() !== "multipart/mixed") {
    refuse(`expected a Content-Type of multipart/mixed, got ${JSON.stringify(contentType.slice(0, 100))}`);
  }
  // A boundary in quotation marks holds no semicolon, since none may stand in a boundary.
  const named = parameters.map((one) => one.trim()).find((one) => /^boundary\s*=/i.test(one));
  const value = named?.slice(named.indexOf("=") + 1).trim() ?? "";
  const boundary = value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
  if (!BOUNDARY.test(boundary)) refuse("the Content-Type header names no valid boundary");
  return boundary;
}

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const HYPHEN = 0x2d;

interface Delimiter {
  /** Where the line before it ends. */
  readonly start: number;
  /** Where the line after it begins. */
  readonly end: number;
  readonly last: boolean;
}

/**
 * The next line from `from` that is the boundary and nothing else. Lines end in CRLF; a bare LF is
 * taken too, since some clients write it.
 */
function nextDelimiter(body: Buffer, boundary: Buffer, from: number): Delimiter | null {
  for (let at = body.indexOf(boundary, from); at !== -1; at = body.indexOf(boundary, at + 1)) {
    if (at !== 0 && body[at - 1] !== LINE_FEED) continue;
    let end = at + boundary.length;
    const last = body[end] === HYPHEN && body[end + 1] === HYPHEN;
    if (last) end += 2;
    while (body[end] === SPACE || body[end] === TAB) end += 1;
    if (body[end] === CARRIAGE_RETURN) end += 1;
    if (body[end] === LINE_FEED) end += 1;
    else if (!(last && end >= body.length)) continue;
    let start = at;
    if (start > from && body[start - 1] === LINE_FEED) start -= 1;
    if (start > from && body[start - 1] === CARRIAGE_RETURN) start -= 1;
    return { start, end, last };
  }
  return null;
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly content: Buffer;
}

const MOST_HEADER_BYTES = 8_192;
const HEADER = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*:[ \t]*(.*)$/;

/** A part's headers by their lower-case names, and what follows the empty line. */
function readPart(bytes: Buffer, name: string): Part {
  const headers = new Map<string, string>();
  let at = 0;
  for (;;) {
    const feed = bytes.indexOf(LINE_FEED, at);
    if (feed === -1 || feed > MOST_HEADER_BYTES) refuse(`${name} has no empty line after its headers`);
    const end = feed > at && bytes[feed - 1] === CARRIAGE_RETURN ? feed - 1 : feed;
    const line = bytes.toString("latin1", at, end);
    at = feed + 1;
    if (line === "") return { headers, content: bytes.subarray(at) };
    const [, key, value] = HEADER.exec(line) ?? [];
    if (key === undefined || value === undefined) {
      refuse(`${name} has a line among its headers that is none: ${JSON.stringify(line.slice(0, 100))}`);
    }
    headers.set(key.toLowerCase(), value.trim());
  }
}

function readParts(body: Buffer, boundary: string): Part[] {
  const line = Buffer.from(`--${boundary}`, "latin1");
  const parts: Part[] = [];
  let delimiter = nextDelimiter(body, line, 0);
  if (delimiter === null) refuse("the boundary that the header names stands nowhere in the body");
  while (!delimiter.last) {
    const from = delimiter.end;
    const next = nextDelimiter(body, line, from);
    if (next === null)
      refuse(`part ${parts.length + 1} is not closed; the body must end with the boundary and "--"`);
    parts.push(readPart(body.subarray(from, next.start), `part ${parts.length + 1}`));
    delimiter = next;
  }
  return parts;
}

function typeOf(header: string | undefined): string {
  return (header ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

function readStatements({ headers, content }: Part): unknown {
  if (typeOf(headers.get("content-type")) !== "application/json") {
    refuse("part 1 holds the statements, and its Content-Type must be application/json");
  }
  const encoding = headers.get("content-transfer-encoding")?.toLowerCase() ?? "binary";
  if (!["binary", "8bit", "7bit"].includes(encoding)) refuse("part 1 must not be encoded");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    return refuse("part 1 is not UTF-8");
  }
  return parseStrictJson(text, "part 1");
}

function readAttachment({ headers, content }: Part, name: string): AttachmentPart {
  const sha2 = headers.get("x-experience-api-hash");
  if (sha2 === undefined) refuse(`${name} has no X-Experience-API-Hash`);
  if (!isSha2(sha2)) refuse(`${name}: its X-Experience-API-Hash is no SHA-2 in hexadecimal digits`);
  // Left out, it is taken to be binary (1.0.3 Part Three 1.5.2).
  const encoding = headers.get("content-transfer-encoding")?.toLowerCase() ?? "binary";
  if (encoding !== "binary") refuse(`${name}: its Content-Transfer-Encoding must be binary`);
  const type = headers.get("content-type") ?? "";
  const contentType = isMediaType(type) ? type : "application/octet-stream";
  return { contentType, sha2: sha2.toLowerCase(), content };
}

/**
 * Reads a body of statements and attachments. The parts' contents are views of `body`, not copies.
 * Refuses with "bad-input" whatever is not of that form, saying which part it is; whether the
 * attachments are those that the statements name is `checkAttachments`' to say.
 */
export function parseMultipart(body: Buffer, contentType: string): Multipart {
  const [first, ...others] = readParts(body, boundaryOf(contentType));
  if (first === undefined) refuse("there is no part");
  return {
    statements: readStatements(first),
    parts: others.map((part, at) => readAttachment(part, `part ${at + 2}`)),
  };
}
