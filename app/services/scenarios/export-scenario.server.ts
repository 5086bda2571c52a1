import { createHash } from "node:crypto";
import { stringify } from "yaml";
import type { ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import { plainScenario } from "#app/domain/scenarios/exchange/plain.ts";
import { toTwee } from "#app/domain/scenarios/exchange/twine.ts";

export const EXPORT_FORMATS = ["yaml", "twee"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A scenario as a file. YAML says all of it and is read again as the same; Twee 3 has its scenes, texts and links. */
export function exportScenario(scenario: ScenarioDraft, format: ExportFormat): string {
  if (format === "twee") return toTwee(scenario, ifidOf(scenario.slug));
  return stringify(plainScenario(scenario), {
    lineWidth: 110,
    blockQuote: "literal",
    defaultStringType: "PLAIN",
  });
}

/** The same for the same scenario each time, in the form of a UUID of the name-based kind (RFC 9562 §5.8). */
function ifidOf(slug: string): string {
  const hex = createHash("sha256").update(`amends ${slug}`).digest("hex").toUpperCase();
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `A${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
