/** The Statement Resource (xAPI 1.0.3 Part Three 2.1; IEEE 9274.1.1, 4.1.6.1). */
import { AmendsError } from "#app/domain/errors.ts";
import { parseAcceptLanguage } from "#app/domain/ledger/xapi/format.ts";
import { parseStrictJson } from "#app/domain/ledger/xapi/json.ts";
import { mayUse } from "#app/domain/ledger/xapi/scopes.ts";
import {
  parseAgentParameter,
  parseBooleanParameter,
  parseCountParameter,
  parseIriParameter,
  parseTimestampParameter,
  parseUuidParameter,
} from "#app/domain/ledger/xapi/validate.ts";
import type { AttachedPart } from "#app/services/ledger/append.server.ts";
import {
  findStatements,
  moreStatements,
  readStatement,
  type StatementFormat,
} from "#app/services/ledger/read-statements.server.ts";
import { storeStatements, type Sent } from "#app/services/ledger/store-statements.server.ts";
import { writeMultipart } from "#app/services/ledger/write-multipart.server.ts";
import type { XapiRequest, XapiResponse } from "./exchange.ts";
import { parseMultipart } from "./multipart.server.ts";
import { refuseUnknown } from "./parameters.ts";

const SHOWN = ["format", "attachments"];
const SEARCHED = [
  ...SHOWN,
  "agent",
  "verb",
  "activity",
  "registration",
  "related_activities",
  "related_agents",
  "since",
  "until",
  "limit",
  "ascending",
];
const FORMATS: readonly string[] = ["ids", "exact", "canonical"] satisfies StatementFormat[];

export async function statements(request: XapiRequest): Promise<XapiResponse> {
  switch (request.method) {
    case "PUT":
      return put(request);
    case "POST":
      return post(request);
    default:
      return get(request);
  }
}

/** The rest of a search, at the address that its page before gave. */
export async function more(request: XapiRequest, token: string): Promise<XapiResponse> {
  askToRead(request);
  refuseUnknown(request.params, []);
  const page = await moreStatements(request.ctx, request.key, token, languagesOf(request));
  return answer(page.json, page.attachments ? page.parts : null, {
    ...lastModified(request, page.lastStored),
  });
}

function askToWrite(request: XapiRequest): void {
  if (!mayUse(request.key.scopes, "statements/write"))
    throw new AmendsError("not-allowed", "This key may not write statements", "Ask for one with that scope.");
}

function askToRead(request: XapiRequest): void {
  if (!mayUse(request.key.scopes, "statements/read/mine"))
    throw new AmendsError("not-allowed", "This key may not read statements", "Ask for one with that scope.");
}

async function put(request: XapiRequest): Promise<XapiResponse> {
  askToWrite(request);
  refuseUnknown(request.params, ["statementId"]);
  const statementId = request.params.get("statementId");
  if (statementId === undefined)
    throw new AmendsError("bad-input", "parameter statementId: is required", "Say which statement it is.");
  const id = parseUuidParameter(statementId, "parameter statementId");
  const sent = sentIn(request);
  if (sent.batch)
    throw new AmendsError("bad-input", "PUT takes one statement, not a list", "Use POST for several.");
  await storeStatements(request.ctx, request.key, request.version, sent, id);
  return { status: 204 };
}

async function post(request: XapiRequest): Promise<XapiResponse> {
  askToWrite(request);
  refuseUnknown(request.params, []);
  const ids = await storeStatements(request.ctx, request.key, request.version, sentIn(request));
  return { status: 200, body: ids };
}

function sentIn(request: XapiRequest): Sent {
  const { body } = request;
  const contentType = request.header("content-type") ?? "";
  const [type = ""] = contentType.split(";", 1);
  switch (type.trim().toLowerCase()) {
    case "application/json":
      return batchOf(jsonOf(body), []);
    case "multipart/mixed": {
      const { statements: value, parts } = parseMultipart(body, contentType);
      return batchOf(value, parts);
    }
    default:
      throw new AmendsError(
        "bad-input",
        `header Content-Type: expected application/json or multipart/mixed, got "${contentType}"`,
        "Send statements as JSON, or with their attachments as multipart/mixed.",
      );
  }
}

