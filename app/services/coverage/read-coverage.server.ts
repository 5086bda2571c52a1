import {
  countThose,
  requiredOn,
  standingsAt,
  type CountedPerson,
  type CoverageRule,
  type Figures,
  type MomentStandings,
} from "#app/domain/coverage/coverage.ts";
import { unitTree, withBelow, type ForceRecord, type UnitNode } from "#app/domain/coverage/record.ts";
import { tally } from "#app/domain/coverage/tally.ts";
import type { ServiceBand, TargetAudience } from "#app/domain/coverage/target.ts";
import type { CoverageAnswer, UnitFigures } from "#app/domain/coverage/answer.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Role } from "#app/domain/identity/permissions.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { comingOf, type Programme } from "#app/domain/learning/programmes.ts";
import type { Rank } from "#app/domain/roster/ranks.ts";
import type { StaffGroup } from "#app/domain/roster/workforce.ts";
import { dayOf, type Day, type Instant } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { readProgrammes } from "../learning/read-programmes.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { keptAnswers, knowledge } from "./kept-answers.ts";
import { readTargetAsKnown, readTargets } from "./read-targets.server.ts";

/** Who is looked at, of those in post. */
export interface Scope {
  /** A unit's code or id; those below it count with it. */
  readonly unit?: string;
  readonly group?: StaffGroup;
  readonly rank?: Rank;
  readonly role?: Role;
  readonly service?: ServiceBand;
}

export interface CoverageQuestion extends Scope {
  readonly forceId: ForceId;
  /** A target's slug; or a programme's, and then `group` is the audience. */
  readonly target?: string;
  readonly programme?: string;
  readonly asOf: Day;
  readonly knownAt: Instant;
}

/** Everyone as counted, with what is needed to count again at another moment. */
export interface CoverageCount {
  readonly people: readonly CountedPerson[];
  readonly tree: readonly UnitNode[];
  readonly unit: UnitNode | null;
}

/** The rule of a question, and what it is called. */
export interface AskedRule {
  readonly rule: CoverageRule;
  readonly programme: { readonly slug: string; readonly title: string };
}

/**
 * The rule that a target gives as it was known at the instant asked about, or that a programme and a group give.
 * @throws AmendsError `not-found` for a target or a programme that is not there, naming those that are.
 */
export async function ruleOf(ctx: Context, question: CoverageQuestion): Promise<AskedRule> {
  const programmes = await readProgrammes(ctx.read);
  const called = (slug: string) => {
    const found = programmes.find((one) => one.slug === slug);
    if (found) {
      refuseUnfinished(programmes, found);
      return { slug: found.slug, title: found.title };
    }
    throw new AmendsError(
      "not-found",
      `No programme is called "${slug}"`,
      `Name one of: ${programmes.map((one) => one.slug).join(", ")}.`,
    );
  };
  if (question.target === undefined) {
    const programme = called(question.programme ?? "");
    const audience: TargetAudience = question.group ? [{ groups: [question.group] }] : "everyone";
    const due = { dueOn: null, joiningDays: null, returningDays: null, graceLeavesNet: false };
    return { programme, rule: { programmes, programme: programme.slug, audience, ...due } };
  }
  const target = await readTargetAsKnown(ctx.read, question.forceId, question.target, question.knownAt);
  if (!target) {
    const targets = await readTargets(ctx.read, question.forceId);
    throw new AmendsError(
      "not-found",
      `No target is called "${question.target}"`,
      targets.length === 0
        ? "None is set: amends target set."
        : `Name one of: ${targets.map((one) => one.slug).join(", ")}.`,
    );
  }
  const { audience, dueOn, joiningDays, returningDays, graceLeavesNet } = target;
  return {
    programme: called(target.programme),
    rule: {
      programmes,
      programme: target.programme,
      audience,
      dueOn,
      joiningDays,
      returningDays,
      graceLeavesNet,
    },
  };
}

/** @throws AmendsError `conflict` for a programme of which a part is still being written: nobody can hold it yet. */
function refuseUnfinished(programmes: readonly Programme[], programme: Programme): void {
  const coming = comingOf(programmes, programme.slug);
  if (coming.length === 0) return;
  throw new AmendsError(
    "conflict",
    `${programme.title} is not whole yet: ${coming.map((part) => part.title ?? part.module).join(", ")} to come`,
    "Nobody can hold it yet, so it has no figure. Ask for a programme that is part of it.",
  );
}

/** @throws AmendsError `bad-input` for a day that has not come: nobody knows yet who will be in post on it. */
export function refuseFuture(ctx: Context, asOf: Day): void {
  const today = dayOf(ctx.now());
  if (asOf <= today) return;
  throw new AmendsError(
    "bad-input",
    `${dayWords(asOf)} has not come yet`,
    `Ask for a day up to today, ${dayWords(today)}; what is likely later is the forecast's to say.`,
  );
}

