/** A training module as authors write it: `modules/<slug>/module.yaml` and the front matter of its lessons. */
import { z } from "zod";
import { factId, identifier, markdown } from "./question.ts";

/** One entry of a card: words that fit on a line or two, and the facts they rest on. */
const cardPoint = z.strictObject({ text: markdown, facts: z.array(factId).default([]) });
const cardPoints = z.array(cardPoint).min(1).max(6);

/** What an officer takes along on one page. */
export const cardDocument = z.strictObject({
  /** Words to say aloud, without quotation marks: the page sets them. */
  say: cardPoints,
  check: cardPoints,
  /** Whom to pass it to, and when. */
  pass: cardPoints,
});
export type CardDocument = z.infer<typeof cardDocument>;
export type CardPoint = CardDocument["say"][number];

/** What those who hold the module are asked when its substance has changed. */
export const updateDocument = z.strictObject({
  /** What is different now, and what to do about it. */
  text: markdown,
  /** Questions of the bank that are asked after it, by id. */
  questions: z.array(identifier).max(5).default([]),
  /** How many days they have, from publishing. */
  days: z.number().int().min(1).max(365).default(60),
});
export type UpdateDocument = z.infer<typeof updateDocument>;

export const moduleDocument = z.strictObject({
  slug: identifier,
  title: z.string().min(1),
  summary: markdown,
  outcomes: z
    .array(z.strictObject({ id: identifier, text: z.string().min(1) }))
    .min(1)
    .max(6),
  check: z
    .strictObject({
      /** How many questions a check draws. */
      questions: z.number().int().min(1).max(20).default(8),
      /** How many must be right to pass. */
      pass: z.number().int().min(1).max(20).default(6),
      /** How long to wait after a failed check before the next; 0: not at all. */
      waitMinutes: z.number().int().min(0).max(43_200).default(0),
      /** How long a check may take; null: as long as it takes. */
      minutes: z.number().int().min(5).max(240).nullable().default(null),
    })
    .default({ questions: 8, pass: 6, waitMinutes: 0, minutes: null }),
  /** Scenarios that belong to this module; a required one must be passed before the award. */
  scenarios: z.array(z.strictObject({ slug: identifier, required: z.boolean().default(false) })).default([]),
  /** The on-scene card; null: the module has none. */
  card: cardDocument.nullable().default(null),
  /** What a change since the last version is: wording asks nothing of those trained. */
  change: z.enum(["wording", "substance"]).default("substance"),
  /** Needed with a change of substance once an earlier version is live. */
  update: updateDocument.nullable().default(null),
});
export type ModuleDocument = z.infer<typeof moduleDocument>;

export const lessonFrontMatter = z.strictObject({
  title: z.string().min(1),
  summary: z.string().min(1).optional(),
});
export type LessonFrontMatter = z.infer<typeof lessonFrontMatter>;
