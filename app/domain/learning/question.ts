/**
 * Questions as authors write them (`modules/<slug>/questions.yaml`), and what a
 * browser may see of them: `publicQuestion` drops every key, mark and feedback.
 * Intentionally pure: the same rules hold in the checker, the player and the ledger.
 */
import { z } from "zod";

export const identifier = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower-case letters, digits and hyphens");
export const factId = z.string().regex(/^F\d+$/, 'a fact is "F" and a number, such as F7');
/** Markdown text, never empty. */
export const markdown = z.string().trim().min(1, "write some text here");

const base = {
  id: identifier,
  /** The outcome (by id, from module.yaml) that this question is about. */
  outcome: identifier,
  /** `lesson`: asked in the text with <Question id>; `check`: in the bank that checks draw from. */
  use: z.enum(["lesson", "check"]),
  stem: markdown,
  /** What the answer means for the person harmed; shown after answering. */
  harmed: markdown.optional(),
  facts: z.array(factId).default([]),
  /** In a check: answered wrongly it fails the check, whatever the score. For what nobody may get wrong. */
  critical: z.boolean().default(false),
};

const option = z.strictObject({
  id: identifier,
  text: markdown,
  right: z.boolean().default(false),
  /** A short heading for the feedback, such as "Close: that is the other clock". */
  title: z.string().optional(),
  feedback: markdown,
});

export const singleQuestion = z.strictObject({
  ...base,
  type: z.literal("single"),
  options: z.array(option).min(2).max(7),
});
export const multipleQuestion = z.strictObject({
  ...base,
  type: z.literal("multiple"),
  options: z.array(option).min(3).max(8),
});
/** Each item belongs to one group. */
export const sortQuestion = z.strictObject({
  ...base,
  type: z.literal("sort"),
  groups: z
    .array(z.strictObject({ id: identifier, text: markdown }))
    .min(2)
    .max(5),
  items: z
    .array(z.strictObject({ id: identifier, text: markdown, group: identifier, feedback: markdown }))
    .min(2)
    .max(10),
});
/** Items in their right order. */
export const orderQuestion = z.strictObject({
  ...base,
  type: z.literal("order"),
  items: z
    .array(z.strictObject({ id: identifier, text: markdown }))
    .min(3)
    .max(8),
  feedback: markdown,
});
/** Each item goes with one answer, and each answer with one item. */
export const matchQuestion = z.strictObject({
  ...base,
  type: z.literal("match"),
  items: z
    .array(z.strictObject({ id: identifier, text: markdown, answer: markdown, feedback: markdown }))
    .min(2)
    .max(7),
});
/** Not marked, never in a statement, private to the officer. Lessons only. */
export const reflectionQuestion = z.strictObject({
  ...base,
  type: z.literal("reflection"),
  feedback: markdown.optional(),
});

export const question = z.discriminatedUnion("type", [
  singleQuestion,
  multipleQuestion,
  sortQuestion,
  orderQuestion,
  matchQuestion,
  reflectionQuestion,
]);
export const questionBank = z.array(question);
export type Question = z.infer<typeof question>;
