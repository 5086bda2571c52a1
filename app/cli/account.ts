/** `amends account create` */
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { ROLES, type Role } from "#app/domain/identity/permissions.ts";
import { openReady } from "#app/services/open-ready.server.ts";
import { readConfig } from "#app/services/config.server.ts";
import { createAccount, type Holder } from "#app/services/identity/create-account.server.ts";
import { requireOperator } from "./operator.ts";

interface CreateOptions {
  email: string;
  force?: string;
  employee?: string;
  name?: string;
  role: string[];
}

export function register(program: Command): void {
  const account = program.command("account").description("who can sign in");
  account
    .command("create")
    .description("make an account; the password is the first line of standard input")
    .requiredOption("--email <address>", "the address to sign in with")
    .option("--force <slug>", "the force")
    .option("--employee <number>", "somebody on the roster, by employee number")
    .option("--name <forenames surname>", "somebody outside the roster, by name")
    .option("--role <role[:unit code]>", "a role, more than once if need be", collect, [])
    .action(async (options: CreateOptions) => {
      requireOperator("account.manage");
      const config = readConfig(process.env);
      const ctx = await openReady(config);
      try {
        await createAccount(ctx, {
          force: options.force ?? config.force.slug,
          email: options.email,
          password: readFileSync(0, "utf8").split("\n")[0] ?? "",
          holder: holderOf(options),
          grants: options.role.map(parseGrant),
          by: "operator",
        });
        console.log(`${options.email} can sign in`);
      } finally {
        await ctx.close();
      }
    });
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function holderOf(options: CreateOptions): Holder {
  if (options.employee) return { employeeNumber: options.employee };
  const words = (options.name ?? "").trim().split(/\s+/);
  const surname = words.pop();
  if (!surname || words.length === 0) {
    throw new AmendsError(
      "bad-input",
      "Nobody is named",
      "Give --employee NUMBER or --name 'Forenames Surname'.",
    );
  }
  return { forenames: words.join(" "), surname };
}

function parseGrant(text: string): { role: Role; unit: string | null } {
  const [role, unit] = text.split(":");
  if (!ROLES.includes(role as Role)) {
    throw new AmendsError("bad-input", `"${role}" is not a role`, `Use one of ${ROLES.join(", ")}.`);
  }
  return { role: role as Role, unit: unit ?? null };
}
