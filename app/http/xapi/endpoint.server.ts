/**
 * The LRS at `/xapi`: finds a request's version, key, parameters and body, asks the resource, and writes what it
 * answers. Everything that is refused says where and why; nothing is said without a key.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { AmendsError } from "#app/domain/errors.ts";
import { negotiateVersion, type XapiVersion } from "#app/domain/ledger/xapi/version.ts";
import type { Context } from "#app/services/context.server.ts";
import { authenticate, type LrsKey } from "#app/services/ledger/keys.server.ts";
import { consistentThrough } from "#app/services/ledger/read-statements.server.ts";
import { statusOf } from "../errors.server.ts";
import { KeyLimits, type TooMany } from "../key-limits.server.ts";
import { apiHeaders } from "../security-headers.ts";
import { about } from "./about.server.ts";
import { activities } from "./activities.server.ts";
import { agents } from "./agents.server.ts";
import { readAlternate } from "./alternate-syntax.ts";
import { corsHeaders } from "./cors.ts";
import { activityProfile, agentProfile, state } from "./documents.server.ts";
import type { XapiRequest, XapiResponse } from "./exchange.ts";
import { readParameters } from "./parameters.ts";
import { more, statements } from "./statements.server.ts";

/** A refusal that is about the request as such, not about what it says. */
class Refused extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

interface Resource {
  readonly methods: readonly string[];
  readonly answer: (request: XapiRequest) => Promise<XapiResponse>;
}

const READ = ["GET", "HEAD"];
const WRITE = [...READ, "PUT", "POST"];
const ANY = [...WRITE, "DELETE"];
const RESOURCES: Readonly<Record<string, Resource>> = {
  "/statements": { methods: WRITE, answer: statements },
  "/activities/state": { methods: ANY, answer: state },
  "/activities/profile": { methods: ANY, answer: activityProfile },
  "/agents/profile": { methods: ANY, answer: agentProfile },
  "/activities": { methods: READ, answer: activities },
  "/agents": { methods: READ, answer: agents },
};
const ABOUT: Resource = { methods: READ, answer: () => about() };
const MORE = "/statements/more/";

function resourceAt(path: string): Resource {
  if (path.startsWith(MORE))
    return { methods: READ, answer: (request) => more(request, path.slice(MORE.length)) };
  const resource = RESOURCES[path];
  if (!resource) throw new Refused(404, `There is no resource ${path || "/"} here`);
  return resource;
}
/** Answers every request below `/xapi`; `request.url` begins after it. */
export function xapiEndpoint(
  ctx: Context,
  { https }: { https: boolean },
): (request: IncomingMessage & { ip?: string | undefined }, response: ServerResponse) => Promise<void> {
  const limits = new KeyLimits();
  const safety = apiHeaders(https);
  return async (request, response) => {
    const cors = corsHeaders(ctx.config.xapi.origins, request.headers.origin);
    if (request.method === "OPTIONS") {
      response.writeHead(204, { ...safety, ...cors, Allow: [...ANY, "OPTIONS"].join(", ") }).end();
      return;
    }
    const asked = { version: versionHeader(request.headers["x-experience-api-version"]) };
    let answered: XapiResponse;
    let through: string | null = null;
    try {
      // Before anything is read: what is read then is at least as new.
      through = await consistentThrough(ctx);
      answered = await answer(ctx, limits, request, asked);
    } catch (error) {
      answered = refusal(error);
    }
    const headers = {
      ...safety,
      ...cors,
      "X-Experience-API-Version": asked.version ?? "2.0.0",
      ...(through !== null && { "X-Experience-API-Consistent-Through": through }),
      "Cache-Control": "no-cache",
    };
    try {
      send(request, response, answered, headers);
    } catch (error) {
      // Whatever cannot be sent must not end the process.
      if (response.headersSent) response.destroy();
      else send(request, response, refusal(error), headers);
    }
  };
}

