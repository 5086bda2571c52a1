/**
 * A scenario while it is being written: the same shape as what is published, with room for what is not there yet.
 * Intentionally pure. Texts may be empty, a choice may lead nowhere, a scene may have no choices; what is missing is
 * told by findings and stops publishing, never saving.
 */
import { z } from "zod";
import { factId, identifier } from "../learning/question.ts";
import { FINDING_RULES } from "./finding-rule.ts";
import { findings, type DocumentPath, type Finding } from "./finding.ts";
import { proveScenario, type Proof } from "./prove.ts";
import { MEASURE_LEAST, MEASURE_MOST, scenarioDocument, scenePicture } from "./scenario.ts";

/** Bounds that no author meets and that keep a stranger's file from filling a disk. */
export const DRAFT_BOUNDS = { scenes: 400, choices: 12, text: 20_000, line: 500 } as const;

const line = z.string().max(DRAFT_BOUNDS.line, `use at most ${DRAFT_BOUNDS.line} characters`);
const text = z
  .string()
  .max(DRAFT_BOUNDS.text, `use at most ${DRAFT_BOUNDS.text.toLocaleString("en-GB")} characters`);
const place = z.union([z.literal(""), identifier]);
const level = z.number().int().min(MEASURE_LEAST).max(MEASURE_MOST);
const condition = z.strictObject({
  measure: identifier,
  atLeast: level.optional(),
  atMost: level.optional(),
});

const choice = z.strictObject({
  id: identifier,
  text,
  to: z.union([
    place,
    z
      .array(z.strictObject({ to: place, when: z.array(condition).max(10).default([]) }))
      .min(1)
      .max(10),
  ]),
  when: z.array(condition).max(10).default([]),
  effects: z.record(identifier, z.number().int().min(-5).max(5)).default({}),
  consequence: text,
  critical: text.optional(),
  debrief: z.strictObject({
    verdict: z.enum(["good", "mixed", "harmful"]),
    said: line,
    why: text,
    facts: z.array(factId).max(50).default([]),
    good: text.optional(),
  }),
});

const scene = z.strictObject({
  id: identifier,
  title: line,
  when: line,
  where: line,
  here: z.array(identifier).max(50).default([]),
  outcomes: z.array(identifier).max(50).default([]),
  facts: z.array(factId).max(50).default([]),
  text,
  picture: scenePicture.optional(),
  decision: line.default("What do you do?"),
  choices: z.array(choice).max(DRAFT_BOUNDS.choices),
});

export const scenarioDraft = z.strictObject({
  slug: identifier,
  title: line,
  summary: text,
  role: line,
  outcomes: z.array(z.strictObject({ id: identifier, text: line })).max(50),
  facts: z.array(factId).max(100).default([]),
  measures: z
    .array(
      z.strictObject({
        id: identifier,
        name: line,
        start: level,
        shown: z.boolean().default(true),
        words: z.array(line).length(6),
      }),
    )
    .max(5),
  people: z.array(z.strictObject({ id: identifier, name: line, about: line })).max(50),
  start: place,
  scenes: z.array(scene).max(DRAFT_BOUNDS.scenes),
  endings: z
    .array(z.strictObject({ id: identifier, title: line, text, passes: z.boolean(), about: text }))
    .max(50),
  passing: z.array(condition).max(10).default([]),
  roadsNotTaken: z
    .array(z.strictObject({ scene: identifier, choice: identifier, title: line, text }))
    .max(200)
    .default([]),
  accepted: z
    .array(
      z.strictObject({
        rule: z.enum(FINDING_RULES),
        at: z.array(z.string().min(1)).min(1).optional(),
        reason: z.string().min(1).max(1_000),
      }),
    )
    .max(500)
    .default([]),
  change: z.enum(["wording", "substance"]).default("substance"),
});
/** The same type as `Scenario`: only what may stand in it differs. */
export type ScenarioDraft = z.infer<typeof scenarioDraft>;
export type DraftScene = ScenarioDraft["scenes"][number];
export type DraftChoice = DraftScene["choices"][number];
export type DraftEnding = ScenarioDraft["endings"][number];

/** A draft from nothing: one scene to begin with, and one measure. */
export function emptyDraft(slug: string, title: string): ScenarioDraft {
  return {
    slug,
    title,
    summary: "",
    role: "",
    outcomes: [],
    facts: [],
    measures: [
      {
        id: "trust",
        name: "Trust",
        start: 3,
        shown: true,
        words: ["gone", "nearly gone", "worn thin", "there", "strong", "complete"],
      },
    ],
    people: [{ id: "you", name: "You", about: "" }],
    start: "first",
    scenes: [
      {
        id: "first",
        title: "The first scene",
        when: "",
        where: "",
        here: ["you"],
        outcomes: [],
        facts: [],
        text: "",
        decision: "What do you do?",
        choices: [],
      },
    ],
    endings: [],
    passing: [],
    roadsNotTaken: [],
    accepted: [],
    change: "substance",
  };
}

