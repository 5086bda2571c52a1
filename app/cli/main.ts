/** The `amends` command. */
import { AmendsError } from "#app/domain/errors.ts";
import { program } from "./program.ts";

// Somebody who reads only the first lines, as `head` does, closes the pipe; that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof AmendsError)) throw error;
  console.error(error.message);
  if (error.wayOut) console.error(error.wayOut);
  process.exitCode = 1;
}
