/** `amends checks adjust | adjustments | abandon` */
import type { Command } from "commander";
import { ADJUSTMENT_NAMES } from "#app/domain/learning/check-time.ts";
import { countWords } from "#app/domain/words.ts";
import { ABANDONED_AFTER_DAYS, abandonChecks } from "#app/services/learning/abandon-checks.server.ts";
import { listAdjustments, setAdjustment } from "#app/services/learning/adjust.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { operatorName } from "./operator.ts";
import { withContext } from "./with-context.ts";

export function register(program: Command): void {
  const checks = program
    .command("checks")
    .description("what is agreed for people in checks, and checks left open");
  checks
    .command("adjust <employee> <kind>")
    .description(`agree one of ${ADJUSTMENT_NAMES.join(", ")} with a person; no reason is kept`)
    .option("--end", "take it back")
    .option("--force <slug>", "the force, where there are several")
    .action(async (employee: string, kind: string, options: { end?: boolean; force?: string }) => {
      await withContext("adjustment.manage", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const changed = await setAdjustment(ctx, {
          forceId: force.id,
          employeeNumber: employee,
          kind,
          agreed: !options.end,
          by: operatorName(),
        });
        console.log(
          changed ? `${employee}: ${kind} ${options.end ? "ended" : "agreed"}` : "It was so already",
        );
      });
    });
  checks
    .command("adjustments")
    .description("what is agreed, by name")
    .option("--force <slug>", "the force, where there are several")
    .action(async (options: { force?: string }) => {
      await withContext("adjustment.manage", async (ctx) => {
        const force = await findForce(ctx, options.force);
        for (const one of await listAdjustments(ctx, force.id))
          console.log(`${one.employeeNumber}  ${one.name}  ${one.kind}`);
      });
    });
  checks
    .command("abandon")
    .description(
      `give up checks in which nothing was answered for ${ABANDONED_AFTER_DAYS} days; the site does so every hour`,
    )
    .action(async () => {
      await withContext("database.manage", async (ctx) => {
        console.log(`${countWords(await abandonChecks(ctx), "check")} given up`);
      });
    });
}
