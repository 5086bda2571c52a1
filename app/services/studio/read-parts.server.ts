/** The editor's pages: one part of a draft with its findings, and what an officer would see of it. */
import type {
  AboutPage,
  DraftFigures,
  EndingPage,
  ScenePage,
  Verdict,
} from "#app/domain/scenarios/editor-values.ts";
import type { DraftChoice } from "#app/domain/scenarios/draft.ts";
import { shownPicture } from "#app/domain/learning/picture.ts";
import { endingOf, sceneOf } from "#app/domain/scenarios/edit.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { keptPictures } from "../learning/keep-media.server.ts";
import { renderInline, renderMarkdown } from "../learning/markdown.ts";
import type { DraftPart } from "./edit-draft.server.ts";
import { readDraft, type DraftView } from "./read-draft.server.ts";

/** @throws AmendsError `not-found` */
export async function readScenePage(
  ctx: Context,
  principal: Principal,
  id: string,
  sceneId: string,
): Promise<ScenePage> {
  return scenePage(ctx, await readDraft(ctx, principal, id), sceneId);
}

/** @throws AmendsError `not-found` */
export async function readEndingPage(
  ctx: Context,
  principal: Principal,
  id: string,
  endingId: string,
): Promise<EndingPage> {
  return endingPage(await readDraft(ctx, principal, id), endingId);
}

/** @throws AmendsError `not-found` */
export async function readAboutPage(ctx: Context, principal: Principal, id: string): Promise<AboutPage> {
  return aboutPage(await readDraft(ctx, principal, id));
}

/** Whichever page shows a part. @throws AmendsError `not-found` */
export async function readPartPage(
  ctx: Context,
  principal: Principal,
  id: string,
  part: DraftPart,
): Promise<ScenePage | EndingPage | AboutPage> {
  const view = await readDraft(ctx, principal, id);
  if (part.kind === "scene") return scenePage(ctx, view, part.id);
  return part.kind === "ending" ? endingPage(view, part.id) : aboutPage(view);
}

async function scenePage(ctx: Context, view: DraftView, sceneId: string): Promise<ScenePage> {
  const { draft, findings, frame } = view;
  const { document } = draft;
  const scene = sceneOf(document, sceneId);
  const here = findings.filter((one) => one.part === sceneId);
  const named = ({ id, title }: { id: string; title: string }) => ({ id, title });
  return {
    frame,
    number: document.scenes.findIndex((one) => one.id === sceneId) + 1,
    starts: document.start === sceneId,
    scene,
    offered: {
      measures: document.measures,
      people: document.people,
      outcomes: document.outcomes,
      scenes: document.scenes.map(named),
      endings: document.endings.map(named),
    },
    roads: Object.fromEntries(
      document.roadsNotTaken
        .filter((road) => road.scene === sceneId)
        .map(({ choice, title, text }) => [choice, { title, text }]),
    ),
    findings: here.filter((one) => one.choice === null),
    byChoice: Object.fromEntries(
      scene.choices.map(({ id }) => [id, here.filter((one) => one.choice === id)]),
    ),
    preview: {
      title: scene.title,
      when: scene.when,
      where: scene.where,
      picture: shownPicture(scene.picture, await keptPictures(ctx.read, [scene])),
      html: renderMarkdown(scene.text),
      decision: scene.decision,
      choices: scene.choices.map(({ id, text }) => ({ id, html: renderInline(text) })),
    },
    paragraphs: scene.text.split(/\n{2,}/).filter((one) => one.trim() !== "").length,
    from: leadingTo(view, sceneId),
    verdict: verdictOf(view),
  };
}

function endingPage(view: DraftView, endingId: string): EndingPage {
  const ending = endingOf(view.draft.document, endingId);
  return {
    frame: view.frame,
    ending,
    findings: view.findings.filter((one) => one.part === endingId),
    html: renderMarkdown(ending.text),
    aboutHtml: renderMarkdown(ending.about),
    from: leadingTo(view, endingId),
    verdict: verdictOf(view),
  };
}

