/** `amends coverage` */
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { STAFF_GROUPS, type StaffGroup } from "#app/domain/roster/workforce.ts";
import { endOfDay, isDay, toInstant, type Instant } from "#app/domain/time.ts";
import { coverageDocument, coverageTable } from "#app/services/coverage/present-coverage.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { dayOption } from "./day-option.ts";
import { withContext } from "./with-context.ts";

interface CoverageOptions {
  programme: string;
  asOf: string;
  knownAt?: string;
  unit?: string;
  group?: string;
  force?: string;
  format: string;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** A bare day means its end. `Date.parse` alone would make 2 March of 30 February, and a figure of it. */
function knowledge(text: string): Instant {
  if (isDay(text)) return endOfDay(text);
  const day = INSTANT.exec(text)?.[1] ?? "";
  const time = isDay(day) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return toInstant(new Date(time));
  throw new AmendsError(
    "bad-input",
    `--known-at: "${text}" is neither a day nor an instant`,
    "Write it as YYYY-MM-DD, or as 2018-06-04T09:00:00Z.",
  );
}

export function register(program: Command): void {
  program
    .command("coverage")
    .description("which share is trained, of whom, on which day")
    .requiredOption("--programme <slug>", "the programme that they must hold")
    .requiredOption("--as-of <day>", "the day asked about, YYYY-MM-DD")
    .option("--known-at <day>", "as it was known then; a bare day means its end (default: now)")
    .option("--unit <code>", "one unit and those below it")
    .option("--group <group>", `one of ${STAFF_GROUPS.join(", ")}`)
    .option("--force <slug>", "the force, where there are several")
    .option("--format <format>", "json, table or csv", "table")
    .action(async (options: CoverageOptions) => {
      const asOf = dayOption("--as-of", options.asOf);
      if (options.group !== undefined && !STAFF_GROUPS.includes(options.group as StaffGroup)) {
        throw new AmendsError(
          "bad-input",
          `"${options.group}" is not a group`,
          `Use one of ${STAFF_GROUPS.join(", ")}.`,
        );
      }
      if (!["json", "table", "csv"].includes(options.format)) {
        throw new AmendsError("bad-input", `"${options.format}" is not a format`, "Use json, table or csv.");
      }
      await withContext("coverage.read", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const answer = await readCoverage(ctx, {
          forceId: force.id,
          programme: options.programme,
          asOf,
          knownAt: options.knownAt ? knowledge(options.knownAt) : ctx.now(),
          unit: options.unit,
          group: options.group as StaffGroup | undefined,
        });
        console.log(
          options.format === "json"
            ? JSON.stringify(coverageDocument(force, answer), null, 2)
            : coverageTable(answer, options.format === "csv" ? "csv" : "table"),
        );
      });
    });
}
