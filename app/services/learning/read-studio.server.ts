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
    readonly hash: string;
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

/** What is live, in which version, and which facts are due. */
export async function readStudio(ctx: Context): Promise<Studio> {
  const [modules, scenarios, facts] = await Promise.all([
    listLive(ctx, "module"),
    listLive(ctx, "scenario"),
    liveVersion(ctx, "facts", "facts"),
  ]);
  const today = dayOf(ctx.machineNow());
  const uses = factUses(
    modules.map((one) => ({ title: one.title, content: one.compiled })),
    scenarios.map((one) => ({ title: one.title, content: one.compiled.scenario })),
  );
  const piece = (kind: "module" | "scenario") => (one: (typeof modules | typeof scenarios)[number]) => ({
    kind,
    slug: one.slug,
    title: one.title,
    version: one.number,
    hash: one.hash.slice(0, 8),
  });
  return {
    pieces: [...modules.map(piece("module")), ...scenarios.map(piece("scenario"))],
    overdue: (facts?.compiled.facts ?? [])
      .flatMap((fact) =>
        fact.reviewBy !== null && isOverdue(fact, today) ? [{ ...fact, day: fact.reviewBy }] : [],
      )
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
      .map(({ id, claim, owner, day }) => ({ id, claim, owner, due: dayWords(day), uses: uses(id) })),
  };
}
