/**
 * Group commit: requests that arrive while a transaction is being made durable share the next one. A lone request
 * waits for nobody. Measured in `npm run bench -- ledger`; decided in docs/decisions/0014.
 */
import type { Context } from "../context.server.ts";
import { appendFromOutside, type Brought } from "./append.server.ts";

/** The most statements that share a transaction. */
const MOST_STATEMENTS = 500;

interface Waiting {
  readonly brought: Brought;
  readonly resolve: () => void;
  readonly reject: (why: unknown) => void;
}

class Group {
  readonly #ctx: Context;
  readonly #waiting: Waiting[] = [];
  #running = false;
  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  append(brought: Brought): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ brought, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let next = this.#take(); next.length > 0; next = this.#take()) await this.#commit(next);
    this.#running = false;
  }

  #take(): Waiting[] {
    let statements = 0;
    let count = 0;
    for (const { brought } of this.#waiting) {
      statements += brought.entries.length;
      if (count > 0 && statements > MOST_STATEMENTS) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    const ctx = this.#ctx;
    try {
      const answers = await ctx.transact((trx) =>
        appendFromOutside(
          ctx,
          trx,
          group.map((one) => one.brought),
        ),
      );
      group.forEach(({ resolve, reject }, at) => {
        const refusal = answers[at];
        if (refusal) reject(refusal);
        else resolve();
      });
    } catch (error) {
      // Whoever is at fault fails alone: the others are tried again without it.
      if (group.length === 1) group[0]?.reject(error);
      else for (const one of group) await this.#commit([one]);
    }
  }
}

const groups = new WeakMap<Context, Group>();

/**
 * Writes what a request brings, durably, all of it or nothing.
 * @throws AmendsError `conflict` or `not-allowed`, as `appendFromOutside` answers.
 */
export async function appendGrouped(ctx: Context, brought: Brought): Promise<void> {
  let group = groups.get(ctx);
  if (!group) {
    group = new Group(ctx);
    groups.set(ctx, group);
  }
  await group.append(brought);
}
