/** States and profiles (xAPI 1.0.3 Part Three 2.2 to 2.7; IEEE 9274.1.1, 4.1.6.2 to 4.1.6.6). */
import { createHash } from "node:crypto";
import type { Db, Trx } from "#db/connect.ts";
import { lockDocuments } from "#db/dialect.ts";
import {
  deleteDocument,
  deleteDocuments,
  documentIds,
  documentOf,
  upsertDocument,
  type DocumentOwner,
} from "#db/queries/documents.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { agentKey } from "#app/domain/ledger/xapi/parties.ts";
import type { Actor } from "#app/domain/ledger/xapi/types.ts";
import type { XapiVersion } from "#app/domain/ledger/xapi/version.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { digestOf } from "./digest.server.ts";

export type DocumentKind = DocumentOwner["kind"];

/** What a document is about, by the identifiers of the request. */
export interface About {
  readonly kind: DocumentKind;
  readonly activityId: string | null;
  readonly agent: Actor | null;
  readonly registration: string | null;
}

export interface StoredDocument {
  readonly contentType: string;
  readonly content: Buffer;
  /** 40 hexadecimal digits. */
  readonly etag: string;
  readonly updatedAt: Instant;
}

/** Entity tags without quotation marks; "*": any. */
export type EntityTags = "*" | readonly string[];

/** The request's `If-Match` and `If-None-Match`; null when there is none. */
export interface Preconditions {
  readonly ifMatch: EntityTags | null;
  readonly ifNoneMatch: EntityTags | null;
}

interface Change {
  readonly about: About;
  readonly documentId: string;
  readonly version: XapiVersion;
  readonly preconditions: Preconditions;
}

function ownerOf(about: About): DocumentOwner {
  const agent = about.agent && agentKey(about.agent);
  return {
    kind: about.kind,
    activity: about.activityId === null ? "" : digestOf(about.activityId),
    agent: agent === null ? "" : digestOf(agent),
    registration: about.registration ?? "",
  };
}

/** A document, its bytes as they were sent; null when there is none. */
export async function readDocument(
  ctx: Context,
  about: About,
  documentId: string,
): Promise<StoredDocument | null> {
  return documentIn(ctx.read, about, documentId);
}

/** As `readDocument`, in a transaction or outside one. */
export async function documentIn(db: Db, about: About, documentId: string): Promise<StoredDocument | null> {
  const row = await documentOf(db, ownerOf(about), documentId);
  return row
    ? { contentType: row.content_type, content: row.content, etag: row.etag, updatedAt: row.updated_at }
    : null;
}

/** Ids of documents, those changed after an instant when it is given; and when the newest was changed. */
export async function listDocuments(
  ctx: Context,
  about: About,
  since: string | null,
): Promise<{ ids: string[]; updatedAt: Instant | null }> {
  const rows = await documentIds(ctx.read, ownerOf(about), about.registration, since);
  const updated = rows.map((row) => row.updated_at).sort();
  return { ids: [...new Set(rows.map((row) => row.id))], updatedAt: updated.at(-1) ?? null };
}

/**
 * Writes a document whole.
 * @throws AmendsError `precondition-failed` when a tag does not hold; `conflict` when the version demands one for a
 * document that is there, and the request gave none.
 */
export async function putDocument(
  ctx: Context,
  change: Change,
  document: { contentType: string; content: Buffer },
): Promise<void> {
  await changing(ctx, change, async (trx, owner, existing) => {
    const { ifMatch, ifNoneMatch } = change.preconditions;
    const demanded = change.version === "2.0.0" || change.about.kind !== "state";
    if (existing && demanded && ifMatch === null && ifNoneMatch === null) {
      throw new AmendsError(
        "conflict",
        `There is a document ${change.documentId} already, and the request does not say which it replaces`,
        "Read it, and send its ETag as If-Match.",
      );
    }
    await write(ctx, trx, owner, change.documentId, document);
  });
}

/**
 * Merges the properties of a JSON object into a document, or writes it when there is none.
 * @throws AmendsError `bad-input` when either is no JSON object; `precondition-failed`.
 */