async function answer(
  ctx: Context,
  limits: KeyLimits,
  incoming: IncomingMessage & { ip?: string | undefined },
  asked: { version: XapiVersion | null },
): Promise<XapiResponse> {
  const url = new URL(incoming.url ?? "/", "http://localhost");
  const path = url.pathname.replace(/\/$/, "");
  let method = incoming.method ?? "GET";
  let headers: ReadonlyMap<string, string> = new Map();
  let params = readParameters(url.searchParams);
  let body: Buffer<ArrayBufferLike> = await readBody(incoming, ctx.config.xapi.bodyLimit);
  const header = (name: string) => headers.get(name) ?? single(incoming.headers[name]);

  // The alternate request syntax is 1.0.3's; its form may name the version, so the form is read first.
  if (method === "POST" && params.has("method") && asked.version !== "2.0.0") {
    ({ method, headers, params, body } = readAlternate(params, body, header("content-type")));
    asked.version = versionHeader(header("x-experience-api-version"));
    if (asked.version === "2.0.0") throw new Refused(400, "2.0.0 has no alternate request syntax");
  }
  const isAbout = path === "/about";
  const resource = isAbout ? ABOUT : resourceAt(path);
  if (!resource.methods.includes(method))
    throw new Refused(405, `${method} is not served here`, { Allow: resource.methods.join(", ") });
  if (isAbout) return about();
  const { version } = asked;
  if (version === null) throw new Refused(400, versionMissing(header("x-experience-api-version")));
  const key = await admit(ctx, limits, header("authorization"), incoming.ip ?? "unknown");
  return resource.answer({
    ctx,
    key,
    version,
    method: (method === "HEAD" ? "GET" : method) as XapiRequest["method"],
    params,
    header,
    body,
  });
}

function versionMissing(given: string | undefined): string {
  return given === undefined
    ? "header X-Experience-API-Version: is required; served are 1.0.3 and 2.0.0"
    : `header X-Experience-API-Version: served are 1.0.3 and 2.0.0, not "${given}"`;
}

function versionHeader(value: string | string[] | undefined): XapiVersion | null {
  return negotiateVersion(single(value));
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(", ") : value;
}

async function admit(
  ctx: Context,
  limits: KeyLimits,
  authorization: string | undefined,
  address: string,
): Promise<LrsKey> {
  const key = await authenticate(ctx, authorization);
  if (!key) {
    refuseTooMany(await limits.wrongKey(address));
    throw new Refused(401, "A key is required", {
      "WWW-Authenticate": 'Basic realm="xAPI", charset="UTF-8"',
    });
  }
  refuseTooMany(await limits.request(key));
  return key;
}

function refuseTooMany(tooMany: TooMany | null): void {
  if (tooMany) throw new Refused(429, tooMany.message, { "Retry-After": String(tooMany.retryAfter) });
}

function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const tooLong = () => new Refused(413, `The body is longer than ${limit} bytes`, { Connection: "close" });
    if (Number(incoming.headers["content-length"] ?? 0) > limit) {
      reject(tooLong());
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) {
        incoming.removeAllListeners("data");
        incoming.resume();
        reject(tooLong());
      } else chunks.push(chunk);
    });
    incoming.once("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    incoming.once("error", reject);
    incoming.once("aborted", () => reject(new Refused(400, "The body ended too early")));
  });
}

const TEXT = { "Content-Type": "text/plain; charset=utf-8" };

function refusal(error: unknown): XapiResponse {
  if (error instanceof Refused)
    return { status: error.status, headers: { ...TEXT, ...error.headers }, body: error.message };
  if (error instanceof AmendsError) {
    return {
      status: statusOf(error.code),
      headers: TEXT,
      body: [error.message, error.wayOut].filter(Boolean).join("\n"),
    };
  }
  console.error(error);
  return { status: 500, headers: TEXT, body: "Something failed here; nothing was stored" };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  answered: XapiResponse,
  headers: Record<string, string>,
): void {
  const { status, body } = answered;
  const given = { ...headers, ...answered.headers };
  const content =
    body === undefined
      ? null
      : typeof body === "string" || Buffer.isBuffer(body)
        ? body
        : JSON.stringify(body);
  if (content === null) {
    response.writeHead(status, given).end();
    return;
  }
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  response.writeHead(status, {
    "Content-Type": "application/json",
    ...given,
    "Content-Length": String(bytes.length),
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}
