/** Finds again what an officer has met: the lessons they began with their terms, and facts wherever they met them. */
import { progressOf, sittingsOfKind } from "#db/queries/learning.ts";
import { blockText, prosesOf } from "#app/domain/learning/plain-text.ts";
import { indexed, search, type Found, type Indexed } from "#app/domain/learning/search.ts";
import type { Context } from "../context.server.ts";
import { factsMetElsewhere, factsOfAnswers, type MetFact } from "./facts-met.server.ts";
import { pinnedModule, type PinnedModule } from "./pinned.server.ts";
import { liveVersion } from "./read-content.server.ts";
import { fromRow, type Learner } from "./sitting.server.ts";

/** Results on the page. */
const MOST = 30;
const KEPT_MOST = 50;

interface Place {
  readonly id: string;
  readonly lesson: string;
  readonly to: string;
  readonly where: string;
}

/** What stands in one version of a module. */
interface ModuleIndex {
  readonly screens: readonly { readonly lesson: string; readonly entry: Indexed }[];
  readonly terms: readonly Place[];
  readonly facts: readonly Place[];
}

/** By the version's hash; oldest use first. */
const kept = new Map<string, ModuleIndex>();

function indexOf(version: PinnedModule): ModuleIndex {
  const found = kept.get(version.hash) ?? makeIndex(version);
  kept.delete(version.hash);
  kept.set(version.hash, found);
  if (kept.size > KEPT_MOST) kept.delete(kept.keys().next().value as string);
  return found;
}

function makeIndex({ module }: PinnedModule): ModuleIndex {
  const screens: { lesson: string; entry: Indexed }[] = [];
  const terms: Place[] = [];
  const facts: Place[] = [];
  const { slug, title } = module.document;
  for (const lesson of module.lessons) {
    const where = `${title}: ${lesson.title}`;
    lesson.screens.forEach((screen, at) => {
      const to = `/modules/${slug}/lessons/${lesson.slug}/${at + 1}`;
      const text = screen.blocks.map(blockText).filter(Boolean).join(" ");
      screens.push({
        lesson: lesson.slug,
        // A lesson is found by its own title where it begins.
        entry: indexed({
          kind: "lesson",
          title: at === 0 ? `${lesson.title}: ${screen.title}` : screen.title,
          text,
          to,
          where,
        }),
      });
      for (const slot of screen.blocks.flatMap((block) => prosesOf(block).flatMap((prose) => prose.slots))) {
        if (slot.kind === "term") terms.push({ id: slot.id, lesson: lesson.slug, to, where });
        if (slot.kind === "fact")
          facts.push({ id: slot.id, lesson: lesson.slug, to: `${to}#fact-${slot.id}`, where });
      }
    });
  }
  return { screens, terms, facts };
}

export interface SearchPage {
  readonly results: readonly Found[];
  /** How many lessons there are to look in. */
  readonly lessons: number;
}

/**
 * Looks in the lessons that were begun or finished, in the version of each that the officer met, and at the facts in
 * feedback, results and debriefs; a term or a fact says what it says now. Nothing of a lesson not begun is found.
 */
export async function searchMet(ctx: Context, learner: Learner, query: string): Promise<SearchPage> {
  const [progress, rows, glossary, facts, elsewhere] = await Promise.all([
    progressOf(ctx.read, learner.actor),
    sittingsOfKind(ctx.read, learner.personId, "module"),
    liveVersion(ctx, "glossary", "glossary"),
    liveVersion(ctx, "facts", "facts"),
    factsMetElsewhere(ctx, learner),
  ]);
  const things: Indexed[] = [];
  const terms = new Map<string, Place>();
  const cited = new Map<string, MetFact>();
  const beside: MetFact[] = [];
  const modules = new Set<string>();
  let lessons = 0;
  for (const sitting of rows.map(fromRow)) {
    // The latest comes first, and is the one whose lessons open.
    if (modules.has(sitting.subject)) continue;
    modules.add(sitting.subject);
    const met = new Set(progress.filter((one) => one.module === sitting.subject).map((one) => one.lesson));
    if (sitting.bookmark.lesson) met.add(sitting.bookmark.lesson);
    const version = await pinnedModule(ctx, sitting.versionId);
    lessons += version.module.lessons.filter((one) => met.has(one.slug)).length;
    const index = indexOf(version);
    for (const { lesson, entry } of index.screens) if (met.has(lesson)) things.push(entry);
    for (const place of index.terms)
      if (met.has(place.lesson) && !terms.has(place.id)) terms.set(place.id, place);
    for (const place of index.facts)
      if (met.has(place.lesson) && !cited.has(place.id)) cited.set(place.id, place);
    beside.push(...factsOfAnswers(version, sitting));
  }
  // A lesson's own words come before what stood beside an answer.
  for (const place of [...beside, ...elsewhere]) if (!cited.has(place.id)) cited.set(place.id, place);
  for (const { id, term, definition } of glossary?.compiled ?? []) {
    const place = terms.get(id);
    if (place)
      things.push(indexed({ kind: "term", title: term, text: definition, to: place.to, where: place.where }));
  }
  for (const { id, claim } of facts?.compiled.facts ?? []) {
    const place = cited.get(id);
    if (place)
      things.push(
        indexed({
          kind: "fact",
          title: `Fact ${id.slice(1)}`,
          text: claim,
          to: place.to,
          where: place.where,
        }),
      );
  }
  return { results: search(things, query, MOST), lessons };
}
