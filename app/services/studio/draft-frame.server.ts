/** What stands around every page of a draft, of a scenario or of a module. */
import { lastVersion } from "#db/queries/content.ts";
import { openSittingsOf } from "#db/queries/drafts.ts";
import { mayEver } from "#app/domain/identity/permissions.ts";
import type { DraftFrame, OutlineEntry, PlacedFinding } from "#app/domain/scenarios/editor-values.ts";
import { countWords, instantWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { liveVersion } from "../learning/read-content.server.ts";
import { namesOf, standingOf, type AnyDraft } from "./draft.server.ts";

/** The worst that is found of a part. */
export function troubleIn(findings: readonly PlacedFinding[], part: string): OutlineEntry["trouble"] {
  const here = findings.filter((one) => one.part === part && one.accepted === null);
  if (here.some((one) => one.severity === "error")) return "error";
  return here.length > 0 ? "warning" : null;
}

/** @param findings everything found in the draft */
export async function frameOf(
  ctx: Context,
  principal: Principal,
  draft: AnyDraft,
  findings: readonly PlacedFinding[],
  outline: DraftFrame["outline"],
): Promise<DraftFrame> {
  const { kind, slug } = draft;
  const [live, last, standing, names, partWay] = await Promise.all([
    liveVersion(ctx, kind, slug),
    lastVersion(ctx.read, kind, slug),
    standingOf(ctx.read, kind, slug),
    namesOf(ctx, [draft.updated_by]),
    openSittingsOf(ctx.read, kind, slug),
  ]);
  const by = draft.updated_by === principal.personId ? "you" : (names.get(draft.updated_by) ?? "somebody");
  const next = (last?.number ?? 0) + 1;
  const behind =
    standing && standing.id !== draft.base_version_id ? " · another was published since it began" : "";
  return {
    id: draft.id,
    owner: principal.accountId,
    title: draft.title || "Without a name",
    slug,
    revision: draft.revision,
    state: draft.state,
    open: draft.state === "writing",
    waits: waitsFor(draft),
    stands:
      draft.state === "published"
        ? "Published: this draft is closed"
        : live
          ? `Draft of version ${next} · version ${live.number} is live${partWay > 0 ? `, and the ${countWords(partWay, "person", "people")} part way through it will finish it` : ""}${behind}`
          : `Draft of version ${next} · ${next === 1 ? "nothing is live yet" : "withdrawn: nothing is live"}${behind}`,
    saved: `Saved on ${instantWords(draft.updated_at)} by ${by}`,
    savedAt: draft.updated_at,
    outline,
    errors: findings.filter((one) => one.severity === "error").length,
    warnings: findings.filter((one) => one.severity === "warning" && one.accepted === null).length,
    canPublish: mayEver(principal.roles, "content.publish"),
  };
}

function waitsFor({ state, review }: AnyDraft): string | null {
  if (state === "scheduled" && review?.publishAt) return `It goes live on ${instantWords(review.publishAt)}`;
  if (state === "in-review" && review)
    return `It waits for a publisher since ${instantWords(review.askedAt)}`;
  return null;
}
