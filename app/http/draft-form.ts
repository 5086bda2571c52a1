/** The studio's forms, read onto the part of the draft that they show. What a form does not hold stays as it is. */
import type { DraftChoice, DraftScene, ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import type { Condition, Destination } from "#app/domain/scenarios/scenario.ts";
import { textField } from "./parse.ts";

/** A field's text, or what it was where the form has no such field. Browsers send CRLF; a draft keeps LF. */
export const textOf = (form: FormData, name: string, before: string): string =>
  form.has(name) ? textField(form, name).replace(/\r\n?/g, "\n") : before;

/** The values of a checkbox's name that are ticked. */
export const markedIn = (form: FormData, name: string): string[] =>
  form.getAll(name).filter((one): one is string => typeof one === "string" && one !== "");

/** "F2, f7 12" → F2, F7, F12, in that order and none twice. */
export function factIds(text: string): string[] {
  const numbers = [...text.matchAll(/\d+/g)].map(([number]) => `F${Number(number)}`);
  return [...new Set(numbers)];
}

const levelOf = (text: string): number | undefined => (/^[0-5]$/.test(text) ? Number(text) : undefined);

/** Rows NAME.0, NAME.1, …; one without a measure or without a number is left out. */
function conditionsOf(form: FormData, name: string): Condition[] {
  const conditions: Condition[] = [];
  for (let at = 0; form.has(`${name}.${at}.measure`); at += 1) {
    const measure = textField(form, `${name}.${at}.measure`);
    const atLeast = levelOf(textField(form, `${name}.${at}.atLeast`));
    const atMost = levelOf(textField(form, `${name}.${at}.atMost`));
    if (measure === "" || (atLeast === undefined && atMost === undefined)) continue;
    conditions.push({
      measure,
      ...(atLeast === undefined ? {} : { atLeast }),
      ...(atMost === undefined ? {} : { atMost }),
    });
  }
  return conditions;
}

/** Ways with conditions come first, in order; `to` is where it leads otherwise. */
function destinationOf(form: FormData, name: string): Destination {
  const ways = [];
  // One without a condition yet stays: it is half way through being written, and the prover says so.
  for (let at = 0; form.has(`${name}.way.${at}.to`); at += 1)
    ways.push({
      to: textField(form, `${name}.way.${at}.to`),
      when: conditionsOf(form, `${name}.way.${at}.when`),
    });
  const otherwise = textField(form, `${name}.to`);
  return ways.length === 0 ? otherwise : [...ways, { to: otherwise, when: [] }];
}

function choiceOf(form: FormData, choice: DraftChoice, measures: readonly { id: string }[]): DraftChoice {
  const name = `c.${choice.id}`;
  if (!form.has(`${name}.text`)) return choice;
  const { critical: _critical, ...rest } = choice;
  const { good: _good, ...debrief } = choice.debrief;
  const effects = Object.fromEntries(
    measures.flatMap(({ id }) => {
      const text = form.has(`${name}.effect.${id}`)
        ? textField(form, `${name}.effect.${id}`)
        : String(choice.effects[id] ?? "");
      return /^-?[1-5]$/.test(text) ? [[id, Number(text)]] : [];
    }),
  );
  const verdict = textField(form, `${name}.verdict`);
  const critical = textOf(form, `${name}.critical`, choice.critical ?? "");
  const good = textOf(form, `${name}.good`, choice.debrief.good ?? "");
  return {
    ...rest,
    text: textOf(form, `${name}.text`, choice.text),
    to: form.has(`${name}.to`) ? destinationOf(form, name) : choice.to,
    when: form.has(`${name}.when.0.measure`) ? conditionsOf(form, `${name}.when`) : choice.when,
    effects,
    consequence: textOf(form, `${name}.consequence`, choice.consequence),
    ...(critical.trim() === "" ? {} : { critical }),
    debrief: {
      ...debrief,
      verdict: verdict === "good" || verdict === "harmful" || verdict === "mixed" ? verdict : debrief.verdict,
      said: textOf(form, `${name}.said`, debrief.said),
      why: textOf(form, `${name}.why`, debrief.why),
      facts: form.has(`${name}.facts`) ? factIds(textField(form, `${name}.facts`)) : debrief.facts,
      ...(good.trim() === "" ? {} : { good }),
    },
  };
}

/** The picture that was chosen, or else the one that is there, with the words for it. */
function pictureOf(
  form: FormData,
  before: DraftScene["picture"],
  chosen: string | null,
): DraftScene["picture"] {
  const file = chosen ?? before?.file;
  return file === undefined ? undefined : { file, alt: textOf(form, "picture.alt", before?.alt ?? "") };
}

/**
 * A scene's form: its own fields, its choices, and the roads not taken that belong to them.
 * @param chosen the name of the picture that was chosen in it
 */
export function withSceneForm(
  draft: ScenarioDraft,
  sceneId: string,
  form: FormData,
  chosen: string | null = null,
): ScenarioDraft {
  const scene = draft.scenes.find((one) => one.id === sceneId);
  if (!scene) return draft;
  const changed: DraftScene = {
    ...scene,
    title: textOf(form, "title", scene.title),
    when: textOf(form, "when", scene.when),
    where: textOf(form, "where", scene.where),
    text: textOf(form, "text", scene.text),
    picture: pictureOf(form, scene.picture, chosen),
    decision: textOf(form, "decision", scene.decision),
    here: form.has("with-here") ? markedIn(form, "here") : scene.here,
    outcomes: form.has("with-outcomes") ? markedIn(form, "outcomes") : scene.outcomes,
    facts: form.has("facts") ? factIds(textField(form, "facts")) : scene.facts,
    choices: scene.choices.map((choice) => choiceOf(form, choice, draft.measures)),
  };
  const ours = scene.choices.filter((choice) => form.has(`c.${choice.id}.road.title`));
  const roads = ours.flatMap(({ id: choice }) => {
    const title = textOf(form, `c.${choice}.road.title`, "");
    const text = textOf(form, `c.${choice}.road.text`, "");
    return title.trim() === "" && text.trim() === "" ? [] : [{ scene: sceneId, choice, title, text }];
  });
  // Each road keeps its place, so that what is not touched is not told as changed.
  const kept = draft.roadsNotTaken.flatMap((road) => {
    if (road.scene !== sceneId || !ours.some((one) => one.id === road.choice)) return [road];
    return roads.filter((one) => one.choice === road.choice);
  });
  const added = roads.filter(
    (road) => !draft.roadsNotTaken.some((one) => one.scene === sceneId && one.choice === road.choice),
  );
  return {
    ...draft,
    start: form.has("starts-here") ? sceneId : draft.start,
    scenes: draft.scenes.map((one) => (one.id === sceneId ? changed : one)),
    roadsNotTaken: [...kept, ...added],
  };
}

export function withEndingForm(draft: ScenarioDraft, endingId: string, form: FormData): ScenarioDraft {
  return {
    ...draft,
    endings: draft.endings.map((ending) =>
      ending.id === endingId
        ? {
            ...ending,
            title: textOf(form, "title", ending.title),
            text: textOf(form, "text", ending.text),
            about: textOf(form, "about", ending.about),
            passes: form.has("passes") ? textField(form, "passes") === "yes" : ending.passes,
          }
        : ending,
    ),
  };
}

/** The form about the whole: what it is, its outcomes, people and measures, and what passing asks for. */
export function withAboutForm(draft: ScenarioDraft, form: FormData): ScenarioDraft {
  return {
    ...draft,
    title: textOf(form, "title", draft.title),
    summary: textOf(form, "summary", draft.summary),
    role: textOf(form, "role", draft.role),
    outcomes: draft.outcomes.map((one) => ({
      ...one,
      text: textOf(form, `outcome.${one.id}.text`, one.text),
    })),
    people: draft.people.map((one) => ({
      ...one,
      name: textOf(form, `person.${one.id}.name`, one.name),
      about: textOf(form, `person.${one.id}.about`, one.about),
    })),
    measures: draft.measures.map((one) => ({
      ...one,
      name: textOf(form, `measure.${one.id}.name`, one.name),
      start: levelOf(textField(form, `measure.${one.id}.start`)) ?? one.start,
      shown: form.has(`with-measure.${one.id}.shown`) ? form.has(`measure.${one.id}.shown`) : one.shown,
      words: one.words.map((word, at) => textOf(form, `measure.${one.id}.word.${at}`, word)),
    })),
    passing: form.has("passing.0.measure") ? conditionsOf(form, "passing") : draft.passing,
  };
}

/** A button's verb and what it is about: "choice-up:c1" → ["choice-up", "c1"]; no button is "save". */
export function deedOf(form: FormData): readonly [verb: string, about: string] {
  const text = textField(form, "do");
  const at = text.indexOf(":");
  if (text === "") return ["save", ""];
  if (text === "split") return ["split", textField(form, "split-at")];
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