/** How everybody stands whom the question looks at, by the tree of its moment. */
export interface AskedStandings {
  readonly standings: MomentStandings;
  readonly tree: readonly UnitNode[];
  readonly unit: UnitNode | null;
}

/**
 * How everybody of a force's record stands whom the question looks at.
 * @throws AmendsError `not-found` for a unit that is not there, naming those that are; `bad-input` for a day to come.
 */
export function standingsAsked(
  ctx: Context,
  record: ForceRecord,
  { rule }: AskedRule,
  question: CoverageQuestion,
): AskedStandings {
  refuseFuture(ctx, question.asOf);
  const moment = { day: question.asOf, known: question.knownAt };
  const tree = unitTree(record, moment);
  const unit = question.unit === undefined ? null : unitNamed(tree, question.unit);
  const standings = standingsAt(record, rule, moment, {
    units: unit === null ? null : withBelow(tree, [unit.id]),
    // Without a target the group is the audience, so that those of other groups can be told.
    group: question.target === undefined ? null : (question.group ?? null),
    rank: question.rank ?? null,
    role: question.role ?? null,
    service: question.service ?? null,
  });
  return { standings, tree, unit };
}

/**
 * Everyone that the question looks at, counted one by one.
 * @throws AmendsError as `standingsAsked`
 */
export async function countAsked(
  ctx: Context,
  asked: AskedRule,
  question: CoverageQuestion,
): Promise<CoverageCount> {
  const record = await forceRecord(ctx.read, question.forceId);
  const { standings, tree, unit } = standingsAsked(ctx, record, asked, question);
  return { people: countThose(standings), tree, unit };
}

export function unitNamed(tree: readonly UnitNode[], name: string): UnitNode {
  const unit = tree.find((one) => one.code === name) ?? tree.find((one) => one.id === name);
  if (unit) return unit;
  const codes = tree.flatMap((one) => one.code ?? []).sort();
  throw new AmendsError("not-found", `No unit has the code "${name}"`, `Use one of: ${codes.join(", ")}.`);
}

const kept = keptAnswers<CoverageAnswer>(100);

/**
 * The figure: as of a day, as known at an instant, for whoever is looked at.
 * @throws AmendsError `not-found` for a target, programme or unit that is not there, naming those that are;
 *   `bad-input` for a day that has not come.
 */
export async function readCoverage(ctx: Context, question: CoverageQuestion): Promise<CoverageAnswer> {
  refuseFuture(ctx, question.asOf);
  const asked = await ruleOf(ctx, question);
  const record = await forceRecord(ctx.read, question.forceId);
  const { knownAt, ...rest } = question;
  const key = JSON.stringify([knowledge(record, knownAt), asked, rest]);
  return { ...kept(record, key, () => answerOf(ctx, record, asked, question)), knownAt };
}

function answerOf(
  ctx: Context,
  record: ForceRecord,
  asked: AskedRule,
  question: CoverageQuestion,
): CoverageAnswer {
  const { standings, tree, unit } = standingsAsked(ctx, record, asked, question);
  const names = new Map(tree.map((one) => [one.id, one]));
  const parentOf = (one: UnitNode) => (one.parentId === null ? undefined : names.get(one.parentId));
  const row = (one: UnitNode, figures: Figures): UnitFigures => ({
    id: one.id,
    code: one.code,
    name: one.name,
    parent: parentOf(one)?.name ?? "",
    figures,
  });
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, "en-GB");
  const tops = tree.filter((one) => !parentOf(one));
  // The force itself is the top of its tree; whole pages are about it already.
  const top = tops.length === 1 ? tops[0] : undefined;
  const at = unit ?? top;
  const above: UnitNode[] = [];
  for (let one = unit && parentOf(unit); one && one !== top && !above.includes(one); one = parentOf(one))
    above.unshift(one);
  const children = tree.filter((one) => (at ? one.parentId === at.id : tops.includes(one)));
  const childOf = new Map(
    children.flatMap((one, place) => [...withBelow(tree, [one.id])].map((id) => [id, place] as const)),
  );
  const counted = tally(standings, children.length, (id) => childOf.get(id));
  return {
    programme: asked.programme,
    asOf: question.asOf,
    knownAt: question.knownAt,
    unit,
    target: question.target ?? null,
    group: question.group ?? null,
    rank: question.rank ?? null,
    role: question.role ?? null,
    service: question.service ?? null,
    required: requiredOn(asked.rule, question.asOf),
    figures: counted.figures,
    absences: counted.absences,
    exemptions: counted.exemptions,
    graceLeavesNet: asked.rule.graceLeavesNet,
    units: tree
      .flatMap((one) => {
        const figures = counted.byUnit.get(one.id);
        return figures && one.code !== null ? [{ ...row(one, figures), code: one.code }] : [];
      })
      .sort(byName),
    children: children
      .flatMap((one, place) => {
        const figures = counted.byPart[place];
        return figures && figures.in_post > 0 ? [row(one, figures)] : [];
      })
      .sort(byName),
    above,
    groups: counted.groups,
    notInAudience: counted.notInAudience,
  };
}
