/** What is written in a scenario, as somebody reads it. Intentionally pure. */
import { GRADE_MOST, plainWords, readability } from "../learning/reading-age.ts";
import { findings, type DocumentPath, type Finding } from "./finding.ts";
import type { Choice, Scenario, Scene } from "./scenario.ts";

const defined = (text: string | undefined): string[] => (text === undefined ? [] : [text]);
const playText = (scene: Scene): string[] => [
  scene.text,
  ...scene.choices.flatMap((choice) => [choice.text, choice.consequence]),
];
const debriefText = ({ critical, debrief }: Choice): string[] => [
  debrief.why,
  ...defined(debrief.good),
  ...defined(critical),
];
const gradeOf = (texts: readonly string[]): number | null =>
  readability(texts.map(plainWords).join("\n\n")).grade;

/** Flesch–Kincaid grade of all that is read while playing; null when it is too short to say. */
export function readingGrade(scenario: Scenario): number | null {
  return gradeOf([
    scenario.summary,
    ...scenario.scenes.flatMap(playText),
    ...scenario.endings.map((ending) => ending.text),
  ]);
}

/** Passages that are too hard to read, and images without a text in their place. */
export function checkText(scenario: Scenario): Finding[] {
  const { found, say } = findings();
  const readable = (texts: readonly string[], path: DocumentPath, what: string): void => {
    const grade = gradeOf(texts);
    if (grade === null || grade <= GRADE_MOST) return;
    say(
      "reading-age",
      "warning",
      path,
      `${what} asks for a reading age of ${Math.ceil(grade + 5)} (Flesch–Kincaid grade ${grade.toFixed(1)})`,
      `Use shorter sentences and shorter words, down to grade ${GRADE_MOST}.`,
    );
  };
  scenario.scenes.forEach((scene, s) => {
    readable(playText(scene), ["scenes", s, "text"], `scene "${scene.id}" with its choices`);
    readable(
      scene.choices.flatMap(debriefText),
      ["scenes", s, "choices"],
      `the debrief of scene "${scene.id}"`,
    );
  });
  readable(
    scenario.endings.flatMap((ending) => [ending.text, ending.about]),
    ["endings"],
    "what the endings say, together,",
  );
  scenario.scenes.forEach(({ picture }, s) => {
    if (picture && picture.alt.trim() === "")
      say(
        "alt-text",
        "error",
        ["scenes", s, "picture", "alt"],
        "the picture has no words for those who cannot see it (alt text)",
        "Say in a sentence what it shows.",
      );
  });
  for (const { text, path } of markdownOf(scenario)) {
    if (!/!\[\s*\]/.test(text)) continue;
    say(
      "alt-text",
      "error",
      path,
      "the image has no alt text",
      "Say in the brackets what it shows: ![…](…).",
    );
  }
  return found;
}

/** Every Markdown text with its place. */
function markdownOf(scenario: Scenario): { text: string; path: DocumentPath }[] {
  const at = (path: DocumentPath, text: string | undefined) =>
    defined(text).map((one) => ({ text: one, path }));
  return [
    ...at(["summary"], scenario.summary),
    ...scenario.scenes.flatMap((scene, s) => [
      ...at(["scenes", s, "text"], scene.text),
      ...scene.choices.flatMap((choice, c) => {
        const path = ["scenes", s, "choices", c];
        return [
          ...at([...path, "text"], choice.text),
          ...at([...path, "consequence"], choice.consequence),
          ...at([...path, "critical"], choice.critical),
          ...at([...path, "debrief", "why"], choice.debrief.why),
          ...at([...path, "debrief", "good"], choice.debrief.good),
        ];
      }),
    ]),
    ...scenario.endings.flatMap((ending, e) => [
      ...at(["endings", e, "text"], ending.text),
      ...at(["endings", e, "about"], ending.about),
    ]),
    ...scenario.roadsNotTaken.flatMap((road, r) => at(["roadsNotTaken", r, "text"], road.text)),
  ];
}
