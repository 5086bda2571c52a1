import { destinationsDue } from "#db/queries/forwarding.ts";
import type { Context } from "../context.server.ts";
import { forwardOnce, type ForwardOptions } from "./forward.server.ts";

/** How often the ledger is looked at: one short query, which finds what any process appended. */
const LOOK_EVERY_MS = 1_000;
/** Each holds a connection of PostgreSQL while it sends. */
const MOST_AT_ONCE = 4;
/** Packs for one destination before others have their turn. */
const PACKS_A_TURN = 20;
/** After the database failed. */
const PAUSE_MS = 5_000;

/**
 * Sends every destination what is before it, soon after it is there, until it is stopped. Several processes may do so:
 * one at a time sends to a destination. What is stopped finishes its requests first.
 */
export function startForwarding(ctx: Context, options: ForwardOptions = {}): () => Promise<void> {
  const forwarder = new Forwarder(ctx, options);
  const timer = setInterval(() => forwarder.look(), LOOK_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await forwarder.stop();
  };
}

class Forwarder {
  readonly #ctx: Context;
  readonly #options: ForwardOptions;
  readonly #turns = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  #looking: Promise<void> | null = null;
  constructor(ctx: Context, options: ForwardOptions) {
    this.#ctx = ctx;
    this.#options = options;
  }

  look(): void {
    if (this.#stopped) return;
    this.#looking ??= this.#telling(() => this.#begin()).finally(() => {
      this.#looking = null;
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#looking;
    await Promise.all(this.#turns.values());
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #begin(): Promise<void> {
    for (const id of await destinationsDue(this.#ctx.read, this.#ctx.machineNow())) {
      if (this.#turns.size >= MOST_AT_ONCE || this.#stopped) return;
      if (!this.#turns.has(id)) this.#turns.set(id, this.#turn(id));
    }
  }

  async #turn(id: string): Promise<void> {
    let more = false;
    await this.#telling(async () => {
      for (let pack = 0; pack < PACKS_A_TURN && !this.#stopped; pack += 1) {
        more = (await forwardOnce(this.#ctx, id, this.#options)).state === "moved";
        if (!more) return;
      }
    });
    this.#turns.delete(id);
    if (more) this.look();
  }

  async #telling(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      console.error(`Passing statements on: ${error instanceof Error ? error.message : String(error)}`);
      await pause(PAUSE_MS, this.#stopping.signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}
