/**
 * Another LRS, as it is spoken to: the public client for plain statements, our own multipart for those with
 * attachments, and one way over HTTP for both, which keeps the status, has a limit of time and follows nobody elsewhere.
 */
import XAPI, { type Statement } from "@xapi/xapi";
import type { XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import type { XapiVersion } from "#app/domain/ledger/xapi/version.ts";
import { countWords } from "#app/domain/words.ts";
import type { AttachedPart } from "./append.server.ts";
import { writeMultipart } from "./write-multipart.server.ts";

/** What came back, whatever the status. */
export interface Answer {
  readonly status: number;
  /** At most 2,000 characters of it. */
  readonly text: string;
  readonly retryAfter: string | undefined;
}

export interface Receiver {
  /** @throws Unreachable when nothing came back. */
  send(statements: readonly XapiStatement[], parts: readonly AttachedPart[]): Promise<Answer>;
  /** The versions that it says it speaks; null when it does not say. @throws Unreachable */
  versions(): Promise<readonly string[] | null>;
}

/** Nothing came back; the message says why in plain words. */
export class Unreachable extends Error {}

export interface Address {
  readonly endpoint: string;
  readonly version: XapiVersion;
  readonly username: string;
  readonly password: string;
}

export function receiverAt(address: Address, timeoutMs: number): Receiver {
  const { endpoint, version, username, password } = address;
  const auth = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const speak = <Data>(asked: Asked) => ask<Data>(asked, timeoutMs);
  // The client's types end with 1.0.3; of the version it only makes a header.
  const client = new XAPI({ endpoint, auth, version: version as "1.0.3", adapter: speak });
  return {
    async send(statements, parts) {
      if (parts.length === 0) {
        const { status, text, headers } = (await client.sendStatements({
          statements: statements as unknown as Statement[],
        })) as Heard<unknown>;
        return { status, text, retryAfter: headers["retry-after"] };
      }
      const { contentType, body } = writeMultipart(JSON.stringify(statements), parts);
      const { status, text, headers } = await speak({
        url: `${endpoint.replace(/\/$/, "")}/statements`,
        method: "POST",
        headers: {
          Authorization: auth,
          "X-Experience-API-Version": version,
          "Content-Type": contentType,
        },
        data: body,
      });
      return { status, text, retryAfter: headers["retry-after"] };
    },
    async versions() {
      const { status, data } = await client.getAbout();
      const told: unknown = status === 200 ? (data as { version?: unknown } | null)?.version : null;
      return Array.isArray(told) ? told.filter((one) => typeof one === "string") : null;
    },
  };
}

interface Asked {
  readonly url: string;
  readonly method: string;
  readonly headers?: Record<string, string>;
  /** Bytes as they are, or what is sent as JSON. */
  readonly data?: unknown;
}

/** The form that the client's adapters answer in, and the text of the answer. */
interface Heard<Data> {
  readonly data: Data;
  readonly headers: Record<string, string>;
  readonly status: number;
  readonly text: string;
}

async function ask<Data>(asked: Asked, timeoutMs: number): Promise<Heard<Data>> {
  const { url, method, headers = {}, data } = asked;
  const body = data === undefined ? null : Buffer.isBuffer(data) ? data : JSON.stringify(data);
  try {
    const response = await fetch(url, {
      method,
      headers,
      body: body as BodyInit | null,
      // Our password is for this address alone.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const whole = await beginningOf(response);
    return {
      data: jsonOf(whole) as Data,
      // The client reads multipart answers by this header and fails at ours, which may be cut.
      headers: Object.fromEntries([...response.headers].filter(([name]) => name !== "content-type")),
      status: response.status,
      text: cleaned(whole).slice(0, LONGEST_TEXT),
    };
  } catch (error) {
    throw new Unreachable(whyNot(error, url, timeoutMs));
  }
}

const LONGEST_TEXT = 2_000;
const LONGEST_BODY = 256_000;

/** As much of an answer as is worth reading. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  for (let length = 0; reader && length < LONGEST_BODY;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  await reader?.cancel();
  return Buffer.concat(chunks).subarray(0, LONGEST_BODY).toString("utf8");
}

/** Without control characters, which no database and no page has a use for. */
function cleaned(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, "").trim();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function whyNot(error: unknown, url: string, timeoutMs: number): string {
  if (error instanceof Error && error.name === "TimeoutError")
    return `It gave no answer within ${countWords(Math.ceil(timeoutMs / 1_000), "second")}`;
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const { host, hostname } = new URL(url);
  switch (code) {
    case "ECONNREFUSED":
      return `Nobody answers at ${host}`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The name ${hostname} leads nowhere`;
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return `There is no way to ${host}`;
    case "ECONNRESET":
    case "EPIPE":
    case "UND_ERR_SOCKET":
      return `The connection to ${host} broke`;
    case "ETIMEDOUT":
    case "UND_ERR_CONNECT_TIMEOUT":
      return `${host} did not answer in time`;
  }
  if (/CERT|SIGNED|SSL|TLS/.test(code)) return `The certificate of ${host} is not accepted (${code})`;
  return `It cannot be reached (${code || (cause instanceof Error ? cause.message : "no reason given")})`;
}
