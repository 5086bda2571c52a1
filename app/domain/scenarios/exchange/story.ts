/**
 * A story of another tool as places with links, and what becomes of it here: places with links are scenes, places
 * without are endings. What a scenario needs and the story has not stays empty, and is told. Intentionally pure.
 */
import { DRAFT_BOUNDS, emptyDraft, type ScenarioDraft } from "../draft.ts";
import { emptyChoice, emptyScene } from "../edit.ts";
import type { ScenePicture } from "../scenario.ts";

/** One thing that was not carried over, or is still to be written. */
export interface ReportLine {
  /** The passage or the place in the file; empty for the whole. */
  readonly place: string;
  readonly text: string;
}

export interface StoryLink {
  readonly text: string;
  /** The name of a place; empty for nowhere. */
  readonly to: string;
  /** What is told before the next place. */
  readonly consequence?: string;
}

export interface StoryPlace {
  /** Unique in its story. */
  readonly name: string;
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  readonly picture?: ScenePicture;
  readonly links: readonly StoryLink[];
}

export interface Story {
  readonly title: string;
  readonly summary: string;
  /** The name of the place where it begins. */
  readonly start: string;
  readonly places: readonly StoryPlace[];
  readonly report: readonly ReportLine[];
}

export interface ImportedScenario {
  readonly document: ScenarioDraft;
  readonly report: readonly ReportLine[];
}

const MOST_ENDINGS = 50;
const LONGEST_ID = 60;

/** A name as an identifier: "At the door!" → "at-the-door"; one that has no letters gets a word instead. */
export function slugOf(name: string, otherwise: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST_ID)
    .replace(/^-+|-+$/g, "");
  return plain === "" ? otherwise : plain;
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const line = (text: string) => cut(text.replace(/\s+/g, " ").trim(), DRAFT_BOUNDS.line);
const body = (text: string) => cut(text.replace(/\n{3,}/g, "\n\n").trim(), DRAFT_BOUNDS.text);

/** The scenario that a story becomes, and what its author must know and write. */
export function scenarioOf(story: Story): ImportedScenario {
  const report: ReportLine[] = [...story.report];
  const scenes = story.places.filter((place) => place.links.length > 0);
  const endings = story.places.filter((place) => place.links.length === 0);
  const kept = [
    ...within(scenes, DRAFT_BOUNDS.scenes, "scenes", report),
    ...within(endings, MOST_ENDINGS, "endings", report),
  ];
  const ids = new Map<string, string>();
  const used = new Set<string>();
  for (const place of kept) {
    const wanted = slugOf(place.name, "place");
    let id = wanted;
    for (let number = 2; used.has(id); number += 1) id = `${wanted}-${number}`;
    used.add(id);
    ids.set(place.name, id);
  }
  const draft = emptyDraft(slugOf(story.title, "imported"), line(story.title) || "An imported story");
  const start = ids.get(story.start) ?? ids.get(scenes[0]?.name ?? "") ?? "";
  if (story.start !== "" && !ids.has(story.start))
    report.push({ place: "", text: `It begins at “${line(story.start)}”, which is not in it.` });
  const document: ScenarioDraft = {
    ...draft,
    summary: body(story.summary),
    start,
    scenes: kept
      .filter((place) => place.links.length > 0)
      .map((place) => {
        const links = within(place.links, DRAFT_BOUNDS.choices, "choices", report, place.title);
        return {
          ...emptyScene(ids.get(place.name) ?? "", line(place.title)),
          text: body(place.text),
          ...(place.picture && { picture: { ...place.picture, alt: line(place.picture.alt) } }),
          choices: links.map((link, at) => {
            const to = ids.get(link.to) ?? "";
            if (link.to !== "" && to === "")
              report.push({
                place: line(place.title),
                text: `A link leads to “${line(link.to)}”, which is not in it.`,
              });
            const choice = emptyChoice(`choice-${at + 1}`, to);
            return { ...choice, text: body(link.text), consequence: body(link.consequence ?? "") };
          }),
        };
      }),
    endings: kept
      .filter((place) => place.links.length === 0)
      .map((place) => ({
        id: ids.get(place.name) ?? "",
        title: line(place.title),
        text: body(place.text),
        passes: false,
        about: "",
      })),
  };
  return { document, report: [...report, ...stillToWrite(document)] };
}

function within<One>(
  all: readonly One[],
  most: number,
  what: string,
  report: ReportLine[],
  place = "",
): readonly One[] {
  if (all.length <= most) return all;
  report.push({ place: line(place), text: `It has ${all.length} ${what}; the first ${most} were taken.` });
  return all.slice(0, most);
}

function stillToWrite(document: ScenarioDraft): ReportLine[] {
  const choices = document.scenes.reduce((sum, scene) => sum + scene.choices.length, 0);
  const tell = (count: number, text: string) => (count > 0 ? [{ place: "", text }] : []);
  return [
    ...tell(choices, `Write the debrief of ${choices} choices, and say which went well and which did harm.`),
    ...tell(choices, "Say what each choice changes: the one measure, Trust, is a beginning."),
    ...tell(document.endings.length, `Say which of the ${document.endings.length} endings can pass.`),
    { place: "", text: "Say what an officer will be able to do: a story has no outcomes." },
  ];
}
