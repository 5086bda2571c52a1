/** Plays of more officers than a browser test has time for: through the services that the pages call. */
import type { Learner } from "#app/services/learning/sitting.server.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openContext } from "#app/services/context.server.ts";
import { beginScenario, decide, readPlay } from "#app/services/scenarios/play.server.ts";

/**
 * Has as many officers of the demonstration as there are ways play a scenario, each another and for the first time.
 * @param ways the number of the choice made in each scene, from 0
 */
export async function playWays(
  databaseUrl: string,
  slug: string,
  ways: readonly (readonly number[])[],
): Promise<void> {
  const ctx = await openContext(readConfig({ AMENDS_MODE: "demo", DATABASE_URL: databaseUrl }));
  try {
    const officers = await ctx.read
      .selectFrom("actor")
      .innerJoin("posting", "posting.person_id", "actor.person_id")
      .leftJoin("attempt", (join) =>
        join.onRef("attempt.actor", "=", "actor.name").on("attempt.subject", "=", slug),
      )
      .select(["actor.name as actor", "posting.person_id as personId"])
      .distinct()
      .where("posting.staff_group", "=", "officer")
      .where("attempt.registration", "is", null)
      .orderBy("actor.name")
      .limit(ways.length)
      .execute();
    for (const [at, way] of ways.entries()) {
      const learner = officers[at] as Learner;
      const registration = await beginScenario(ctx, learner, slug);
      for (const [step, number] of way.entries()) {
        const { play } = await readPlay(ctx, learner, registration);
        if (play.at.kind !== "scene") throw new Error(`Step ${step + 1} comes after the end`);
        const choice = play.at.scene.choices[number]?.id ?? "";
        await decide(ctx, learner, { registration, step, choice });
      }
    }
  } finally {
    await ctx.close();
  }
}
