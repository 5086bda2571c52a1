import { AmendsError } from "#app/domain/errors.ts";
import type { Context } from "../context.server.ts";
import { sealLedger } from "./seal.server.ts";

const MINUTE_MS = 60_000;

/**
 * Seals what is new now, and then every `AMENDS_SEAL_MINUTES` (0: never). What cannot be sealed is told on standard
 * error, each time, and does not end the process. The function that is returned stops it, after the sealing under way.
 */
export function startSealing(ctx: Context): () => Promise<void> {
  const { sealMinutes } = ctx.config;
  if (sealMinutes === 0) return () => Promise.resolve();
  let underWay = Promise.resolve();
  let stopped = false;
  const seal = () => {
    underWay = underWay.then(async () => {
      if (!stopped) await sealAndTell(ctx);
    });
  };
  const timer = setInterval(seal, sealMinutes * MINUTE_MS);
  timer.unref();
  underWay = sealAndTell(ctx);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await underWay;
  };
}

async function sealAndTell(ctx: Context): Promise<void> {
  try {
    await sealLedger(ctx);
  } catch (error) {
    console.error(
      error instanceof AmendsError
        ? `Sealing: ${error.message}. ${error.wayOut}`
        : `Sealing failed: ${String(error)}`,
    );
  }
}
