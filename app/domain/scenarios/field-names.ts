/**
 * Which fields of the editor's forms hold a place of the document: `withSceneForm` and its like (app/http/draft-form.ts)
 * read them back onto it. Intentionally pure.
 */
import type { IdPath } from "./merge.ts";

/** Fields of a choice, by the document's names, that stand under a name of their own. */
const WITHIN: ReadonlySet<string> = new Set([
  "text",
  "consequence",
  "critical",
  "said",
  "why",
  "good",
  "verdict",
  "facts",
]);

const under = (start: string) => (name: string) => name === start || name.startsWith(`${start}.`);
const nothing = () => false;

/**
 * @param path a place of the document, entries of lists by their ids
 * @param part "scenes/ID", "endings/ID" or "" for the whole: the form that is asked about
 * @returns tells whether a field of that name holds the place, or something of it
 */
export function fieldHolds(path: IdPath, part: string): (name: string) => boolean {
  const [kind = "", id = "", ...within] = path;
  const [partKind = "", partId] = part.split("/");
  if (partKind === "lessons" || partKind === "questions" || partKind === "module")
    return moduleFieldHolds(path, part);
  if (kind === "scenes" || kind === "endings") {
    if (kind !== partKind || id !== partId) return nothing;
    const [field = ""] = within;
    return kind === "scenes" && field === "choices" ? choiceHolds(within.slice(1)) : placeHolds(field);
  }
  // Roads have no ids: a scene's form holds its own, and with them whatever differs.
  if (kind === "roadsNotTaken") return partKind === "scenes" ? (name) => name.includes(".road.") : nothing;
  if (kind === "start") return partKind === "scenes" ? (name) => name === "starts-here" : nothing;
  if (part !== "") return nothing;
  if (kind === "outcomes") return under(`outcome.${id}`);
  if (kind === "people") return under(`person.${id}.${within[0] ?? ""}`);
  if (kind === "measures") {
    const field = `measure.${id}.${within[0] === "words" ? "word" : (within[0] ?? "")}`;
    return (name) => under(field)(name) || name === `with-${field}`;
  }
  return under(kind);
}

const CHECK_FIELDS: Readonly<Record<string, string>> = {
  questions: "check-questions",
  pass: "check-pass",
  waitMinutes: "wait",
  minutes: "minutes",
};
const UPDATE_FIELDS: Readonly<Record<string, string>> = {
  text: "update",
  questions: "update-questions",
  days: "update-days",
};

/** As `fieldHolds`, for the forms of a module. */
function moduleFieldHolds([kind = "", id = "", ...within]: IdPath, part: string): (name: string) => boolean {
  const [key = "", entry = "", field = ""] = within;
  if (kind === "lessons") return part === `lessons/${id}` ? placeHolds(key) : nothing;
  if (kind === "questions") {
    if (part !== `questions/${id}`) return nothing;
    if (key !== "options" && key !== "items" && key !== "groups") return placeHolds(key);
    return field === "right"
      ? placeHolds("right")
      : under(`${key === "groups" ? "g" : "p"}.${entry}.${field}`);
  }
  if (part !== "module") return nothing;
  if (kind === "outcomes") return under(`outcome.${id}`);
  if (kind === "check") return placeHolds(CHECK_FIELDS[id] ?? "");
  if (kind === "update") return placeHolds(UPDATE_FIELDS[id] ?? "");
  if (kind === "scenarios") return (name) => name.startsWith("scenario.");
  if (kind === "card") return under(`card.${key}.${entry}`);
  return placeHolds(kind);
}

function placeHolds(field: string): (name: string) => boolean {
  return (name) => name === field || name === `with-${field}`;
}

function choiceHolds([id = "", key = "", inner = ""]: IdPath): (name: string) => boolean {
  const start = `c.${id}`;
  if (key === "effects") return under(`${start}.effect.${inner}`);
  if (key === "to") return (name) => name === `${start}.to` || name.startsWith(`${start}.way.`);
  if (key === "when") return under(`${start}.when`);
  const field = key === "debrief" ? inner : key;
  return WITHIN.has(field) ? under(`${start}.${field}`) : nothing;
}
