/** `amends activities map | unmap | list` and `amends agents match | unmatch | list` */
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { countWords } from "#app/domain/words.ts";
import {
  listActivityMappings,
  listAgentMatchings,
  mapActivity,
  matchAgents,
  unmapActivity,
  unmatchAgents,
} from "#app/services/ledger/map-activities.server.ts";
import { withContext } from "./with-context.ts";

interface MatchOptions {
  by: string;
  homePage?: string;
  force?: string;
}

function ruleOf(options: MatchOptions) {
  if (options.by !== "email" && options.by !== "employee-number") {
    throw new AmendsError(
      "bad-input",
      `--by: "${options.by}" is not a rule`,
      "Use email or employee-number.",
    );
  }
  return {
    force: options.force,
    kind: options.by,
    homePage: options.homePage ?? null,
    by: "operator",
  } as const;
}

const decidedWords = (count: number) =>
  count === 0 ? "" : `; ${countWords(count, "earlier statement")} of trusted keys decided`;

export function register(program: Command): void {
  const activities = program.command("activities").description("other systems' activities, and our modules");
  activities
    .command("map <iri>")
    .description("say that an activity of another system teaches a module")
    .requiredOption("--module <slug>", "the module")
    .action(async (iri: string, options: { module: string }) => {
      await withContext("ledger.manage", async (ctx) => {
        const decided = await mapActivity(ctx, { iri, module: options.module, by: "operator" });
        console.log(`${iri} teaches ${options.module}${decidedWords(decided)}`);
      });
    });
  activities
    .command("unmap <iri>")
    .description("say so no longer; what was earned stays")
    .action(async (iri: string) => {
      await withContext("ledger.manage", async (ctx) => {
        await unmapActivity(ctx, { iri, by: "operator" });
        console.log(`${iri} is mapped no longer`);
      });
    });
  activities
    .command("list")
    .description("every mapping")
    .action(async () => {
      await withContext("ledger.manage", async (ctx) => {
        const all = await listActivityMappings(ctx);
        if (all.length === 0) console.log("No activity is mapped");
        for (const { iri, module } of all) console.log(`${iri}  ${module}`);
      });
    });

  const agents = program.command("agents").description("how officers are known in other systems");
  for (const [word, work, told] of [
    ["match", matchAgents, "is matched"],
    ["unmatch", unmatchAgents, "is matched no longer"],
  ] as const) {
    agents
      .command(word)
      .description(`officers' statements ${word === "match" ? "are" : "are no longer"} known by such a rule`)
      .requiredOption("--by <rule>", "email (of work) or employee-number")
      .option("--home-page <iri>", "for employee numbers: the homePage of the accounts")
      .option("--force <slug>", "the force, where there are several")
      .action(async (options: MatchOptions) => {
        await withContext("ledger.manage", async (ctx) => {
          const decided = (await work(ctx, ruleOf(options))) ?? 0;
          console.log(`${options.by} ${told}${decidedWords(decided)}`);
        });
      });
  }
  agents
    .command("list")
    .description("every rule")
    .action(async () => {
      await withContext("ledger.manage", async (ctx) => {
        const all = await listAgentMatchings(ctx);
        if (all.length === 0) console.log("There is no rule: only accounts of our own are known");
        for (const { force, kind, homePage } of all)
          console.log(`${force}  ${kind}${homePage === null ? "" : `  ${homePage}`}`);
      });
    });
}
