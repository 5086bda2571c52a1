import { personByEmployeeNumber } from "#db/queries/account.ts";
import { agentMatchings } from "#db/queries/claims.ts";
import { identityOf, personToErase } from "#db/queries/erasure.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { agentKey } from "#app/domain/ledger/xapi/parties.ts";
import type { Context } from "../context.server.ts";
import { findForce } from "./find-force.server.ts";

/**
 * Every identifier (`agentKey`) by which statements may name somebody: their account with us, their addresses, and
 * their employee number where an administrator said that other systems use it.
 * @param person an employee number of the force, or a person's id.
 * @throws AmendsError `not-found`
 */
export async function agentsOfPerson(ctx: Context, person: string, force?: string): Promise<string[]> {
  const found = (await personToErase(ctx.read, person)) ?? (await byNumber(ctx, person, force));
  const { versions, emails } = await identityOf(ctx.read, found.id);
  const addresses = [...emails, ...versions.flatMap((one) => one.work_email ?? [])];
  const rules = (await agentMatchings(ctx.read)).filter((rule) => rule.force_id === found.force_id);
  const keys = [
    found.actor && agentKey({ account: { homePage: ctx.config.iriBase, name: found.actor } }),
    ...addresses.map((address) => agentKey({ mbox: `mailto:${address}` })),
    ...rules.map((rule) =>
      rule.kind === "employee-number" && found.employee_number !== null
        ? agentKey({ account: { homePage: rule.home_page, name: found.employee_number } })
        : null,
    ),
  ];
  return [...new Set(keys.flatMap((key) => (key ? [key] : [])))];
}

async function byNumber(ctx: Context, number: string, slug: string | undefined) {
  const force = await findForce(ctx, slug);
  const person = await personByEmployeeNumber(ctx.read, force.id, number);
  const found = person && (await personToErase(ctx.read, person.id));
  if (found) return found;
  throw new AmendsError(
    "not-found",
    `Nobody here has the employee number or the id ${number}`,
    "Check the number, and the force.",
  );
}
