/** `amends ledger seal` */
import { userInfo } from "node:os";
import type { Command } from "commander";
import { countWords } from "#app/domain/words.ts";
import { sealLedger } from "#app/services/ledger/seal.server.ts";
import { withContext } from "./with-context.ts";

export function register(ledger: Command): void {
  ledger
    .command("seal")
    .description("seal every statement since the last seal; write the chain hash down somewhere else")
    .action(async () => {
      await withContext("database.manage", async (ctx) => {
        const made = await sealLedger(ctx, `operator:${userInfo().username}`);
        if (made.length === 0) console.log("Nothing new to seal");
        for (const seal of made) {
          const count = seal.toSeq - seal.fromSeq + 1;
          console.log(
            `Seal ${seal.number}: ${countWords(count, "statement")}, number ${seal.fromSeq} to ${seal.toSeq}; chain hash ${seal.hash}`,
          );
        }
      });
    });
}
