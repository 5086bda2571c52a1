import { createHash } from "node:crypto";
import { strToU8, zipSync, type Zippable } from "fflate";
import { stringify } from "yaml";
import type { ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import { plainScenario } from "#app/domain/scenarios/exchange/plain.ts";
import { countWords } from "#app/domain/words.ts";
import { toTwee } from "#app/domain/scenarios/exchange/twine.ts";

export const EXPORT_FORMATS = ["yaml", "zip", "twee"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * A scenario as a text. YAML says all of it, its pictures by their names, and is read again as the same; Twee 3 has its
 * scenes, texts and links.
 */
export function exportScenario(scenario: ScenarioDraft, format: Exclude<ExportFormat, "zip">): string {
  if (format === "twee") return toTwee(scenario, ifidOf(scenario.slug));
  return stringify(plainScenario(scenario), {
    lineWidth: 110,
    blockQuote: "literal",
    defaultStringType: "PLAIN",
  });
}

/** Its YAML and its pictures in one file. @param pictures by their names; the same ones give the same file */
export function zipScenario(
  scenario: ScenarioDraft,
  pictures: Readonly<Record<string, Uint8Array>>,
): Uint8Array {
  const yaml = strToU8(exportScenario(scenario, "yaml"));
  const files: Zippable = { [`${scenario.slug}.yaml`]: yaml };
  // What is packed already grows when it is packed again.
  for (const [name, bytes] of Object.entries(pictures)) files[name] = [bytes, { level: 0 }];
  return zipSync(files, { mtime: new Date(1980, 0, 1) });
}

/** What a text for Twine leaves out besides what it never has. */
export function leftOutOfTwee(scenario: ScenarioDraft): string[] {
  const count = scenario.scenes.filter((scene) => scene.picture).length;
  if (count === 0) return [];
  const stays = count === 1 ? "its words stand in its scene" : "their words stand in their scenes";
  return [`${countWords(count, "picture")} not carried over; ${stays}`];
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
