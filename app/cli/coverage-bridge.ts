/** `amends coverage bridge` */
import type { Command } from "commander";
import { causeWords, toTrain, type Bridged } from "#app/domain/coverage/bridge.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { bridgeDocument } from "#app/services/coverage/present-bridge.ts";
import { readBridge } from "#app/services/coverage/read-bridge.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { knowledge, scopeOf, withScope, type ScopeOptions } from "./coverage-scope.ts";
import { formatOption } from "./format-option.ts";
import { dayOption } from "./people.ts";
import { withContext } from "./with-context.ts";

interface BridgeOptions extends ScopeOptions {
  from?: string;
  to?: string;
  knownFrom?: string;
  knownTo?: string;
  format: string;
}

export function register(coverage: Command): void {
  withScope(
    coverage
      .command("bridge")
      .description("why a figure differs between two days, or two states of knowledge"),
  )
    .option("--from <day>", "the earlier day")
    .option("--to <day>", "the later day; the same one, to compare what was known")
    .option("--known-from <day>", "what was known at the first end; a bare day means its end (default: now)")
    .option("--known-to <day>", "what was known at the second end (default: now)")
    .option("--format <format>", "json or table", "table")
    .action(async (_: unknown, command: Command) => {
      // Options that the command above has too are read there.
      const options = command.optsWithGlobals<BridgeOptions>();
      if (options.from === undefined || options.to === undefined)
        throw new AmendsError(
          "bad-input",
          "--from or --to is missing",
          "Say both days: --from DAY --to DAY.",
        );
      const from = dayOption("--from", options.from);
      const to = dayOption("--to", options.to);
      const scope = scopeOf(options);
      const format = formatOption(options.format, ["json", "table"]);
      await withContext("coverage.read", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const known = (name: string, text: string | undefined) => (text ? knowledge(name, text) : ctx.now());
        const found = await readBridge(ctx, {
          forceId: force.id,
          ...scope,
          from: { day: from, known: known("--known-from", options.knownFrom) },
          to: { day: to, known: known("--known-to", options.knownTo) },
        });
        if (format === "json") {
          console.log(JSON.stringify(bridgeDocument(found), null, 2));
          return;
        }
        const signed = (count: number) => (count > 0 ? `+${count}` : String(count)).padStart(7);
        const plain = (count: number) => String(count).padStart(7);
        const line = (label: string, counts: (count: number) => string, of: Bridged) =>
          `${label.padEnd(36)}${counts(of.in_post)}${counts(of.net)}${counts(of.trained_net)}${counts(toTrain(of))}`;
        console.log(`${"".padEnd(36)}  gross    net  trained  to train`.trimEnd());
        console.log(line(`${from}, known ${found.from.known.slice(0, 10)}`, plain, found.before));
        for (const row of found.rows) console.log(line(causeWords(row, from === to), signed, row));
        console.log(line(`${to}, known ${found.to.known.slice(0, 10)}`, plain, found.after));
      });
    });
}
