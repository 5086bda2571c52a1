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

/** Names of everything live of a kind. */
export async function liveSlugs(db: Db, kind: ContentKind): Promise<string[]> {
  const rows = await db
    .selectFrom("content_live")
    .select("slug")
    .where("kind", "=", kind)
    .orderBy("slug")
    .execute();
  return rows.map((row) => row.slug);
}

/** The newest version of a thing, live or not. */
export function lastVersion(
  db: Db,
  kind: ContentKind,
  slug: string,
): Promise<Pick<ContentVersionRow, "id" | "number" | "title" | "draft_id"> | undefined> {
  return db
    .selectFrom("content_version")
    .select(["id", "number", "title", "draft_id"])
    .where("kind", "=", kind)
    .where("slug", "=", slug)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
}

/**
 * Makes a version live where `from` is live now; undefined: where nothing is.
 * @returns false when something else is live; then nothing is changed.
 */
export async function replaceLive(
  db: Db,
  kind: ContentKind,
  slug: string,
  from: VersionId | undefined,
  to: VersionId,
): Promise<boolean> {
  const done =
    from === undefined
      ? await db
          .insertInto("content_live")
          .values({ kind, slug, version_id: to })
          .onConflict((conflict) => conflict.columns(["kind", "slug"]).doNothing())
          .executeTakeFirst()
      : await db
          .updateTable("content_live")
          .set({ version_id: to })
          .where("kind", "=", kind)
          .where("slug", "=", slug)
          .where("version_id", "=", from)
          .executeTakeFirst();
  return ("numUpdatedRows" in done ? done.numUpdatedRows : (done.numInsertedOrUpdatedRows ?? 0n)) > 0n;
}

/** The newest version of everything of a kind that was live once and is not now, by title. */
export function withdrawnOf(db: Db, kind: ContentKind) {
  return db
    .selectFrom("content_version as version")
    .select(["version.id", "version.slug", "version.title", "version.number"])
    .where("version.kind", "=", kind)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("content_live")
            .select("content_live.slug")
            .where("content_live.kind", "=", kind)
            .whereRef("content_live.slug", "=", "version.slug"),
        ),
      ),
    )
    .where("version.number", "=", (where) =>
      where
        .selectFrom("content_version as other")
        .select((select) => select.fn.max("other.number").as("last"))
        .where("other.kind", "=", kind)
        .whereRef("other.slug", "=", "version.slug"),
    )
    .orderBy("version.title")
    .execute();
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
