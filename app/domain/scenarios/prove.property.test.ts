/**
 * The prover against brute force on small scenarios made at random. Brute force plays them with `replay` and
 * compares what it saw; nothing of the state graph is used. A failure names the seed that made the scenario.
 */
import { describe, expect, it } from "vitest";
import { choice, scene, small } from "#tests/fixtures/scenarios.ts";
import { countWords, minutesFor } from "../learning/lesson.ts";
import { numbersFrom } from "../learning/shuffle.ts";
import type { FindingRule } from "./finding-rule.ts";
import { replay, type Play, type ScenarioDecision } from "./play.ts";
import { pathsToEndings, proveScenario, type Proof } from "./prove.ts";
import type { Scenario } from "./scenario.ts";

const MEASURES = ["heard", "safe"] as const;

/** Up to five scenes, three endings and two measures. With `forward`, a choice leads to a later scene or an ending. */
function randomScenario(seed: string, forward: boolean): Scenario {
  const next = numbersFrom(seed);
  const upTo = (most: number): number => Math.floor(next() * (most + 1));
  const maybe = (share: number): boolean => next() < share;
  const words = (most: number): string => Array.from({ length: 1 + upTo(most) }, () => "word").join(" ");
  const measureOf = (): string => MEASURES[upTo(1)] ?? "heard";
  const condition = () =>
    maybe(0.5)
      ? { measure: measureOf(), atLeast: 1 + upTo(3) }
      : { measure: measureOf(), atMost: 1 + upTo(3) };

  const scenes = ["door", "hall", "stairs", "attic", "yard"].slice(0, 2 + upTo(3));
  const endings = ["well", "badly", "late"].slice(0, 2 + upTo(1));
  return small(
    scenes.map((id, s) => {
      const targets = [...(forward ? scenes.slice(s + 1) : [...scenes, ...scenes]), ...endings];
      const target = (): string => targets[upTo(targets.length - 1)] ?? "badly";
      const choices = Array.from({ length: 2 + upTo(1) }, (_, c) => {
        const ways = [{ to: target(), when: [condition()] }, { to: target() }];
        return choice(`c${c}`, maybe(0.3) ? ways : target(), {
          text: words(6),
          consequence: words(200),
          when: maybe(0.35) ? [condition()] : [],
          effects: maybe(0.7) ? { [measureOf()]: upTo(6) - 3 } : {},
          ...(maybe(0.15) ? { critical: "Never." } : {}),
          debrief: { verdict: ["good", "mixed", "harmful"][upTo(2)], said: "You did", why: "Because" },
        });
      });
      return { ...scene(id, ...choices), text: words(400), outcomes: maybe(0.6) ? ["one"] : [] };
    }),
    {
      measures: MEASURES.map((id) => ({
        id,
        name: id,
        start: 1 + upTo(3),
        words: ["a", "b", "c", "d", "e", "f"],
      })),
      endings: endings.map((id, at) => ({
        id,
        title: id,
        text: words(100),
        passes: at === 0 || maybe(0.2),
        about: "a",
      })),
      passing: maybe(0.6) ? [{ measure: measureOf(), atLeast: 1 + upTo(2) }] : [],
    },
  );
}

interface State {
  readonly play: Play;
  readonly decisions: readonly ScenarioDecision[];
  readonly next: { readonly choice: string; readonly to: string }[];
}

const placeOf = ({ at }: Play): string => (at.kind === "scene" ? at.scene.id : at.ending.id);
const keyOf = (play: Play): string =>
  JSON.stringify([placeOf(play), play.measures, play.criticals.length > 0]);

