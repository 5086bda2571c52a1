/** `amends people erase` */
import type { Command } from "commander";
import { countWords } from "#app/domain/words.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { erasePerson } from "#app/services/roster/erase-person.server.ts";
import { withContext } from "./with-context.ts";

interface EraseOptions {
  force?: string;
  yes?: boolean;
  dryRun?: boolean;
  inPost?: boolean;
}

export function register(people: Command): void {
  people
    .command("erase <person>")
    .description("remove who somebody is; figures stay as they are. PERSON is an employee number, or an id")
    .option("--force <slug>", "the force, where there are several")
    .option("--dry-run", "say what would happen, and change nothing")
    .option("--in-post", "even though they are in post today")
    .option("--yes", "do it: it cannot be undone")
    .action(async (person: string, options: EraseOptions) => {
      if (!options.yes && !options.dryRun) {
        throw new AmendsError(
          "bad-input",
          "This cannot be undone",
          "Look first with --dry-run; then say --yes.",
        );
      }
      await withContext("people.erase", async (ctx) => {
        const plan = await erasePerson(ctx, {
          person,
          ...(options.force !== undefined && { force: options.force }),
          evenInPost: options.inPost ?? false,
          rehearse: options.dryRun ?? false,
          by: "operator",
        });
        console.log(plan.erasure === null ? "Nothing was changed. It would be:" : `Erased: ${plan.erasure}`);
        for (const [what, count] of Object.entries(plan.removed))
          if (count > 0) console.log(`  ${what}: ${count}`);
        console.log(`  ${countWords(plan.redacted, "statement")} of other systems redacted`);
        console.log("What remains:");
        for (const sentence of plan.remains) console.log(`  ${sentence}`);
      });
    });
}
