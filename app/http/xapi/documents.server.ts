/**
 * The State, Agent Profile and Activity Profile Resources: three kinds of one thing, a document with an id that
 * belongs to an activity, an agent, or both.
 */
import { AmendsError } from "#app/domain/errors.ts";
import { mayUse } from "#app/domain/ledger/xapi/scopes.ts";
import {
  parseAgentParameter,
  parseIriParameter,
  parseTimestampParameter,
  parseUuidParameter,
} from "#app/domain/ledger/xapi/validate.ts";
import {
  listDocuments,
  mergeDocument,
  putDocument,
  readDocument,
  removeDocument,
  removeDocuments,
  type About,
  type DocumentKind,
} from "#app/services/ledger/documents.server.ts";
import { entityTags } from "./entity-tags.ts";
import type { XapiRequest, XapiResponse } from "./exchange.ts";
import { refuseUnknown } from "./parameters.ts";

/** Ids are part of an index; PostgreSQL's hold at most 2,704 bytes, of which the rest of the key takes up to 200. */
const MOST_ID_BYTES = 2_000;
/** What may stand in a header that is sent (RFC 9110, 5.5), and is therefore stored. */
const HEADER_VALUE = /^[\x20-\x7e\x80-\xff]+$/;

interface Kind {
  readonly kind: DocumentKind;
  /** The parameters that say what a document belongs to; all but `registration` are required. */
  readonly owned: readonly ("activityId" | "agent" | "registration")[];
  readonly idParameter: "stateId" | "profileId";
  readonly scope: "state" | "profile";
}

const STATE: Kind = {
  kind: "state",
  owned: ["activityId", "agent", "registration"],
  idParameter: "stateId",
  scope: "state",
};
const AGENT_PROFILE: Kind = {
  kind: "agent-profile",
  owned: ["agent"],
  idParameter: "profileId",
  scope: "profile",
};
const ACTIVITY_PROFILE: Kind = {
  kind: "activity-profile",
  owned: ["activityId"],
  idParameter: "profileId",
  scope: "profile",
};

export const state = (request: XapiRequest): Promise<XapiResponse> => documents(STATE, request);
export const agentProfile = (request: XapiRequest): Promise<XapiResponse> =>
  documents(AGENT_PROFILE, request);
export const activityProfile = (request: XapiRequest): Promise<XapiResponse> =>
  documents(ACTIVITY_PROFILE, request);

async function documents(kind: Kind, request: XapiRequest): Promise<XapiResponse> {
  const reading = request.method === "GET";
  if (!mayUse(request.key.scopes, kind.scope) && !(reading && mayUse(request.key.scopes, "read"))) {
    throw new AmendsError(
      "not-allowed",
      `This key may not ${reading ? "read" : "change"} ${kind.kind} documents`,
      "Ask for one with that scope.",
    );
  }
  const id = request.params.get(kind.idParameter);
  const several = id === undefined && (reading || (request.method === "DELETE" && kind === STATE));
  const listing = reading && (id === undefined || request.version === "1.0.3");
  refuseUnknown(request.params, [...kind.owned, kind.idParameter, ...(listing ? ["since"] : [])]);
  const about = aboutOf(kind, request);
  if (id === undefined) {
    if (!several) throw missing(kind.idParameter);
    return reading ? list(request, about) : removeAll(request, about);
  }
  if (reading) return read(request, about, id);
  const change = {
    about,
    documentId: id,
    version: request.version,
    preconditions: {
      ifMatch: entityTags("If-Match", request.header("if-match")),
      ifNoneMatch: entityTags("If-None-Match", request.header("if-none-match")),
    },
  };
  if (request.method === "DELETE") {
    await removeDocument(request.ctx, change);
    return { status: 204 };
  }
  checkLength(kind.idParameter, id);
  const store = request.method === "PUT" ? putDocument : mergeDocument;
  await store(request.ctx, change, { contentType: contentTypeOf(request), content: request.body });
  return { status: 204 };
}

function checkLength(name: string, id: string): void {
  const bytes = Buffer.byteLength(id);
  if (bytes <= MOST_ID_BYTES) return;
  throw new AmendsError(
    "bad-input",
    `parameter ${name}: ${bytes} bytes long; the most are ${MOST_ID_BYTES}`,
    "Give the document a shorter id.",
  );
}

/** What the document is sent as, and will be given back as. */
function contentTypeOf(request: XapiRequest): string {
  const type = request.header("content-type")?.trim();
  if (type === undefined || type === "") return "application/octet-stream";
  if (HEADER_VALUE.test(type)) return type;
  throw new AmendsError(
    "bad-input",
    "header Content-Type: holds a character that no header can",
    "Send a media type, such as application/json.",
  );
}

function missing(name: string): AmendsError {
  return new AmendsError("bad-input", `parameter ${name}: is required`, "Say which document it is.");
}

function aboutOf({ kind, owned }: Kind, { params }: XapiRequest): About {
  const given = (name: (typeof owned)[number]): string | null => {
    const text = params.get(name);
    if (text !== undefined) return text;
    if (owned.includes(name) && name !== "registration") throw missing(name);
    return null;
  };
  const activityId = given("activityId");
  const agent = given("agent");
  const registration = given("registration");
  return {
    kind,
    activityId: activityId === null ? null : parseIriParameter(activityId, "parameter activityId"),
    agent: agent === null ? null : parseAgentParameter(agent, "parameter agent"),
    registration: registration === null ? null : parseUuidParameter(registration, "parameter registration"),
  };
}

async function read({ ctx }: XapiRequest, about: About, id: string): Promise<XapiResponse> {
  const found = await readDocument(ctx, about, id);
  if (!found) {
    return {
      status: 404,
      headers: { "Content-Type": "text/plain; charset=utf-8" },
      body: `There is no document ${id}`,
    };
  }
  return {
    status: 200,
    headers: {
      "Content-Type": found.contentType,
      ETag: `"${found.etag}"`,
      "Last-Modified": new Date(found.updatedAt).toUTCString(),
    },
    body: found.content,
  };
}

async function list({ ctx, params, version }: XapiRequest, about: About): Promise<XapiResponse> {
  const text = params.get("since");
  const since =
    text === undefined ? null : parseTimestampParameter(text, "parameter since", version).slice(0, 23) + "Z";
  const { ids, updatedAt } = await listDocuments(ctx, about, since);
  return {
    status: 200,
    headers: updatedAt === null ? {} : { "Last-Modified": new Date(updatedAt).toUTCString() },
    body: ids,
  };
}

async function removeAll({ ctx }: XapiRequest, about: About): Promise<XapiResponse> {
  await removeDocuments(ctx, about);
  return { status: 204 };
}
