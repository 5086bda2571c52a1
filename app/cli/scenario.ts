/** `amends scenario prove` */
import type { Command } from "commander";
import { proofDocument, proofTable } from "#app/services/scenarios/present-proof.ts";
import { proveFile } from "#app/services/scenarios/prove-file.server.ts";
import { formatOption } from "./format-option.ts";

export function register(program: Command): void {
  program
    .command("scenario")
    .description("branching scenarios")
    .command("prove <file>")
    .description("visit every state of play, and say what is wrong with the scenario and what it comes to")
    .option("--format <format>", "table or json", "table")
    .action(async (file: string, options: { format: string }) => {
      const format = formatOption(options.format, ["table", "json"]);
      const checked = await proveFile(file);
      console.log(format === "json" ? JSON.stringify(proofDocument(checked), null, 2) : proofTable(checked));
      if (checked.findings.some((finding) => finding.severity === "error")) process.exitCode = 1;
    });
}
