/** `amends content publish`: what is authored becomes immutable versions, all of it or nothing. */
import type { Db } from "#db/connect.ts";
import {
  insertVersion,
  lastVersionNumber,
  lastVersion,
  liveFromStudio,
  liveVersionId,
  setLive,
  versionByHash,
} from "#db/queries/content.ts";
import { insertAudit } from "#db/queries/identity.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { VersionId } from "#app/domain/ids.ts";
import type { CompiledModule } from "#app/domain/learning/lesson.ts";
import type { ContentKind } from "#app/domain/learning/content.ts";
import { dayOf } from "#app/domain/time.ts";
import { countWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { wouldBeAsked } from "./read-updates.server.ts";
import { whoWouldPlayAgain } from "./scenario-updates.server.ts";
import { checkContent } from "./check-content.server.ts";
import { keepMedia } from "./keep-media.server.ts";
import { compileContent, type CompiledThing } from "./compile-content.server.ts";

export interface PublishOptions {
  /** The folder that holds `modules/` and `content/`. */
  readonly root: string;
  /** Who publishes, as the audit names them. */
  readonly by: string;
  readonly onProgress?: (what: string) => void;
}

export interface Published {
  readonly kind: ContentKind;
  readonly slug: string;
  readonly versionId: VersionId;
  readonly number: number;
  /**
   * new: a version was made; again: an older version is live again; same: it was live already; kept: what trainers
   * published in the studio stays live, and the file is left alone; withdrawn: nothing is live, and the file says no
   * more than what was withdrawn.
   */
  readonly outcome: "new" | "again" | "same" | "kept" | "withdrawn";
}

/**
 * Checks, compiles, and in one transaction stores what has changed and makes it live. What is live and no longer
 * authored stays live.
 * @throws AmendsError `bad-input` with every problem when anything is wrong; then nothing is published.
 */
export async function publishContent(
  ctx: Context,
  { root, by, onProgress }: PublishOptions,
): Promise<Published[]> {
  const things = await soundThings(root, onProgress);
  await refuseWithoutUpdate(ctx, things);
  await refuseGaps(ctx, things);
  const at = ctx.now();
  return ctx.transact(async (trx) => {
    const published: Published[] = [];
    for (const { kind, slug, title, change, source, hash, compiled, media } of things) {
      const alone = await leftAlone(trx, { kind, slug, hash });
      if (alone) {
        published.push({ kind, slug, ...alone });
        continue;
      }
      const known = await versionByHash(trx, kind, slug, hash);
      const version = known ?? {
        id: ctx.newId<VersionId>(),
        number: (await lastVersionNumber(trx, kind, slug)) + 1,
      };
      if (!known) {
        await keepMedia(trx, media);
        await insertVersion(trx, {
          ...version,
          kind,
          slug,
          hash,
          title,
          change,
          source,
          compiled,
          published_at: at,
          published_by: by,
          draft_id: null,
        });
      }
      const live = await liveVersionId(trx, kind, slug);
      if (live !== version.id) await setLive(trx, kind, slug, version.id);
      published.push({
        kind,
        slug,
        versionId: version.id,
        number: version.number,
        outcome: !known ? "new" : live === version.id ? "same" : "again",
      });
    }
    const changed = published.filter((one) => one.outcome === "new" || one.outcome === "again");
    if (changed.length > 0) {
      const detail = JSON.stringify(
        changed.map((one) => ({
          kind: one.kind,
          slug: one.slug,
          number: one.number,
          version: one.versionId,
        })),
      );
      await insertAudit(trx, {
        id: ctx.newId(),
        at,
        by,
        action: "content.publish",
        subject: "content",
        detail,
      });
    }
    return published;
  });
}

/**
 * What publishing would do now, a line for each thing that would change, with how many people in post a short update
 * would ask. Nothing is written.
 * @throws AmendsError as `publishContent`
 */
export async function previewPublishing(ctx: Context, root: string): Promise<string[]> {
  const things = await soundThings(root);
  await refuseWithoutUpdate(ctx, things);
  await refuseGaps(ctx, things);
  const lines: string[] = [];
  for (const { kind, slug, hash, change } of things) {
    const known = await versionByHash(ctx.read, kind, slug, hash);
    const live = await liveVersionId(ctx.read, kind, slug);
    if (live !== undefined && known?.id === live) continue;
    if (await leftAlone(ctx.read, { kind, slug, hash })) continue;
    const number = known?.number ?? (await lastVersionNumber(ctx.read, kind, slug)) + 1;
    const asks = change === "substance" && live !== undefined && !known;
    const said = asks ? await askedWords(ctx, kind, slug) : "";
    lines.push(`${kind} ${slug}: version ${number} would go live${said}`);
  }
  return lines.length > 0 ? lines : ["Nothing would change"];
}

async function askedWords(ctx: Context, kind: ContentKind, slug: string): Promise<string> {
  const today = dayOf(ctx.now());
  if (kind === "module") {
    const people = await wouldBeAsked(ctx, slug, today);
    return `; ${countWords(people, "person who holds it", "people who hold it")} would be asked for a short update`;
  }
  if (kind !== "scenario") return "";
  const { people } = await whoWouldPlayAgain(ctx, null, slug, today);
  return `; ${countWords(people.length, "person who holds a module with it", "people who hold a module with it")} would be asked to play it again`;
}

/**
 * Why a file is left alone: trainers took the thing over in the studio, or it was withdrawn and the file is no later
 * version. Null: it is published.
 */
async function leftAlone(
  db: Db,
  { kind, slug, hash }: Pick<CompiledThing, "kind" | "slug" | "hash">,
): Promise<Pick<Published, "versionId" | "number" | "outcome"> | null> {
  const fromStudio = await liveFromStudio(db, kind, slug);
  if (fromStudio) return { versionId: fromStudio.id, number: fromStudio.number, outcome: "kept" };
  if ((await liveVersionId(db, kind, slug)) !== undefined) return null;
  const last = await lastVersion(db, kind, slug);
  if (!last || (last.draft_id === null && !(await versionByHash(db, kind, slug, hash)))) return null;
  return { versionId: last.id, number: last.number, outcome: "withdrawn" };
}

/** A module that names a scenario which stays withdrawn would have a gap. */
async function refuseGaps(ctx: Context, things: readonly CompiledThing[]): Promise<void> {
  const withdrawn: string[] = [];
  for (const thing of things)
    if (thing.kind === "scenario" && (await leftAlone(ctx.read, thing))?.outcome === "withdrawn")
      withdrawn.push(thing.slug);
  const problems = [];
  for (const thing of things) {
    if (thing.kind !== "module" || (await leftAlone(ctx.read, thing))) continue;
    const { scenarios } = (JSON.parse(thing.compiled) as CompiledModule).document;
    for (const { slug } of scenarios.filter((one) => withdrawn.includes(one.slug)))
      problems.push({
        text: `modules/${thing.slug}/module.yaml: it names the scenario ${slug}, which was withdrawn — Publish the scenario's next version, or take it out of the module.`,
      });
  }
  if (problems.length === 0) return;
  throw new AmendsError(
    "bad-input",
    "Nothing is published: a module leads to a scenario that was withdrawn",
    "Put right what is listed, then publish again.",
    problems,
  );
}

/** Who holds a module is asked about a change of its substance, so the author says what they are asked. */
async function refuseWithoutUpdate(ctx: Context, things: readonly CompiledThing[]): Promise<void> {
  const problems = [];
  for (const { kind, slug, hash, change, compiled } of things) {
    if (kind !== "module" || change !== "substance") continue;
    if ((await liveVersionId(ctx.read, kind, slug)) === undefined) continue;
    if (await leftAlone(ctx.read, { kind, slug, hash })) continue;
    if (await versionByHash(ctx.read, kind, slug, hash)) continue;
    if ((JSON.parse(compiled) as CompiledModule).document.update) continue;
    problems.push({
      text: `modules/${slug}/module.yaml: its substance changes, and nothing says what those who hold it are asked — Add \`update\` with a text, questions and days; or set \`change: wording\`.`,
    });
  }
  if (problems.length === 0) return;
  throw new AmendsError(
    "bad-input",
    `Nothing is published: ${problems.length} ${problems.length === 1 ? "module changes" : "modules change"} in substance without a short update`,
    "Put right what is listed, then publish again.",
    problems,
  );
}

/** Everything authored, compiled. @throws AmendsError `bad-input` with every problem when anything is wrong. */
async function soundThings(root: string, onProgress?: (what: string) => void): Promise<CompiledThing[]> {
  const { problems, content } = await checkContent(root);
  if (problems.length > 0) {
    throw new AmendsError(
      "bad-input",
      `Nothing is published: ${problems.length} ${problems.length === 1 ? "thing is" : "things are"} wrong with the content`,
      "Put right what is listed, then publish again.",
      problems.map((problem) => ({
        text: `${problem.file}:${problem.line}: ${problem.message} — ${problem.cure}`,
      })),
    );
  }
  return compileContent(content, onProgress);
}
