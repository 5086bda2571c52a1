/** A scenario as a plain document for a file: keys in the order of our own files, what is as it would be anyway left out. Intentionally pure. */
import type { ScenarioDraft } from "../draft.ts";

type Plain = Record<string, unknown>;

/** Without keys that say nothing. */
function said(document: Plain): Plain {
  return Object.fromEntries(
    Object.entries(document).filter(([, value]) => {
      if (value === undefined) return false;
      if (Array.isArray(value)) return value.length > 0;
      return !(typeof value === "object" && value !== null && Object.keys(value).length === 0);
    }),
  );
}

/** What `scenarioDocument` reads as the same scenario, and `scenarioDraft` as the same draft. */
export function plainScenario(scenario: ScenarioDraft): Plain {
  const { scenes, endings, people, outcomes, measures } = scenario;
  return {
    ...said({
      slug: scenario.slug,
      title: scenario.title,
      change: scenario.change === "substance" ? undefined : scenario.change,
      summary: scenario.summary,
      role: scenario.role,
    }),
    outcomes,
    ...said({ facts: scenario.facts }),
    measures: measures.map(({ shown, ...measure }) => ({ ...measure, ...(shown ? {} : { shown }) })),
    people,
    start: scenario.start,
    ...said({ passing: scenario.passing }),
    scenes: scenes
      .map((scene) =>
        said({
          id: scene.id,
          title: scene.title,
          when: scene.when,
          where: scene.where,
          here: scene.here,
          outcomes: scene.outcomes,
          facts: scene.facts,
          text: scene.text,
          picture: scene.picture,
          decision: scene.decision === "What do you do?" ? undefined : scene.decision,
          choices: scene.choices.map((choice) =>
            said({
              id: choice.id,
              text: choice.text,
              to:
                typeof choice.to === "string"
                  ? choice.to
                  : choice.to.map((way) => said({ to: way.to, when: way.when })),
              when: choice.when,
              effects: choice.effects,
              consequence: choice.consequence,
              critical: choice.critical,
              debrief: said({
                verdict: choice.debrief.verdict,
                said: choice.debrief.said,
                why: choice.debrief.why,
                good: choice.debrief.good,
                facts: choice.debrief.facts,
              }),
            }),
          ),
        }),
      )
      .map((scene) => ("choices" in scene ? scene : { ...scene, choices: [] })),
    endings,
    ...said({ roadsNotTaken: scenario.roadsNotTaken, accepted: scenario.accepted }),
  };
}
