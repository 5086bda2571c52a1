import { AmendsError } from "#app/domain/errors.ts";
import type { ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import { EXPORT_FORMATS, exportScenario } from "#app/services/scenarios/export-scenario.server.ts";

/** A scenario as a file to keep. @throws AmendsError `not-found` for a format that is none. */
export function scenarioFile(scenario: ScenarioDraft, wanted: string | undefined): Response {
  const format = EXPORT_FORMATS.find((one) => one === wanted);
  if (!format) throw new AmendsError("not-found", "There is no such format", "There are yaml and twee.");
  return new Response(exportScenario(scenario, format), {
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": `attachment; filename="${scenario.slug}.${format}"`,
    },
  });
}
