/**
 * A branching scenario as authors write it: one YAML document. No expression
 * language: conditions and effects are data. Measures run from 0 to 5.
 */
import { z } from "zod";
import { PICTURE_FILE } from "../learning/picture.ts";
import { factId, identifier, markdown } from "../learning/question.ts";
import { FINDING_RULES } from "./finding-rule.ts";

export const MEASURE_LEAST = 0;
export const MEASURE_MOST = 5;

const measure = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  start: z.number().int().min(MEASURE_LEAST).max(MEASURE_MOST),
  /** Whether the player shows it while deciding; it is always shown in the debrief. */
  shown: z.boolean().default(true),
  /** One word or two for each value 0 to 5. */
  words: z.array(z.string().min(1)).length(6),
});

/** All parts must hold. */
const condition = z
  .strictObject({
    measure: identifier,
    atLeast: z.number().int().min(MEASURE_LEAST).max(MEASURE_MOST).optional(),
    atMost: z.number().int().min(MEASURE_LEAST).max(MEASURE_MOST).optional(),
  })
  .refine((part) => part.atLeast !== undefined || part.atMost !== undefined, {
    message: "give atLeast, atMost or both",
  });

/** A scene's or an ending's id; or a list tried in order, the last without `when`. */
const destination = z.union([
  identifier,
  z.array(z.strictObject({ to: identifier, when: z.array(condition).default([]) })).min(2),
]);

const choice = z.strictObject({
  id: identifier,
  /** What the officer does, in one or two sentences. */
  text: markdown,
  to: destination,
  /** The choice is offered only when all of these hold. */
  when: z.array(condition).default([]),
  /** Change of each named measure, clamped to 0..5. */
  effects: z.record(identifier, z.number().int().min(-5).max(5)).default({}),
  /** What follows, told through the people in the scene; shown before the next scene. */
  consequence: markdown,
  /** A critical error: the scenario cannot be passed on this try. The reason is shown in the debrief. */
  critical: markdown.optional(),
  debrief: z.strictObject({
    verdict: z.enum(["good", "mixed", "harmful"]),
    /** "You went to the caller and heard her out on the step" */
    said: z.string().min(1),
    why: markdown,
    /** The facts that `why` and `good` rest on. */
    facts: z.array(factId).default([]),
    /** What good looks like, when this was not it. */
    good: markdown.optional(),
  }),
});

/** Its file stands beside the scenario's; in drafts and exports it is named by its hash. */
export const scenePicture = z.strictObject({
  file: z.string().regex(PICTURE_FILE, "name a png, jpg, webp or gif that stands beside this file"),
  /** What it shows, for those who cannot see it: the prover asks for it. */
  alt: z.string().max(500, "use at most 500 characters").default(""),
});

const scene = z.strictObject({
  id: identifier,
  title: z.string().min(1),
  /** "Thursday, 18:40" */
  when: z.string().min(1),
  /** "Larch Close, Harrowdean" */
  where: z.string().min(1),
  /** Ids of the people present. */
  here: z.array(identifier).default([]),
  /** Ids of the outcomes that its decision is about. */
  outcomes: z.array(identifier).default([]),
  /** The facts that its text rests on. */
  facts: z.array(factId).default([]),
  text: markdown,
  picture: scenePicture.optional(),
  /** The question asked; default "What do you do?" */
  decision: z.string().min(1).default("What do you do?"),
  choices: z.array(choice).min(2).max(6),
});

const ending = z.strictObject({
  id: identifier,
  title: z.string().min(1),
  text: markdown,
  /** Whether this ending can pass; a critical error on the way fails all the same. */
  passes: z.boolean(),
  /** What this was about: two or three sentences. */
  about: markdown,
});

export const scenarioDocument = z.strictObject({
  slug: identifier,
  title: z.string().min(1),
  summary: markdown,
  role: z.string().min(1),
  outcomes: z.array(z.strictObject({ id: identifier, text: z.string().min(1) })).min(1),
  /** Every fact that a scene or a debrief rests on. */
  facts: z.array(factId).default([]),
  measures: z.array(measure).min(1).max(5),
  people: z
    .array(z.strictObject({ id: identifier, name: z.string().min(1), about: z.string().min(1) }))
    .min(1),
  start: identifier,
  scenes: z.array(scene).min(1),
  endings: z.array(ending).min(1),
  /** Passing asks for these besides a passing ending and no critical error. */
  passing: z.array(condition).default([]),
  /** What would have happened: opened in the debrief. */
  roadsNotTaken: z
    .array(
      z.strictObject({ scene: identifier, choice: identifier, title: z.string().min(1), text: markdown }),
    )
    .default([]),
  /** Warnings of the prover that the author leaves as they are, each with the reason. Errors cannot be left. */
  accepted: z
    .array(
      z.strictObject({
        rule: z.enum(FINDING_RULES),
        /** Only at these scenes or choices ("scene/choice"); everywhere when it is not given. */
        at: z.array(z.string().min(1)).min(1).optional(),
        reason: z.string().min(1),
      }),
    )
    .default([]),
  change: z.enum(["wording", "substance"]).default("substance"),
});
export type Scenario = z.infer<typeof scenarioDocument>;
export type Scene = Scenario["scenes"][number];
export type ScenePicture = z.infer<typeof scenePicture>;
export type Choice = Scene["choices"][number];
export type Ending = Scenario["endings"][number];
export type Measure = Scenario["measures"][number];
export type Condition = z.infer<typeof condition>;
export type Destination = z.infer<typeof destination>;
