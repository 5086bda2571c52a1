/** Playing a draft as it stands: nothing is recorded, and the way so far is in the address. */
import { AmendsError } from "#app/domain/errors.ts";
import { shownPicture, type ShownPicture } from "#app/domain/learning/picture.ts";
import { replay, type ScenarioDecision } from "#app/domain/scenarios/play.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { keptPictures } from "../learning/keep-media.server.ts";
import { renderInline, renderMarkdown } from "../learning/markdown.ts";
import { readDraft } from "./read-draft.server.ts";
import type { DraftFrame } from "#app/domain/scenarios/editor-values.ts";

export interface TryPage {
  readonly frame: DraftFrame;
  /** The scene it was begun from, where that is not the first. */
  readonly from: string | null;
  readonly steps: readonly { readonly scene: string; readonly choice: string; readonly verdict: string }[];
  readonly consequence: string | null;
  readonly measures: readonly { readonly name: string; readonly value: number; readonly word: string }[];
  readonly at:
    | {
        readonly kind: "scene";
        readonly id: string;
        readonly title: string;
        readonly line: string;
        readonly picture: ShownPicture | null;
        readonly html: string;
        readonly decision: string;
        readonly choices: readonly { readonly id: string; readonly html: string; readonly to: string }[];
      }
    | {
        readonly kind: "ending";
        readonly title: string;
        readonly html: string;
        readonly passed: boolean;
        readonly criticals: readonly string[];
      }
    | { readonly kind: "stuck"; readonly why: string; readonly cure: string };
}

/**
 * @param from a scene to begin at in place of the first; measures then stand as at the start
 * @param way "scene.choice" for each decision
 * @throws AmendsError `not-found`
 */
export async function tryDraft(
  ctx: Context,
  principal: Principal,
  id: string,
  { from, way }: { from: string | null; way: readonly string[] },
): Promise<TryPage> {
  const { draft, frame } = await readDraft(ctx, principal, id);
  const begun = draft.document.scenes.some((one) => one.id === from) ? from : null;
  const scenario = { ...draft.document, start: begun ?? draft.document.start };
  const decisions = way.flatMap((step): ScenarioDecision[] => {
    const [scene, choice] = step.split(".");
    return scene && choice ? [{ scene, choice }] : [];
  });
  const search = (steps: readonly string[]) =>
    `?${new URLSearchParams([...(begun ? [["from", begun]] : []), ...steps.map((step) => ["d", step])])}`;
  const base = { frame, from: begun };
  try {
    const play = replay(scenario, decisions);
    const last = play.path.at(-1);
    return {
      ...base,
      steps: play.path.map((step) => ({
        scene: step.scene.title,
        choice: step.choice.text,
        verdict: step.choice.debrief.verdict,
      })),
      consequence: last ? renderMarkdown(last.choice.consequence) : null,
      measures: scenario.measures.map((measure) => {
        const value = play.measures[measure.id] ?? 0;
        return { name: measure.name, value, word: measure.words[value] ?? "" };
      }),
      at:
        play.at.kind === "ending"
          ? {
              kind: "ending",
              title: play.at.ending.title,
              html: renderMarkdown(play.at.ending.text),
              passed: play.passed === true,
              criticals: play.criticals,
            }
          : {
              kind: "scene",
              id: play.at.scene.id,
              title: play.at.scene.title,
              line: [play.at.scene.when, play.at.scene.where].filter(Boolean).join(" · "),
              picture: shownPicture(play.at.scene.picture, await keptPictures(ctx.read, [play.at.scene])),
              html: renderMarkdown(play.at.scene.text),
              decision: play.at.scene.decision,
              choices: play.at.offered.map((choice) => ({
                id: choice.id,
                html: renderInline(choice.text),
                to: search([...way, `${play.at.kind === "scene" ? play.at.scene.id : ""}.${choice.id}`]),
              })),
            },
    };
  } catch (error) {
    if (!(error instanceof AmendsError)) throw error;
    return {
      ...base,
      steps: [],
      consequence: null,
      measures: [],
      at: { kind: "stuck", why: error.message, cure: error.wayOut },
    };
  }
}
