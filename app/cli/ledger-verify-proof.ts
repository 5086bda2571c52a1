/** `amends ledger verify-proof`: opens no database. */
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { verifyProof } from "#app/domain/ledger/proof.ts";
import { dayWords, instantWords } from "#app/domain/words.ts";
import { sha256 } from "#app/services/ledger/sha256.server.ts";
import { chainHashOption } from "./ledger-verify.ts";

export function register(ledger: Command): void {
  ledger
    .command("verify-proof <file>")
    .description("check a proof that `prove` wrote, without a database; exit 1 when it does not hold")
    .option("--against <hash>", "the seal's chain hash, as it was written down elsewhere")
    .action(async (file: string, { against }: { against?: string }) => {
      const hash = against === undefined ? null : chainHashOption(against);
      const verdict = verifyProof(sha256, await proofIn(file));
      if (!verdict.holds) {
        console.log(`The proof does not hold. ${verdict.problem}`);
        process.exitCode = 1;
        return;
      }
      const { seal, redacted } = verdict;
      if (hash !== null && seal.hash !== hash) {
        console.log(
          `The proof does not hold. It leads to seal ${seal.number} with the chain hash ${seal.hash}, not ${hash}`,
        );
        process.exitCode = 1;
        return;
      }
      console.log(
        `The proof holds: the statement ${verdict.statement} is number ${verdict.seq}, under seal ${seal.number} of ${instantWords(seal.sealedAt)}`,
      );
      if (redacted) console.log(`It was redacted by ${redacted.by} (${dayWords(redacted.on)})`);
      if (hash === null)
        console.log(
          `It is worth what the chain hash is: compare ${seal.hash} with one written down elsewhere`,
        );
    });
}

async function proofIn(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    throw new AmendsError("not-found", `There is no file ${file}`, "Check the path.");
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new AmendsError(
      "bad-input",
      `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      "Give the file that `amends ledger prove --out` wrote, unchanged.",
    );
  }
}
