/** `amends coverage nation` */
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { nationDocument, nationTable } from "#app/services/coverage/present-nation.ts";
import { readNation } from "#app/services/coverage/read-nation.server.ts";
import { knowledge, scopeOf } from "./coverage-scope.ts";
import { dayOption } from "./day-option.ts";
import { formatOption } from "./format-option.ts";
import { withContext } from "./with-context.ts";

interface NationOptions {
  programme?: string;
  group?: string;
  asOf?: string;
  knownAt?: string;
  format: string;
}

const CORE = "core";

export function register(coverage: Command): void {
  coverage
    .command("nation")
    .description(
      "every force together, as each was folded last, or as known at --known-at (with --as-of, --programme, --group, --format)",
    )
    .action(async (_: unknown, command: Command) => {
      // These options are those of the command above.
      const options = command.optsWithGlobals<NationOptions>();
      if (options.asOf === undefined)
        throw new AmendsError("bad-input", "--as-of is missing", "Say the day: --as-of YYYY-MM-DD.");
      const asOf = dayOption("--as-of", options.asOf);
      const { programme = CORE, group } = scopeOf({
        programme: options.programme ?? CORE,
        group: options.group,
      });
      const knownAt = options.knownAt === undefined ? undefined : knowledge("--known-at", options.knownAt);
      const format = formatOption(options.format, ["json", "table", "csv"]);
      await withContext("coverage.read", async (ctx) => {
        const nation = await readNation(ctx, { programme, group, asOf, knownAt });
        console.log(
          format === "json" ? JSON.stringify(nationDocument(nation), null, 2) : nationTable(nation, format),
        );
      });
    });
}
