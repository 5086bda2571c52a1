/** The studio's first page, and what a new scenario may begin from. */
import type { DraftLine } from "#app/domain/scenarios/editor-values.ts";
import { draftsOf } from "#db/queries/drafts.ts";
import { mayEver } from "#app/domain/identity/permissions.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { moduleFindings } from "./module-check.server.ts";
import { TEMPLATES } from "#app/domain/scenarios/templates.ts";
import { countWords, instantWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { listLive } from "../learning/read-content.server.ts";
import { namesOf, openModuleDraft, verdictKept, type DraftReview } from "./draft.server.ts";

export interface Beginnings {
  readonly templates: readonly { readonly id: string; readonly title: string; readonly about: string }[];
  readonly published: readonly { readonly slug: string; readonly title: string }[];
}

export async function readBeginnings(ctx: Context): Promise<Beginnings> {
  const live = await listLive(ctx, "scenario");
  return {
    templates: TEMPLATES.map(({ id, title, about }) => ({ id, title, about })),
    published: live.map(({ slug, title }) => ({ slug, title })),
  };
}

/** Published modules that a new one may begin as a copy of. */
export async function readModules(ctx: Context): Promise<Beginnings["published"]> {
  return (await listLive(ctx, "module")).map(({ slug, title }) => ({ slug, title }));
}

/** A force's drafts that are not published, the last changed first; null for somebody who writes none. */
export async function readDrafts(ctx: Context, principal: Principal): Promise<DraftLine[] | null> {
  if (!mayEver(principal.roles, "content.author")) return null;
  const forceId: ForceId = principal.force.id;
  const rows = (await draftsOf(ctx.read, forceId)).filter((row) => row.state !== "published");
  const names = await namesOf(
    ctx,
    rows.map((row) => row.updated_by),
  );
  return Promise.all(
    rows.map(async (row): Promise<DraftLine> => {
      const { errors, warnings } =
        row.kind === "module"
          ? {
              errors: (await moduleFindings(ctx, await openModuleDraft(ctx, forceId, row.id))).length,
              warnings: 0,
            }
          : await verdictKept(ctx, forceId, row);
      const review = row.review === null ? null : (JSON.parse(row.review) as DraftReview);
      const by = row.updated_by === principal.personId ? "you" : (names.get(row.updated_by) ?? "somebody");
      return {
        id: row.id,
        kind: row.kind,
        slug: row.slug,
        title: row.title || "Without a name",
        state: row.state === "in-review" || row.state === "scheduled" ? row.state : "writing",
        review:
          review === null || row.state === "writing"
            ? null
            : row.state === "scheduled" && review.publishAt
              ? `Goes live on ${instantWords(review.publishAt)}`
              : `Asked on ${instantWords(review.askedAt)}`,
        changed: `${instantWords(row.updated_at)}, by ${by}`,
        verdict:
          errors + warnings === 0
            ? "Sound"
            : [
                ...(errors > 0 ? [countWords(errors, "error")] : []),
                ...(warnings > 0 ? [countWords(warnings, "warning")] : []),
              ].join(", "),
        sound: errors === 0,
      };
    }),
  );
}