/** Every state of play by its key, in the order in which the fewest decisions reach them. */
function statesOf(scenario: Scenario): Map<string, State> {
  const states = new Map<string, State>();
  const add = (decisions: readonly ScenarioDecision[]): string => {
    const play = replay(scenario, decisions);
    const key = keyOf(play);
    if (!states.has(key)) states.set(key, { play, decisions, next: [] });
    return key;
  };
  add([]);
  for (const { play, decisions, next } of states.values()) {
    if (play.at.kind === "ending") continue;
    const { id } = play.at.scene;
    for (const one of play.at.offered)
      next.push({ choice: one.id, to: add([...decisions, { scene: id, choice: one.id }]) });
  }
  return states;
}

/** The keys of the states from which one that `isGoal` allows can be reached. */
function leadingTo(states: Map<string, State>, isGoal: (state: State) => boolean): Set<string> {
  const leading = new Set([...states].filter(([, state]) => isGoal(state)).map(([key]) => key));
  for (let before = -1; before < leading.size;) {
    before = leading.size;
    for (const [key, state] of states) if (state.next.some(({ to }) => leading.has(to))) leading.add(key);
  }
  return leading;
}

/**
 * The chance of a random play to come to a goal: the equations of the chances, solved by elimination. Plays stay
 * where no ending can be reached.
 */
function chanceOf(
  states: Map<string, State>,
  canEnd: Set<string>,
  isGoal: (state: State) => boolean,
): number {
  const keys = [...states.keys()];
  const rows = keys.map((key, at) => {
    const state = states.get(key);
    const row = new Array<number>(keys.length + 1).fill(0);
    row[at] = 1;
    if (!state) return row;
    if (isGoal(state)) row[keys.length] = 1;
    else if (canEnd.has(key))
      for (const { to } of state.next)
        row[keys.indexOf(to)] = (row[keys.indexOf(to)] ?? 0) - 1 / state.next.length;
    return row;
  });
  for (let column = 0; column < keys.length; column += 1) {
    const best = rows.reduce(
      (top, row, at) =>
        at >= column && Math.abs(row[column] ?? 0) > Math.abs(rows[top]?.[column] ?? 0) ? at : top,
      column,
    );
    [rows[column], rows[best]] = [rows[best] ?? [], rows[column] ?? []];
    const pivot = rows[column] ?? [];
    rows.forEach((row, at) => {
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      if (at === column || factor === 0) return;
      for (let one = column; one <= keys.length; one += 1)
        row[one] = (row[one] ?? 0) - factor * (pivot[one] ?? 0);
    });
  }
  return (rows[0]?.[keys.length] ?? 0) / (rows[0]?.[0] ?? 1);
}

/** The scenes, endings or choices that the findings of these rules stand at. */
function placesOf(scenario: Scenario, { findings }: Proof, ...rules: FindingRule[]): Set<string> {
  return new Set(
    findings
      .filter((finding) => rules.includes(finding.rule))
      .map(({ path: [part, at, inside, c] }) => {
        if (part === "endings") return scenario.endings[Number(at)]?.id ?? "";
        const here = scenario.scenes[Number(at)];
        return inside === "choices" && c !== undefined
          ? `${here?.id}/${here?.choices[Number(c)]?.id}`
          : (here?.id ?? "");
      }),
  );
}
const sceneOf = (state: State): string[] => (state.play.at.kind === "scene" ? [state.play.at.scene.id] : []);
const isPass = (state: State): boolean => state.play.passed === true;

