/** `amends ledger replay` */
import type { Command } from "commander";
import { countWords } from "#app/domain/words.ts";
import { rebuildReadings } from "#app/services/ledger/rebuild.server.ts";
import { replayCheck, type ReplayReport } from "#app/services/ledger/replay.server.ts";
import { withContext } from "./with-context.ts";

export function register(ledger: Command): void {
  ledger
    .command("replay")
    .description(
      "make every reading from the statements again, in one transaction; takes the write lock, so nobody else " +
        "can write until it is done",
    )
    .option(
      "--check",
      "make them in a scratch database in the temporary folder instead, compare, and change nothing; exit 1 when " +
        "a row disagrees",
    )
    .action(async ({ check }: { check?: boolean }) => {
      if (check) {
        await withContext("ledger.read", async (ctx) => tellCheck(await replayCheck(ctx)));
        return;
      }
      await withContext("database.manage", async (ctx) => {
        const { statements, rows } = await rebuildReadings(ctx);
        console.log(`${countWords(statements, "statement")} folded`);
        for (const [reading, count] of Object.entries(rows))
          if (reading !== "statement") console.log(`  ${reading}: ${countWords(count, "row")}`);
      });
    });
}

function tellCheck(report: ReplayReport): void {
  console.log(`${countWords(report.statements, "statement")} replayed`);
  for (const [reading, count] of Object.entries(report.rows)) {
    const wrong = report.disagreeing[reading as keyof typeof report.rows];
    console.log(
      `  ${reading}: ${countWords(count, "row")}, ${wrong === 0 ? "all agree" : `${wrong} ${wrong === 1 ? "disagrees" : "disagree"}`}`,
    );
    const told = report.disagreements.filter((one) => one.reading === reading);
    for (const one of told) console.log(`    ${one.row}: ${one.what}`);
    if (wrong > told.length) console.log(`    and ${wrong - told.length} more`);
    if (wrong > 0) process.exitCode = 1;
  }
}
