/** `amends people import` and `amends training import` */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import type { RowProblem } from "#app/domain/roster/extract.ts";
import { isDay, type Day } from "#app/domain/time.ts";
import { countWords } from "#app/domain/words.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { importPeople } from "#app/services/roster/import-people.server.ts";
import { register as erase } from "./people-erase.ts";
import { withContext } from "./with-context.ts";

export function dayOption(name: string, text: string): Day {
  if (isDay(text)) return text;
  throw new AmendsError("bad-input", `${name}: "${text}" is not a day`, "Write it as YYYY-MM-DD.");
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch {
    throw new AmendsError("not-found", `There is no file ${file}`, "Check the path.");
  }
}

function tellProblems(problems: readonly RowProblem[]): void {
  for (const { line, column, message } of problems)
    console.log(`  row ${line}, column "${column}": ${message}`);
}

export function register(program: Command): void {
  const people = program.command("people").description("who is in the force");
  erase(people);
  people
    .command("import <file>")
    .description("read a full HR extract (CSV)")
    .requiredOption("--as-at <day>", "the day the extract describes, YYYY-MM-DD")
    .option("--force <slug>", "the force")
    .action(async (file: string, options: { asAt: string; force?: string }) => {
      const asAt = dayOption("--as-at", options.asAt);
      await withContext("people.import", async (ctx) => {
        const bytes = await bytesOf(file);
        const done = await importPeople(ctx, {
          force: options.force,
          fileName: path.basename(file),
          bytes,
          asAt,
          by: "operator",
        });
        const { changes } = done;
        console.log(
          done.unchanged
            ? `${done.force.name}: this extract was imported before; nothing changed`
            : `${done.force.name}, as at ${asAt}: ${countWords(done.rows, "row")}, ${changes.joiners} joined, ` +
                `${changes.leavers} left, ${changes.inferredLeavers} missing and taken to have left, ${changes.moves} moved, ` +
                `${changes.newUnits} new units, ${changes.renamedUnits} renamed, ${changes.absencesOpened} absences begun`,
        );
        if (changes.trainingSettled > 0)
          console.log(`${changes.trainingSettled} waiting training records now count`);
        if (done.problems.length > 0) console.log(`${countWords(done.problems.length, "row")} not imported:`);
        tellProblems(done.problems);
      });
    });

  program
    .command("training")
    .description("training done elsewhere")
    .command("import <file>")
    .description("read training records (CSV)")
    .option("--force <slug>", "the force")
    .action(async (file: string, options: { force?: string }) => {
      await withContext("people.import", async (ctx) => {
        const done = await importTraining(ctx, {
          force: options.force,
          fileName: path.basename(file),
          bytes: await bytesOf(file),
          by: "operator",
        });
        console.log(
          `${done.force.name}: ${countWords(done.rows, "row")}, ${done.added} new, ${done.settled} now count` +
            (done.added > done.settled ? `, ${done.added - done.settled} wait for their people` : ""),
        );
        if (done.problems.length > 0) console.log(`${countWords(done.problems.length, "row")} not imported:`);
        tellProblems(done.problems);
      });
    });
}