function aboutPage(view: DraftView): AboutPage {
  const { title, summary, role, outcomes, people, measures, passing, start } = view.draft.document;
  return {
    frame: view.frame,
    document: { title, summary, role, outcomes, people, measures, passing, start },
    findings: view.findings.filter((one) => one.part === null),
    html: renderMarkdown(summary),
    verdict: verdictOf(view),
  };
}

const leads = ({ to }: DraftChoice, place: string): boolean =>
  typeof to === "string" ? to === place : to.some((way) => way.to === place);

function leadingTo({ draft }: DraftView, place: string): ScenePage["from"] {
  return draft.document.scenes.flatMap((scene, s) =>
    scene.choices.flatMap((choice, c) =>
      leads(choice, place)
        ? [
            {
              href: `/studio/drafts/${draft.id}/scenes/${scene.id}#c-${choice.id}`,
              words: `Scene ${s + 1}, ${scene.title}, choice ${c + 1}`,
            },
          ]
        : [],
    ),
  );
}

/** Whether it can be published, in sentences. */
export function verdictOf({ findings, proof }: DraftView): Verdict {
  const { figures, cues } = proof;
  const errors = findings.filter((one) => one.severity === "error");
  const warnings = findings.filter((one) => one.severity === "warning" && one.accepted === null).length;
  const good: string[] = [];
  if (figures) {
    const reached = figures.endings.filter((one) => one.chance > 0).length;
    if (reached > 0 && reached === figures.endings.length)
      good.push(`Every one of its ${reached} endings can be reached.`);
    if (figures.minutes) good.push(`It takes about ${figures.minutes.random} minutes to read.`);
    const { least, most } = figures.passChance;
    const percent = (share: number) => `${Math.round(share * 100)} %`;
    good.push(
      least === most
        ? `Somebody who picks at random passes ${percent(least)} of the time.`
        : `Somebody who picks at random passes ${percent(least)} to ${percent(most)} of the time.`,
    );
    if (cues.judged > 0)
      good.push(`The right choice is the longest in ${cues.longestRight} of ${cues.judged} scenes.`);
  }
  return { errors, warnings, good };
}

/** What the prover counted, in words; null when the draft cannot be walked. */
export function figuresOf({ proof, draft }: DraftView): DraftFigures | null {
  const { figures } = proof;
  if (!figures) return null;
  const { minutes, passChance } = figures;
  const measures = draft.document.measures.flatMap(({ id, name }) => {
    const span = figures.measures[id];
    return span
      ? [{ name: `${name || "A measure without a name"}, at the end`, value: spanWords(span, String) }]
      : [];
  });
  return {
    lines: [
      ...(minutes
        ? [
            { name: "Minutes, the shortest path", value: String(minutes.shortest) },
            {
              name: "Minutes, the longest path",
              value: minutes.longest === null ? "no end: one can go round" : String(minutes.longest),
            },
            { name: "Minutes, picking at random", value: String(minutes.random) },
          ]
        : []),
      { name: "Passes, picking at random", value: spanWords(passChance, percentWords) },
      ...measures,
      {
        name: "States of play looked at",
        value: `${figures.states.toLocaleString("en-GB")}${figures.boundReached ? ", and there are more" : ", all there are"}`,
      },
    ],
    endings: figures.endings.map(({ id, title, passes, chance, ways }) => ({
      id,
      title: title || "Without a name",
      passes,
      chance: chance === 0 ? "never" : percentWords(chance),
      ways: ways === null ? "no end" : ways.toLocaleString("en-GB"),
    })),
  };
}

const percentWords = (share: number) => `${(share * 100).toFixed(1)} %`;
const spanWords = ({ least, most }: { least: number; most: number }, words: (one: number) => string) =>
  least === most ? words(least) : `${words(least)} to ${words(most)}`;
