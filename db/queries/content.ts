/** Content versions and which of them are live. */
import type { VersionId } from "#app/domain/ids.ts";
import type { ContentKind } from "#app/domain/learning/content.ts";
import type { Selectable } from "kysely";
import type { Db } from "../connect.ts";
import type { ContentVersionTable } from "../schema/content-version.ts";

export type ContentVersionRow = Selectable<ContentVersionTable>;

export async function contentVersion(db: Db, id: VersionId): Promise<ContentVersionRow | undefined> {
  return db.selectFrom("content_version").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The version made of this very source; undefined when it was never published. */
export async function versionByHash(
  db: Db,
  kind: ContentKind,
  slug: string,
  hash: string,
): Promise<{ id: VersionId; number: number; title: string } | undefined> {
  return db
    .selectFrom("content_version")
    .select(["id", "number", "title"])
    .where("kind", "=", kind)
    .where("slug", "=", slug)
    .where("hash", "=", hash)
    .executeTakeFirst();
}

/** 0 when there is none. */
export async function lastVersionNumber(db: Db, kind: ContentKind, slug: string): Promise<number> {
  const row = await db
    .selectFrom("content_version")
    .select((select) => select.fn.max("number").as("last"))
    .where("kind", "=", kind)
    .where("slug", "=", slug)
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

export async function insertVersion(db: Db, version: ContentVersionTable): Promise<void> {
  await db.insertInto("content_version").values(version).execute();
}

export async function liveVersionId(db: Db, kind: ContentKind, slug: string): Promise<VersionId | undefined> {
  const row = await db
    .selectFrom("content_live")
    .select("version_id")
    .where("kind", "=", kind)
    .where("slug", "=", slug)
    .executeTakeFirst();
  return row?.version_id;
}

/** In order of slug. */
export async function liveVersionIds(db: Db, kind: ContentKind): Promise<VersionId[]> {
  const rows = await db
    .selectFrom("content_live")
    .select("version_id")
    .where("kind", "=", kind)
    .orderBy("slug")
    .execute();
  return rows.map((row) => row.version_id);
}

export async function setLive(db: Db, kind: ContentKind, slug: string, versionId: VersionId): Promise<void> {
  await db
    .insertInto("content_live")
    .values({ kind, slug, version_id: versionId })
    .onConflict((conflict) => conflict.columns(["kind", "slug"]).doUpdateSet({ version_id: versionId }))
    .execute();
}

/** The live version, where trainers published it in the studio; undefined where files did, or nobody. */
export function liveFromStudio(
  db: Db,
  kind: ContentKind,
  slug: string,
): Promise<{ id: VersionId; number: number } | undefined> {
  return db
    .selectFrom("content_live")
    .innerJoin("content_version", "content_version.id", "content_live.version_id")
    .select(["content_version.id", "content_version.number"])
    .where("content_live.kind", "=", kind)
    .where("content_live.slug", "=", slug)
    .where("content_version.draft_id", "is not", null)
    .executeTakeFirst();
}

/** New learners get nothing of that name any more; versions stay for those who hold or are learning them. */
export async function withdrawLive(db: Db, kind: ContentKind, slug: string): Promise<boolean> {
  const result = await db
    .deleteFrom("content_live")
    .where("kind", "=", kind)
    .where("slug", "=", slug)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Every version of a thing, in the order of their numbers; without what is in them. */
export function contentVersionsOf(db: Db, kind: ContentKind, slug: string) {
  return db
    .selectFrom("content_version")
    .select(["id", "number", "hash", "change", "published_at"])
    .where("kind", "=", kind)
    .where("slug", "=", slug)
    .orderBy("number")
    .execute();
}
