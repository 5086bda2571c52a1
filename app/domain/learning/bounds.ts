/**
 * How long and how hard a lesson and a question may be, and what a bank of questions gives away.
 * Intentionally pure: the checker adds file and line.
 */
import { minutesFor } from "./lesson.ts";
import type { CardDocument } from "./module.ts";
import type { Question } from "./question.ts";
import { GRADE_MOST, plainWords, readability } from "./reading-age.ts";

/** A lesson that teaches, and can be read between two jobs. */
export const LESSON_WORDS = { least: 350, most: 600 } as const;
export const LESSON_MINUTES_MOST = 10;
/** What is only read is not learnt: a lesson asks at least twice. */
export const EXERCISES_LEAST = 2;
/** With fewer, somebody who takes the check twice has seen it all. */
export const BANK_LEAST = 15;
/** The right option may be the longest in two questions of five. */
export const LONGEST_MOST = 0.4;

/** A card is one page, read standing up. */
export const CARD_WORDS_MOST = 260;

/** What is wrong, and what to do. */
export interface Remark {
  readonly message: string;
  readonly cure: string;
}

/** @param prose what is read: paragraphs and headings, an empty line between them */
export function checkLessonText(prose: string, exercises: number): Remark[] {
  const { words } = readability(prose);
  const remarks: Remark[] = [];
  if (words < LESSON_WORDS.least)
    remarks.push({
      message: `the lesson has ${words} words`,
      cure: `Write ${LESSON_WORDS.least} to ${LESSON_WORDS.most}, or join it with another.`,
    });
  if (words > LESSON_WORDS.most)
    remarks.push({
      message: `the lesson has ${words} words`,
      cure: `Shorten it to ${LESSON_WORDS.most}, or make two of it.`,
    });
  if (exercises < EXERCISES_LEAST)
    remarks.push({
      message: `the lesson asks ${exercises === 0 ? "nothing" : "only one question"}`,
      cure: `Ask ${EXERCISES_LEAST} or more, each with <Question id="…" />.`,
    });
  const minutes = minutesFor(words, exercises);
  if (minutes > LESSON_MINUTES_MOST)
    remarks.push({
      message: `the lesson takes ${minutes} minutes`,
      cure: `Shorten it to ${LESSON_MINUTES_MOST}, or make two of it.`,
    });
  return [...remarks, ...checkReadable(prose, "the lesson")];
}

/** Whether a card fits on its page and is plain enough to be read on the street. */
export function checkCard(card: CardDocument): Remark[] {
  const points = [...card.say, ...card.check, ...card.pass].map((point) => plainWords(point.text));
  const { words } = readability(points.join("\n\n"));
  const remarks = checkReadable(points.join("\n\n"), "the card");
  if (words > CARD_WORDS_MOST)
    remarks.push({
      message: `the card has ${words} words`,
      cure: `Shorten it to ${CARD_WORDS_MOST}: it is one page, read standing up.`,
    });
  return remarks;
}

/** @param what is judged, as a sentence begins with it: "the lesson" */
export function checkReadable(prose: string, what: string): Remark[] {
  const { grade } = readability(prose);
  if (grade === null || grade <= GRADE_MOST) return [];
  return [
    {
      message: `${what} asks for a reading age of ${Math.ceil(grade + 5)} (Flesch–Kincaid grade ${grade.toFixed(1)})`,
      cure: `Use shorter sentences and shorter words, down to grade ${GRADE_MOST}.`,
    },
  ];
}

/** What somebody reads of a question before and after answering, an empty line between its parts. */
export function questionText(question: Question): string {
  const given = (text: string | undefined): string[] => (text === undefined ? [] : [text]);
  const parts = (): string[] => {
    switch (question.type) {
      case "single":
      case "multiple":
        return question.options.flatMap((option) => [option.text, ...given(option.title), option.feedback]);
      case "sort":
        return [
          ...question.groups.map((group) => group.text),
          ...question.items.flatMap((item) => [item.text, item.feedback]),
        ];
      case "match":
        return question.items.flatMap((item) => [item.text, item.answer, item.feedback]);
      case "order":
        return [...question.items.map((item) => item.text), question.feedback];
      case "reflection":
        return given(question.feedback);
    }
  };
  return [question.stem, ...parts(), ...given(question.harmed)].map(plainWords).join("\n\n");
}

/** Whether a bank is large enough, and whether the length of its options gives the right ones away. */
export function checkBank(bank: readonly Question[]): Remark[] {
  const remarks: Remark[] = [];
  if (bank.length < BANK_LEAST)
    remarks.push({
      message: `the bank has ${bank.length} of the ${BANK_LEAST} questions that a check is drawn from`,
      cure: "Write more with `use: check`.",
    });
  const judged = bank.flatMap((question) => (question.type === "single" ? [question] : []));
  const longest = judged.filter(({ options }) => {
    const length = (text: string): number => plainWords(text).trim().length;
    const most = Math.max(...options.map((option) => length(option.text)));
    return options.some((option) => option.right && length(option.text) === most);
  });
  if (longest.length > judged.length * LONGEST_MOST)
    remarks.push({
      message: `the right option is the longest in ${longest.length} of ${judged.length} questions with one answer: ${longest.map((question) => question.id).join(", ")}`,
      cure: `Shorten it, or say more of another, until that is so in ${Math.floor(judged.length * LONGEST_MOST)} at most.`,
    });
  return remarks;
}