export async function mergeDocument(
  ctx: Context,
  change: Change,
  document: { contentType: string; content: Buffer },
): Promise<void> {
  await changing(ctx, change, async (trx, owner, existing) => {
    const isJson = mediaTypeOf(document.contentType) === "application/json";
    const sent = isJson ? objectIn(document.content, "body") : null;
    if (!existing) {
      await write(ctx, trx, owner, change.documentId, document);
      return;
    }
    if (sent === null || mediaTypeOf(existing.content_type) !== "application/json") {
      throw new AmendsError(
        "bad-input",
        "Only JSON objects are merged: what is there, and what is sent, must both be application/json",
        "Use PUT to replace the document.",
      );
    }
    const merged = { ...objectIn(existing.content, "document as it is"), ...sent };
    await write(ctx, trx, owner, change.documentId, {
      contentType: existing.content_type,
      content: textOf(merged),
    });
  });
}

/** Deletes a document; one that is not there is deleted already. @throws AmendsError `precondition-failed`. */
export async function removeDocument(ctx: Context, change: Change): Promise<void> {
  await changing(ctx, change, (trx, owner) => deleteDocument(trx, owner, change.documentId));
}

/** Writes a document of the house's own in its own transaction, whatever was there; others' requests wait their turn. */
export async function keepDocument(
  ctx: Context,
  trx: Trx,
  about: About,
  documentId: string,
  document: { contentType: string; content: Buffer },
): Promise<void> {
  const owner = ownerOf(about);
  await takeTurns(trx, owner);
  await write(ctx, trx, owner, documentId, document);
}

/** Deletes a document of the house's own in its own transaction. */
export async function dropDocument(trx: Trx, about: About, documentId: string): Promise<void> {
  const owner = ownerOf(about);
  await takeTurns(trx, owner);
  await deleteDocument(trx, owner, documentId);
}

/** Deletes every document of an activity and an agent, of one registration or of all. */
export async function removeDocuments(ctx: Context, about: About): Promise<void> {
  const owner = ownerOf(about);
  await ctx.transact(async (trx) => {
    await takeTurns(trx, owner);
    await deleteDocuments(trx, owner, about.registration);
  });
}

type Existing = Awaited<ReturnType<typeof documentOf>>;

/**
 * Changes of what belongs to one activity and agent come one after another, whatever its registration and id:
 * a document that is merged while all of them are deleted is either gone or new, and never what it was.
 */
async function takeTurns(trx: Trx, { kind, activity, agent }: DocumentOwner): Promise<void> {
  await lockDocuments(trx, [kind, activity, agent].join(" "));
}

/** One change at a time: the document's tag is compared in the transaction that writes it. */
async function changing(
  ctx: Context,
  { about, documentId, preconditions }: Change,
  work: (trx: Trx, owner: DocumentOwner, existing: Existing) => Promise<void>,
): Promise<void> {
  const owner = ownerOf(about);
  await ctx.transact(async (trx) => {
    await takeTurns(trx, owner);
    const existing = await documentOf(trx, owner, documentId);
    if (!holds(preconditions, existing?.etag ?? null)) {
      throw new AmendsError(
        "precondition-failed",
        existing
          ? `The document ${documentId} is another one by now: its ETag is "${existing.etag}"`
          : `There is no document ${documentId} with that ETag`,
        "Read it again, and send its ETag as If-Match.",
      );
    }
    await work(trx, owner, existing);
  });
}

/** RFC 9110, 13.1.1 and 13.1.2. */
function holds({ ifMatch, ifNoneMatch }: Preconditions, etag: string | null): boolean {
  const among = (tags: EntityTags) => etag !== null && (tags === "*" || tags.includes(etag));
  if (ifMatch !== null && !among(ifMatch)) return false;
  return ifNoneMatch === null || !among(ifNoneMatch);
}

async function write(
  ctx: Context,
  trx: Trx,
  owner: DocumentOwner,
  documentId: string,
  { contentType, content }: { contentType: string; content: Buffer },
): Promise<void> {
  await upsertDocument(trx, {
    ...owner,
    document_id: documentId,
    content_type: contentType,
    etag: createHash("sha1").update(content).digest("hex"),
    updated_at: ctx.now(),
    content,
  });
}

/** JSON can be read however deep it is, and written only as deep as there is stack. */
function textOf(merged: object): Buffer {
  try {
    return Buffer.from(JSON.stringify(merged));
  } catch {
    throw new AmendsError(
      "bad-input",
      "The merged document is nested too deeply to be written",
      "Use PUT to replace the document.",
    );
  }
}

function mediaTypeOf(contentType: string): string {
  return contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

function objectIn(content: Buffer, place: string): object {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
  } catch {
    value = null;
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new AmendsError(
    "bad-input",
    `${place}: is no JSON object`,
    "JSON objects are merged; use PUT for anything else.",
  );
}
