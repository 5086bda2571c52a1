/** `amends people` and `amends training` */
import path from "node:path";
import type { Command } from "commander";
import { countWords } from "#app/domain/words.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { register as erase } from "./people-erase.ts";
import { bytesOf, register as importing, tellProblems } from "./people-import.ts";
import { withContext } from "./with-context.ts";

export { dayOption } from "./day-option.ts";

export function register(program: Command): void {
  const people = program.command("people").description("who is in the force");
  erase(people);
  importing(people);

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
        tellProblems(done.problems);
      });
    });
}
