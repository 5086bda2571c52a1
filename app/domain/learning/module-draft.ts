/**
 * A module while it is being written in the studio: its settings, lessons and bank of questions in one document, with
 * room for what is not there yet. Intentionally pure. What is missing is told by findings and stops publishing, never
 * saving. Everything that two authors may change side by side has an id.
 */
import { z } from "zod";
import type { CardDocument, CardPoint, ModuleDocument } from "./module.ts";
import { factId, identifier, type Question } from "./question.ts";

/** Bounds that no author meets and that keep a stranger's form from filling a disk. */
export const MODULE_BOUNDS = {
  lessons: 30,
  questions: 400,
  parts: 12,
  text: 20_000,
  lesson: 40_000,
  files: 200,
} as const;

const line = z
  .string()
  .max(500, "use at most 500 characters")
  .transform((text) => text.replace(/\s+/g, " "));
const most = (count: number) =>
  z.string().max(count, `use at most ${count.toLocaleString("en-GB")} characters`);
const text = most(MODULE_BOUNDS.text);
const place = z.union([z.literal(""), identifier]);
const facts = z.array(factId).max(50).default([]);
const point = z.strictObject({ id: identifier, text, facts });
const points = z.array(point).max(MODULE_BOUNDS.parts);
const named = z.strictObject({ id: identifier, text });

const base = {
  id: identifier,
  outcome: place,
  use: z.enum(["lesson", "check"]),
  stem: text,
  harmed: text.optional(),
  facts,
  critical: z.boolean().default(false),
};
const option = z.strictObject({
  id: identifier,
  text,
  right: z.boolean().default(false),
  title: line.optional(),
  feedback: text,
});
const list = <Part extends z.ZodType>(part: Part) => z.array(part).max(MODULE_BOUNDS.parts);

const draftQuestion = z.discriminatedUnion("type", [
  z.strictObject({ ...base, type: z.literal("single"), options: list(option) }),
  z.strictObject({ ...base, type: z.literal("multiple"), options: list(option) }),
  z.strictObject({
    ...base,
    type: z.literal("sort"),
    groups: list(named),
    items: list(z.strictObject({ id: identifier, text, group: place, feedback: text })),
  }),
  z.strictObject({ ...base, type: z.literal("order"), items: list(named), feedback: text }),
  z.strictObject({
    ...base,
    type: z.literal("match"),
    items: list(z.strictObject({ id: identifier, text, answer: text, feedback: text })),
  }),
  z.strictObject({ ...base, type: z.literal("reflection"), feedback: text.optional() }),
]);

const lesson = z.strictObject({
  /** Its address, and what progress is kept under: never changed. */
  id: identifier,
  title: line,
  summary: line,
  /** MDX, without front matter. */
  text: most(MODULE_BOUNDS.lesson),
});

/** A file that was chosen in the studio, by the name that lessons have for it. */
const file = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}\.[a-z0-9]{2,4}$/),
  type: z.string().max(100),
  /** SHA-256, hex, of what is kept. */
  sha2: z.string().regex(/^[0-9a-f]{64}$/),
});

export const moduleDraft = z.strictObject({
  slug: identifier,
  title: line,
  summary: text,
  outcomes: z.array(z.strictObject({ id: identifier, text: line })).max(12),
  check: z.strictObject({
    questions: z.number().int().min(1).max(20),
    pass: z.number().int().min(1).max(20),
    waitMinutes: z.number().int().min(0).max(43_200),
    minutes: z.number().int().min(5).max(240).nullable(),
  }),
  scenarios: z.array(z.strictObject({ id: identifier, required: z.boolean() })).max(50),
  card: z.strictObject({ say: points, check: points, pass: points }).nullable(),
  change: z.enum(["wording", "substance"]).default("substance"),
  /** What those who hold the module are asked when its substance changes; an empty text: nothing is said yet. */
  update: z.strictObject({
    text,
    questions: z.array(identifier).max(5),
    days: z.number().int().min(1).max(365),
  }),
  lessons: z.array(lesson).max(MODULE_BOUNDS.lessons),
  questions: z.array(draftQuestion).max(MODULE_BOUNDS.questions),
  /** Besides those of the version that the draft began from; not there until the first is chosen. */
  files: z.array(file).max(MODULE_BOUNDS.files).optional(),
});
export type ModuleDraft = z.infer<typeof moduleDraft>;
export type DraftFile = z.infer<typeof file>;
export type DraftLesson = ModuleDraft["lessons"][number];
/** The same type as `Question`: only what may stand in it differs. */
export type DraftQuestion = ModuleDraft["questions"][number];
export type QuestionType = Question["type"];
export type CardPart = keyof CardDocument;
export const CARD_PARTS: readonly CardPart[] = ["say", "check", "pass"];

/** A module from nothing: one lesson to begin with, and one outcome. */
export function emptyModule(slug: string, title: string): ModuleDraft {
  return {
    slug,
    title,
    summary: "",
    outcomes: [{ id: "first-outcome", text: "" }],
    check: { questions: 8, pass: 6, waitMinutes: 0, minutes: null },
    scenarios: [],
    card: null,
    change: "substance",
    update: { text: "", questions: [], days: 60 },
    lessons: [
      {
        id: "first-things",
        title: "First things",
        summary: "",
        text: "## The first screen\n\nWrite here.\n",
      },
    ],
    questions: [],
  };
}

/** A published module as a draft of its next version: what was asked about the last change is not asked again. */
export function moduleDraftOf(
  document: ModuleDocument,
  lessons: readonly DraftLesson[],
  questions: readonly Question[],
): ModuleDraft {
  const { slug, title, summary, outcomes, check, card } = document;
  const listed = (part: CardPart, of: readonly CardPoint[]) =>
    of.map((one, at) => ({ id: `${part}-${at + 1}`, ...one }));
  return {
    slug,
    title,
    summary,
    outcomes,
    check,
    scenarios: document.scenarios.map((one) => ({ id: one.slug, required: one.required })),
    card: card && {
      say: listed("say", card.say),
      check: listed("check", card.check),
      pass: listed("pass", card.pass),
    },
    change: "substance",
    update: { text: "", questions: [], days: 60 },
    lessons: [...lessons],
    questions: [...questions],
  };
}

/** Every fact that the module cites, each once. */
export function factsIn(draft: ModuleDraft): string[] {
  const card = draft.card ? CARD_PARTS.flatMap((part) => draft.card?.[part] ?? []) : [];
  const cited = [
    ...draft.lessons.flatMap(({ text: body }) =>
      [...body.matchAll(/<Fact\s+id="(F\d+)"/g)].map(([, id = ""]) => id),
    ),
    ...draft.questions.flatMap((question) => question.facts),
    ...card.flatMap((one) => one.facts),
  ];
  return [...new Set(cited)];
}

/** Whether a lesson's text shows a file of that name. */
export const showsFile = (body: string, name: string): boolean => body.includes(`"./${name}"`);

/** Questions that a lesson asks, in the order of its text. */
export function askedIn(body: string): string[] {
  return [...body.matchAll(/<Question\s+id="([a-z0-9-]+)"/g)].map(([, id = ""]) => id);
}
