import type { QuestionType } from "#app/domain/learning/module-draft.ts";

/** Each kind of question, as trainers call it. */
export const KINDS: Readonly<Record<QuestionType, string>> = {
  single: "One right answer",
  multiple: "Several right answers",
  sort: "Sort into groups",
  order: "Put in order",
  match: "Match in pairs",
  reflection: "Reflection, not marked",
};
