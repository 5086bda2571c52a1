/** What a check's answers come to. Intentionally pure: the end of a check and its result page judge alike. */
import { isMarked, mark, type QuestionResponse } from "./marking.ts";
import type { Question } from "./question.ts";

export interface Judgement {
  readonly right: number;
  readonly of: number;
  readonly needed: number;
  /** Ids of the critical questions that were not answered rightly: one is enough to fail. */
  readonly criticalMissed: readonly string[];
  readonly passed: boolean;
}

/** One question as judged. */
export function isRight(question: Question, response: QuestionResponse | undefined): boolean {
  return response !== undefined && isMarked(question) && mark(question, response).right;
}

/** Passed with so many right as are needed and no critical question missed; one without an answer is not right. */
export function judgeCheck(
  questions: readonly Question[],
  answers: Readonly<Record<string, QuestionResponse>>,
  needed: number,
): Judgement {
  const wrong = questions.filter((question) => !isRight(question, answers[question.id]));
  const criticalMissed = wrong.flatMap((question) => (question.critical ? [question.id] : []));
  const right = questions.length - wrong.length;
  return {
    right,
    of: questions.length,
    needed,
    criticalMissed,
    passed: right >= needed && criticalMissed.length === 0,
  };
}
