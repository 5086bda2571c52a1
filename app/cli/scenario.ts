/** `amends scenario prove`, `import` and `export` */
import { readFile, writeFile } from "node:fs/promises";
import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { PICTURE_MOST } from "#app/domain/learning/picture.ts";
import { countWords } from "#app/domain/words.ts";
import {
  EXPORT_FORMATS,
  exportScenario,
  leftOutOfTwee,
  zipScenario,
} from "#app/services/scenarios/export-scenario.server.ts";
import {
  importScenario,
  withoutMissing,
  type ImportedFile,
} from "#app/services/scenarios/import-scenario.server.ts";
import { proofDocument, proofTable } from "#app/services/scenarios/present-proof.ts";
import { proveFile } from "#app/services/scenarios/prove-file.server.ts";
import { formatOption } from "./format-option.ts";

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AmendsError("bad-input", `${file} cannot be read: ${why}`, "Name a file that is there.");
  }
}

/** Its scenario, with the pictures that stand beside it. */
async function readScenario(file: string, story?: string): Promise<ImportedFile> {
  const beside = (name: string) => {
    const path = join(dirname(file), name);
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    return size === undefined ? undefined : size > PICTURE_MOST ? "too-long" : readFileSync(path);
  };
  const imported = importScenario(basename(file), await bytesOf(file), story ?? null, beside);
  return withoutMissing(imported, () => false);
}

export function register(program: Command): void {
  const scenario = program.command("scenario").description("branching scenarios");
  scenario
    .command("prove <file>")
    .description("visit every state of play, and say what is wrong with the scenario and what it comes to")
    .option("--format <format>", "table or json", "table")
    .action(async (file: string, options: { format: string }) => {
      const format = formatOption(options.format, ["table", "json"]);
      const checked = await proveFile(file);
      console.log(format === "json" ? JSON.stringify(proofDocument(checked), null, 2) : proofTable(checked));
      if (checked.findings.some((finding) => finding.severity === "error")) process.exitCode = 1;
    });
  scenario
    .command("import <file>")
    .description("make our YAML of a story from Twine (HTML, Twee 3), an H5P Branching Scenario or YAML")
    .requiredOption("--out <yaml>", "the file to write")
    .option("--story <name>", "which story of a Twine archive; the first without it")
    .action(async (file: string, options: { out: string; story?: string }) => {
      const { document, report, pictures } = await readScenario(file, options.story);
      await writeFile(options.out, exportScenario(document, "yaml"));
      for (const [name, { bytes }] of pictures) await writeFile(join(dirname(options.out), name), bytes);
      for (const { place, text } of report) console.log(place === "" ? text : `${place}: ${text}`);
      console.log(
        `${countWords(document.scenes.length, "scene")} and ${countWords(document.endings.length, "ending")} are in ${options.out}${pictures.size > 0 ? `, and ${countWords(pictures.size, "picture")} beside it` : ""}`,
      );
    });
  scenario
    .command("export <file>")
    .description(
      "write a scenario's file as YAML with its pictures beside it, as a zip of both, or as Twee 3 for Twine: scenes, texts and links",
    )
    .option("--format <format>", "yaml, zip or twee", "yaml")
    .requiredOption("--out <file>", "the file to write")
    .action(async (file: string, options: { format: string; out: string }) => {
      const format = formatOption(options.format, [...EXPORT_FORMATS]);
      const { document, report, pictures } = await readScenario(file);
      const files = Object.fromEntries([...pictures].map(([name, { bytes }]) => [name, bytes] as const));
      const whole = format === "zip" ? zipScenario(document, files) : exportScenario(document, format);
      await writeFile(options.out, whole);
      if (format === "yaml")
        for (const [name, bytes] of Object.entries(files))
          await writeFile(join(dirname(options.out), name), bytes);
      for (const { place, text } of report) console.log(place === "" ? text : `${place}: ${text}`);
      if (format === "twee") for (const line of leftOutOfTwee(document)) console.log(line);
      console.log(`${options.out} is written`);
    });
}
