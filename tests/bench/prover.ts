/**
 * `npm run bench -- prover [--scenes N]`: how long a proof takes for our own scenarios and for long ones made of
 * their scenes, with few measures and with many, straight on and with ways back.
 */
import { proveScenario } from "#app/domain/scenarios/prove.ts";
import type { Scenario, Scene } from "#app/domain/scenarios/scenario.ts";
import { ownScenarios } from "#tests/fixtures/scenarios.ts";
import { printTable, quantile } from "./table.ts";

const TIMES = 7;

/** As many scenes as asked, each of ours in turn; a choice leads up to `reach` scenes on, one in ten `back` ones back. */
function long(own: readonly Scenario[], scenes: number, measures: number, back: boolean): Scenario {
  const [first] = own;
  const written = own.flatMap((one) => one.scenes);
  if (!first) throw new Error("There is no scenario to make it of");
  const ids = first.measures.slice(0, measures).map((measure) => measure.id);
  return {
    ...first,
    start: "scene-0",
    measures: first.measures.slice(0, measures),
    passing: ids.map((measure) => ({ measure, atLeast: 3 })),
    accepted: [],
    facts: [],
    roadsNotTaken: [],
    endings: first.endings.slice(0, 2),
    scenes: Array.from({ length: scenes }, (_, at): Scene => {
      const scene = written[at % written.length] as Scene;
      return {
        ...scene,
        id: `scene-${at}`,
        here: [],
        facts: [],
        outcomes: first.outcomes.map((outcome) => outcome.id),
        choices: scene.choices.map((choice, c) => {
          const on = back && (at + c) % 10 === 9 ? at - 3 : at + 1 + ((at + c) % 3);
          const end = first.endings[(at + c) % 2]?.id ?? "";
          return {
            ...choice,
            when: [],
            to: on < scenes ? `scene-${Math.max(0, on)}` : end,
            effects: { [ids[(at + c) % ids.length] ?? ""]: ((at + 2 * c) % 5) - 2 },
            debrief: { ...choice.debrief, facts: [] },
          };
        }),
      };
    }),
  };
}

export function benchProver(args: readonly string[]): Promise<void> {
  const scenes = Number(args[args.indexOf("--scenes") + 1] ?? 200) || 200;
  const own = ownScenarios();
  const row = (name: string, scenario: Scenario): (string | number)[] => {
    const times = Array.from({ length: TIMES }, () => {
      const from = performance.now();
      proveScenario(scenario);
      return performance.now() - from;
    });
    const { figures, findings } = proveScenario(scenario);
    const states = `${figures?.states ?? 0}${figures?.boundReached ? " (bound)" : ""}`;
    return [name, states, findings.length, quantile(times, 0.5), Math.max(...times)];
  };
  printTable(
    "Proofs, in milliseconds",
    ["scenario", "states", "findings", "median", "slowest"],
    [
      ...own.map((scenario) => row(`${scenario.slug}, ${scenario.scenes.length} scenes`, scenario)),
      ...[1, 2, 3, 4, 5].flatMap((measures) =>
        [false, true].map((back) =>
          row(
            `${scenes} scenes, ${measures} measure${measures === 1 ? "" : "s"}${back ? ", ways back" : ""}`,
            long(own, scenes, measures, back),
          ),
        ),
      ),
    ],
  );
  return Promise.resolve();
}
