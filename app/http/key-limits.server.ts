/** How often keys may ask. Kept in this process; several processes each allow as much. */
import { RateLimiterMemory } from "rate-limiter-flexible";

/** Wrong credentials from one address in a minute, before it must wait. */
const MOST_WRONG_KEYS = 300;

/** Too many requests: what to say, and after how many seconds to try again. */
export interface TooMany {
  readonly message: string;
  readonly retryAfter: number;
}

export class KeyLimits {
  readonly #byPerMinute = new Map<number, RateLimiterMemory>();
  readonly #wrongKeys = new RateLimiterMemory({ points: MOST_WRONG_KEYS, duration: 60 });

  /** Counts a request of a key; null while it may go on. */
  async request(key: { readonly id: string; readonly perMinute: number | null }): Promise<TooMany | null> {
    if (key.perMinute === null) return null;
    let limiter = this.#byPerMinute.get(key.perMinute);
    if (!limiter) {
      limiter = new RateLimiterMemory({ points: key.perMinute, duration: 60 });
      this.#byPerMinute.set(key.perMinute, limiter);
    }
    return count(limiter, key.id, `This key may make ${key.perMinute} requests a minute`);
  }

  /** Counts a request whose key proved nothing. */
  async wrongKey(address: string): Promise<TooMany | null> {
    return count(this.#wrongKeys, address, "Too many wrong keys came from this address");
  }
}

async function count(limiter: RateLimiterMemory, who: string, message: string): Promise<TooMany | null> {
  try {
    await limiter.consume(who);
    return null;
  } catch (refused) {
    const wait = (refused as { msBeforeNext?: number }).msBeforeNext ?? 1_000;
    return { message: `${message}; wait and try again`, retryAfter: Math.ceil(wait / 1_000) };
  }
}
