/** How sources write their files, and files between two steps of an import. */
import type { Insertable } from "kysely";
import type { ForceId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { ImportMapTable } from "../schema/import-map.ts";
import type { ImportUploadTable } from "../schema/import-upload.ts";

export function importMap(db: Db, forceId: ForceId, kind: ImportMapTable["kind"], source: string) {
  return db
    .selectFrom("import_map")
    .selectAll()
    .where("force_id", "=", forceId)
    .where("kind", "=", kind)
    .where("source", "=", source)
    .executeTakeFirst();
}

export function importMaps(db: Db, forceId: ForceId) {
  return db
    .selectFrom("import_map")
    .selectAll()
    .where("force_id", "=", forceId)
    .orderBy("kind")
    .orderBy("source")
    .execute();
}

/** The map of a source from now on, in place of any before. */
export async function saveImportMap(db: Db, row: Insertable<ImportMapTable>): Promise<void> {
  const { map, saved_at, saved_by } = row;
  await db
    .insertInto("import_map")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["force_id", "kind", "source"]).doUpdateSet({ map, saved_at, saved_by }),
    )
    .execute();
}

export async function insertUpload(db: Db, row: Insertable<ImportUploadTable>): Promise<void> {
  await db.insertInto("import_upload").values(row).execute();
}

export function uploadById(db: Db, forceId: ForceId, id: string, now: Instant) {
  return db
    .selectFrom("import_upload")
    .selectAll()
    .where("force_id", "=", forceId)
    .where("id", "=", id)
    .where("expires_at", ">", now)
    .executeTakeFirst();
}

/** Files that were not applied, the latest first, without their content. */
export function uploadsOf(db: Db, forceId: ForceId, now: Instant) {
  return db
    .selectFrom("import_upload")
    .select(["id", "kind", "source", "file_name", "as_at", "map", "uploaded_at", "uploaded_by"])
    .where("force_id", "=", forceId)
    .where("expires_at", ">", now)
    .orderBy("uploaded_at", "desc")
    .execute();
}

export async function changeUpload(
  db: Db,
  id: string,
  change: Pick<ImportUploadTable, "map" | "source" | "as_at">,
): Promise<void> {
  await db.updateTable("import_upload").set(change).where("id", "=", id).execute();
}

export async function removeUpload(db: Db, id: string): Promise<void> {
  await db.deleteFrom("import_upload").where("id", "=", id).execute();
}

/** Removes what expired, and all of a force's files but the newest `keep`. */
export async function removeOldUploads(db: Db, forceId: ForceId, now: Instant, keep: number): Promise<void> {
  await db.deleteFrom("import_upload").where("expires_at", "<=", now).execute();
  const kept = db
    .selectFrom("import_upload")
    .select("id")
    .where("force_id", "=", forceId)
    .orderBy("uploaded_at", "desc")
    .orderBy("id", "desc")
    .limit(keep);
  await db.deleteFrom("import_upload").where("force_id", "=", forceId).where("id", "not in", kept).execute();
}
