/** `amends people import` and `amends people undo` */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import type { RowProblem } from "#app/domain/roster/extract.ts";
import { countWords, dayWords } from "#app/domain/words.ts";
import { describeChanges, describePerson, describeUnit } from "#app/services/roster/describe-changes.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { parseMap } from "#app/services/roster/import-maps.server.ts";
import { importPeople } from "#app/services/roster/import-people.server.ts";
import { planImport, type PlannedImport } from "#app/services/roster/plan-import.server.ts";
import type { Table } from "#app/services/roster/read-table.server.ts";
import { readImports } from "#app/services/roster/read-imports.server.ts";
import { undoImport } from "#app/services/roster/undo-import.server.ts";
import { wrongRowsCsv } from "#app/services/roster/wrong-rows.ts";
import { dayOption } from "./day-option.ts";
import { withContext } from "./with-context.ts";

export async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch {
    throw new AmendsError("not-found", `There is no file ${file}`, "Check the path.");
  }
}

export async function textOf(file: string): Promise<string> {
  return new TextDecoder().decode(await bytesOf(file));
}

/** Writes the rows that cannot be read, as they stand in the file, to be corrected and sent again. */
export async function writeWrongRows(file: string, table: Table, problems: readonly RowProblem[]) {
  await writeFile(file, wrongRowsCsv(table, problems), { mode: 0o600 });
  console.log(`${countWords(problems.length, "row")} to correct in ${file}`);
}

export function tellProblems(problems: readonly RowProblem[]): void {
  if (problems.length > 0) console.log(`${countWords(problems.length, "row")} not imported:`);
  for (const { line, column, message } of problems)
    console.log(`  row ${line}, column "${column}": ${message}`);
}

interface Options {
  readonly asAt: string;
  readonly force?: string;
  readonly source?: string;
  readonly map?: string;
  readonly dryRun?: boolean;
  readonly acceptMissing?: boolean;
  readonly errors?: string;
}

export function register(people: Command): void {
  people
    .command("import <file>")
    .description("read a full HR extract (CSV or XLSX)")
    .requiredOption("--as-at <day>", "the day the extract describes, YYYY-MM-DD")
    .option("--force <slug>", "the force")
    .option("--source <name>", "the system it is from; its map is remembered")
    .option("--map <file>", "how its columns are read (YAML, docs/importing.md)")
    .option("--dry-run", "say what would change, and change nothing")
    .option("--accept-missing", "import although many people are missing from the file")
    .option("--errors <file>", "where to write the rows that cannot be read, as CSV to correct")
    .action(async (name: string, options: Options) => {
      const asAt = dayOption("--as-at", options.asAt);
      await withContext("people.import", async (ctx) => {
        const file = {
          force: options.force,
          source: options.source,
          map: options.map === undefined ? undefined : parseMap("people", await textOf(options.map)),
          fileName: path.basename(name),
          bytes: await bytesOf(name),
          asAt,
        };
        if (options.dryRun || options.errors !== undefined) {
          const planned = await planImport(ctx, file);
          if (options.errors !== undefined)
            await writeWrongRows(options.errors, planned.table, planned.extract.problems);
          if (options.dryRun) {
            tellPlan(planned);
            return;
          }
        }
        const done = await importPeople(ctx, {
          ...file,
          acceptMissing: options.acceptMissing ?? false,
          by: "operator",
          told: (what) => console.error(`Writing ${what} …`),
        });
        console.log(
          done.unchanged
            ? `${done.force.name}: this extract was imported before; nothing changed`
            : `${done.force.name}, as at ${asAt}: ${countWords(done.rows, "row")}, ${describeChanges(done.changes)}`,
        );
        if (done.changes.trainingSettled > 0)
          console.log(`${done.changes.trainingSettled} waiting training records now count`);
        tellProblems(done.problems);
      });
    });

  people
    .command("undo")
    .description("take the newest import of people back; nothing is deleted")
    .requiredOption("--as-at <day>", "the day of the extract that is meant, YYYY-MM-DD")
    .option("--force <slug>", "the force")
    .action(async (options: { asAt: string; force?: string }) => {
      const asAt = dayOption("--as-at", options.asAt);
      await withContext("people.import", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const newest = (await readImports(ctx, force.id)).find((one) => one.kind === "people");
        if (newest?.asAt !== asAt) {
          throw new AmendsError(
            "conflict",
            newest
              ? `The newest extract is that of ${dayWords(newest.asAt)}`
              : `Nobody was imported into ${force.name}`,
            "Only the newest import can be undone.",
          );
        }
        const { rows } = await undoImport(ctx, { force, id: newest.id, by: "operator" });
        console.log(
          `${force.name}: the extract as at ${asAt} is undone; ${countWords(rows, "row")} of before it believed again`,
        );
      });
    });
}

function tellPlan(planned: PlannedImport): void {
  const { force, table, plan, changes, extract, missing } = planned;
  console.log(
    `Dry run, nothing is written. ${force.name}, as at ${plan.asAt}: ${countWords(table.rows.length, "row")} ` +
      `(${table.form}), ${describeChanges(changes)}`,
  );
  if (planned.unchanged) console.log("This extract was imported before: it would change nothing.");
  if (missing)
    console.log(
      `${missing.count} of ${missing.of} people in post are missing: the import would stop without --accept-missing.`,
    );
  for (const unit of plan.units)
    console.log(`  unit ${unit.code ?? unit.name}: ${describeUnit(unit, plan.asAt)}`);
  for (const change of plan.people) console.log(`  ${describePerson(change)}`);
  tellProblems(extract.problems);
}
