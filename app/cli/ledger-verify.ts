/** `amends ledger verify` */
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { fromBase64url } from "#app/domain/ledger/base64url.ts";
import { HASH_CHARACTERS } from "#app/domain/ledger/seal.ts";
import { countWords, dayWords, instantWords } from "#app/domain/words.ts";
import { verifyLedger, type VerifyReport } from "#app/services/ledger/verify.server.ts";
import { withContext } from "./with-context.ts";

/** @throws AmendsError `bad-input` when the text is no chain hash. */
export function chainHashOption(text: string): string {
  if (text.length === HASH_CHARACTERS && fromBase64url(text)) return text;
  throw new AmendsError(
    "bad-input",
    `--against: "${text}" is not a chain hash`,
    "Copy the 43 characters that `amends ledger seal` or `verify` printed.",
  );
}

export function register(ledger: Command): void {
  ledger
    .command("verify")
    .description("recompute every seal and name what was changed, removed or added; exit 1 when anything was")
    .option("--against <hash>", "a chain hash written down elsewhere: notices that everything was rewritten")
    .action(async ({ against }: { against?: string }) => {
      const hash = against === undefined ? null : chainHashOption(against);
      await withContext("ledger.read", async (ctx) => {
        const report = await verifyLedger(ctx, { against: hash });
        tell(report);
        if (!report.sound) process.exitCode = 1;
      });
    });
}

function tell(report: VerifyReport): void {
  console.log(`${countWords(report.statements, "statement")}, ${countWords(report.seals, "seal")}`);
  for (const { id, seq, by, on } of report.redacted)
    console.log(`  The statement ${id} (number ${seq}) was redacted by ${by} (${dayWords(on)})`);
  if (report.redactedCount > report.redacted.length)
    console.log(`  and ${report.redactedCount - report.redacted.length} more were redacted`);
  if (report.firstStatement) console.log(`First: ${report.firstStatement.text}`);
  for (const finding of report.findings)
    if (finding !== report.firstStatement) console.log(`  ${finding.text}`);
  if (report.found > report.findings.length)
    console.log(`  and ${report.found - report.findings.length} more`);
  if (report.against) {
    const { number, sealedAt } = report.against;
    console.log(`Seal ${number} of ${instantWords(sealedAt)} has the chain hash that was given`);
  }
  if (!report.sound) {
    console.log(`${countWords(report.found, "thing does", "things do")} not fit`);
    return;
  }
  console.log("Everything is as it was stored and sealed");
  if (report.last) {
    const { number, hash, toSeq } = report.last;
    console.log(`Seal ${number} ends at number ${toSeq}; its chain hash, to write down elsewhere: ${hash}`);
    if (report.statements > toSeq)
      console.log(`${countWords(report.statements - toSeq, "statement")} not sealed yet`);
  } else if (report.statements > 0) {
    console.log("Nothing is sealed yet. Run `amends ledger seal`");
  }
}
