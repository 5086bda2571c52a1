/**
 * Orders that look random and are the same for the same seed: what an officer
 * saw can be shown again. Intentionally pure. Not for secrets.
 */

/** Numbers 0 ≤ n < 1 from a text (xmur3 into mulberry32). */
export function numbersFrom(seed: string): () => number {
  let hash = 1779033703 ^ seed.length;
  for (let at = 0; at < seed.length; at += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(at), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  let state = (hash ^ (hash >>> 16)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The same items in an order that the seed decides; the list given is left alone. */
export function shuffled<Item>(items: readonly Item[], seed: string): Item[] {
  const next = numbersFrom(seed);
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(next() * (last + 1));
    [result[last], result[other]] = [result[other] as Item, result[last] as Item];
  }
  return result;
}

/** As `shuffled`, and never the order given when there are two or more items. */
export function disordered<Item>(items: readonly Item[], seed: string): Item[] {
  const result = shuffled(items, seed);
  if (result.length > 1 && result.every((item, at) => item === items[at]))
    result.push(result.shift() as Item);
  return result;
}
