/**
 * Counts what was chosen and answered, from the statement after the last one counted to the newest: how many chose
 * what in which scene, by the unit, group and rank that they had when they began, and how each answer goes with the
 * rest. A page of results then reads counts, however often something was played. No person is in the counts, so an
 * erasure leaves them as they are; a correction of the roster does not change what was counted before it.
 */
import type { Insertable } from "kysely";
import type { Trx } from "#db/connect.ts";
import {
  addChoices,
  addScores,
  answersOfAll,
  attemptsOfAll,
  clearResults,
  decisionsOfAll,
  eventsAfter,
  lockResultMark,
  newestSeq,
  placesOfAll,
  setResultMark,
  versionsOf,
} from "#db/queries/results.ts";
import type { ChoiceCountTable } from "#db/schema/choice-count.ts";
import type { ScoreCountTable } from "#db/schema/score-count.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Registration } from "#app/domain/ids.ts";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import { rankOf } from "#app/domain/roster/ranks.ts";
import { replay } from "#app/domain/scenarios/play.ts";
import type { Scenario } from "#app/domain/scenarios/scenario.ts";
import { dayOf } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { loadVersion } from "../learning/read-content.server.ts";

const AT_ONCE = 1_000;
const COUNTED = [VERBS.launched.id, VERBS.selected.id, VERBS.passed.id, VERBS.failed.id];

type Event = Awaited<ReturnType<typeof eventsAfter>>[number];

/** Counts everything that is not counted yet. Whoever comes at the same time waits and finds it done. */
export async function foldResults(ctx: Context): Promise<void> {
  for (let more = true; more;) more = await ctx.transact((trx) => foldSome(ctx, trx));
}

/** Counts the next statements; true when there may be more. */
async function foldSome(ctx: Context, trx: Trx): Promise<boolean> {
  let mark = await lockResultMark(trx);
  const newest = await newestSeq(trx);
  if (newest < mark) {
    // A ledger that has become shorter is another ledger.
    await clearResults(trx);
    mark = 0;
  }
  if (newest === mark) return false;
  const events = await eventsAfter(trx, mark, COUNTED, AT_ONCE);
  if (events.length > 0) await count(ctx, trx, events);
  const last = events.length < AT_ONCE ? newest : (events.at(-1)?.seq ?? newest);
  await setResultMark(trx, last);
  return last < newest;
}

async function count(ctx: Context, trx: Trx, events: readonly Event[]): Promise<void> {
  const registrations = [...new Set(events.map((one) => one.registration))];
  const actors = [...new Set(events.map((one) => one.actor))];
  const subjects = [...new Set(events.map((one) => one.subject))];
  const decisions = groupBy(await decisionsOfAll(trx, registrations), (one) => one.registration);
  const answers = groupBy(await answersOfAll(trx, registrations), (one) => one.registration);
  const places = groupBy(await placesOfAll(trx, actors), (one) => one.actor);
  const tries = triesOf(await attemptsOfAll(trx, actors, subjects));
  const scenarios = await scenariosOf(ctx, events);

  const choices = new Counter<Insertable<ChoiceCountTable>>();
  const scores = new Counter<Insertable<ScoreCountTable>>();
  for (const event of events) {
    const began = dayOf(event.started_at);
    const own = places.get(event.actor) ?? [];
    const force = own[0]?.forceId;
    // Somebody who was erased, or an agent of another system's, is in no force.
    if (force === undefined) continue;
    const place = own.find(
      (one) => one.from !== null && one.from <= began && one.to !== null && began < one.to,
    );
    const of = {
      force_id: force,
      kind: event.kind as "scenario" | "check",
      subject: event.subject,
      version: event.version,
      first: Number(tries.get(event.registration) === 1),
    };
    // Of later tries the second alone: each person once.
    const once = (tries.get(event.registration) ?? 0) <= 2;
    const where = {
      unit_id: place?.unitId ?? "",
      staff_group: place?.group ?? ("" as const),
      rank: rankOf(place?.rank ?? "") ?? "",
    };
    const scenario = scenarios.get(`${event.subject} ${event.version}`);
    const path = decisions.get(event.registration) ?? [];
    if (event.verb === VERBS.launched.id) {
      choices.add({ ...of, ...where, item: "", option: "", next: scenario?.start ?? "" }, once);
    } else if (event.verb === VERBS.selected.id) {
      const decision = path.find((one) => one.statement_id === event.id);
      if (!decision) continue;
      const next = scenario ? nextAfter(scenario, path, decision.ordinal) : "";
      const met = path.find((one) => one.scene === decision.scene) === decision;
      choices.add({ ...of, ...where, item: decision.scene, option: decision.choice, next }, once && met);
    } else {
      const marked =
        event.kind === "scenario"
          ? markedDecisions(scenario, path)
          : markedAnswers(answers.get(event.registration) ?? []);
      const right = marked.filter((one) => one.right).length;
      for (const one of marked) {
        const rest = { rest_right: right - Number(one.right), rest_asked: marked.length - 1 };
        scores.add({ ...of, ...rest, item: one.item, option: one.option, correct: Number(one.right) }, once);
        if (event.kind === "check")
          choices.add({ ...of, ...where, item: one.item, option: one.option, next: "" }, once);
      }
    }
  }
  await addChoices(trx, choices.rows());
  await addScores(trx, scores.rows());
}

