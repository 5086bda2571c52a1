import { claimsOf } from "#db/queries/claims.ts";
import { attemptsOf, awardsOf } from "#db/queries/learning.ts";
import { stillKnown } from "#app/domain/learning/recall.ts";
import { recallAnswers } from "./recall.server.ts";
import { addDays, dayOf, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { titlesOf } from "./read-titles.server.ts";
import type { Learner } from "./sitting.server.ts";

export interface LearningRecord {
  readonly awards: readonly {
    readonly title: string;
    readonly from: Day;
    /** The last day on which it is held; null: it does not lapse. */
    readonly until: Day | null;
    readonly how: string;
    readonly code: string;
  }[];
  /** What other systems told us that does not count, and why. */
  readonly elsewhere: readonly {
    readonly title: string;
    readonly source: string;
    readonly day: Day;
    readonly reason: string;
  }[];
  /** What was asked again since, and how much of it was right the last time. */
  readonly known: readonly { readonly title: string; readonly asked: number; readonly known: number }[];
  readonly attempts: readonly {
    readonly registration: string;
    readonly what: string;
    readonly begun: Day;
    readonly outcome: string;
    readonly to: string | null;
  }[];
}

const KIND_WORDS = {
  module: "lessons",
  check: "check",
  scenario: "scenario",
  update: "short update",
} as const;

/** How an award was come by, in words. */
export function howEarned(award: {
  via: "check" | "register" | "statement";
  provider: string | null;
}): string {
  switch (award.via) {
    case "check":
      return "by check, here";
    case "register":
      return `trained by ${award.provider ?? "another provider"}`;
    case "statement":
      return `completed in another system, as ${award.provider ?? "it"} told us`;
  }
}

/** Everything the learner holds and everything they tried, the latest first. */
export async function readRecord(ctx: Context, learner: Learner): Promise<LearningRecord> {
  const [awards, claims, attempts, titles, recalled] = await Promise.all([
    awardsOf(ctx.read, learner.actor),
    claimsOf(ctx.read, learner.actor),
    attemptsOf(ctx.read, learner.actor),
    titlesOf(ctx),
    recallAnswers(ctx.read, learner),
  ]);
  return {
    known: stillKnown(recalled).map((one) => ({ ...one, title: titles(one.module) })),
    awards: awards
      .map((award) => ({
        title: titles(award.module),
        from: award.day_from,
        until: award.day_to && addDays(award.day_to, -1),
        how: howEarned(award),
        code: award.code,
      }))
      .reverse(),
    elsewhere: claims.flatMap((claim) =>
      claim.reason === null
        ? []
        : [{ title: titles(claim.module), source: claim.source, day: claim.day, reason: claim.reason }],
    ),
    attempts: attempts.map((attempt) => ({
      registration: attempt.registration,
      what: `${titles(attempt.subject)}: ${KIND_WORDS[attempt.kind]}`,
      begun: dayOf(attempt.started_at),
      outcome:
        attempt.outcome === "abandoned"
          ? "left open for 90 days, and given up"
          : (attempt.outcome ?? "in progress"),
      to:
        attempt.kind === "check" && attempt.outcome !== "abandoned"
          ? `/checks/${attempt.registration}/result`
          : attempt.kind === "scenario"
            ? `/plays/${attempt.registration}/debrief`
            : null,
    })),
  };
}
