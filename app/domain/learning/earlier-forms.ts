/**
 * Versions published by earlier releases, as today's code reads them. A version never changes, and learners stay on
 * theirs: so what a release adds to the form of compiled content gets its default here. Intentionally pure.
 */
import type { ContentKind } from "./content.ts";

type Json = Record<string, unknown>;

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null;
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

/** `compiled` in today's form; what has it already comes back unchanged. */
export function inTodaysForm(kind: ContentKind, compiled: unknown): unknown {
  if (!isJson(compiled)) return compiled;
  if (kind === "module" && isJson(compiled.document)) {
    const check = { waitMinutes: 0, minutes: null, ...(compiled.document.check as Json) };
    return {
      ...compiled,
      // Until 0.2 a module had no card, and no update.
      document: { card: null, update: null, ...compiled.document, check },
      questions: list(compiled.questions).map((question) => ({ critical: false, ...question })),
    };
  }
  if (kind === "scenario" && isJson(compiled.scenario)) {
    const { scenario } = compiled;
    return {
      ...compiled,
      scenario: {
        accepted: [],
        ...scenario,
        // Until 0.2 an outcome was its text.
        outcomes: (scenario.outcomes as unknown[]).map((outcome, at) =>
          typeof outcome === "string" ? { id: `outcome-${at + 1}`, text: outcome } : outcome,
        ),
        scenes: list(scenario.scenes).map((scene) => ({
          outcomes: [],
          facts: [],
          ...scene,
          choices: list(scene.choices).map((choice) => ({
            ...choice,
            debrief: { facts: [], ...(choice.debrief as Json) },
          })),
        })),
      },
    };
  }
  return compiled;
}
