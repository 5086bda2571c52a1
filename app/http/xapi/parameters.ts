/** The parameters of a request, each at most once, none that the resource does not know. */
import { AmendsError } from "#app/domain/errors.ts";

function refuse(message: string): never {
  throw new AmendsError("bad-input", message, "Put the parameters right and send it again.");
}

/** @throws AmendsError `bad-input` when a name comes twice, or a value cannot be stored. */
export function readParameters(search: URLSearchParams): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of search) {
    if (found.has(name)) refuse(`parameter ${name}: given twice`);
    if (value.includes("\0")) refuse(`parameter ${name}: holds the character U+0000`);
    found.set(name, value);
  }
  return found;
}

/** @throws AmendsError `bad-input` naming the first parameter that is not among `known`. */
export function refuseUnknown(params: ReadonlyMap<string, string>, known: readonly string[]): void {
  for (const name of params.keys()) {
    if (known.includes(name)) continue;
    const near = known.find((one) => one.toLowerCase() === name.toLowerCase());
    refuse(
      near
        ? `parameter ${name}: write it ${near}`
        : `parameter ${name}: not known here; known are ${known.join(", ") || "none"}`,
    );
  }
}
