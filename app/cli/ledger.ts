/** `amends ledger replay --check` */
import type { Command } from "commander";
import { openReady } from "#app/services/open-ready.server.ts";
import { readConfig } from "#app/services/config.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { requireOperator } from "./operator.ts";

export function register(program: Command): void {
  const ledger = program.command("ledger").description("the statements and what is read from them");
  ledger
    .command("replay")
    .description("rebuild every reading from the statements in a scratch database and compare")
    .requiredOption("--check", "compare and change nothing")
    .action(async () => {
      requireOperator("ledger.read");
      const ctx = await openReady(readConfig(process.env));
      try {
        const report = await replayCheck(ctx);
        console.log(`${report.statements} statements replayed`);
        for (const [reading, count] of Object.entries(report.rows)) {
          const wrong = report.disagreements.filter((one) => one.reading === reading);
          console.log(
            `  ${reading}: ${count} rows, ${wrong.length === 0 ? "all agree" : `${wrong.length} disagree`}`,
          );
          for (const one of wrong) console.log(`    ${one.row}: ${one.what}`);
        }
        if (report.disagreements.length > 0) process.exitCode = 1;
      } finally {
        await ctx.close();
      }
    });
}
