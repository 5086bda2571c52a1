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
import type { XapiRequest, XapiResponse } from "./exchange.ts";
import { refuseUnknown } from "./parameters.ts";

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
      ifMatch: tagsIn(request.header("if-match")),
      ifNoneMatch: tagsIn(request.header("if-none-match")),
    },
  };
  const document = {
    contentType: request.header("content-type") ?? "application/octet-stream",
    content: request.body,
  };
  switch (request.method) {
    case "PUT":
      await putDocument(request.ctx, change, document);
      break;
    case "POST":
      await mergeDocument(request.ctx, change, document);
      break;
    default:
      await removeDocument(request.ctx, change);
  }
  return { status: 204 };
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

/** Entity tags as they are compared: without quotation marks and without a weak tag's prefix (RFC 9110, 8.8.3). */
function tagsIn(header: string | undefined): string[] | null {
  if (header === undefined) return null;
  return header
    .split(",")
    .map((tag) =>
      tag
        .trim()
        .replace(/^W\//, "")
        .replace(/^"(.*)"$/, "$1"),
    )
    .filter((tag) => tag !== "");
}
