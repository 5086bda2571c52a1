/** Fills what varies after publishing into a lesson's HTML: fact stamps, terms, the force's own words. */
import type { ForceId } from "#app/domain/ids.ts";
import type { Prose } from "#app/domain/learning/lesson.ts";
import type { LocalRule } from "#app/domain/learning/policy.ts";
import type { Context } from "../context.server.ts";
import { liveVersion } from "./read-content.server.ts";
import { factNotes, type FactNote } from "./read-facts.server.ts";
import { localAnswers } from "./read-policy.server.ts";

export interface SlotFiller {
  /** HTML with its slots filled; the facts and the force's rules that it shows are collected. */
  fill(prose: Prose): string;
  /** A fact as it is known now, without citing it; null for one that is not published. */
  readonly note: (id: string) => FactNote | null;
  /** The facts cited so far, each once, in the order met. */
  facts(): FactNote[];
  /** The force's own rules shown so far, each once, in the order met. */
  locals(): LocalRule[];
}

const escape = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** @param forceId whose rules are shown */
export async function slotFiller(ctx: Context, forceId: ForceId): Promise<SlotFiller> {
  const [note, answer, glossary] = await Promise.all([
    factNotes(ctx),
    localAnswers(ctx, forceId),
    liveVersion(ctx, "glossary", "glossary"),
  ]);
  const terms = new Map((glossary?.compiled ?? []).map((term) => [term.id, term]));
  const cited = new Map<string, FactNote>();
  const shown = new Map<string, LocalRule>();

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
          case "local": {
            const local = answer(slot.key);
            // An older version of a lesson may name what is decided no longer.
            if (local === null) return "what your force decides";
            if (typeof local === "string") return `<span class="local">${escape(local)}</span>`;
            shown.set(slot.key, local);
            return `<span class="local">${escape(local.words)}</span> <a class="stamp" href="#local-${slot.key}"><span class="visually-hidden">Who decided this: </span>Local rule</a>`;
          }
        }
      }),
    note,
    facts: () => [...cited.values()],
    locals: () => [...shown.values()],
  };
}
