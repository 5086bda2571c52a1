/** `amends lrs-key create | list | limit | trust | distrust | revoke` */
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { SCOPES } from "#app/domain/ledger/xapi/scopes.ts";
import { createKey, limitKey, listKeys, revokeKey, trustKey } from "#app/services/ledger/keys.server.ts";
import { formatOption } from "./format-option.ts";
import { withContext } from "./with-context.ts";

interface CreateOptions {
  name: string;
  scope: string[];
  trusted?: boolean;
  perMinute?: string;
  format: string;
}

const collect = (value: string, before: string[]) => [...before, ...value.split(/[\s,]+/).filter(Boolean)];

function perMinuteOf(text: string | undefined): number | null {
  if (text === undefined || text === "none") return null;
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new AmendsError(
    "bad-input",
    `"${text}" is not a number of requests`,
    "Give a whole number above 0, or none.",
  );
}

export function register(program: Command): void {
  const keys = program.command("lrs-key").description("credentials for the LRS at /xapi");
  keys
    .command("create")
    .description("make a key; its secret is shown this once")
    .requiredOption("--name <name>", "what its statements are known by, for ever")
    .requiredOption("--scope <scope>", `one or more of ${SCOPES.join(", ")}`, collect, [])
    .option("--trusted", "its statements about modules count as completions")
    .option("--per-minute <count>", "the most requests in a minute (default: any number)")
    .option("--format <format>", "text or json", "text")
    .action(async (options: CreateOptions) => {
      const format = formatOption(options.format, ["text", "json"]);
      await withContext("ledger.manage", async (ctx) => {
        const { key, secret } = await createKey(ctx, {
          name: options.name,
          scopes: options.scope,
          trusted: options.trusted ?? false,
          perMinute: perMinuteOf(options.perMinute),
          by: "operator",
        });
        const authorization = `Basic ${Buffer.from(`${key.id}:${secret}`).toString("base64")}`;
        const endpoint = `${ctx.config.origin ?? `http://${ctx.config.host}:${ctx.config.port}`}/xapi`;
        if (format === "json") {
          const { name, scopes, trusted, perMinute } = key;
          console.log(
            JSON.stringify(
              { name, key: key.id, secret, authorization, scopes, trusted, perMinute, endpoint },
              null,
              2,
            ),
          );
          return;
        }
        console.log(`endpoint  ${endpoint}`);
        console.log(`key       ${key.id}`);
        console.log(`secret    ${secret}`);
        console.log("The secret is kept nowhere and cannot be shown again.");
      });
    });

  keys
    .command("list")
    .description("every key, without its secret")
    .option("--format <format>", "text or json", "text")
    .action(async (options: { format: string }) => {
      const format = formatOption(options.format, ["text", "json"]);
      await withContext("ledger.manage", async (ctx) => {
        const all = await listKeys(ctx);
        if (format === "json") {
          console.log(
            JSON.stringify(
              all.map(({ id, ...rest }) => ({ ...rest, key: id })),
              null,
              2,
            ),
          );
          return;
        }
        if (all.length === 0) console.log("There are no keys. Make one with: amends lrs-key create");
        for (const one of all) {
          const limit = one.perMinute === null ? "no limit" : `${one.perMinute} a minute`;
          const state = one.revokedAt === null ? limit : `revoked ${one.revokedAt}`;
          console.log(
            `${one.name}  ${one.id}  ${one.scopes.join(" ")}${one.trusted ? "  trusted" : ""}  ${state}`,
          );
        }
      });
    });

  keys
    .command("limit <name> <count>")
    .description("the most requests a key may make in a minute; none lifts the limit")
    .action(async (name: string, count: string) => {
      await withContext("ledger.manage", async (ctx) => {
        await limitKey(ctx, name, perMinuteOf(count), "operator");
        console.log(`${name}: ${count === "none" ? "no limit" : `at most ${count} requests a minute`}`);
      });
    });

  for (const [word, trusted, told] of [
    ["trust", true, "counts"],
    ["distrust", false, "no longer counts"],
  ] as const) {
    keys
      .command(`${word} <name>`)
      .description(`what a key says about modules ${told} as completions, from now on`)
      .action(async (name: string) => {
        await withContext("ledger.manage", async (ctx) => {
          await trustKey(ctx, name, trusted, "operator");
          console.log(`${name}: what it says about modules ${told} from now on`);
        });
      });
  }

  keys
    .command("revoke <name>")
    .description("end a key at once; its statements stay")
    .action(async (name: string) => {
      await withContext("ledger.manage", async (ctx) => {
        await revokeKey(ctx, name, "operator");
        console.log(`${name} is revoked`);
      });
    });
}
