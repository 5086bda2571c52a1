import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { AmendsError } from "#app/domain/errors.ts";

/**
 * A password: the first line of standard input, or what somebody at the terminal types, which is not shown.
 * @throws AmendsError `bad-input` when there is nobody to ask.
 */
export async function readPassword(fromStandardInput = false): Promise<string> {
  if (fromStandardInput) return readFileSync(0, "utf8").split(/\r?\n/)[0] ?? "";
  if (!process.stdin.isTTY) {
    throw new AmendsError(
      "bad-input",
      "No password is given",
      "Send it to standard input and add --password-stdin, or run the command in a terminal.",
    );
  }
  process.stderr.write("Password: ");
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await terminal.question("");
  } finally {
    terminal.close();
    process.stderr.write("\n");
  }
}
