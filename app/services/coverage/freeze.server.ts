import { frozenDays, insertSnapshot } from "#db/queries/snapshots.ts";
import { audienceByUnit, audienceOf, figuresOf, type CountedPerson } from "#app/domain/coverage/coverage.ts";
import { openCounts, tell, type Candidate, type Present } from "#app/domain/coverage/disclosure.ts";
import { factLines, type UnitNode } from "#app/domain/coverage/record.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { withIncluded } from "#app/domain/learning/programmes.ts";
import { addDays, addMonths, dayOf, type Day, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { sha256 } from "../ledger/sha256.server.ts";
import { keepForecast } from "./kept-forecasts.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { keptAnswers } from "./kept-answers.ts";
import { countAsked, readCoverage, ruleOf, refuseFuture, type AskedRule } from "./read-coverage.server.ts";
import { readTargets } from "./read-targets.server.ts";
import { readTold } from "./read-told.server.ts";

/** The last day of the month before the one that a day is in. */
export function lastMonthEnd(day: Day): Day {
  return addDays(`${day.slice(0, 7)}-01` as Day, -1);
}

/** The ends of the months from after one month's end to another, both ends of months. */
function monthEnds(after: Day, to: Day): Day[] {
  const found: Day[] = [];
  const first = (day: Day) => addDays(day, 1);
  for (let next = addMonths(first(after), 1); addDays(next, -1) <= to; next = addMonths(next, 1))
    found.push(addDays(next, -1));
  return found;
}

/** SHA-256 of the rule and of every fact counted at a moment, sorted; base64url. */
export async function fingerprintOf(
  ctx: Context,
  forceId: ForceId,
  rule: string,
  moment: { day: Day; known: Instant },
): Promise<string> {
  const record = await forceRecord(ctx.read, forceId);
  return fingerprints(record, JSON.stringify([rule, moment]), () => {
    const { audience } = (JSON.parse(rule) as AskedRule).rule;
    const withRoles = audience !== "everyone" && audience.some((clause) => clause.roles);
    const lines = factLines(record, moment, withRoles);
    return Buffer.from(sha256(Buffer.from([rule, ...lines].join("\n")))).toString("base64url");
  });
}

const fingerprints = keptAnswers<string>(400);

/** A rule as it is kept: with the programmes that it rests on and no others. */
function ruleText(asked: AskedRule): string {
  const { rule, programme } = asked;
  return JSON.stringify({
    programme,
    rule: { ...rule, programmes: withIncluded(rule.programmes, rule.programme) },
  });
}

export interface Frozen {
  readonly target: string;
  readonly day: Day;
}

/**
 * Freezes a month's end for every target of a force, as it is known now, and keeps the forecast from there on. What is frozen already stays as it is.
 * Returns what was frozen.
 * @throws AmendsError `bad-input` for a day that has not come.
 */
export async function freezeDay(
  ctx: Context,
  input: { forceId: ForceId; day: Day; by: string },
): Promise<Frozen[]> {
  const { forceId, day, by } = input;
  refuseFuture(ctx, day);
  const known = ctx.now();
  const frozen = new Set(
    (await frozenDays(ctx.read, forceId)).filter((one) => one.day === day).map((one) => one.target),
  );
  const counted = [];
  let present: readonly Present[] = [];
  for (const { slug, audience, programme, share } of await readTargets(ctx.read, forceId)) {
    if (frozen.has(slug)) continue;
    const question = { forceId, target: slug, asOf: day, knownAt: known };
    const asked = await ruleOf(ctx, question);
    const answer = await readCoverage(ctx, question);
    const { people, tree } = await countAsked(ctx, asked, question);
    present = people.map((person) => ({
      groups: person.posts.map((post) => post.group),
      available: person.absence === null && person.exemption === null,
    }));
    const candidate = {
      target: slug,
      audience,
      programme,
      total: answer.figures,
      units: unitsOf(people, tree),
    };
    counted.push({ share, rule: ruleText(asked), answer, candidate });
  }
  const published = tell(
    day,
    counted.map((one) => one.candidate),
    await readTold(ctx, forceId),
    present,
  );
  const made: Frozen[] = [];
  for (const { share, rule, answer, candidate } of counted) {
    const { target } = candidate;
    const row = {
      id: ctx.newId(),
      force_id: forceId,
      target,
      day,
      known_at: known,
      made_by: by,
      rule,
      figures: JSON.stringify(answer),
      published: JSON.stringify(published.get(target)),
      fingerprint: await fingerprintOf(ctx, forceId, rule, { day, known }),
    };
    if (!(await ctx.transact((trx) => insertSnapshot(trx, row)))) continue;
    made.push({ target, day });
    await keepForecast(ctx, { forceId, target, share, asOf: day, knownAt: known, by });
  }
  return made;
}

/** Every unit with anybody in the audience, each without those below it. */
function unitsOf(people: readonly CountedPerson[], tree: readonly UnitNode[]): Candidate["units"] {
  const names = new Map(tree.map((unit) => [unit.id, unit]));
  return [...audienceByUnit(audienceOf(people))].map(([id, there]) => {
    const unit = names.get(id);
    const { net, trained_net } = openCounts(figuresOf(there));
    return {
      unit: id,
      name: unit?.name ?? "Unit no longer in the tree",
      parent: (unit?.parentId && names.get(unit.parentId)?.name) || "",
      net,
      trained: trained_net,
    };
  });
}

/**
 * Freezes what is due: the last month's end, and the ends of the months since the last one frozen.
 * Returns what was frozen.
 */
export async function freezeDue(ctx: Context, forceId: ForceId, by: string): Promise<Frozen[]> {
  const due = lastMonthEnd(dayOf(ctx.now()));
  const frozen = await frozenDays(ctx.read, forceId);
  if ((await forceRecord(ctx.read, forceId)).people.length === 0) return [];
  const last = frozen.reduce<Day>((latest, { day }) => (day > latest ? day : latest), "" as Day);
  const made: Frozen[] = [];
  for (const day of last === "" ? [due] : [...new Set([...monthEnds(last, due), due])])
    made.push(...(await freezeDay(ctx, { forceId, day, by })));
  return made;
}
