/**
 * A test in which something writes to console.error fails. One that expects it says so:
 * `vi.spyOn(console, "error").mockImplementation(() => {})`.
 */
import { format } from "node:util";
import { afterEach, beforeEach } from "vitest";

const original = console.error;
let unexpected: string[] = [];

beforeEach(() => {
  unexpected = [];
  console.error = (...values: unknown[]) => {
    unexpected.push(format(...values));
  };
});

afterEach(() => {
  console.error = original;
  if (unexpected.length === 0) return;
  const said = unexpected.join("\n");
  unexpected = [];
  throw new Error(`console.error was called:\n${said}`);
});
