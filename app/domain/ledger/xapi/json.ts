/** JSON in which no object says a property twice. Intentionally pure. */
import { AmendsError } from "../../errors.ts";

/**
 * What a text of JSON means. `JSON.parse` silently takes the last of two equal properties; a statement that has one
 * twice is refused (xAPI 1.0.3 Part Two 2.2; IEEE 9274.1.1, 4.2.1).
 * @throws AmendsError `bad-input` when it is no JSON, or says a property twice.
 */
export function parseStrictJson(text: string, place: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch (error) {
    throw new AmendsError(
      "bad-input",
      `${place}: is not JSON (${error instanceof Error ? error.message : "it cannot be read"})`,
      "Send a statement, or a list of statements.",
    );
  }
  const repeated = repeatedProperty(text);
  if (repeated !== null) {
    throw new AmendsError(
      "bad-input",
      `${place}: the property ${repeated} stands twice in one object`,
      "Say each property once.",
    );
  }
  return value;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COLON = 0x3a;

/** The first property that an object of valid JSON says twice, as it is written; null when there is none. */
function repeatedProperty(text: string): string | null {
  /** The names seen in each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  let last = "";
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at);
        last = text.slice(at, end + 1);
        at = end;
        break;
      }
      case COLON: {
        // Outside strings a colon stands behind a name only.
        const names = open.at(-1);
        const name = last.includes("\\") ? JSON.stringify(JSON.parse(last)) : last;
        if (names?.has(name)) return name;
        names?.add(name);
        break;
      }
      case OPEN:
        open.push(new Set());
        break;
      case OPEN_LIST:
        open.push(null);
        break;
      case CLOSE:
      case CLOSE_LIST:
        open.pop();
        break;
    }
  }
  return null;
}

/** Where the string that begins at a quotation mark ends: its closing mark. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  for (;;) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
}
