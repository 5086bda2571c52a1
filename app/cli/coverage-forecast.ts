/** `amends coverage forecast` */
import type { Command } from "commander";
import { QUANTILES } from "#app/domain/coverage/forecast.ts";
import { dayOf } from "#app/domain/time.ts";
import { readForecast } from "#app/services/coverage/read-forecast.server.ts";
import { targetAsked } from "#app/services/coverage/read-coverage-page.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { knowledge } from "./coverage-scope.ts";
import { dayOption } from "./day-option.ts";
import { formatOption } from "./format-option.ts";
import { withContext } from "./with-context.ts";

interface ForecastOptions {
  force?: string;
  target?: string;
  asOf?: string;
  knownAt?: string;
  format: string;
}

export function register(coverage: Command): void {
  coverage
    .command("forecast")
    .description(
      "what share is likely to be trained on a target's due day (with --target, --as-of, --known-at, --format)",
    )
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<ForecastOptions>();
      const format = formatOption(options.format, ["table", "json"]);
      await withContext("coverage.read", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const knownAt = options.knownAt === undefined ? ctx.now() : knowledge("--known-at", options.knownAt);
        const { target } = await targetAsked(ctx, force.id, options.target ?? null, knownAt);
        const { answer, seed } = await readForecast(ctx, {
          forceId: force.id,
          target: target.slug,
          share: target.share,
          asOf: options.asOf === undefined ? dayOf(ctx.now()) : dayOption("--as-of", options.asOf),
          knownAt,
        });
        if (format === "json") {
          console.log(
            JSON.stringify({ target: target.slug, seed, quantiles: QUANTILES, ...answer }, null, 2),
          );
          return;
        }
        if (answer.kind === "none") {
          console.log(`${target.slug}: no forecast (${answer.why})`);
          return;
        }
        const { forecast } = answer;
        const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
        console.log(`${target.slug}: trained by ${forecast.dueOn}, net, from the end of ${forecast.from}`);
        QUANTILES.forEach((quantile, at) =>
          console.log(
            `  ${String(quantile * 100).padStart(3)} in 100 futures at or below  ${percent(forecast.net[at] ?? 0)}`,
          ),
        );
        console.log(`  chance of the target            ${percent(forecast.chance)}`);
        console.log(
          `  likely met on                   ${forecast.meets.likely ?? `not by ${forecast.meets.lookedTo}`}`,
        );
        console.log(`  trained a week, lately          ${forecast.weekly.actual}`);
        console.log(`  needed a week                   ${forecast.weekly.needed.toFixed(1)}`);
        console.log(`  hours still to learn            ${Math.round(forecast.hoursLeft)}`);
      });
    });
}