function batchOf(value: unknown, parts: readonly AttachedPart[]): Sent {
  return Array.isArray(value)
    ? { values: value as unknown[], parts, batch: true }
    : { values: [value], parts, batch: false };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function jsonOf(body: Buffer): unknown {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    throw new AmendsError("bad-input", "body: is not UTF-8", "Send JSON in UTF-8.");
  }
  return parseStrictJson(text, "body");
}

async function get(request: XapiRequest): Promise<XapiResponse> {
  askToRead(request);
  const { params } = request;
  const single = params.get("statementId");
  const voided = params.get("voidedStatementId");
  if (single !== undefined || voided !== undefined) {
    if (single !== undefined && voided !== undefined)
      throw new AmendsError(
        "bad-input",
        "parameters statementId and voidedStatementId: only one of them may be given",
        "Leave one of them out.",
      );
    return getOne(request, single ?? voided ?? "", voided !== undefined);
  }
  refuseUnknown(params, SEARCHED);
  const agent = params.get("agent");
  const query = {
    agent: agent === undefined ? null : parseAgentParameter(agent, "parameter agent"),
    verb: given(params, "verb", parseIriParameter),
    activity: given(params, "activity", parseIriParameter),
    registration: given(params, "registration", parseUuidParameter),
    relatedActivities: given(params, "related_activities", parseBooleanParameter) ?? false,
    relatedAgents: given(params, "related_agents", parseBooleanParameter) ?? false,
    since: given(params, "since", (text, place) => parseTimestampParameter(text, place, request.version)),
    until: given(params, "until", (text, place) => parseTimestampParameter(text, place, request.version)),
    limit: given(params, "limit", parseCountParameter) ?? 0,
    ascending: given(params, "ascending", parseBooleanParameter) ?? false,
    format: formatOf(params),
    attachments: given(params, "attachments", parseBooleanParameter) ?? false,
  };
  const page = await findStatements(request.ctx, request.key, query, languagesOf(request));
  return answer(page.json, query.attachments ? page.parts : null, {
    ...lastModified(request, page.lastStored),
  });
}

async function getOne(request: XapiRequest, text: string, voided: boolean): Promise<XapiResponse> {
  const name = voided ? "voidedStatementId" : "statementId";
  refuseUnknown(request.params, [name, ...SHOWN]);
  const id = parseUuidParameter(text, `parameter ${name}`);
  const attachments = given(request.params, "attachments", parseBooleanParameter) ?? false;
  const found = await readStatement(request.ctx, request.key, id, voided, {
    format: formatOf(request.params),
    attachments,
    languages: languagesOf(request),
  });
  if (!found) {
    return {
      status: 404,
      body: `There is no ${voided ? "voided statement" : "statement"} ${id} to show`,
      headers: { "Content-Type": "text/plain; charset=utf-8" },
    };
  }
  return answer(found.json, attachments ? found.parts : null, {
    ...lastModified(request, found.stored),
  });
}

function answer(
  json: string,
  parts: readonly AttachedPart[] | null,
  headers: Record<string, string>,
): XapiResponse {
  if (parts === null)
    return {
      status: 200,
      headers: { ...headers, "Content-Type": "application/json" },
      body: json,
    };
  const { contentType, body } = writeMultipart(json, parts);
  return { status: 200, headers: { ...headers, "Content-Type": contentType }, body };
}

/** When the newest statement of the answer was stored (IEEE 9274.1.1, 4.1.6.1). */
function lastModified(request: XapiRequest, stored: string | null): Record<string, string> {
  return request.version === "1.0.3" || stored === null
    ? {}
    : { "Last-Modified": new Date(stored).toUTCString() };
}

function languagesOf(request: XapiRequest): string[] {
  return parseAcceptLanguage(request.header("accept-language"));
}

function formatOf(params: ReadonlyMap<string, string>): StatementFormat {
  const format = params.get("format") ?? "exact";
  if (FORMATS.includes(format)) return format as StatementFormat;
  throw new AmendsError(
    "bad-input",
    `parameter format: expected ${FORMATS.join(", ")}, got "${format}"`,
    "Use one of them.",
  );
}

function given<Value>(
  params: ReadonlyMap<string, string>,
  name: string,
  parse: (text: string, place: string) => Value,
): Value | null {
  const text = params.get(name);
  return text === undefined ? null : parse(text, `parameter ${name}`);
}
