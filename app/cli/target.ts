/** `amends target list | set | end` */
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { audienceName } from "#app/domain/coverage/target.ts";
import { readTargets } from "#app/services/coverage/read-targets.server.ts";
import { endTarget, setTarget, type TargetInput } from "#app/services/coverage/set-target.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { formatOption } from "./format-option.ts";
import { withContext } from "./with-context.ts";

interface SetOptions {
  force?: string;
  title: string;
  programme: string;
  group: string[];
  rank: string[];
  role: string[];
  unit: string[];
  clauses?: string;
  dueOn?: string;
  joiningDays?: string;
  returningDays?: string;
  graceLeavesNet?: boolean;
  share: string;
}

const several = (value: string, before: string[]) => [...before, value];

function audienceOf(options: SetOptions): TargetInput["audience"] {
  if (options.clauses !== undefined) {
    try {
      return JSON.parse(options.clauses) as TargetInput["audience"];
    } catch {
      throw new AmendsError(
        "bad-input",
        "--clauses is not JSON",
        `Write it as '[{"groups":["officer"],"ranks":["sergeant"]}]'.`,
      );
    }
  }
  const { group, rank, role, unit } = options;
  if ([group, rank, role, unit].every((list) => list.length === 0)) return "everyone";
  const said = { groups: group, ranks: rank, roles: role, units: unit };
  return [
    Object.fromEntries(Object.entries(said).filter(([, list]) => list.length > 0)),
  ] as TargetInput["audience"];
}

export function register(program: Command): void {
  const target = program.command("target").description("who must hold a programme, and by when");
  target
    .command("list")
    .description("every target of a force")
    .option("--force <slug>", "the force, where there are several")
    .option("--format <format>", "text or json", "text")
    .action(async (options: { force?: string; format: string }) => {
      const format = formatOption(options.format, ["text", "json"]);
      await withContext("coverage.read", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const targets = await readTargets(ctx.read, force.id);
        if (format === "json") console.log(JSON.stringify(targets, null, 2));
        else
          for (const one of targets)
            console.log(
              `${one.slug}  ${audienceName(one.audience)}; ${one.programme}; ${one.dueOn ?? `${one.joiningDays} days after joining`}; ${one.title}`,
            );
      });
    });
  target
    .command("set <slug>")
    .description("set a target, or change the one of that name")
    .requiredOption("--title <words>", "the promise in words")
    .requiredOption("--programme <slug>", "what must be held")
    .option("--group <group>", "staff group of the audience; may be given again", several, [])
    .option("--rank <rank>", "rank of the audience; may be given again", several, [])
    .option("--role <role>", "role of the audience; may be given again", several, [])
    .option("--unit <code>", "unit of the audience, with those below; may be given again", several, [])
    .option("--clauses <json>", "an audience of several clauses, whoever fits one of them")
    .option("--due-on <day>", "the day of the promise, YYYY-MM-DD")
    .option("--joining-days <days>", "days that somebody has after joining")
    .option("--returning-days <days>", "days that somebody has after coming back from an absence")
    .option("--grace-leaves-net", "those given longer leave the net figure until their own day")
    .option("--share <share>", "how many of the audience, 0 to 1", "1")
    .option("--force <slug>", "the force, where there are several")
    .action(async (slug: string, options: SetOptions) => {
      const number = (text: string | undefined) => (text === undefined ? null : Number(text));
      await withContext("target.manage", async (ctx) => {
        const force = await findForce(ctx, options.force);
        const changed = await setTarget(ctx, {
          forceId: force.id,
          by: "operator",
          target: {
            slug,
            title: options.title,
            programme: options.programme,
            audience: audienceOf(options),
            dueOn: options.dueOn ?? null,
            joiningDays: number(options.joiningDays),
            returningDays: number(options.returningDays),
            graceLeavesNet: options.graceLeavesNet ?? false,
            share: Number(options.share),
          },
        });
        console.log(changed ? `${force.name}: ${slug} is set` : `${force.name}: ${slug} was so already`);
      });
    });
  target
    .command("end <slug>")
    .description("end a target; its figures can still be asked for")
    .option("--force <slug>", "the force, where there are several")
    .action(async (slug: string, options: { force?: string }) => {
      await withContext("target.manage", async (ctx) => {
        const force = await findForce(ctx, options.force);
        await endTarget(ctx, { forceId: force.id, slug, by: "operator" });
        console.log(`${force.name}: ${slug} has ended`);
      });
    });
}
