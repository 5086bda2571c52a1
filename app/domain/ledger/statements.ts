/**
 * Builders: one function for each thing that can happen to a learner. They make
 * the only statements that we write about learning. Intentionally pure: ids and
 * times come in.
 */
import type { ActorName, Registration, StatementId } from "../ids.ts";
import { instantAt, type Day, type Instant } from "../time.ts";
import type { CorrectionReason } from "./correction-reasons.ts";
import { activityIri, type ActivityRef, type AttemptKind } from "./activities.ts";
import {
  HOUSE,
  type Activity,
  type ActivityDefinition,
  type HouseStatement,
  type Statement,
} from "./statement.ts";
import {
  ACTIVITY_TYPES,
  MASTERY_EXTENSION,
  ownExtensions,
  PROGRESS_EXTENSION,
  VERBS,
  type VerbName,
} from "./vocabulary.ts";

/** What every statement of one attempt shares. */
export interface AttemptContext {
  readonly iriBase: string;
  readonly actor: ActorName;
  readonly registration: Registration;
  readonly kind: AttemptKind;
  /** The module's or the scenario's slug. */
  readonly subject: string;
  readonly title: string;
  /** Hash of the version the attempt is pinned to. */
  readonly version: string;
  readonly newId: () => StatementId;
  readonly at: Instant;
}

export interface InteractionComponent {
  readonly id: string;
  readonly text: string;
}

/** How a question is described to the world: what could be chosen, never what is right. */
export interface Interaction {
  readonly type: "choice" | "sequencing" | "matching" | "long-fill-in";
  readonly stem: string;
  readonly choices?: readonly InteractionComponent[];
  readonly source?: readonly InteractionComponent[];
  readonly target?: readonly InteractionComponent[];
}

const english = (text: string) => ({ "en-GB": text });
const components = (list: readonly InteractionComponent[]) =>
  list.map(({ id, text }) => ({ id, description: english(text) }));

function subjectRef(attempt: Pick<AttemptContext, "kind" | "subject">): ActivityRef {
  switch (attempt.kind) {
    case "module":
      return { kind: "module", module: attempt.subject };
    case "check":
      return { kind: "check", module: attempt.subject };
    case "update":
      return { kind: "update", module: attempt.subject };
    case "scenario":
      return { kind: "scenario", scenario: attempt.subject };
  }
}

function activityOf(iriBase: string, ref: ActivityRef, definition?: Partial<ActivityDefinition>): Activity {
  return {
    objectType: "Activity",
    id: activityIri(iriBase, ref),
    definition: { type: ACTIVITY_TYPES[ref.kind], ...definition },
  };
}

function subjectActivity(attempt: AttemptContext): Activity {
  const part = { check: ": the check", update: ": a short update", module: "", scenario: "" }[attempt.kind];
  const name = `${attempt.title}${part}`;
  return activityOf(attempt.iriBase, subjectRef(attempt), { name: english(name) });
}

function statement(
  attempt: AttemptContext,
  verb: VerbName,
  object: Activity,
  more: { result?: Statement["result"]; extensions?: Extensions } = {},
): Statement {
  const parent = object.id === subjectActivity(attempt).id ? undefined : [subjectActivity(attempt)];
  const grouping =
    attempt.kind === "check" || attempt.kind === "update"
      ? [
          activityOf(
            attempt.iriBase,
            { kind: "module", module: attempt.subject },
            { name: english(attempt.title) },
          ),
        ]
      : undefined;
  const contextActivities =
    parent || grouping ? { ...(parent && { parent }), ...(grouping && { grouping }) } : undefined;
  return {
    id: attempt.newId(),
    actor: agentOf(attempt),
    verb: VERBS[verb],
    object,
    ...(more.result && { result: more.result }),
    context: {
      registration: attempt.registration,
      platform: "Amends",
      language: "en-GB",
      ...(contextActivities && { contextActivities }),
      extensions: { [ownExtensions(attempt.iriBase).version]: attempt.version, ...more.extensions },
    },
    timestamp: attempt.at,
  };
}

function agentOf(attempt: { iriBase: string; actor: ActorName }): Statement["actor"] {
  return { objectType: "Agent", account: { homePage: attempt.iriBase, name: attempt.actor } };
}

/** An attempt begins: launched by the platform, then initialized by the content (cmi5 §9.3). */
export function attemptBegun(attempt: AttemptContext): Statement[] {
  return [
    statement(attempt, "launched", subjectActivity(attempt)),
    statement(attempt, "initialized", subjectActivity(attempt)),
  ];
}