/** What stands empty, by the last words of its place. */
const MISSING: readonly (readonly [RegExp, string, string])[] = [
  [/^title$/, "the scenario has no name", "Give it a name."],
  [/^summary$/, "it does not say what it is about", "Write two sentences that an officer reads first."],
  [
    /^role$/,
    "it does not say who the officer is in it",
    "Write a role, such as “Response PC, single-crewed”.",
  ],
  [/^outcomes$/, "it has no outcome", "Say at least one thing that an officer will be able to do."],
  [
    /^outcomes\.\d+\.text$/,
    "an outcome has no words",
    "Say what an officer will be able to do, or remove it.",
  ],
  [/^measures$/, "it has no measure", "Add one, such as the victim's voice."],
  [/^measures\.\d+\.name$/, "a measure has no name", "Name it, or remove it."],
  [
    /^measures\.\d+\.words/,
    "a measure lacks a word for one of its six values",
    "Give each value a word or two.",
  ],
  [/^people$/, "nobody is in it", "Add at least the officer."],
  [/^people\.\d+\.name$/, "a person has no name", "Name them, or remove them."],
  [/^people\.\d+\.about$/, "a person has no words about them", "Say who they are in a few words."],
  [/^scenes$/, "it has no scene", "Add one."],
  [/^endings$/, "it has no ending", "Add at least one."],
  [/^scenes\.\d+\.title$/, "the scene has no name", "Name it."],
  [/^scenes\.\d+\.when$/, "the scene does not say when it is", "Write a day and a time."],
  [/^scenes\.\d+\.where$/, "the scene does not say where it is", "Write a place."],
  [/^scenes\.\d+\.text$/, "the scene has no story", "Write what the officer sees and hears."],
  [/^scenes\.\d+\.decision$/, "the scene asks nothing", "Write the question, such as “What do you do?”."],
  [/^scenes\.\d+\.choices$/, "the scene needs two to six choices", "Add a choice, or take one away."],
  [/choices\.\d+\.text$/, "the choice says nothing", "Write what the officer does."],
  [
    /consequence$/,
    "nothing follows from the choice",
    "Write what happens next, through the people in the scene.",
  ],
  [/critical$/, "the critical error has no reason", "Say why this fails the scenario."],
  [/debrief\.said$/, "the debrief does not say what the officer did", "Begin with “You …”."],
  [/debrief\.why$/, "the debrief does not say why", "Say what it did to the people harmed, and why."],
  [/debrief\.good$/, "what good looks like is empty", "Write it, or leave it out."],
  [/^endings\.\d+\.title$/, "the ending has no name", "Name it."],
  [/^endings\.\d+\.text$/, "the ending has no story", "Write how it ends."],
  [/^endings\.\d+\.about$/, "the ending does not say what this was about", "Write two or three sentences."],
  [/^roadsNotTaken\.\d+\.(title|text)$/, "a road not taken has no words", "Write it, or empty both fields."],
  [/when\.\d+$|passing\.\d+$/, "a condition has no number", "Say at least, at most, or both."],
];

/** What is still to be written: everything that keeps a draft from being a scenario. */
export function checkComplete(draft: ScenarioDraft): Finding[] {
  const parsed = scenarioDocument.safeParse(draft);
  if (parsed.success) return [];
  const { found, say } = findings();
  const said = new Set<string>();
  for (const issue of parsed.error.issues) {
    const path = issue.path.filter((part): part is string | number => typeof part !== "symbol");
    // Where a choice leads is for the prover, which says it better.
    if (path.includes("to") || path[0] === "start") continue;
    const key = path.join(".");
    if (said.has(key)) continue;
    said.add(key);
    const [, message, cure] = MISSING.find(([place]) => place.test(key)) ?? [
      null,
      `${key}: ${issue.message}`,
      "Correct it here.",
    ];
    say("incomplete", "error", path, message, cure);
  }
  return found;
}

/** The prover's word on a draft, and what is still to be written. */
export function proveDraft(draft: ScenarioDraft, most?: number): Proof {
  const proof = proveScenario(draft, most);
  return { ...proof, findings: [...checkComplete(draft), ...proof.findings] };
}

/** Whether a finding is about a part of the document. */
export function concerns(finding: { path: DocumentPath }, part: DocumentPath): boolean {
  return part.every((key, at) => finding.path[at] === key);
}