describe("the prover and brute force", () => {
  const seeds = Array.from({ length: 400 }, (_, at) => `scenario ${at}`);

  it("agree about what can be reached, ended, offered and passed, and about every chance", () => {
    const met = new Map<string, number>();
    for (const seed of seeds) {
      const scenario = randomScenario(seed, false);
      const states = statesOf(scenario);
      const proof = proveScenario(scenario);
      const all = [...states.values()];
      const canEnd = leadingTo(states, (state) => state.play.at.kind === "ending");
      const canPass = leadingTo(states, isPass);
      const places = [...scenario.scenes, ...scenario.endings].map((one) => one.id);
      const reached = new Set(all.map((state) => placeOf(state.play)));
      const stuck = new Set(all.filter((state) => state.next.length === 0).flatMap(sceneOf));
      const dead = [...states].filter(([key]) => !canEnd.has(key)).flatMap(([, state]) => sceneOf(state));
      const offered = new Set(
        all.flatMap((state) => state.next.map(({ choice: id }) => `${placeOf(state.play)}/${id}`)),
      );
      const successes = new Set(
        scenario.endings.filter((ending) => ending.passes).map((ending) => ending.id),
      );
      const canSucceed = leadingTo(states, (state) => successes.has(placeOf(state.play)));
      const afterwards = (goal: Set<string>, of: (scene: string, choice: string) => boolean) =>
        new Set(
          all.flatMap((state) =>
            state.next
              .filter(({ choice: id, to }) => goal.has(to) && of(placeOf(state.play), id))
              .map(({ choice: id }) => `${placeOf(state.play)}/${id}`),
          ),
        );
      const choiceNamed = (at: string, id: string) =>
        scenario.scenes.find((one) => one.id === at)?.choices.find((one) => one.id === id);
      const expected: [string, Set<string>, Set<string>][] = [
        [
          "unreachable",
          new Set(places.filter((id) => !reached.has(id))),
          placesOf(scenario, proof, "unreachable"),
        ],
        ["no choice left", stuck, new Set([...placesOf(scenario, proof, "no-choice-left")])],
        [
          "no ending",
          new Set(dead.filter((id) => !stuck.has(id))),
          placesOf(scenario, proof, "dead-end", "loop-without-exit"),
        ],
        [
          "never offered",
          new Set(
            scenario.scenes
              .filter((one) => reached.has(one.id))
              .flatMap((one) => one.choices.map(({ id }) => `${one.id}/${id}`))
              .filter((id) => !offered.has(id)),
          ),
          placesOf(scenario, proof, "choice-never-offered"),
        ],
        [
          "pass after harm",
          afterwards(canPass, (at, id) => {
            const one = choiceNamed(at, id);
            return one?.critical === undefined && one?.debrief.verdict === "harmful";
          }),
          placesOf(scenario, proof, "pass-after-harm"),
        ],
        [
          "success after a critical error",
          afterwards(canSucceed, (at, id) => choiceNamed(at, id)?.critical !== undefined),
          placesOf(scenario, proof, "success-after-critical"),
        ],
        [
          "success that is no pass",
          new Set(
            all.some(
              (state) =>
                successes.has(placeOf(state.play)) && state.play.criticals.length === 0 && !isPass(state),
            )
              ? ["somewhere"]
              : [],
          ),
          new Set(placesOf(scenario, proof, "success-not-passed").size > 0 ? ["somewhere"] : []),
        ],
        [
          "nobody passes",
          new Set(canPass.size === 0 ? ["passing"] : []),
          new Set(proof.findings.some((finding) => finding.rule === "nobody-passes") ? ["passing"] : []),
        ],
      ];
      for (const [what, brute, proved] of expected) {
        expect([...proved].sort(), `${seed}: ${what}`).toEqual([...brute].sort());
        if (brute.size > 0) met.set(what, (met.get(what) ?? 0) + 1);
      }

      expect(proof.figures?.states, seed).toBe(states.size);
      expect(proof.figures?.boundReached, seed).toBe(false);
      expect(proof.figures?.passChance.least, seed).toBeCloseTo(chanceOf(states, canEnd, isPass), 9);
      expect(proof.figures?.passChance.most, seed).toBe(proof.figures?.passChance.least);
      for (const { id, chance } of proof.figures?.endings ?? [])
        expect(chance, `${seed}: ${id}`).toBeCloseTo(
          chanceOf(states, canEnd, (state) => placeOf(state.play) === id),
          9,
        );

      for (const { ending, passes, decisions } of pathsToEndings(scenario)) {
        expect(replay(scenario, decisions), `${seed}: ${ending}`).toMatchObject({
          at: { ending: { id: ending } },
          passed: passes,
        });
        const fewest = Math.min(
          ...all.filter((state) => placeOf(state.play) === ending).map((state) => state.decisions.length),
        );
        expect(decisions.length, `${seed}: ${ending}`).toBe(fewest);
      }
      for (const { rule, route = [] } of proof.findings) {
        const play = replay(scenario, route);
        if (["pass-after-harm", "outcome-passed-by", "longest-passes"].includes(rule))
          expect(play.passed, `${seed}: ${rule}`).toBe(true);
        if (rule === "pass-after-harm")
          expect(
            play.path.some((step) => step.choice.debrief.verdict === "harmful"),
            seed,
          ).toBe(true);
        if (rule === "success-after-critical") expect(play.criticals.length, seed).toBeGreaterThan(0);
        if (rule === "no-choice-left") expect(play.at, seed).toMatchObject({ kind: "scene", offered: [] });
      }
    }
    // The generator made enough of everything that is compared.
    expect(met.size).toBe(8);
    for (const [what, count] of met) expect(count, what).toBeGreaterThan(10);
  });

  it("agree about every way through, its measures, its minutes and what it never meets", () => {
    for (const seed of seeds) {
      const scenario = randomScenario(seed, true);
      const { figures, findings } = proveScenario(scenario);
      const ended: { play: Play; chance: number; words: number }[] = [];
      const walk = (decisions: readonly ScenarioDecision[], chance: number, words: number): void => {
        const play = replay(scenario, decisions);
        if (play.at.kind === "ending") {
          ended.push({ play, chance, words: words + countWords(play.at.ending.text) });
          return;
        }
        const { scene: here, offered } = play.at;
        const read = offered.reduce((sum, one) => sum + countWords(one.text), countWords(here.text));
        for (const one of offered)
          walk(
            [...decisions, { scene: here.id, choice: one.id }],
            chance / offered.length,
            words + read + countWords(one.consequence) + 0.75 * 200,
          );
      };
      walk([], 1, 0);

      for (const ending of figures?.endings ?? []) {
        const here = ended.filter(({ play }) => placeOf(play) === ending.id);
        expect(ending.ways, `${seed}: ${ending.id}`).toBe(here.length);
        expect(ending.chance, `${seed}: ${ending.id}`).toBeCloseTo(
          here.reduce((sum, one) => sum + one.chance, 0),
          9,
        );
        for (const id of MEASURES) {
          const values = here.map(({ play }) => play.measures[id] ?? 0);
          expect(ending.measures?.[id], `${seed}: ${ending.id} ${id}`).toEqual(
            here.length === 0 ? undefined : { least: Math.min(...values), most: Math.max(...values) },
          );
        }
      }
      const passed = ended.filter(({ play }) => play.passed === true);
      const harms = passed.map(
        ({ play }) => play.path.filter((step) => step.choice.debrief.verdict === "harmful").length,
      );
      expect(figures?.harmsMost, seed).toBe(passed.length === 0 ? null : Math.max(...harms));
      const all = ended.map((one) => one.words);
      if (ended.length > 0) {
        expect(figures?.minutes?.shortest, seed).toBe(minutesFor(Math.min(...all), 0));
        expect(figures?.minutes?.longest, seed).toBe(minutesFor(Math.max(...all), 0));
      }
      const misses = ({ play }: { play: Play }) =>
        play.path.every((step) => !step.scene.outcomes.includes("one"));
      const missed = ended.filter(misses).reduce((sum, one) => sum + one.chance, 0);
      expect(figures?.outcomes[0]?.missed, seed).toBeCloseTo(missed, 9);
      const about = scenario.scenes.some((one) => one.outcomes.includes("one"));
      expect(
        findings.some((finding) => finding.rule === "outcome-passed-by"),
        seed,
      ).toBe(about && passed.some(misses));
    }
  });
});