/** A screen of a lesson was finished: `share` of the lesson is behind the officer, 0 to 1. */
export function lessonProgressed(
  attempt: AttemptContext,
  lesson: { slug: string; title: string },
  share: number,
): Statement {
  const object = activityOf(
    attempt.iriBase,
    { kind: "lesson", module: attempt.subject, lesson: lesson.slug },
    { name: english(lesson.title) },
  );
  return statement(attempt, "progressed", object, {
    result: { completion: false, extensions: { [PROGRESS_EXTENSION]: Math.round(share * 100) } },
  });
}

export function lessonCompleted(attempt: AttemptContext, lesson: { slug: string; title: string }): Statement {
  const object = activityOf(
    attempt.iriBase,
    { kind: "lesson", module: attempt.subject, lesson: lesson.slug },
    { name: english(lesson.title) },
  );
  return statement(attempt, "completed", object, { result: { completion: true } });
}

/** The whole of what was tried is done: every lesson of a module, a passed check, or a scenario's end. */
export function attemptCompleted(attempt: AttemptContext, duration?: string): Statement {
  return statement(attempt, "completed", subjectActivity(attempt), {
    result: { completion: true, ...(duration && { duration }) },
  });
}

/** An attempt that was left open is given up for the learner (cmi5 9.3.6). */
export function attemptAbandoned(attempt: AttemptContext, duration: string): Statement {
  return statement(attempt, "abandoned", subjectActivity(attempt), { result: { duration } });
}

interface Asked {
  readonly id: string;
  readonly module: string;
  readonly interaction: Interaction;
}

function questionActivity(attempt: AttemptContext, { id, module, interaction }: Asked): Activity {
  return activityOf(
    attempt.iriBase,
    { kind: "question", module, question: id },
    {
      description: english(interaction.stem),
      interactionType: interaction.type,
      ...(interaction.choices && { choices: components(interaction.choices) }),
      ...(interaction.source && { source: components(interaction.source) }),
      ...(interaction.target && { target: components(interaction.target) }),
    },
  );
}

/**
 * What was written in answer to a question is shared with the trainers of the force; `answer` says that it was written.
 * The words themselves stay outside the ledger. Taking it back voids this statement.
 */
export function reflectionShared(
  attempt: AttemptContext,
  question: Asked,
  sharing: { named: boolean },
  answer: StatementId,
): Statement {
  const shared = statement(attempt, "shared", questionActivity(attempt, question), {
    extensions: { [ownExtensions(attempt.iriBase).sharing]: { with: "trainers", named: sharing.named } },
  });
  return { ...shared, context: { ...shared.context, statement: { objectType: "StatementRef", id: answer } } };
}

/**
 * A question was answered. `response` is in the interaction's own form (xAPI
 * Part Two, "Response Patterns"); free text gives `{ written }` in its place.
 */
export function questionAnswered(
  attempt: AttemptContext,
  question: Asked & { readonly ordinal: number; readonly recall?: boolean },
  answer: { response: string; success: boolean } | { written: boolean },
): Statement {
  const own = ownExtensions(attempt.iriBase);
  return statement(attempt, "answered", questionActivity(attempt, question), {
    result:
      "written" in answer
        ? { completion: answer.written, extensions: { [own.written]: answer.written } }
        : { response: answer.response, success: answer.success, completion: true },
    extensions: { [own.ordinal]: question.ordinal, ...(question.recall && { [own.recall]: true }) },
  });
}

/** A choice was made in a scene. It says what was chosen, never what lies behind it. */
export function choiceSelected(
  attempt: AttemptContext,
  scene: { id: string; title: string; decision: string; choices: readonly InteractionComponent[] },
  choice: string,
  ordinal: number,
): Statement {
  const object = activityOf(
    attempt.iriBase,
    { kind: "scene", scenario: attempt.subject, scene: scene.id },
    {
      name: english(scene.title),
      description: english(scene.decision),
      interactionType: "choice",
      choices: components(scene.choices),
    },
  );
  return statement(attempt, "selected", object, {
    result: { response: choice },
    extensions: { [ownExtensions(attempt.iriBase).ordinal]: ordinal },
  });
}

/** A check or a scenario was judged. */
export function attemptJudged(
  attempt: AttemptContext,
  judgement: {
    passed: boolean;
    score?: { right: number; of: number; needed: number; criticalMissed?: readonly string[] };
    duration?: string;
  },
): Statement {
  const { passed, score, duration } = judgement;
  return statement(attempt, passed ? "passed" : "failed", subjectActivity(attempt), {
    result: {
      ...(score && { score: { scaled: score.right / score.of, raw: score.right, min: 0, max: score.of } }),
      success: passed,
      completion: true,
      ...(duration && { duration }),
    },
    ...(score && {
      extensions: {
        [MASTERY_EXTENSION]: score.needed / score.of,
        // A score that would have passed needs its reason beside it.
        ...(score.criticalMissed?.length && {
          [ownExtensions(attempt.iriBase).criticalMissed]: score.criticalMissed.length,
        }),
      },
    }),
  });
}

