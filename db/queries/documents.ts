/** xAPI's documents: states and profiles. */
import type { Insertable } from "kysely";
import type { Instant } from "#app/domain/time.ts";
import type { DocumentTable } from "../schema/document.ts";
import type { Db } from "../connect.ts";

/** What a document belongs to; digests of identifiers, empty where its kind has none. */
export type DocumentOwner = Pick<DocumentTable, "kind" | "activity" | "agent" | "registration">;

export function documentOf(db: Db, owner: DocumentOwner, documentId: string) {
  return db
    .selectFrom("document")
    .select(["content_type", "etag", "updated_at", "content"])
    .where("kind", "=", owner.kind)
    .where("activity", "=", owner.activity)
    .where("agent", "=", owner.agent)
    .where("registration", "=", owner.registration)
    .where("document_id", "=", documentId)
    .executeTakeFirst();
}

/** A document as it was written last; whatever was there before is gone. */
export async function upsertDocument(db: Db, row: Insertable<DocumentTable>): Promise<void> {
  const { content_type, etag, updated_at, content } = row;
  await db
    .insertInto("document")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["kind", "activity", "agent", "registration", "document_id"])
        .doUpdateSet({ content_type, etag, updated_at, content }),
    )
    .execute();
}

export async function deleteDocument(db: Db, owner: DocumentOwner, documentId: string): Promise<void> {
  await db
    .deleteFrom("document")
    .where("kind", "=", owner.kind)
    .where("activity", "=", owner.activity)
    .where("agent", "=", owner.agent)
    .where("registration", "=", owner.registration)
    .where("document_id", "=", documentId)
    .execute();
}

/** Every document of an owner; without a registration those of every registration, and of none. */
export async function deleteDocuments(
  db: Db,
  owner: Omit<DocumentOwner, "registration">,
  registration: string | null,
): Promise<void> {
  let query = db
    .deleteFrom("document")
    .where("kind", "=", owner.kind)
    .where("activity", "=", owner.activity)
    .where("agent", "=", owner.agent);
  if (registration !== null) query = query.where("registration", "=", registration);
  await query.execute();
}

/** Ids and times of an owner's documents, those changed after `since` when it is given. */
export function documentIds(
  db: Db,
  owner: Omit<DocumentOwner, "registration">,
  registration: string | null,
  since: string | null,
) {
  let query = db
    .selectFrom("document")
    .select(["document_id as id", "updated_at"])
    .distinct()
    .where("kind", "=", owner.kind)
    .where("activity", "=", owner.activity)
    .where("agent", "=", owner.agent);
  if (registration !== null) query = query.where("registration", "=", registration);
  if (since !== null) query = query.where("updated_at", ">", since as Instant);
  return query.orderBy("document_id").execute();
}
