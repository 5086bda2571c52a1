import type { Context } from "../context.server.ts";
import { exportStatements } from "../ledger/export-statements.server.ts";
import { agentsOfPerson } from "../roster/person-agents.server.ts";
import type { Learner } from "./sitting.server.ts";

/** Every statement that names the learner, by what they are known as, as lines of JSON in the order of the ledger. */
export async function ownStatements(ctx: Context, learner: Learner): Promise<string> {
  const agents = await agentsOfPerson(ctx, learner.personId, undefined, { thorough: false });
  const lines: string[] = [];
  await exportStatements(ctx, { since: null, agents }, (line) => void lines.push(`${line}\n`));
  return lines.join("");
}
