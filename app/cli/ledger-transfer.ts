/** `amends ledger export` and `amends ledger import` */
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Writable } from "node:stream";
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { addDays, endOfDay, isDay, toInstant, type Instant } from "#app/domain/time.ts";
import { countWords } from "#app/domain/words.ts";
import { exportStatements } from "#app/services/ledger/export-statements.server.ts";
import { importStatements } from "#app/services/ledger/import-statements.server.ts";
import { describePerson } from "#app/services/roster/describe-person.server.ts";
import { withContext } from "./with-context.ts";

interface ExportOptions {
  person?: string;
  force?: string;
  since?: string;
  out?: string;
}

/** A bare day means its beginning. */
function sinceOption(text: string | undefined): Instant | null {
  if (text === undefined) return null;
  if (isDay(text)) return endOfDay(addDays(text, -1));
  const time = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return toInstant(new Date(time));
  throw new AmendsError(
    "bad-input",
    `--since: "${text}" is neither a day nor an instant`,
    "Write it as YYYY-MM-DD, or as 2018-06-04T09:00:00Z.",
  );
}

/** A file has its name when it is whole, so that half an export is never taken for one. */
async function writingTo(file: string | undefined, work: (out: Writable) => Promise<void>): Promise<void> {
  if (file === undefined) return work(process.stdout);
  const part = `${file}.part`;
  // What it holds names people.
  const out = createWriteStream(part, { mode: 0o600 });
  const failed = once(out, "error").then(([error]) => {
    throw new AmendsError(
      "bad-input",
      `--out: ${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      "Name a file in a folder that is there and has room.",
    );
  });
  const written = async () => {
    await work(out);
    out.end();
    await once(out, "finish");
    await rename(part, file);
  };
  await Promise.race([written(), failed]);
}

export function register(ledger: Command): void {
  ledger
    .command("export")
    .description("write statements as JSON Lines, attachments included")
    .option("--person <person>", "those that name somebody: an employee number, or an id")
    .option("--force <slug>", "the force of the employee number, where there are several")
    .option("--since <time>", "those stored after a day began, or after an instant (default: all)")
    .option("--out <file>", "the file (default: standard output)")
    .action(async (options: ExportOptions) => {
      const since = sinceOption(options.since);
      await withContext("ledger.read", async (ctx) => {
        const heading =
          options.person === undefined ? null : await describePerson(ctx, options.person, options.force);
        const agents = heading?.export.identifiers ?? null;
        let count = 0;
        await writingTo(options.out, async (out) => {
          const write = async (line: string) => {
            if (!out.write(`${line}\n`)) await once(out, "drain");
          };
          if (heading) await write(JSON.stringify(heading));
          count = await exportStatements(ctx, { since, agents }, write);
        });
        console.error(countWords(count, "statement"));
      });
    });

  ledger
    .command("import <file>")
    .description("take back what an export wrote; what is there already is passed over")
    .action(async (file: string) => {
      await withContext("ledger.manage", async (ctx) => {
        const stream = createReadStream(file, "utf8");
        await once(stream, "open").catch(() => {
          throw new AmendsError("not-found", `There is no file ${file}`, "Check the path.");
        });
        const lines = createInterface({ input: stream, crlfDelay: Infinity });
        const done = await importStatements(ctx, lines, { file: path.basename(file) });
        console.log(`${countWords(done.lines, "line")}, ${countWords(done.added, "new statement")}`);
      });
    });
}
