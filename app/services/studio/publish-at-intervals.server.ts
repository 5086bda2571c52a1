import { AmendsError } from "#app/domain/errors.ts";
import type { Context } from "../context.server.ts";
import { publishDue } from "./publish-draft.server.ts";
import { thinSaves } from "./thin-saves.server.ts";

const MINUTE_MS = 60_000;

/**
 * Makes live what was set for a time and thins out old saves, now and every minute. What fails is told on standard
 * error and does not end the process. The function that is returned stops it, after the round under way.
 */
export function startPublishing(ctx: Context): () => Promise<void> {
  let underWay = Promise.resolve();
  let stopped = false;
  const round = () => {
    underWay = underWay.then(async () => {
      if (stopped) return;
      await telling("Publishing what was set for a time", () => publishDue(ctx));
      await telling("Thinning out old saves", () => thinSaves(ctx));
    });
  };
  const timer = setInterval(round, MINUTE_MS);
  timer.unref();
  round();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await underWay;
  };
}

async function telling(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const told = error instanceof AmendsError ? `${error.message}. ${error.wayOut}` : String(error);
    console.error(`${what} failed: ${told}`);
  }
}
