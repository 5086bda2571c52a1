/**
 * What gives a right choice away to somebody who has not read the scene: its length, its place, its tone.
 * Intentionally pure. The rules are those of item writing: Haladyna, Downing and Rodriguez, "A Review of
 * Multiple-Choice Item-Writing Guidelines" (2002), guidelines 23 (length), 19 (place) and 24 (clang and tone).
 */
import { LONGEST_MOST } from "../learning/bounds.ts";
import { plainWords } from "../learning/reading-age.ts";
import { findings, type Finding } from "./finding.ts";
import type { Choice, Scenario, Scene } from "./scenario.ts";

/** One place in the list may hold the right choice in half of the scenes. */
const PLACE_MOST = 0.5;
/** With fewer scenes a share says nothing. */
const SCENES_TO_JUDGE = 5;
/** A right choice this many times as long as every other is seen before it is read. */
const STANDS_OUT = 1.5;

/** A right choice does not praise itself, and a wrong one does not condemn itself. */
const PRAISE =
  /\b(?:careful|calm|gentle|gently|respectful|polite|patient|sensitive|kind|proper|appropriate|professional|sympathetic|tactful|thoughtful|sincere)(?:ly)?\b/i;
const BLAME =
  /\b(?:always|never|obviously|shout|snap|demand|insist|threaten|ignore|dismiss|lecture|scold|blame|bully|brush (?:him|her|them|it) off)(?:s|ed|ing)?\b/i;

export interface Cues {
  /** Scenes that have a right choice and another. */
  readonly judged: number;
  /** In how many of them a right choice is the longest, or as long as any. */
  readonly longestRight: number;
  /** For each place in the list, first to last, in how many of them a right choice stands there. */
  readonly placesRight: readonly number[];
}

export const isRight = (choice: Choice): boolean =>
  choice.debrief.verdict === "good" && choice.critical === undefined;

export const lengthOf = (choice: Choice): number => plainWords(choice.text).trim().length;

/** The one choice that is longer than every other; undefined when two are alike. */
export function longestOf<Option>(
  options: readonly Option[],
  length: (option: Option) => number,
): Option | undefined {
  const most = Math.max(...options.map(length));
  const longest = options.filter((option) => length(option) === most);
  return longest.length === 1 ? longest[0] : undefined;
}

const isJudged = (scene: Scene): boolean => scene.choices.some(isRight) && !scene.choices.every(isRight);

export function cuesOf(scenario: Scenario): Cues {
  const judged = scenario.scenes.filter(isJudged);
  const places = Math.max(0, ...judged.map((scene) => scene.choices.length));
  return {
    judged: judged.length,
    longestRight: judged.filter(longestIsRight).length,
    placesRight: Array.from({ length: places }, (_, at) => {
      return judged.filter((scene) => scene.choices[at] && isRight(scene.choices[at])).length;
    }),
  };
}

/** Of two that are equally long, one that is right is enough. */
function longestIsRight(scene: Scene): boolean {
  const most = Math.max(...scene.choices.map(lengthOf));
  return scene.choices.some((choice) => isRight(choice) && lengthOf(choice) === most);
}

/** Giveaways, as warnings. Whether a player who goes by length passes is for the prover, who can walk. */
export function checkCues(scenario: Scenario): Finding[] {
  const { found, say } = findings();
  const { judged, longestRight, placesRight } = cuesOf(scenario);
  if (judged >= SCENES_TO_JUDGE) {
    if (longestRight / judged > LONGEST_MOST) {
      const where = scenario.scenes.filter((scene) => isJudged(scene) && longestIsRight(scene));
      say(
        "longest-is-right",
        "warning",
        ["scenes"],
        `the right choice is the longest in ${longestRight} of ${judged} scenes: ${where.map((scene) => scene.id).join(", ")}`,
        `Shorten it, or say more of another, until that is so in ${Math.floor(judged * LONGEST_MOST)} scenes at most.`,
      );
    }
    placesRight.forEach((right, at) => {
      if (right / judged <= PLACE_MOST) return;
      say(
        "place-is-right",
        "warning",
        ["scenes"],
        `choice ${at + 1} of the list is right in ${right} of ${judged} scenes`,
        "Change the order of the choices in some of them; our player shuffles them, but what you export keeps yours.",
      );
    });
  }
  scenario.scenes.forEach((scene, s) => {
    const right = scene.choices.filter(isRight);
    const other = scene.choices.filter((choice) => !isRight(choice));
    if (right.length === 0 || other.length === 0) return;
    const longestOther = Math.max(...other.map(lengthOf));
    scene.choices.forEach((choice, c) => {
      const path = ["scenes", s, "choices", c, "text"];
      if (isRight(choice) && lengthOf(choice) >= longestOther * STANDS_OUT) {
        say(
          "stands-out",
          "warning",
          path,
          `"${choice.id}" is right and half as long again as any other choice of scene "${scene.id}"`,
          "Make it shorter, or the others fuller.",
        );
      }
      const word = (isRight(choice) ? PRAISE : BLAME).exec(choice.text)?.[0];
      if (word === undefined) return;
      const pattern = isRight(choice) ? PRAISE : BLAME;
      const against = isRight(choice) ? other : right;
      if (against.some((one) => pattern.test(one.text))) return;
      say(
        "tone",
        "warning",
        path,
        `"${word}" gives away that "${choice.id}" is ${isRight(choice) ? "right" : "wrong"}`,
        "Say what the officer does, in words that somebody who would choose it might use.",
      );
    });
  });
  return found;
}