type Extensions = NonNullable<NonNullable<Statement["context"]>["extensions"]>;

/** Everything about an award that a later reader must not look up elsewhere. */
export interface AwardTerms {
  readonly module: string;
  readonly title: string;
  /** The first day on which it is held. */
  readonly from: Day;
  /** The first day on which it is no longer held; null when it does not lapse. */
  readonly to: Day | null;
  readonly via: "check" | "register" | "statement";
  /** The certificate's code. */
  readonly code: string;
}

function awardStatement(
  who: { iriBase: string; actor: ActorName; registration?: Registration },
  terms: AwardTerms,
  basis: { id: string; timestamp: Instant; extensions: Extensions },
  id: StatementId,
): Statement {
  const { module, title, from, to, via, code } = terms;
  return {
    id,
    actor: agentOf(who),
    verb: VERBS.earned,
    object: activityOf(who.iriBase, { kind: "award", module }, { name: english(title) }),
    context: {
      ...(who.registration && { registration: who.registration }),
      platform: "Amends",
      language: "en-GB",
      contextActivities: {
        parent: [activityOf(who.iriBase, { kind: "module", module }, { name: english(title) })],
      },
      statement: { objectType: "StatementRef", id: basis.id },
      extensions: { ...basis.extensions, [ownExtensions(who.iriBase).award]: { from, to, via, code } },
    },
    timestamp: basis.timestamp,
  };
}

/** An award was earned by passing a check; it rests on the statement `basis`. */
export function awardEarned(attempt: AttemptContext, terms: AwardTerms, basis: StatementId): Statement {
  return awardStatement(
    attempt,
    terms,
    {
      id: basis,
      timestamp: attempt.at,
      extensions: { [ownExtensions(attempt.iriBase).version]: attempt.version },
    },
    attempt.newId(),
  );
}

/**
 * Training done elsewhere, as a register tells it: passed, attended or failed,
 * and, when it gives the module and no earlier award does, earned.
 * The day of the training is the statements' timestamp (noon in London).
 */
export function trainingStatements(input: {
  newId: () => StatementId;
  iriBase: string;
  actor: ActorName;
  module: string;
  moduleTitle: string;
  completedOn: Day;
  outcome: "pass" | "attended" | "fail";
  provider: string;
  recordedAt: Instant;
  alreadyHeldFrom: Day | null;
  code: string;
  /** The record that says where the proof is; null: none was given. */
  evidence?: string | null;
  /** Why it does not count, such as its age; null: it counts. */
  tooOld?: string | null;
}): Statement[] {
  const { iriBase, actor, module, moduleTitle, completedOn, outcome, provider } = input;
  const own = ownExtensions(iriBase);
  const noon = instantAt(completedOn, 12);
  // A register read on the day itself may be read before noon; nothing is dated after it was recorded.
  const timestamp = noon < input.recordedAt ? noon : input.recordedAt;
  const verb = { pass: "passed", attended: "attended", fail: "failed" } as const;
  const trained: Statement = {
    id: input.newId(),
    actor: agentOf({ iriBase, actor }),
    verb: VERBS[verb[outcome]],
    object: activityOf(iriBase, { kind: "module", module }, { name: english(moduleTitle) }),
    ...(outcome === "attended"
      ? { result: { completion: true } }
      : { result: { success: outcome === "pass", completion: true } }),
    context: {
      platform: "Amends",
      language: "en-GB",
      extensions: {
        [own.provider]: provider,
        ...(input.evidence && { [own.evidence]: input.evidence }),
      },
    },
    timestamp,
  };
  const held = outcome !== "fail";
  if (held && input.tooOld) {
    const claim = {
      basis: trained.id as StatementId,
      day: completedOn,
      source: provider,
      at: input.recordedAt,
    };
    return [
      trained,
      claimRejected({ iriBase, actor, module, moduleTitle, ...claim }, input.tooOld, input.newId()),
    ];
  }
  if (!held || (input.alreadyHeldFrom !== null && input.alreadyHeldFrom <= completedOn)) return [trained];
  const earned = awardStatement(
    { iriBase, actor },
    { module, title: moduleTitle, from: completedOn, to: null, via: "register", code: input.code },
    { id: trained.id, timestamp, extensions: { [own.provider]: provider } },
    input.newId(),
  );
  return [trained, earned];
}

