import { dayOf } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { listLive, liveVersion } from "./read-content.server.ts";

export interface Studio {
  readonly pieces: readonly {
    readonly kind: "module" | "scenario";
    readonly slug: string;
    readonly title: string;
    readonly version: number;
    readonly hash: string;
  }[];
  /** Facts past the day by which somebody had to look again, judged on the machine's day. */
  readonly overdue: readonly {
    readonly id: string;
    readonly claim: string;
    readonly due: string;
    readonly owner: string;
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
  const piece = (kind: "module" | "scenario") => (one: (typeof modules | typeof scenarios)[number]) => ({
    kind,
    slug: one.slug,
    title: one.title,
    version: one.number,
    hash: one.hash.slice(0, 8),
  });
  return {
    pieces: [...modules.map(piece("module")), ...scenarios.map(piece("scenario"))],
    overdue: (facts?.compiled.facts ?? []).flatMap((fact) =>
      fact.reviewBy !== null && fact.reviewBy < today
        ? [{ id: fact.id, claim: fact.claim, due: dayWords(fact.reviewBy), owner: fact.owner }]
        : [],
    ),
  };
}
