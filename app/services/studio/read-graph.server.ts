import { z } from "zod";
import { setDraftLayout } from "#db/queries/drafts.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { DraftId } from "#app/domain/ids.ts";
import type { ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import { layersOf } from "#app/domain/scenarios/flow.ts";
import type { GraphPage } from "#app/domain/scenarios/editor-values.ts";
import { linkChoice } from "#app/domain/scenarios/edit.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { readDraft } from "./read-draft.server.ts";
import { editable, saveDraft, type SavedDraft } from "./save-draft.server.ts";

/** A draft as places and the choices between them. @throws AmendsError `not-found` */
export async function readGraph(ctx: Context, principal: Principal, id: string): Promise<GraphPage> {
  const { frame, draft } = await readDraft(ctx, principal, id);
  const { document } = draft;
  const layers = layersOf(document);
  const deepest = Math.max(-1, ...layers.values());
  const trouble = new Map(
    (frame.outline.kind === "scenario" ? [...frame.outline.scenes, ...frame.outline.endings] : []).map(
      (one) => [one.id, one.trouble],
    ),
  );
  // What cannot be reached stands in a column of its own, before the endings.
  const unreached = document.scenes.some((scene) => !layers.has(scene.id)) ? 1 : 0;
  return {
    frame,
    start: document.start,
    layout: draft.layout,
    places: [
      ...document.scenes.map((scene, at) => ({
        ...{ id: scene.id, kind: "scene" as const, mark: String(at + 1) },
        title: scene.title || "Without a name",
        layer: layers.get(scene.id) ?? deepest + 1,
        trouble: trouble.get(scene.id) ?? null,
        choices: scene.choices.map((choice, number) => ({
          id: choice.id,
          text: choice.text || `Choice ${number + 1}`,
          to: typeof choice.to === "string" ? choice.to : null,
          ways: typeof choice.to === "string" ? [] : choice.to.map((way) => way.to),
        })),
      })),
      ...document.endings.map((ending, at) => ({
        ...{ id: ending.id, kind: "ending" as const, mark: String.fromCharCode(65 + (at % 26)) },
        title: ending.title || "Without a name",
        layer: deepest + 1 + unreached,
        trouble: trouble.get(ending.id) ?? null,
        choices: [],
      })),
    ],
  };
}

const FARTHEST = 100_000;
const position = z.number().min(-FARTHEST).max(FARTHEST);
const layout = z.record(z.string().max(100), z.object({ x: position, y: position }));

/**
 * Keeps where the graph shows places, for everybody who opens it; no save of the draft, and nothing to merge.
 * @param text JSON of a `GraphLayout`; places that are gone are left out, and none lays the graph out anew
 * @throws AmendsError as `editable`; `bad-input` for what is no layout.
 */
export async function placeScenes(
  ctx: Context,
  principal: Principal,
  { draftId, text }: { draftId: string; text: string },
): Promise<void> {
  const asked = layout.safeParse(readJson(text));
  if (!asked.success)
    throw new AmendsError("bad-input", "These are no places of a graph", "Open the graph again.");
  await ctx.transact(async (trx) => {
    const row = await editable(trx, principal.force.id, draftId as DraftId);
    const { scenes, endings } = JSON.parse(row.document) as ScenarioDraft;
    const ids = new Set([...scenes, ...endings].map((one) => one.id));
    const kept = Object.entries(asked.data).filter(([id]) => ids.has(id));
    await setDraftLayout(trx, row.id, JSON.stringify(Object.fromEntries(kept)));
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A choice that is to lead to a place; an empty place leads nowhere. */
export interface NewLink {
  readonly scene: string;
  readonly choice: string;
  readonly to: string;
}

/**
 * Links choices anew; those with conditions, and those that lead there already, stay as they are.
 * @throws AmendsError as `saveDraft`
 */
export function linkChoices(
  ctx: Context,
  principal: Principal,
  { draftId, base, links }: { draftId: string; base: number; links: readonly NewLink[] },
): Promise<SavedDraft> {
  const input = {
    forceId: principal.force.id,
    draftId,
    base,
    by: principal.personId,
    what: "Linked choices",
  };
  return saveDraft(ctx, input, (draft) =>
    links.reduce((whole, { scene, choice, to }) => {
      const now = whole.scenes.find((one) => one.id === scene)?.choices.find((one) => one.id === choice);
      const place = to === "" || [...whole.scenes, ...whole.endings].some((one) => one.id === to);
      return now && place && typeof now.to === "string" && now.to !== to
        ? linkChoice(whole, scene, choice, to)
        : whole;
    }, draft),
  );
}
