/** What stands in an address, as numbers and words. */

/** A count from 1; 0, which nothing has, when it is not one. */
export function screenNumber(text: string | undefined): number {
  return text && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
}
