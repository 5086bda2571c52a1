/** Whether all that a scenario names is there. Intentionally pure. */
import { findings, type DocumentPath, type Finding, type FindingRule } from "./finding.ts";
import type { Condition, Scenario } from "./scenario.ts";

/** Every name that leads nowhere and every condition that cannot be meant; with none of them it can be walked. */
export function checkNames(scenario: Scenario): Finding[] {
  const { found, say } = findings();
  const wrong = (rule: FindingRule, path: DocumentPath, message: string, cure: string): void =>
    say(rule, "error", path, message, cure);

  const noneTwice = (
    what: string,
    list: readonly { id: string }[],
    path: DocumentPath,
    taken = new Set<string>(),
  ): Set<string> => {
    list.forEach(({ id }, at) => {
      if (taken.has(id))
        wrong(
          "id-twice",
          [...path, at, "id"],
          `the id "${id}" is used twice (${what})`,
          "Give each its own id.",
        );
      taken.add(id);
    });
    return taken;
  };
  const known = (names: ReadonlySet<string>, id: string, what: string, path: DocumentPath): void => {
    if (names.has(id)) return;
    const cure = names.size > 0 ? `Use one of: ${[...names].join(", ")}.` : `Add ${what} first.`;
    wrong("unknown-name", path, `there is no ${what} "${id}"`, cure);
  };
  const outcomes = noneTwice("outcomes", scenario.outcomes, ["outcomes"]);
  const measures = noneTwice("measures", scenario.measures, ["measures"]);
  const people = noneTwice("people", scenario.people, ["people"]);
  const scenes = noneTwice("scenes", scenario.scenes, ["scenes"]);
  const places = noneTwice("scenes and endings", scenario.endings, ["endings"], new Set(scenes));

  const conditions = (list: readonly Condition[], path: DocumentPath): void =>
    list.forEach((part, at) => {
      known(measures, part.measure, "measure", [...path, at, "measure"]);
      if (part.atLeast !== undefined && part.atMost !== undefined && part.atLeast > part.atMost) {
        wrong(
          "impossible-condition",
          [...path, at],
          "atLeast is more than atMost, so this never holds",
          "Swap the two numbers.",
        );
      }
    });

  if (!scenes.has(scenario.start)) {
    wrong(
      "unknown-name",
      ["start"],
      `the start "${scenario.start}" is not a scene`,
      "Name the scene that the scenario begins with.",
    );
  }
  scenario.scenes.forEach((scene, s) => {
    scene.here.forEach((id, at) => known(people, id, "person", ["scenes", s, "here", at]));
    scene.outcomes.forEach((id, at) => known(outcomes, id, "outcome", ["scenes", s, "outcomes", at]));
    noneTwice(`choices of scene ${scene.id}`, scene.choices, ["scenes", s, "choices"]);
    scene.choices.forEach((choice, c) => {
      const path = ["scenes", s, "choices", c];
      conditions(choice.when, [...path, "when"]);
      for (const id of Object.keys(choice.effects)) known(measures, id, "measure", [...path, "effects", id]);
      const target = (id: string, where: DocumentPath): void => {
        if (id === "") {
          wrong(
            "unknown-name",
            where,
            "it leads nowhere yet",
            "Choose the scene or the ending that follows.",
          );
        } else if (!places.has(id))
          wrong(
            "unknown-name",
            where,
            `it leads to "${id}", which is neither a scene nor an ending`,
            "Correct the id, or write that scene or ending.",
          );
      };
      if (typeof choice.to === "string") return target(choice.to, [...path, "to"]);
      const last = choice.to.length - 1;
      choice.to.forEach((way, at) => {
        target(way.to, [...path, "to", at, "to"]);
        conditions(way.when, [...path, "to", at, "when"]);
        if (at === last && way.when.length > 0) {
          wrong(
            "last-way-has-when",
            [...path, "to", at],
            "the last way has a `when`, so some officers would be led nowhere",
            "Take `when` from the last way, or add one without it at the end.",
          );
        }
        if (at < last && way.when.length === 0) {
          wrong(
            "way-hides-others",
            [...path, "to", at],
            "this way always holds, so those after it are never taken",
            "Give it a `when`, or move it to the end.",
          );
        }
      });
    });
  });
  conditions(scenario.passing, ["passing"]);
  scenario.roadsNotTaken.forEach((road, at) => {
    const scene = scenario.scenes.find((one) => one.id === road.scene);
    if (!scene)
      wrong(
        "unknown-name",
        ["roadsNotTaken", at, "scene"],
        `there is no scene "${road.scene}"`,
        "Correct the id.",
      );
    else if (!scene.choices.some((choice) => choice.id === road.choice)) {
      wrong(
        "unknown-name",
        ["roadsNotTaken", at, "choice"],
        `scene "${road.scene}" has no choice "${road.choice}"`,
        "Correct the id.",
      );
    }
  });
  return found;
}
