/** `amends destination add | list | pause | resume | credentials | remove | dead-letters | send-again` */
import type { Command } from "commander";
import { countWords } from "#app/domain/words.ts";
import { createDestination } from "#app/services/ledger/create-destination.server.ts";
import { listDeadLetters, sendAgain } from "#app/services/ledger/dead-letters.server.ts";
import {
  changeCredentials,
  listDestinations,
  pauseDestination,
  removeDestination,
  resumeDestination,
  type Destination,
} from "#app/services/ledger/destinations.server.ts";
import { formatOption } from "./format-option.ts";
import { readPassword } from "./read-password.ts";
import { withContext } from "./with-context.ts";

const BY = "operator";

interface AddOptions {
  name: string;
  endpoint: string;
  username: string;
  passwordStdin?: boolean;
  xapiVersion: string;
  verb: string[];
  activity: string[];
  pseudonymise?: boolean;
  fromBeginning?: boolean;
}

const collect = (value: string, before: string[]) => [...before, value];

export function register(program: Command): void {
  const destination = program
    .command("destination")
    .description("other LRSs that statements are passed on to");
  destination
    .command("add")
    .description("pass statements on to an LRS")
    .requiredOption("--name <name>", "what you call it")
    .requiredOption("--endpoint <address>", "its xAPI endpoint, as https://lrs.example/xapi")
    .requiredOption("--username <user>", "the user name or key that it knows us by")
    .option("--password-stdin", "the password is the first line of standard input (default: it is asked for)")
    .option("--xapi-version <version>", "1.0.3 or 2.0.0", "1.0.3")
    .option("--verb <iri>", "only statements with this verb; more than once if need be", collect, [])
    .option(
      "--activity <beginning>",
      "only statements whose object's IRI begins so; more than once",
      collect,
      [],
    )
    .option("--pseudonymise", "replace everybody by a pseudonym, and leave attachments out")
    .option("--from-beginning", "all that the ledger holds, and not only what comes from now on")
    .action(async (options: AddOptions) => {
      await withContext("ledger.manage", async (ctx) => {
        await createDestination(ctx, {
          name: options.name,
          endpoint: options.endpoint,
          username: options.username,
          password: await readPassword(options.passwordStdin),
          version: options.xapiVersion,
          verbs: options.verb,
          activities: options.activity,
          pseudonymise: options.pseudonymise ?? false,
          fromBeginning: options.fromBeginning ?? false,
          by: BY,
        });
        console.log(`${options.name} is added; the running site sends to it`);
      });
    });

  destination
    .command("list")
    .description("every destination and where it is")
    .option("--format <format>", "text or json", "text")
    .action(async (options: { format: string }) => {
      const format = formatOption(options.format, ["text", "json"]);
      await withContext("ledger.manage", async (ctx) => {
        const all = await listDestinations(ctx);
        if (format === "json") console.log(JSON.stringify(all, null, 2));
        else if (all.length === 0)
          console.log("There are no destinations. Add one with: amends destination add");
        else for (const one of all) console.log(lineOf(one));
      });
    });

  for (const [word, description, work, told] of [
    ["pause", "send nothing to it until it is resumed", pauseDestination, "is paused"],
    ["resume", "go on where it was, now", resumeDestination, "is sent to again"],
    [
      "remove",
      "forget it, and what it refused; what it has taken stays there",
      removeDestination,
      "is removed",
    ],
  ] as const) {
    destination
      .command(`${word} <name>`)
      .description(description)
      .action(async (name: string) => {
        await withContext("ledger.manage", async (ctx) => {
          await work(ctx, name, BY);
          console.log(`${name} ${told}`);
        });
      });
  }

  destination
    .command("credentials <name>")
    .description("give it another user name and password, and go on where it was")
    .requiredOption("--username <user>", "the user name or key that it knows us by")
    .option("--password-stdin", "the password is the first line of standard input (default: it is asked for)")
    .action(async (name: string, options: { username: string; passwordStdin?: boolean }) => {
      await withContext("ledger.manage", async (ctx) => {
        const password = await readPassword(options.passwordStdin);
        await changeCredentials(ctx, name, { username: options.username, password, by: BY });
        console.log(`${name} has its new credentials`);
      });
    });

  destination
    .command("dead-letters <name>")
    .description("the statements that it refused for good, each with its answer")
    .option("--format <format>", "text or json", "text")
    .action(async (name: string, options: { format: string }) => {
      const format = formatOption(options.format, ["text", "json"]);
      await withContext("ledger.manage", async (ctx) => {
        const all = [];
        for (let after: number | null = 0; after !== null;) {
          const { letters, next } = await listDeadLetters(ctx, name, { after });
          all.push(...letters);
          after = next;
        }
        if (format === "json") console.log(JSON.stringify(all, null, 2));
        else if (all.length === 0) console.log(`${name} has refused nothing`);
        else
          for (const { statement, status, answer, refusedAt } of all)
            console.log(
              `${statement}  ${status === 0 ? "not sent" : status}  ${refusedAt}  ${oneLine(answer)}`,
            );
      });
    });

  destination
    .command("send-again <name> [statement]")
    .description("send what it refused again: one statement, or all")
    .action(async (name: string, statement: string | undefined) => {
      await withContext("ledger.manage", async (ctx) => {
        const { taken, refused, problem } = await sendAgain(ctx, name, { statement, by: BY });
        console.log(`${countWords(taken, "statement")} taken, ${refused} refused again`);
        if (problem === null) return;
        console.error(`Stopped. ${problem}`);
        process.exitCode = 1;
      });
    });
}

function lineOf(one: Destination): string {
  const state =
    one.pausedAt !== null
      ? `paused since ${one.pausedAt}`
      : one.problem !== null
        ? `waits until ${one.nextTryAt ?? "now"} (${oneLine(one.problem)})`
        : one.waiting > 0
          ? "sending"
          : "up to date";
  return [
    one.name,
    one.endpoint,
    `xAPI ${one.version}`,
    `${countWords(one.waiting, "statement")} to go`,
    `last sent ${one.lastSentAt ?? "never"}`,
    `${countWords(one.deadLetters, "dead letter")}`,
    state,
  ].join("  ");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
