/**
 * A weekend on which officers of the demonstration play the scenarios, so that a trainer finds choices to read. Through
 * the services that the pages call; the same seed makes the same choices. None of them gains an award by it.
 */
import { forceBySlug } from "#db/queries/account.ts";
import { colleague } from "#db/queries/people.ts";
import { numbersFrom, shuffled } from "#app/domain/learning/shuffle.ts";
import type { Choice } from "#app/domain/scenarios/scenario.ts";
import { instantAt, toInstant, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Learner } from "../learning/sitting.server.ts";
import { beginScenario, decide, readPlay } from "../scenarios/play.server.ts";

/** How many play each, from the most played to the least. */
const PLAYERS: Readonly<Record<string, number>> = {
  "the-hedge-and-the-music": 48,
  "it-was-just-a-row": 36,
  "meal-deal": 24,
  "the-polite-yes": 16,
};
const SECONDS_A_DECISION = 40;
const MINUTES_BETWEEN = 12;
/** Every so many leave in the middle, as people do. */
const ONE_LEAVES_IN = 12;

/**
 * @param numbers employee numbers of those who may play; whoever is not in post that day is passed over
 * @returns how many plays there were
 */
export async function playScenarios(
  ctx: Context,
  asked: { force: string; numbers: readonly string[]; day: Day; seed: string },
): Promise<number> {
  const force = await forceBySlug(ctx.read, asked.force);
  if (!force) return 0;
  const opens = instantAt(asked.day, 7);
  const players: Learner[] = [];
  for (const number of shuffled(asked.numbers, asked.seed)) {
    if (players.length === Math.max(...Object.values(PLAYERS))) break;
    const person = await colleague(ctx.read, force.id, number, asked.day, opens);
    if (person) players.push({ personId: person.id, actor: person.actor });
  }
  let plays = 0;
  for (const [slug, count] of Object.entries(PLAYERS)) {
    for (const [at, who] of players.slice(0, count).entries()) {
      const begun = Date.parse(opens) + plays * MINUTES_BETWEEN * 60_000;
      const stay = at % ONE_LEAVES_IN === ONE_LEAVES_IN - 1 ? 2 : Infinity;
      await play(ctx, who, { slug, begun, stay, seed: `${asked.seed} ${slug} ${at}` });
      plays += 1;
    }
  }
  return plays;
}

async function play(
  ctx: Context,
  who: Learner,
  how: { slug: string; begun: number; stay: number; seed: string },
): Promise<void> {
  const next = numbersFrom(how.seed);
  const skill = 0.25 + next() * 0.65;
  let at = how.begun;
  const then: Context = { ...ctx, now: () => toInstant(new Date(at)) };
  const registration = await beginScenario(then, who, how.slug);
  for (let step = 0; step < how.stay; step += 1) {
    const { play: now } = await readPlay(then, who, registration);
    if (now.at.kind === "ending") return;
    at += SECONDS_A_DECISION * 1000 * (0.5 + next());
    const choice = picked(now.at.offered, skill, next);
    await decide(then, who, { registration, step, choice: choice.id });
  }
}

/** What is good by skill; any of those offered otherwise. */
function picked(offered: readonly Choice[], skill: number, next: () => number): Choice {
  const good = offered.filter((one) => one.debrief.verdict === "good");
  const among = next() < skill && good.length > 0 ? good : offered;
  return among[Math.floor(next() * among.length)] as Choice;
}
