/** `amends exemption …` and `amends award …` */
import type { Command } from "commander";
import { CORRECTION_REASONS } from "#app/domain/ledger/correction-reasons.ts";
import { EXEMPTION_REASONS } from "#app/domain/roster/workforce.ts";
import { correctAward } from "#app/services/learning/correct-award.server.ts";
import { endExemption, grantExemption, readExemptions } from "#app/services/roster/exemptions.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { withContext } from "./with-context.ts";

const BY = "operator";

export function register(program: Command): void {
  const exemption = program.command("exemption").description("who need not be trained, or not yet");
  exemption
    .command("grant <number>")
    .description("exempt somebody, or defer their training, for a time")
    .requiredOption("--kind <kind>", "exemption or deferral")
    .requiredOption("--reason <reason>", Object.keys(EXEMPTION_REASONS).join(", "))
    .requiredOption("--from <day>", "the first day, YYYY-MM-DD")
    .requiredOption("--last-day <day>", "the last day, YYYY-MM-DD")
    .requiredOption("--approver <number>", "the employee number of whoever agreed")
    .option("--force <slug>", "the force")
    .action(async (person: string, options: Record<string, string | undefined>) => {
      await withContext("people.correct", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const id = await grantExemption(ctx, { force, by: BY, values: { ...options, person } });
        console.log(`${person}: ${options.kind} ${id}`);
      });
    });
  exemption
    .command("end <id>")
    .description("end one on another last day, or take it back as never having been")
    .option("--last-day <day>", "the last day, YYYY-MM-DD; left out: it never held")
    .option("--force <slug>", "the force")
    .action(async (id: string, options: { lastDay?: string; force?: string }) => {
      await withContext("people.correct", async (ctx) => {
        const force = await findForce(ctx, options.force);
        await endExemption(ctx, { force, id, lastDay: options.lastDay ?? null, by: BY });
        console.log(options.lastDay ? `Ends after ${options.lastDay}` : "Taken back");
      });
    });
  exemption
    .command("list")
    .description("every exemption and deferral")
    .option("--force <slug>", "the force")
    .action(async (options: { force?: string }) => {
      await withContext("people.correct", async (ctx) => {
        for (const one of await readExemptions(ctx, await findForce(ctx, options.force), BY))
          console.log(
            `${one.id}  ${one.number}  ${one.kind}, ${one.from} to ${one.lastDay}: ${one.reason} (agreed by ${one.approver})`,
          );
      });
    });

  const award = program.command("award").description("put awards right, by statements");
  const reasons = Object.keys(CORRECTION_REASONS).join(", ");
  award
    .command("revoke <code>")
    .description("take an award back from now on")
    .requiredOption("--reason <reason>", reasons)
    .requiredOption("--approver <number>", "the employee number of whoever agreed")
    .option("--force <slug>", "the force")
    .action(async (code: string, options: Record<string, string | undefined>) => {
      await withContext("people.correct", async (ctx) => {
        const force = await findForce(ctx, options.force);
        await correctAward(ctx, { force, by: BY, values: { ...options, code } });
        console.log(`${code} is taken back`);
      });
    });
  award
    .command("correct <code>")
    .description("give an award its right days, under a new code")
    .requiredOption("--from <day>", "the first day on which it is held, YYYY-MM-DD")
    .option("--to <day>", "the first day without it; left out: it does not lapse")
    .requiredOption("--reason <reason>", reasons)
    .requiredOption("--approver <number>", "the employee number of whoever agreed")
    .option("--force <slug>", "the force")
    .action(async (code: string, options: Record<string, string | undefined>) => {
      await withContext("people.correct", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const done = await correctAward(ctx, { force, by: BY, values: { ...options, code } });
        console.log(`${code} is taken back; ${done.code} is in its place`);
      });
    });
}
