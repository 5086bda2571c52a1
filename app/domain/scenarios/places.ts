/** A place in a draft as its author would name it. Intentionally pure. */
import type { ScenarioDraft } from "./draft.ts";
import type { DocumentPath } from "./finding.ts";
import type { IdPath } from "./merge.ts";

const FIELDS: Readonly<Record<string, string>> = {
  title: "name",
  summary: "what it is about",
  role: "role",
  slug: "address",
  start: "where it begins",
  text: "story",
  when: "when",
  where: "where",
  here: "who is there",
  outcomes: "outcomes",
  facts: "facts",
  decision: "question",
  picture: "picture",
  choices: "choices",
  to: "where it leads",
  effects: "what it changes",
  consequence: "what follows",
  critical: "critical error",
  verdict: "verdict",
  said: "what the debrief says was done",
  why: "why",
  good: "what good looks like",
  passes: "whether it passes",
  about: "what this was about",
  measures: "measures",
  people: "people",
  passing: "conditions of passing",
  accepted: "reasons for leaving warnings",
  roadsNotTaken: "roads not taken",
  scenes: "scenes",
  endings: "endings",
  order: "order",
  name: "name",
  words: "words",
  shown: "whether it is shown",
  change: "wording or substance",
};

/** "Scene 3, At number 16 · choice 2 · what follows" */
export function placeWords(draft: ScenarioDraft, path: IdPath): string {
  const [part, id, ...rest] = path;
  const words: string[] = [];
  const at = <Entry extends { id: string }>(list: readonly Entry[]) => list.findIndex((one) => one.id === id);
  if (part === "scenes" && id !== undefined && id !== "order") {
    const place = at(draft.scenes);
    const scene = draft.scenes[place];
    words.push(scene ? `Scene ${place + 1}, ${scene.title}` : "A scene that is gone");
    if (rest[0] === "choices" && rest[1] !== undefined && rest[1] !== "order") {
      const choice = scene?.choices.findIndex((one) => one.id === rest[1]) ?? -1;
      words.push(choice === -1 ? "a choice that is gone" : `choice ${choice + 1}`);
      const [, , ...within] = rest;
      rest.splice(0, rest.length, ...within.map((key) => (key === "text" ? "what the officer reads" : key)));
    }
  } else if (part === "endings" && id !== undefined && id !== "order") {
    words.push(`Ending ${draft.endings[at(draft.endings)]?.title ?? "that is gone"}`);
  } else if ((part === "measures" || part === "people" || part === "outcomes") && id !== undefined) {
    const named: readonly { id: string; name?: string; text?: string }[] = draft[part];
    const one = named.find((each) => each.id === id);
    words.push(
      `${{ measures: "Measure", people: "Person", outcomes: "Outcome" }[part]} ${one?.name ?? one?.text ?? id}`,
    );
  } else {
    rest.splice(0, rest.length, ...(id === undefined ? [] : [id]));
    words.push(FIELDS[part ?? ""] ?? part ?? "the whole");
  }
  const field = rest.filter((key) => key !== "debrief" && !/^\d+$/.test(key));
  return [...words, ...field.slice(0, 1).map((key) => FIELDS[key] ?? key)].join(" · ");
}

/** The same for a finding's path, which counts where the other names. */
export function findingPlace(draft: ScenarioDraft, path: DocumentPath): string {
  const ids: string[] = [];
  let node: unknown = draft;
  for (const key of path) {
    node =
      typeof node === "object" && node !== null ? (node as Record<string, unknown>)[String(key)] : undefined;
    const id = typeof node === "object" && node !== null && "id" in node ? node.id : undefined;
    ids.push(typeof key === "number" && typeof id === "string" ? id : String(key));
  }
  return placeWords(draft, ids);
}
