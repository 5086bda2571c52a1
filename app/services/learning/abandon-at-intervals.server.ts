import { AmendsError } from "#app/domain/errors.ts";
import type { Context } from "../context.server.ts";
import { abandonChecks } from "./abandon-checks.server.ts";
import { forgetOldCases } from "./cases.server.ts";

const HOUR_MS = 3_600_000;

/**
 * Gives up checks that were left open and forgets what cases no longer need, now and every hour. What fails is told on standard error and does not end the
 * process. The function that is returned stops it, after the round under way.
 */
export function startAbandoning(ctx: Context): () => Promise<void> {
  let underWay = Promise.resolve();
  let stopped = false;
  const round = () => {
    underWay = underWay.then(async () => {
      if (!stopped) await abandonAndTell(ctx);
    });
  };
  const timer = setInterval(round, HOUR_MS);
  timer.unref();
  round();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await underWay;
  };
}

async function abandonAndTell(ctx: Context): Promise<void> {
  try {
    await abandonChecks(ctx);
    await forgetOldCases(ctx);
  } catch (error) {
    const told = error instanceof AmendsError ? `${error.message}. ${error.wayOut}` : String(error);
    console.error(`Giving up checks that were left open, or forgetting old cases, failed: ${told}`);
  }
}
