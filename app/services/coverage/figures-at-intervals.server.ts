import { forces } from "#db/queries/roster.ts";
import { whenAlone } from "#db/dialect.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Context } from "../context.server.ts";
import { foldResults } from "../results/fold-results.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { foldDay } from "./fold-day.server.ts";
import { freezeDue } from "./freeze.server.ts";
import { renewForecasts } from "./read-forecast.server.ts";

const MINUTE_MS = 60_000;
const BY = "interval";

/**
 * Reads the forces' records into memory, freezes the months that have ended, folds the day and counts what officers
 * chose, now and then every `AMENDS_FIGURE_MINUTES` (0: never). What goes wrong is told on standard error, each time, and does not end the process. The function that is returned stops it, after the
 * work under way.
 */
export function startFigures(ctx: Context): () => Promise<void> {
  const { figureMinutes } = ctx.config;
  if (figureMinutes === 0) return () => Promise.resolve();
  let stopped = false;
  const look = async () => {
    if (stopped) return;
    try {
      // Each process has records of its own in memory: read now, so that no visitor waits for one.
      for (const force of await forces(ctx.read)) {
        if (stopped) return;
        await forceRecord(ctx.read, force.id);
      }
      await whenAlone(ctx.db, "figures", async () => {
        for (const force of await forces(ctx.read)) {
          if (stopped) return;
          await freezeDue(ctx, force.id, BY);
          await foldDay(ctx, force.id);
          await renewForecasts(ctx, force.id);
        }
        if (!stopped) await foldResults(ctx);
      });
    } catch (error) {
      console.error(
        error instanceof AmendsError
          ? `The figures: ${error.message}. ${error.wayOut}`
          : `The figures failed: ${String(error)}`,
      );
    }
  };
  let underWay = look();
  const timer = setInterval(() => {
    underWay = underWay.then(look);
  }, figureMinutes * MINUTE_MS);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await underWay;
  };
}
