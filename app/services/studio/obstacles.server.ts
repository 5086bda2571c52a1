/** What stands between a draft and its going live. */
import { stringify } from "yaml";
import { contentVersion, liveVersionId } from "#db/queries/content.ts";
import type { Db } from "#db/connect.ts";
import { AmendsError, type Problem } from "#app/domain/errors.ts";
import { factsIn } from "#app/domain/learning/module-draft.ts";
import type { ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import type { Context } from "../context.server.ts";
import { checkScenarioFile } from "../learning/check-scenario.ts";
import { keptPictures } from "../learning/keep-media.server.ts";
import { factNotes, overdueAmong } from "../learning/read-facts.server.ts";
import { standingOf, type AnyDraft, type DraftReview } from "./draft.server.ts";
import { moduleFindings } from "./module-check.server.ts";

export type Change = DraftReview["change"];

/** Why this draft cannot go live, each with its cure; empty when it can. */
export async function obstacles(ctx: Context, draft: AnyDraft): Promise<Problem[]> {
  if (draft.kind === "module") {
    const behind = await newerThan(ctx.read, draft);
    return [
      ...(behind === null ? [] : [{ text: `${behind.message}. ${behind.wayOut}` }]),
      ...(await moduleFindings(ctx, draft)).map((one) => ({
        text: `${one.place}: ${one.message}. ${one.cure}`,
        href: one.href,
      })),
    ];
  }
  const { document } = draft;
  const source = sourceOf(document);
  const pictures = await keptPictures(ctx.read, document.scenes);
  const { findings, references } = checkScenarioFile(
    `${document.slug}.yaml`,
    source,
    pictures,
    document.slug,
  );
  const known = await factNotes(ctx);
  const behind = await newerThan(ctx.read, draft);
  const problems = [
    ...(behind === null ? [] : [{ text: `${behind.message}. ${behind.wayOut}` }]),
    ...findings
      .filter((one) => one.accepted === undefined)
      .map((one) => ({ text: `${one.message}. ${one.cure}` })),
  ];
  for (const { kind, id } of references) {
    if (kind === "fact" && !known(id)) problems.push({ text: `There is no fact ${id}. Correct its number.` });
    if (kind === "link" && !(await leadsSomewhere(ctx, id)))
      problems.push({ text: `The link "${id}" leads nowhere. Correct it, or give the whole address.` });
  }
  return [...new Map(problems.map((one) => [one.text, one])).values()];
}

/** Why the draft would undo what somebody else published since it began; null when it would not. */
export async function newerThan(
  db: Db,
  draft: Pick<AnyDraft, "kind" | "document" | "base_version_id">,
): Promise<AmendsError | null> {
  const standing = await standingOf(db, draft.kind, draft.document.slug);
  if (!standing || standing.id === draft.base_version_id) return null;
  const { number, title } = (await contentVersion(db, standing.id)) ?? { number: 0, title: "" };
  if (draft.base_version_id === null)
    return new AmendsError(
      "conflict",
      `“${title}” was published under the name ${draft.document.slug} since this draft began`,
      "Give this one a name of its own on its page Publish.",
    );
  return new AmendsError(
    "conflict",
    `Version ${number} was published since this draft began, and this one would undo it`,
    `Bring version ${number} into it on its page Publish.`,
  );
}

const PAGES = /^\/(|glossary|record|help|privacy|accessibility|cookies|who-sees-what)$/;

async function leadsSomewhere(ctx: Context, url: string): Promise<boolean> {
  if (/^[a-z]+:/i.test(url)) return true;
  const path = url.replace(/[?#].*$/s, "");
  const [, kind, slug] = /^\/(modules|scenarios)\/([a-z0-9-]+)$/.exec(path) ?? [];
  if (slug === undefined) return PAGES.test(path);
  return (await liveVersionId(ctx.read, kind === "modules" ? "module" : "scenario", slug)) !== undefined;
}

/** The YAML that it is published as; what stands at its default is left out where the schema fills it in. */
export function sourceOf(document: ScenarioDraft): string {
  return stringify(document, { lineWidth: 100, blockQuote: "literal" });
}

/** @throws AmendsError `bad-input` with every obstacle while there is one. */
export async function without(ctx: Context, draft: AnyDraft): Promise<void> {
  const problems = await obstacles(ctx, draft);
  if (problems.length === 0) return;
  throw new AmendsError(
    "bad-input",
    `${problems.length} ${problems.length === 1 ? "thing stands" : "things stand"} in the way`,
    "Mend what is listed, or give a reason for a warning that may stand.",
    problems,
  );
}

/** Who holds a module is asked about a change of its substance, so its author says what they are asked. */
export async function withUpdate(ctx: Context, draft: AnyDraft, change: Change): Promise<void> {
  if (draft.kind !== "module" || change !== "substance" || draft.document.update.text.trim() !== "") return;
  if ((await liveVersionId(ctx.read, "module", draft.slug)) === undefined) return;
  const text =
    "Say what those who hold the module are asked: write the short update, or say that only words change";
  throw new AmendsError("bad-input", "Nothing says what those who hold the module are asked", text, [
    { text, href: `/studio/drafts/${draft.id}/module#update` },
  ]);
}

/** Every fact that a draft cites. */
export const factsOf = (draft: AnyDraft): readonly string[] =>
  draft.kind === "module" ? factsIn(draft.document) : draft.document.facts;

/** @throws AmendsError `bad-input` for facts past their review day without a reason. */
export async function withFacts(ctx: Context, draft: AnyDraft, reason: string): Promise<void> {
  const due = overdueAmong(factsOf(draft), await factNotes(ctx));
  if (due.length === 0 || reason.trim() !== "") return;
  const ids = due.map((fact) => fact.id).join(", ");
  throw new AmendsError(
    "bad-input",
    `Facts past their review day: ${ids}`,
    "Have them looked at, or say why they may stand.",
    [{ text: `Say why ${ids} may stand past their review day`, href: "#factsReason" }],
  );
}
