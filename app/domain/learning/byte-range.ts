/** Intentionally pure: which bytes a request asks for (RFC 9110 section 14). */

/** From the first byte to the last, both counted from 0 and both included. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What `Range` asks of so many bytes: one range, `whole` when it asks for none that we know (several at once, another
 * unit), or `outside` when there are no such bytes.
 */
export function byteRange(header: string | null, size: number): ByteRange | "whole" | "outside" {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return "whole";
  if (first === "")
    return Number(last) === 0 || size === 0
      ? "outside"
      : { from: Math.max(0, size - Number(last)), to: size - 1 };
  if (last !== "" && Number(last) < Number(first)) return "whole";
  if (Number(first) >= size) return "outside";
  return { from: Number(first), to: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}
