/** `amends people` and `amends training` */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { countWords } from "#app/domain/words.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { exportCompletions } from "#app/services/learning/export-completions.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { parseMap } from "#app/services/roster/import-maps.server.ts";
import { register as erase } from "./people-erase.ts";
import { bytesOf, register as importing, tellProblems, textOf } from "./people-import.ts";
import { dayOption } from "./day-option.ts";
import { withContext } from "./with-context.ts";

export { dayOption };

export function register(program: Command): void {
  const people = program.command("people").description("who is in the force");
  erase(people);
  importing(people);

  program
    .command("training")
    .description("training done elsewhere")
    .command("import <file>")
    .description("read training records (CSV or XLSX)")
    .option("--force <slug>", "the force")
    .option("--source <name>", "the system they are from; its map is remembered")
    .option("--map <file>", "how its columns are read (YAML, docs/importing.md)")
    .action(async (file: string, options: { force?: string; source?: string; map?: string }) => {
      await withContext("people.import", async (ctx) => {
        const done = await importTraining(ctx, {
          force: options.force,
          source: options.source,
          map: options.map === undefined ? undefined : parseMap("training", await textOf(options.map)),
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

  program
    .command("completions")
    .description("what people hold, for other systems")
    .command("export")
    .description("write every award that holds as CSV, in a layout of your own")
    .option("--force <slug>", "the force")
    .option("--system <name>", "the system that takes them; its layout is remembered", "default")
    .option("--layout <file>", "its columns (YAML, docs/importing.md)")
    .option("--since <day>", "only what was completed on this day or later, YYYY-MM-DD")
    .requiredOption("--out <file>", "where to write it")
    .action(async (options: Record<string, string | undefined>) => {
      await withContext("people.read", async (ctx) => {
        const out = options.out ?? "";
        const { bytes, completions } = await exportCompletions(ctx, {
          force: await findForce(ctx, options.force),
          system: options.system ?? "default",
          layout: options.layout === undefined ? undefined : await textOf(options.layout),
          since: options.since === undefined ? null : dayOption("--since", options.since),
          by: "operator",
        });
        await writeFile(out, bytes, { mode: 0o600 });
        console.log(`${countWords(completions, "completion")} in ${out}`);
      });
    });
}
