/** Every command, without running one: what `main.ts` parses with, and what docs/commands.md is written from. */
import { Command } from "commander";
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

export const program = new Command("amends").description(
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
