/**
 * Published content as it is read. A version never changes, so its parsed form is kept in this process;
 * which version is live is asked each time.
 */
import { contentVersion, lastVersion, liveVersionId, liveVersionIds } from "#db/queries/content.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { VersionId } from "#app/domain/ids.ts";
import type { ContentKind } from "#app/domain/learning/content.ts";
import { inTodaysForm } from "#app/domain/learning/earlier-forms.ts";
import type { Compiled } from "#app/domain/learning/lesson.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";

export interface ContentVersion<Kind extends ContentKind = ContentKind> {
  readonly id: VersionId;
  readonly kind: Kind;
  readonly slug: string;
  /** 1, 2, … for each kind and slug. */
  readonly number: number;
  readonly hash: string;
  readonly title: string;
  readonly change: "wording" | "substance";
  readonly publishedAt: Instant;
  /** Shared by everyone who reads it, and frozen. */
  readonly compiled: Compiled<Kind>;
}

type Reader = Pick<Context, "read">;

const KEPT_MOST = 100;
/** Oldest use first. */
const kept = new Map<VersionId, ContentVersion>();

/** @throws AmendsError `not-found` when there is no such version of that kind. */
export async function loadVersion<Kind extends ContentKind>(
  ctx: Reader,
  kind: Kind,
  id: VersionId,
): Promise<ContentVersion<Kind>> {
  const version = kept.get(id) ?? (await fetchVersion(ctx, id));
  kept.delete(id);
  if (version?.kind !== kind) {
    throw new AmendsError("not-found", `There is no ${kind} version ${id}`, "Publish the content again.");
  }
  kept.set(id, version);
  if (kept.size > KEPT_MOST) kept.delete(kept.keys().next().value as VersionId);
  return version as ContentVersion<Kind>;
}

/** What new learners get; null when nothing of that name is published. */
export async function liveVersion<Kind extends ContentKind>(
  ctx: Reader,
  kind: Kind,
  slug: string,
): Promise<ContentVersion<Kind> | null> {
  const id = await liveVersionId(ctx.read, kind, slug);
  return id === undefined ? null : loadVersion(ctx, kind, id);
}

/** What is live, or was last of what was withdrawn; null when nothing of that name was ever published. */
export async function newestVersion<Kind extends ContentKind>(
  ctx: Reader,
  kind: Kind,
  slug: string,
): Promise<ContentVersion<Kind> | null> {
  const live = await liveVersion(ctx, kind, slug);
  if (live) return live;
  const last = await lastVersion(ctx.read, kind, slug);
  return last ? loadVersion(ctx, kind, last.id) : null;
}

/** Everything live of a kind, in order of slug. */
export async function listLive<Kind extends ContentKind>(
  ctx: Reader,
  kind: Kind,
): Promise<ContentVersion<Kind>[]> {
  const ids = await liveVersionIds(ctx.read, kind);
  return Promise.all(ids.map((id) => loadVersion(ctx, kind, id)));
}

async function fetchVersion(ctx: Reader, id: VersionId): Promise<ContentVersion | undefined> {
  const row = await contentVersion(ctx.read, id);
  if (!row) return undefined;
  const { kind, slug, number, hash, title, change } = row;
  const compiled = frozen(inTodaysForm(kind, JSON.parse(row.compiled))) as ContentVersion["compiled"];
  return { id, kind, slug, number, hash, title, change, publishedAt: row.published_at, compiled };
}

function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
