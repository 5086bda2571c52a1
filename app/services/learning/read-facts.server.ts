/** Facts as officers meet them: in lessons, beside feedback, and with scenarios. */
import type { Fact } from "#app/domain/learning/reference.ts";
import { dayOf, type Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { liveVersion } from "./read-content.server.ts";

export interface FactNote {
  readonly id: string;
  readonly claim: string;
  readonly sources: readonly { readonly title: string; readonly url: string | null }[];
  readonly asOf: string;
  readonly confidence: Fact["confidence"];
  /** "22 November 2027", or that it needs no review. */
  readonly review: string;
  /** Past its review day, by the machine's clock. */
  readonly overdue: boolean;
}

/** Somebody had to look at it again before this day. */
export function isOverdue(fact: Pick<Fact, "reviewBy">, today: Day): boolean {
  return fact.reviewBy !== null && fact.reviewBy < today;
}

/** Of some facts by id, those that are published. */
export function notesOf(ids: readonly string[], note: (id: string) => FactNote | null): FactNote[] {
  return ids.flatMap((id) => note(id) ?? []);
}

/** Of some facts by id, those past their review day. */
export function overdueAmong(ids: readonly string[], note: (id: string) => FactNote | null): FactNote[] {
  return notesOf(ids, note).filter((fact) => fact.overdue);
}

/** A function from a fact's id to the fact as it is known now; null for one that is not published. */
export async function factNotes(ctx: Context): Promise<(id: string) => FactNote | null> {
  const live = await liveVersion(ctx, "facts", "facts");
  const today = dayOf(ctx.machineNow());
  const byId = new Map((live?.compiled.facts ?? []).map((fact) => [fact.id, fact]));
  const sources = live?.compiled.sources ?? {};
  return (id) => {
    const fact = byId.get(id);
    if (!fact) return null;
    return {
      id: fact.id,
      claim: fact.claim,
      sources: fact.sources.map((source) => ({
        title: sources[source]?.title ?? source,
        url: sources[source]?.url ?? null,
      })),
      asOf: fact.asOf,
      confidence: fact.confidence,
      review: fact.reviewBy === null ? "No review needed" : dayWords(fact.reviewBy),
      overdue: isOverdue(fact, today),
    };
  };
}
