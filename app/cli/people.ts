/** `amends people` and `amends training` */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { countWords } from "#app/domain/words.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import {
  planTraining,
  type PlannedTraining,
  type TrainingFate,
} from "#app/services/learning/plan-training.server.ts";
import { exportCompletions } from "#app/services/learning/export-completions.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { parseMap } from "#app/services/roster/import-maps.server.ts";
import { register as erase } from "./people-erase.ts";
import { bytesOf, register as importing, tellProblems, textOf, writeWrongRows } from "./people-import.ts";
import { dayOption } from "./day-option.ts";
import { withContext } from "./with-context.ts";

export { dayOption };

interface TrainingOptions {
  readonly force?: string;
  readonly source?: string;
  readonly map?: string;
  readonly dryRun?: boolean;
  readonly errors?: string;
}

function tellPlan({ force, table, fresh, known, problems }: PlannedTraining): void {
  const count = (fate: TrainingFate) => fresh.filter((row) => row.fate === fate).length;
  console.log(
    `Dry run, nothing is written. ${force.name}: ${countWords(table.rows.length, "row")} (${table.form}), ` +
      `${fresh.length} new: ${count("counts")} count, ${count("waits")} wait for their people, ` +
      `${count("old")} too old, ${count("failed")} failed; ${known} known already`,
  );
  tellProblems(problems);
}

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
    .option("--dry-run", "say what it would bring, and change nothing")
    .option("--errors <file>", "where to write the rows that cannot be read, as CSV to correct")
    .action(async (name: string, options: TrainingOptions) => {
      await withContext("people.import", async (ctx) => {
        const file = {
          force: options.force,
          source: options.source,
          map: options.map === undefined ? undefined : parseMap("training", await textOf(options.map)),
          fileName: path.basename(name),
          bytes: await bytesOf(name),
        };
        if (options.dryRun || options.errors !== undefined) {
          const planned = await planTraining(ctx, file);
          if (options.errors !== undefined)
            await writeWrongRows(options.errors, planned.table, planned.problems);
          if (options.dryRun) {
            tellPlan(planned);
            return;
          }
        }
        const done = await importTraining(ctx, { ...file, by: "operator" });
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
