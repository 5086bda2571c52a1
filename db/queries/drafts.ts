/** Drafts and their saves. */
import type { Insertable, Selectable, Updateable } from "kysely";
import type { DraftId, ForceId, PersonId, VersionId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { DraftSaveTable } from "../schema/draft-save.ts";
import type { DraftTable } from "../schema/draft.ts";

export type DraftRow = Selectable<DraftTable>;
export type DraftSaveRow = Selectable<DraftSaveTable>;

export async function insertDraft(db: Db, row: Insertable<DraftTable>): Promise<void> {
  await db.insertInto("draft").values(row).execute();
}

export async function draftRow(db: Db, id: DraftId): Promise<DraftRow | undefined> {
  return db.selectFrom("draft").selectAll().where("id", "=", id).executeTakeFirst();
}

/** A force's drafts that are not discarded, the last changed first; without their documents. */
export function draftsOf(db: Db, forceId: ForceId) {
  return db
    .selectFrom("draft")
    .select([
      "id",
      "kind",
      "slug",
      "title",
      "revision",
      "state",
      "updated_at",
      "updated_by",
      "review",
      "base_version_id",
      "verdict",
    ])
    .where("force_id", "=", forceId)
    .where("state", "!=", "discarded")
    .orderBy("updated_at", "desc")
    .execute();
}

/** Whether any draft has the slug, put away or published ones too, of whatever force: content is one for all. */
export async function slugDrafted(db: Db, kind: DraftRow["kind"], slug: string): Promise<boolean> {
  const row = await db
    .selectFrom("draft")
    .select("id")
    .where("kind", "=", kind)
    .where("slug", "=", slug)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A force's draft of a slug that is neither published nor put away, the last changed one. */
export function openDraftOfSlug(db: Db, forceId: ForceId, kind: DraftRow["kind"], slug: string) {
  return db
    .selectFrom("draft")
    .select("id")
    .where("force_id", "=", forceId)
    .where("kind", "=", kind)
    .where("slug", "=", slug)
    .where("state", "not in", ["published", "discarded"])
    .orderBy("updated_at", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** A force's drafts that were put away, the last first. */
export function discardedDrafts(db: Db, forceId: ForceId) {
  return db
    .selectFrom("draft")
    .select(["id", "title", "updated_at", "updated_by"])
    .where("force_id", "=", forceId)
    .where("state", "=", "discarded")
    .orderBy("updated_at", "desc")
    .execute();
}

/** The version that a draft is the next of. */
export async function setDraftBase(db: Db, id: DraftId, versionId: VersionId): Promise<void> {
  await db.updateTable("draft").set({ base_version_id: versionId }).where("id", "=", id).execute();
}

/** False when somebody else saved after `revision` or it is not being written any more; then nothing is changed. */
export async function updateDraft(
  db: Db,
  id: DraftId,
  revision: number,
  values: Updateable<DraftTable>,
): Promise<boolean> {
  const result = await db
    .updateTable("draft")
    .set(values)
    .where("id", "=", id)
    .where("revision", "=", revision)
    .where("state", "=", "writing")
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function setDraftLayout(db: Db, id: DraftId, layout: string): Promise<void> {
  await db.updateTable("draft").set({ layout }).where("id", "=", id).execute();
}

/** Nothing is kept where somebody saved after `revision`. */
export async function setDraftVerdict(db: Db, id: DraftId, revision: number, verdict: string): Promise<void> {
  await db
    .updateTable("draft")
    .set({ verdict })
    .where("id", "=", id)
    .where("revision", "=", revision)
    .execute();
}

export async function insertSave(db: Db, row: Insertable<DraftSaveTable>): Promise<void> {
  await db.insertInto("draft_save").values(row).execute();
}

export async function draftSave(db: Db, id: DraftId, revision: number): Promise<DraftSaveRow | undefined> {
  return db
    .selectFrom("draft_save")
    .selectAll()
    .where("draft_id", "=", id)
    .where("revision", "=", revision)
    .executeTakeFirst();
}

/** The newest save before a revision. */
export async function draftSaveBefore(
  db: Db,
  id: DraftId,
  revision: number,
): Promise<DraftSaveRow | undefined> {
  return db
    .selectFrom("draft_save")
    .selectAll()
    .where("draft_id", "=", id)
    .where("revision", "<", revision)
    .orderBy("revision", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The saves after a revision, oldest first; without their documents. */
export function savesSince(db: Db, id: DraftId, revision: number) {
  return db
    .selectFrom("draft_save")
    .select(["revision", "what", "undoes", "saved_at", "saved_by"])
    .where("draft_id", "=", id)
    .where("revision", ">", revision)
    .orderBy("revision")
    .execute();
}

/** The newest saves first, without their documents. */
export function latestSaves(db: Db, id: DraftId, most: number) {
  return db
    .selectFrom("draft_save")
    .select(["revision", "what", "undoes", "saved_at", "saved_by"])
    .where("draft_id", "=", id)
    .orderBy("revision", "desc")
    .limit(most)
    .execute();
}

/** How many people are part way through a scenario or module, in whatever version. */
export async function openSittingsOf(db: Db, kind: "module" | "scenario", subject: string): Promise<number> {
  const row = await db
    .selectFrom("sitting")
    .select((select) => select.fn.countAll().as("open"))
    .where("kind", "=", kind)
    .where("subject", "=", subject)
    .where("closed_at", "is", null)
    .executeTakeFirst();
  return Number(row?.open ?? 0);
}

/** How many people are part way through each scenario and module, in whatever version. */
export async function openSittings(db: Db) {
  const rows = await db
    .selectFrom("sitting")
    .select(["kind", "subject"])
    .select((select) => select.fn.countAll().as("open"))
    .where("kind", "in", ["module", "scenario"])
    .where("closed_at", "is", null)
    .groupBy(["kind", "subject"])
    .execute();
  return rows.map((row) => ({ ...row, open: Number(row.open) }));
}

/** Everybody who saved a change, so that somebody else can be asked to approve it. */
export async function authorsOf(db: Db, id: DraftId): Promise<PersonId[]> {
  const rows = await db
    .selectFrom("draft_save")
    .select("saved_by")
    .distinct()
    .where("draft_id", "=", id)
    .execute();
  return rows.map((row) => row.saved_by);
}

/** False when somebody saved after `revision`, or decided something else about it than `state`. */
export async function setDraftReview(
  db: Db,
  id: DraftId,
  revision: number,
  state: DraftRow["state"],
  values: Pick<Updateable<DraftTable>, "state" | "review" | "base_version_id">,
): Promise<boolean> {
  const result = await db
    .updateTable("draft")
    .set(values)
    .where("id", "=", id)
    .where("revision", "=", revision)
    .where("state", "=", state)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Drafts that are set to go live by themselves. */
export function draftsDue(db: Db) {
  return db.selectFrom("draft").select(["id", "force_id"]).where("state", "=", "scheduled").execute();
}

/** How many people have finished a scenario or a module's check, in whatever version. */
export async function finishedBy(db: Db, kind: "check" | "scenario", subject: string): Promise<number> {
  const row = await db
    .selectFrom("attempt")
    .select((select) => select.fn.count("actor").distinct().as("people"))
    .where("kind", "=", kind)
    .where("subject", "=", subject)
    .where("finished_at", "is not", null)
    .executeTakeFirst();
  return Number(row?.people ?? 0);
}

/** How many people hold a module on a day, here or learnt elsewhere. */
export async function holdersOf(db: Db, module: string, day: Day): Promise<number> {
  const row = await db
    .selectFrom("award")
    .select((select) => select.fn.count("actor").distinct().as("people"))
    .where("module", "=", module)
    .where("withdrawn", "is", null)
    .where((where) => where.or([where("day_to", "is", null), where("day_to", ">", day)]))
    .executeTakeFirst();
  return Number(row?.people ?? 0);
}

/** Every save from before an instant, without its document, in the order of drafts and revisions. */
export function savesBefore(db: Db, before: Instant) {
  return db
    .selectFrom("draft_save")
    .select(["draft_id", "revision", "what", "undoes", "saved_at", "saved_by"])
    .where("saved_at", "<", before)
    .orderBy("draft_id")
    .orderBy("revision")
    .execute();
}

export async function deleteSaves(db: Db, id: DraftId, revisions: readonly number[]): Promise<void> {
  const AT_ONCE = 200;
  for (let at = 0; at < revisions.length; at += AT_ONCE)
    await db
      .deleteFrom("draft_save")
      .where("draft_id", "=", id)
      .where("revision", "in", revisions.slice(at, at + AT_ONCE))
      .execute();
}
