import { namesOf } from "#db/queries/coverage.ts";
import { causeWords, type Cause, type Way } from "#app/domain/coverage/bridge.ts";
import type { CountedPerson } from "#app/domain/coverage/coverage.ts";
import type { UnitNode } from "#app/domain/coverage/record.ts";
import { peopleAt, STEP_NAMES, type Step } from "#app/domain/coverage/steps.ts";
import type { ForceId, PersonId } from "#app/domain/ids.ts";
import type { Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { countAsked, ruleOf } from "./read-coverage.server.ts";
import { readBridge } from "./read-bridge.server.ts";
import { bridgeEnds, questionOf, targetAsked, type PageAsked } from "./read-coverage-page.server.ts";
import { audit } from "../identity/write-audit.server.ts";

/** Whose people are read, and by whom. */
export interface Reader {
  readonly id: ForceId;
  readonly by: PersonId;
}

export interface StepPeople {
  readonly target: string;
  /** The step's name, or what happened to them. */
  readonly step: string;
  /** The earlier day, for what happened between two. */
  readonly since: Day | null;
  readonly people: readonly {
    readonly name: string;
    readonly number: string | null;
    readonly units: string;
  }[];
}

/**
 * The people behind a step of the denominator ledger, by surname. For those who may read people, and nobody else; each
 * look is in the audit trail.
 */
export async function readStepPeople(
  ctx: Context,
  { id: forceId, by }: Reader,
  asked: PageAsked,
  step: Step,
): Promise<StepPeople> {
  const { target } = await targetAsked(ctx, forceId, asked.target);
  const question = questionOf(forceId, target.slug, asked);
  const { people, tree } = await countAsked(ctx, await ruleOf(ctx, question), question);
  const there = peopleAt(people, step);
  await noteReading(ctx, by, target.slug, { step, unit: asked.unit, asOf: asked.asOf, people: there.length });
  return {
    target: target.title,
    step: STEP_NAMES[step],
    since: null,
    people: await named(ctx, there, tree, [asked.asOf]),
  };
}

/**
 * The people behind a row of the page's bridge, with the unit they are in afterwards, or were in before. For those who
 * may read people, and nobody else; each look is in the audit trail.
 */
export async function readCausePeople(
  ctx: Context,
  { id: forceId, by }: Reader,
  asked: PageAsked,
  row: { readonly cause: Cause; readonly way: Way },
): Promise<StepPeople> {
  const { target } = await targetAsked(ctx, forceId, asked.target);
  const question = questionOf(forceId, target.slug, asked);
  const { from, to } = bridgeEnds(asked);
  const { rows } = await readBridge(ctx, { ...question, from, to });
  const wanted = new Set(rows.find((one) => one.cause === row.cause && one.way === row.way)?.people ?? []);
  const rule = await ruleOf(ctx, question);
  const found = new Map<PersonId, CountedPerson>();
  const tree: UnitNode[] = [];
  for (const { day, known } of [from, to]) {
    const counted = await countAsked(ctx, rule, { ...question, asOf: day, knownAt: known });
    for (const one of counted.people) if (wanted.has(one.person)) found.set(one.person, one);
    tree.push(...counted.tree);
  }
  const detail = { ...row, unit: asked.unit, asOf: to.day, since: from.day, people: found.size };
  await noteReading(ctx, by, target.slug, detail);
  return {
    target: target.title,
    step: causeWords(row, from.day === to.day),
    since: from.day,
    people: await named(ctx, [...found.values()], tree, [to.day, from.day]),
  };
}

/** Which list of people was read, and how long it was; whom it named can be counted again. */
function noteReading(ctx: Context, by: PersonId, target: string, detail: object): Promise<unknown> {
  return ctx.transact((trx) => audit(ctx, trx, by, "coverage.people.read", target, detail));
}

/** @param days on which they were called so, the first that says anything of each */
async function named(
  ctx: Context,
  people: readonly CountedPerson[],
  tree: readonly UnitNode[],
  days: readonly Day[],
): Promise<StepPeople["people"]> {
  const units = new Map(tree.map((unit) => [unit.id, unit.name]));
  const names = new Map<PersonId, Awaited<ReturnType<typeof namesOf>>[number]>();
  for (const day of days) {
    const unnamed = people.map((one) => one.person).filter((person) => !names.has(person));
    for (const row of await namesOf(ctx.read, unnamed, day)) names.set(row.person, row);
  }
  return people
    .map((one) => {
      const row = names.get(one.person);
      return {
        surname: row?.surname ?? "",
        name: row ? `${row.knownAs ?? row.forenames} ${row.surname}` : "Not known by name",
        number: row?.number ?? null,
        units: [...new Set(one.posts.map((post) => units.get(post.unit) ?? ""))].join(", "),
      };
    })
    .sort((a, b) => a.surname.localeCompare(b.surname, "en-GB") || a.name.localeCompare(b.name, "en-GB"))
    .map(({ name, number, units: where }) => ({ name, number, units: where }));
}
