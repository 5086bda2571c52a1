/** `amends policy list | set` */
import type { Command } from "commander";
import { readPolicy } from "#app/services/learning/read-policy.server.ts";
import { readLocalWords } from "#app/services/learning/local-words.server.ts";
import { setPolicy } from "#app/services/learning/set-policy.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { formatOption } from "./format-option.ts";
import { withContext } from "./with-context.ts";

export function register(program: Command): void {
  const policy = program
    .command("policy")
    .description("what a force decides for itself, shown in its lessons");
  policy
    .command("list")
    .description("every switch, its choices and which one holds; the first is the safest")
    .option("--force <slug>", "the force, where there are several")
    .option("--format <format>", "text or json", "text")
    .action(async (options: { force?: string; format: string }) => {
      const format = formatOption(options.format, ["text", "json"]);
      await withContext("policy.manage", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const all = await readPolicy(ctx, force.id);
        const words = await readLocalWords(ctx, force.id);
        if (format === "json") {
          console.log(JSON.stringify([...all, ...words], null, 2));
          return;
        }
        for (const one of all) {
          const state = one.chosen ? `chosen ${one.chosen.at}` : "not chosen: the safest holds";
          console.log(`${one.key}  ${state}`);
          for (const { id, words } of one.choices)
            console.log(`  ${id === one.holds ? "*" : " "} ${id}  ${words}`);
        }
        for (const { key, text, shown } of words)
          console.log(`${key}  ${text === "" ? `not written: "${shown}" is shown` : `"${text}"`}`);
      });
    });
  policy
    .command("set <key> <choice>")
    .description("decide one, or write one in your own words (hub-name and its like); lessons say so at once")
    .option("--force <slug>", "the force, where there are several")
    .action(async (key: string, choice: string, options: { force?: string }) => {
      await withContext("policy.manage", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const changed = await setPolicy(ctx, { forceId: force.id, key, choice, by: "operator" });
        console.log(
          changed ? `${force.name}: ${key} is ${choice}` : `${force.name}: ${key} was ${choice} already`,
        );
      });
    });
}
