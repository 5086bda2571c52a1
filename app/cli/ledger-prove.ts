/** `amends ledger prove` */
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { prove } from "#app/services/ledger/prove.server.ts";
import { withContext } from "./with-context.ts";

export function register(ledger: Command): void {
  ledger
    .command("prove <statement>")
    .description(
      "print a proof, in JSON, that a statement is under a seal; `verify-proof` checks it anywhere",
    )
    .option("--out <file>", "write it to a file instead")
    .action(async (statement: string, { out }: { out?: string }) => {
      await withContext("ledger.read", async (ctx) => {
        const proof = await prove(ctx, statement);
        const text = JSON.stringify(proof, null, 2);
        if (out === undefined) {
          console.log(text);
          return;
        }
        try {
          await writeFile(out, `${text}\n`);
        } catch (error) {
          throw new AmendsError(
            "bad-input",
            `--out: ${out} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
            "Name a file in a folder that is there.",
          );
        }
        console.log(`${out}: statement ${proof.statement} under seal ${proof.seal.number}`);
      });
    });
}
