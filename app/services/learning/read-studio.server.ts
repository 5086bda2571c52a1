import { openSittings } from "#db/queries/drafts.ts";
import { dayOf } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { factUses } from "#app/domain/learning/uses.ts";
import type { Context } from "../context.server.ts";
import { listLive, liveVersion } from "./read-content.server.ts";
import { isOverdue } from "./read-facts.server.ts";

export interface Studio {
  readonly pieces: readonly {
    readonly kind: "module" | "scenario";
    readonly slug: string;
    readonly title: string;
    readonly version: number;
    /** The day on which this version went live, in words. */
    readonly since: string;
    /** How many are part way through it, in whatever version. */
    readonly inFlight: number;
    /** How many facts past their review day it rests on. */
    readonly due: number;
  }[];
  /** Facts past the day by which somebody had to look again, the longest overdue first; by the machine's clock. */
  readonly overdue: readonly {
    readonly id: string;
    readonly claim: string;
    readonly due: string;
    readonly owner: string;
    /** Lessons, questions, scenarios and local rules that rest on it. */
    readonly uses: readonly string[];
  }[];
}

/** What is live, in which version, who is in it, and which facts are due. */
export async function readStudio(ctx: Context): Promise<Studio> {
  const [modules, scenarios, facts, sittings] = await Promise.all([
    listLive(ctx, "module"),
    listLive(ctx, "scenario"),
    liveVersion(ctx, "facts", "facts"),
    openSittings(ctx.read),
  ]);
  const today = dayOf(ctx.machineNow());
  const lessons = modules.map((one) => ({ title: one.title, content: one.compiled }));
  const stories = scenarios.map((one) => ({ title: one.title, content: one.compiled.scenario }));
  const uses = factUses(lessons, stories);
  const ofLocalRules = factUses([], []);
  const late = (facts?.compiled.facts ?? []).filter((fact) => isOverdue(fact, today));
  const piece = (
    { kind, slug, title, number, publishedAt }: (typeof modules | typeof scenarios)[number],
    usesHere: typeof uses,
  ) => ({
    kind,
    slug,
    title,
    version: number,
    since: dayWords(dayOf(publishedAt)),
    inFlight: sittings.find((one) => one.kind === kind && one.subject === slug)?.open ?? 0,
    due: late.filter((fact) => usesHere(fact.id).length > ofLocalRules(fact.id).length).length,
  });
  return {
    pieces: [
      ...modules.map((one, at) => piece(one, factUses(lessons.slice(at, at + 1), []))),
      ...scenarios.map((one, at) => piece(one, factUses([], stories.slice(at, at + 1)))),
    ],
    overdue: late
      .flatMap((fact) => (fact.reviewBy === null ? [] : [{ ...fact, day: fact.reviewBy }]))
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
      .map(({ id, claim, owner, day }) => ({ id, claim, owner, due: dayWords(day), uses: uses(id) })),
  };
}
