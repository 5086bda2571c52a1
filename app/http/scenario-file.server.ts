import { AmendsError } from "#app/domain/errors.ts";
import type { ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import type { Context } from "#app/services/context.server.ts";
import { picturesOf } from "#app/services/learning/keep-media.server.ts";
import {
  EXPORT_FORMATS,
  exportScenario,
  zipScenario,
} from "#app/services/scenarios/export-scenario.server.ts";

/** A scenario as a file to keep. @throws AmendsError `not-found` for a format that is none. */
export async function scenarioFile(
  ctx: Context,
  scenario: ScenarioDraft,
  wanted: string | undefined,
): Promise<Response> {
  const format = EXPORT_FORMATS.find((one) => one === wanted);
  if (!format) throw new AmendsError("not-found", "There is no such format", "There are yaml, zip and twee.");
  const zipped = format === "zip";
  const body = zipped
    ? new Uint8Array(zipScenario(scenario, await picturesOf(ctx.read, scenario.scenes)))
    : exportScenario(scenario, format);
  return new Response(body, {
    headers: {
      "Content-Type": zipped ? "application/zip" : "text/plain; charset=utf-8",
      "Content-Disposition": `attachment; filename="${scenario.slug}.${format}"`,
    },
  });
}