function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** Rows that differ in nothing but how many they stand for, each once. */
class Counter<Row extends { people: number; persons: number }> {
  readonly #rows = new Map<string, Row>();

  /** @param once whether the person is counted here for the first time */
  add(row: Omit<Row, "people" | "persons">, once: boolean): void {
    const key = JSON.stringify(row);
    const there = this.#rows.get(key);
    if (there) {
      there.people += 1;
      there.persons += Number(once);
    } else this.#rows.set(key, { ...row, people: 1, persons: Number(once) } as Row);
  }

  rows(): Row[] {
    return [...this.#rows.values()];
  }
}

const tryKey = (one: { actor: string; kind: string; subject: string }) =>
  `${one.actor} ${one.kind} ${one.subject}`;

/** Which of a person's tries at a subject each is: 1, 2, … */
function triesOf(attempts: Awaited<ReturnType<typeof attemptsOfAll>>): Map<Registration, number> {
  const order = (one: (typeof attempts)[number]) => `${one.started_at} ${one.registration}`;
  const tries = new Map<Registration, number>();
  for (const own of groupBy(attempts, tryKey).values())
    own
      .sort((a, b) => (order(a) < order(b) ? -1 : 1))
      .forEach((attempt, at) => tries.set(attempt.registration, at + 1));
  return tries;
}

/** The scenario of each version that is met, where its content is still there. */
async function scenariosOf(ctx: Context, events: readonly Event[]): Promise<Map<string, Scenario>> {
  const found = new Map<string, Scenario>();
  for (const { kind, subject, version } of events) {
    const key = `${subject} ${version}`;
    if (kind !== "scenario" || found.has(key)) continue;
    const row = (await versionsOf(ctx.read, "scenario", subject)).find((one) => one.hash === version);
    if (row) found.set(key, (await loadVersion(ctx, "scenario", row.id)).compiled.scenario);
  }
  return found;
}

type Decisions = Awaited<ReturnType<typeof decisionsOfAll>>;

/** Where a decision led; empty where the version does not know it. */
function nextAfter(scenario: Scenario, path: Decisions, ordinal: number): string {
  try {
    const made = path.filter((one) => one.ordinal <= ordinal);
    const { at } = replay(scenario, made);
    return at.kind === "scene" ? at.scene.id : at.ending.id;
  } catch (error) {
    if (error instanceof AmendsError) return "";
    throw error;
  }
}

interface Marked {
  readonly item: string;
  readonly option: string;
  readonly right: boolean;
}

/** A decision is right when its author calls it good. A scene that was met twice counts as it was decided first. */
function markedDecisions(scenario: Scenario | undefined, path: Decisions): Marked[] {
  const marked = new Map<string, Marked>();
  for (const { scene, choice } of path) {
    const verdict = scenario?.scenes.find((one) => one.id === scene)?.choices.find((one) => one.id === choice)
      ?.debrief.verdict;
    if (verdict && !marked.has(scene))
      marked.set(scene, { item: scene, option: choice, right: verdict === "good" });
  }
  return [...marked.values()];
}

/** The last answer to each question that is marked. */
function markedAnswers(answers: Awaited<ReturnType<typeof answersOfAll>>): Marked[] {
  const marked = new Map<string, Marked>();
  for (const { question, response, success } of answers)
    if (success !== null)
      marked.set(question, { item: question, option: response ?? "", right: success === 1 });
  return [...marked.values()];
}
