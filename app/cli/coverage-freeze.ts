/** `amends coverage freeze | snapshots` */
import type { Command } from "commander";
import { causeWords, toTrain } from "#app/domain/coverage/bridge.ts";
import { dayOf } from "#app/domain/time.ts";
import { foldForces } from "#app/services/coverage/fold-day.server.ts";
import { freezeDay, lastMonthEnd } from "#app/services/coverage/freeze.server.ts";
import { bridgeDocument } from "#app/services/coverage/present-bridge.ts";
import { readSnapshots } from "#app/services/coverage/read-snapshots.server.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { formatOption } from "./format-option.ts";
import { dayOption } from "./people.ts";
import { withContext } from "./with-context.ts";

interface Options {
  day?: string;
  force?: string;
  target?: string;
  format: string;
}

export function register(coverage: Command): void {
  coverage
    .command("freeze")
    .description("keep a month's figures as they are known now; what is frozen already stays")
    .option("--day <day>", "the day whose figures are kept (default: the last month's end)")
    .option("--force <slug>", "the force, where there are several")
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const asked = options.day === undefined ? null : dayOption("--day", options.day);
      await withContext("target.manage", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const day = asked ?? lastMonthEnd(dayOf(ctx.now()));
        const made = await freezeDay(ctx, { forceId: force.id, day, by: "operator" });
        for (const one of made) console.log(`${one.target}: ${one.day} is frozen`);
        if (made.length === 0) console.log(`Nothing to freeze: ${day} is frozen for every target there is`);
      });
    });
  coverage
    .command("fold")
    .description(
      "fold every force's figures of today, for the nation's; --check counts what was folded again",
    )
    .option("--check", "write nothing, and name what no longer agrees")
    .action(async (options: { check?: boolean }) => {
      await withContext("coverage.read", async (ctx) => {
        for (const { force, rows, wrong } of await foldForces(ctx, options.check ?? false)) {
          for (const one of wrong) console.log(`${force}: ${one} no longer agrees`);
          if (wrong.length > 0) process.exitCode = 1;
          else
            console.log(options.check ? `${force}: all that was folded agrees` : `${force}: ${rows} figures`);
        }
      });
    });
  coverage
    .command("snapshots")
    .description("the frozen months of a target, and why a figure differs from what is known now")
    .option("--target <slug>", "the target")
    .option("--force <slug>", "the force, where there are several")
    .option("--format <format>", "json or table", "table")
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const { target } = options;
      if (target === undefined)
        throw new AmendsError("bad-input", "--target is missing", "See: amends target list.");
      const format = formatOption(options.format, ["json", "table"]);
      await withContext("coverage.read", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const all = await readSnapshots(ctx, force.id, target);
        if (format === "json") {
          const told = all.map(({ since, ...one }) => ({ ...one, since: since && bridgeDocument(since) }));
          console.log(JSON.stringify(told, null, 2));
          return;
        }
        for (const { day, knownAt, figures, holds, since } of all) {
          const state = holds ? "" : "  THE RECORD NO LONGER GIVES IT";
          console.log(
            `${day}  ${figures.trained_net} of ${figures.net} net, ${figures.trained_in_post} of ${figures.in_post} gross, as known ${knownAt}${state}`,
          );
          for (const row of since?.rows ?? [])
            console.log(
              `  ${causeWords(row, true)}: ${row.people.length}; net ${row.net}, trained ${row.trained_net}, to train ${toTrain(row)}`,
            );
        }
      });
    });
}
