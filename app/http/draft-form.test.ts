import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { scenarioDraft, type DraftChoice, type ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import type { Condition } from "#app/domain/scenarios/scenario.ts";
import { deedOf, factIds, withAboutForm, withEndingForm, withSceneForm } from "./draft-form.ts";

const draft = scenarioDraft.parse(
  parse(readFileSync("content/scenarios/the-hedge-and-the-music.yaml", "utf8")),
);
const [scene] = draft.scenes;
const [ending] = draft.endings;
if (!scene || !ending) throw new Error("The scenario has no scene or no ending");

type Entries = [string, string][];
const form = (entries: Entries): FormData => {
  const filled = new FormData();
  for (const [name, value] of entries) filled.append(name, value);
  return filled;
};

const rows = (name: string, conditions: readonly Condition[]): Entries =>
  [...conditions, null].flatMap((one, at): Entries => [
    [`${name}.${at}.measure`, one?.measure ?? ""],
    [`${name}.${at}.atLeast`, String(one?.atLeast ?? "")],
    [`${name}.${at}.atMost`, String(one?.atMost ?? "")],
  ]);

/** What a browser sends of a choice that nobody has touched. */
function choiceEntries({ measures, roadsNotTaken }: ScenarioDraft, choice: DraftChoice): Entries {
  const name = `c.${choice.id}`;
  const ways = typeof choice.to === "string" ? [] : choice.to.slice(0, -1);
  const road = roadsNotTaken.find((one) => one.scene === scene?.id && one.choice === choice.id);
  return [
    [`${name}.text`, choice.text],
    [`${name}.to`, typeof choice.to === "string" ? choice.to : (choice.to.at(-1)?.to ?? "")],
    ...ways.flatMap((way, at): Entries => [
      [`${name}.way.${at}.to`, way.to],
      ...rows(`${name}.way.${at}.when`, way.when),
    ]),
    ...rows(`${name}.when`, choice.when),
    ...measures.map(({ id }): [string, string] => [`${name}.effect.${id}`, String(choice.effects[id] ?? 0)]),
    // A browser ends its lines with CRLF.
    [`${name}.consequence`, choice.consequence.replaceAll("\n", "\r\n")],
    [`${name}.critical`, choice.critical ?? ""],
    [`${name}.verdict`, choice.debrief.verdict],
    [`${name}.said`, choice.debrief.said],
    [`${name}.why`, choice.debrief.why],
    [`${name}.good`, choice.debrief.good ?? ""],
    [`${name}.facts`, choice.debrief.facts.join(", ")],
    [`${name}.road.title`, road?.title ?? ""],
    [`${name}.road.text`, road?.text ?? ""],
  ];
}

function sceneEntries(whole: ScenarioDraft): Entries {
  const one = whole.scenes[0] ?? scene;
  if (!one) return [];
  return [
    ["title", one.title],
    ["when", one.when],
    ["where", one.where],
    ["text", one.text],
    ["with-here", "1"],
    ...one.here.map((id): [string, string] => ["here", id]),
    ["with-outcomes", "1"],
    ...one.outcomes.map((id): [string, string] => ["outcomes", id]),
    ["facts", one.facts.join(", ")],
    ["decision", one.decision],
    ...one.choices.flatMap((choice) => choiceEntries(whole, choice)),
  ];
}

const without = (entries: Entries, start: string) => entries.filter(([name]) => !name.startsWith(start));
const changed = (entries: Entries, name: string, value: string): Entries =>
  entries.map(([one, was]) => [one, one === name ? value : was]);

it("gives back the draft from a scene's form that nobody touched, ways, conditions and roads too", () => {
  expect(withSceneForm(draft, scene.id, form(sceneEntries(draft)))).toEqual(draft);
  const [measure] = draft.measures;
  const [first] = scene.choices;
  const rich: ScenarioDraft = {
    ...draft,
    scenes: draft.scenes.map((one) =>
      one.id === scene.id
        ? {
            ...one,
            choices: one.choices.map((choice) =>
              choice === first
                ? {
                    ...choice,
                    critical: "It breaks the law.",
                    when: [{ measure: measure?.id ?? "", atMost: 4 }],
                    to: [
                      { to: ending.id, when: [{ measure: measure?.id ?? "", atLeast: 2, atMost: 3 }] },
                      { to: "", when: [] },
                      { to: scene.id, when: [] },
                    ],
                  }
                : choice,
            ),
          }
        : one,
    ),
    roadsNotTaken: [
      ...draft.roadsNotTaken.filter((road) => road.scene !== scene.id),
      { scene: scene.id, choice: first?.id ?? "", title: "The other road", text: "What would have been." },
    ],
  };
  expect(withSceneForm(rich, scene.id, form(sceneEntries(rich)))).toEqual(rich);
});

it("leaves alone whatever a form does not hold", () => {
  expect(withSceneForm(draft, scene.id, form([]))).toEqual(draft);
  expect(withAboutForm(draft, form([]))).toEqual(draft);
  expect(withEndingForm(draft, ending.id, form([]))).toEqual(draft);
  for (const { id } of scene.choices)
    for (const start of [`c.${id}.effect.`, `c.${id}.when.`, `c.${id}.to`, `c.${id}.road.`, `c.${id}.said`])
      expect(withSceneForm(draft, scene.id, form(without(sceneEntries(draft), start)))).toEqual(draft);
});

it("takes what is typed, chosen, ticked and emptied", () => {
  const id = scene.choices[0]?.id ?? "";
  const entries = changed(sceneEntries(draft), "title", "At the door");
  const told = withSceneForm(draft, scene.id, form(without(entries, "here"))).scenes[0];
  expect(told).toMatchObject({ title: "At the door", here: [], text: scene.text });
  const measure = draft.measures[0]?.id ?? "";
  const row = changed(sceneEntries(draft), `c.${id}.when.0.measure`, measure);
  const half = withSceneForm(draft, scene.id, form(row)).scenes[0]?.choices[0];
  expect(half?.when).toEqual([]);
  const full = withSceneForm(draft, scene.id, form(changed(row, `c.${id}.when.0.atLeast`, "2")));
  expect(full.scenes[0]?.choices[0]?.when).toEqual([{ measure, atLeast: 2 }]);
  const critical = changed(sceneEntries(draft), `c.${id}.critical`, "  ");
  expect(withSceneForm(draft, scene.id, form(critical)).scenes[0]?.choices[0]).not.toHaveProperty("critical");

  const name = `measure.${measure}`;
  const about = withAboutForm(
    draft,
    form([
      [`with-${name}.shown`, "1"],
      [`${name}.word.0`, "none"],
    ]),
  );
  expect(about.measures[0]).toMatchObject({
    shown: false,
    words: ["none", ...(draft.measures[0]?.words.slice(1) ?? [])],
  });
  expect(withEndingForm(draft, ending.id, form([["passes", "no"]])).endings[0]?.passes).toBe(false);
});

it("reads facts however they are written, and a button's verb with what it is about", () => {
  expect(factIds("F2, f7 12;F2")).toEqual(["F2", "F7", "F12"]);
  expect(deedOf(form([]))).toEqual(["save", ""]);
  expect(deedOf(form([["do", "remove-way:c1:0"]]))).toEqual(["remove-way", "c1:0"]);
  expect(
    deedOf(
      form([
        ["do", "split"],
        ["split-at", "3"],
      ]),
    ),
  ).toEqual(["split", "3"]);
});