/** Another system's completion of a module, as a trusted key brought it, and what it rests on. */
export interface Claim {
  readonly iriBase: string;
  readonly actor: ActorName;
  readonly module: string;
  readonly moduleTitle: string;
  /** The other system's statement. */
  readonly basis: StatementId;
  /** The day it says the training was done. */
  readonly day: Day;
  /** The name of the key that brought it. */
  readonly source: string;
  readonly at: Instant;
}

/** The claim gives the module from its day on. */
export function claimCounted(claim: Claim, code: string, id: StatementId): Statement {
  const { iriBase, actor, module, moduleTitle: title, day, source } = claim;
  const own = ownExtensions(iriBase);
  return awardStatement(
    { iriBase, actor },
    { module, title, from: day, to: null, via: "statement", code },
    {
      id: claim.basis,
      timestamp: claim.at,
      extensions: { [own.provider]: source, [own.claim]: { day } },
    },
    id,
  );
}

/** The claim is kept and does not count; `reason` is told to the officer. */
export function claimRejected(claim: Claim, reason: string, id: StatementId): Statement {
  const { iriBase, actor, module, moduleTitle, day, source } = claim;
  const own = ownExtensions(iriBase);
  return {
    id,
    actor: agentOf({ iriBase, actor }),
    verb: VERBS.rejected,
    object: activityOf(iriBase, { kind: "award", module }, { name: english(moduleTitle) }),
    context: {
      platform: "Amends",
      language: "en-GB",
      statement: { objectType: "StatementRef", id: claim.basis },
      extensions: { [own.provider]: source, [own.claim]: { day, reason } },
    },
    timestamp: claim.at,
  };
}

export interface Correction {
  readonly reason: CorrectionReason;
  /** The account of whoever agreed. */
  readonly approver: ActorName;
}

/** An award with other days in place of one that is withdrawn; it rests on what that one rested on. */
export function awardCorrected(input: {
  iriBase: string;
  actor: ActorName;
  terms: AwardTerms;
  basis: StatementId;
  provider: string | null;
  version: string | null;
  correction: Correction;
  at: Instant;
  id: StatementId;
}): Statement {
  const { iriBase, actor, terms, basis, provider, version, correction, at, id } = input;
  const own = ownExtensions(iriBase);
  const extensions: Extensions = {
    ...(provider !== null && { [own.provider]: provider }),
    ...(version !== null && { [own.version]: version }),
    [own.correction]: { ...correction },
    // A claim stays decided, with the day that holds now.
    ...(terms.via === "statement" && { [own.claim]: { day: terms.from } }),
  };
  return awardStatement({ iriBase, actor }, terms, { id: basis, timestamp: at, extensions }, id);
}

/** What an earlier statement of ours said does not hold; an award that it gave is withdrawn. */
export function withdrawn(input: {
  iriBase: string;
  /** Somebody's decision; left out where it follows from another statement. */
  correction?: Correction;
  target: StatementId;
  /** The statement because of which it does not hold. */
  because: StatementId | null;
  at: Instant;
  id: StatementId;
}): HouseStatement {
  const { iriBase, target, because, correction, at, id } = input;
  return {
    id,
    actor: { objectType: "Agent", account: { homePage: iriBase, name: HOUSE } },
    verb: VERBS.voided,
    object: { objectType: "StatementRef", id: target },
    // No platform: it stands beside activities only (xAPI 1.0.3 Part Two 2.4.6).
    context: {
      language: "en-GB",
      ...(because && { statement: { objectType: "StatementRef" as const, id: because } }),
      ...(correction && { extensions: { [ownExtensions(iriBase).correction]: { ...correction } } }),
    },
    timestamp: at,
  };
}

/** What an erasure took out of which statements. It names nobody. */
export function erased(input: {
  iriBase: string;
  redacted: readonly { statement: string; was: string; is: string }[];
  /** How many rows of what were removed or emptied. */
  removed: Readonly<Record<string, number>>;
  at: Instant;
  id: StatementId;
}): HouseStatement {
  const { iriBase, redacted, removed, at, id } = input;
  return {
    id,
    actor: { objectType: "Agent", account: { homePage: iriBase, name: HOUSE } },
    verb: VERBS.erased,
    object: { objectType: "Activity", id: `${iriBase}/activities/erasures/${id}` },
    result: {
      completion: true,
      extensions: {
        [ownExtensions(iriBase).erasure]: {
          redacted: redacted.map((one) => ({ ...one })),
          removed: { ...removed },
        },
      },
    },
    context: { platform: "Amends", language: "en-GB" },
    timestamp: at,
  };
}
