import type { Db } from "#db/connect.ts";
import { attachmentsOf } from "#db/queries/ledger.ts";
import type { Attachment, XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import type { AttachedPart } from "./append.server.ts";

/** Every attachment that a statement names, its SubStatement's included. */
export function attachmentsIn({ object, attachments = [] }: XapiStatement): readonly Attachment[] {
  return object.objectType === "SubStatement" ? [...attachments, ...(object.attachments ?? [])] : attachments;
}

/** What is kept of the attachments that the statements name, each content once, under the type that they give it. */
export async function attachedParts(db: Db, statements: readonly XapiStatement[]): Promise<AttachedPart[]> {
  const attached = statements.flatMap(attachmentsIn);
  const types = new Map(attached.map((one) => [one.sha2.toLowerCase(), one.contentType]));
  const kept = await attachmentsOf(db, [...types.keys()]);
  return kept.map((row) => ({
    sha2: row.sha2,
    contentType: types.get(row.sha2) ?? row.content_type,
    content: row.content,
  }));
}
