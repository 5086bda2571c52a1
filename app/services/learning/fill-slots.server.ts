/** Fills what varies after publishing into a lesson's HTML: fact stamps, terms, the force's own words. */
import { dayOf, type Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { Prose } from "#app/domain/learning/lesson.ts";
import type { Fact } from "#app/domain/learning/reference.ts";
import type { Context } from "../context.server.ts";
import { liveVersion } from "./read-content.server.ts";

/** A fact as a reader meets it. */
export interface FactNote {
  readonly id: string;
  readonly claim: string;
  readonly sources: readonly { readonly title: string; readonly url: string | null }[];
  readonly asOf: string;
  readonly confidence: Fact["confidence"];
  readonly reviewBy: Day | null;
  readonly owner: string;
  readonly overdue: boolean;
}

export interface SlotFiller {
  /** HTML with its slots filled; the facts it cites are collected. */
  fill(prose: Prose): string;
  /** The facts cited so far, each once, in the order met. */
  facts(): FactNote[];
}

const escape = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** @param cite ids of facts cited by other parts of the screen, such as its questions. */
export async function slotFiller(ctx: Context): Promise<SlotFiller> {
  const [facts, glossary] = await Promise.all([
    liveVersion(ctx, "facts", "facts"),
    liveVersion(ctx, "glossary", "glossary"),
  ]);
  const today = dayOf(ctx.machineNow());
  const byId = new Map((facts?.compiled.facts ?? []).map((fact) => [fact.id, fact]));
  const sources = facts?.compiled.sources ?? {};
  const terms = new Map((glossary?.compiled ?? []).map((term) => [term.id, term]));
  const cited = new Map<string, FactNote>();

  const note = (id: string): FactNote | null => {
    const fact = byId.get(id);
    if (!fact) return null;
    return {
      ...fact,
      sources: fact.sources.map((source) => ({
        title: sources[source]?.title ?? source,
        url: sources[source]?.url ?? null,
      })),
      overdue: fact.reviewBy !== null && fact.reviewBy < today,
    };
  };

  return {
    fill: (prose) =>
      prose.html.replace(/<!--slot:(\d+)-->/g, (_, number: string) => {
        const slot = prose.slots[Number(number)];
        if (!slot) return "";
        switch (slot.kind) {
          case "fact": {
            const fact = note(slot.id);
            if (!fact) return "";
            cited.set(slot.id, fact);
            const name = `Fact ${slot.id.slice(1)}`;
            return `<a class="stamp" href="#fact-${slot.id}"><span class="visually-hidden">Where this comes from: </span>${name}</a>`;
          }
          case "term": {
            const term = terms.get(slot.id);
            const text = escape(slot.text);
            return term
              ? `<a class="term" href="/glossary#${slot.id}" title="${escape(term.definition)}">${text}</a>`
              : text;
          }
          case "local":
            return "what your force decides";
        }
      }),
    facts: () => [...cited.values()],
  };
}

/** "22 November 2027", or that it needs no review. */
export function reviewWords(fact: FactNote): string {
  return fact.reviewBy ? dayWords(fact.reviewBy) : "no review needed";
}
