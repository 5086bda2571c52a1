/** `amends coverage` */
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { coverageDocument, coverageTable } from "#app/services/coverage/present-coverage.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { register as bridge } from "./coverage-bridge.ts";
import { register as forecast } from "./coverage-forecast.ts";
import { register as freeze } from "./coverage-freeze.ts";
import { register as nation } from "./coverage-nation.ts";
import { knowledge, scopeOf, withScope, type ScopeOptions } from "./coverage-scope.ts";
import { formatOption } from "./format-option.ts";
import { dayOption } from "./day-option.ts";
import { withContext } from "./with-context.ts";

interface CoverageOptions extends ScopeOptions {
  asOf?: string;
  knownAt?: string;
  format: string;
}

export function register(program: Command): void {
  const coverage = withScope(
    program.command("coverage").description("which share is trained, of whom, on which day"),
  );
  // Checked below, and not by commander: what stands beneath this command has options of its own.
  coverage
    .option("--as-of <day>", "the day asked about, YYYY-MM-DD")
    .option("--known-at <day>", "as it was known then; a bare day means its end (default: now)")
    .option("--format <format>", "json, table or csv", "table")
    .action(async (options: CoverageOptions) => {
      if (options.asOf === undefined)
        throw new AmendsError("bad-input", "--as-of is missing", "Say the day: --as-of YYYY-MM-DD.");
      const asOf = dayOption("--as-of", options.asOf);
      const scope = scopeOf(options);
      const format = formatOption(options.format, ["json", "table", "csv"]);
      await withContext("coverage.read", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const answer = await readCoverage(ctx, {
          forceId: force.id,
          ...scope,
          asOf,
          knownAt: options.knownAt ? knowledge("--known-at", options.knownAt) : ctx.now(),
        });
        console.log(
          format === "json"
            ? JSON.stringify(coverageDocument(force, answer), null, 2)
            : coverageTable(answer, format === "csv" ? "csv" : "table"),
        );
      });
    });
  bridge(coverage);
  forecast(coverage);
  freeze(coverage);
  nation(coverage);
}
