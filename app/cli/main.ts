/** The `amends` command. */
import { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { register as account } from "./account.ts";
import { register as activities } from "./activities.ts";
import { register as content } from "./content.ts";
import { register as checks } from "./checks.ts";
import { register as corrections } from "./corrections.ts";
import { register as coverage } from "./coverage.ts";
import { register as demo } from "./demo.ts";
import { register as destination } from "./destination.ts";
import { register as ledger } from "./ledger.ts";
import { register as lrsKey } from "./lrs-key.ts";
import { register as migrate } from "./migrate.ts";
import { register as people } from "./people.ts";
import { register as policy } from "./policy.ts";
import { register as scenario } from "./scenario.ts";
import { register as target } from "./target.ts";

const program = new Command("amends").description(
  "Amends: restorative justice training for police, and its figure",
);
for (const register of [
  migrate,
  content,
  scenario,
  people,
  corrections,
  coverage,
  ledger,
  lrsKey,
  activities,
  destination,
  policy,
  checks,
  target,
  account,
  demo,
])
  register(program);

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
