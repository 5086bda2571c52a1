import { forces } from "#db/queries/roster.ts";
import { personNow } from "#db/queries/identity.ts";
import type { Context } from "../context.server.ts";
import { agentsOfPerson, findPerson } from "./person-agents.server.ts";

/** The first line of an export of one person: what it is, for whom, and by what they were looked for. */
export interface PersonHeading {
  readonly export: {
    readonly what: string;
    readonly person: {
      readonly id: string;
      readonly name: string;
      readonly employeeNumber: string | null;
      readonly force: string;
    };
    /** As `agentKey` writes them. */
    readonly identifiers: readonly string[];
    readonly ledger: string;
    readonly made: string;
  };
}

/**
 * Says whom an export is about.
 * @param person an employee number of the force, or a person's id.
 * @throws AmendsError `not-found`
 */
export async function describePerson(
  ctx: Context,
  person: string,
  force: string | undefined,
): Promise<PersonHeading> {
  const found = await findPerson(ctx, ctx.read, person, force);
  const [now, identifiers, there] = await Promise.all([
    personNow(ctx.read, found.id),
    agentsOfPerson(ctx, found.id),
    forces(ctx.read),
  ]);
  return {
    export: {
      what: "Every statement of this ledger that names one person, with what is attached to it",
      person: {
        id: found.id,
        name: now ? `${now.forenames} ${now.surname}`.trim() : "",
        employeeNumber: found.employee_number,
        force: there.find((one) => one.id === found.force_id)?.name ?? "",
      },
      identifiers,
      ledger: ctx.config.iriBase,
      made: ctx.now(),
    },
  };
}
