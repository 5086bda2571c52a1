import { z } from "zod";
import { personByEmployeeNumber } from "#db/queries/account.ts";
import type { AccountId } from "#app/domain/ids.ts";
import type { Context } from "../context.server.ts";
import { newSecret } from "../ledger/digest.server.ts";
import { parseInput } from "../parse-input.ts";
import { refused } from "./change-account.server.ts";
import { createAccount } from "./create-account.server.ts";
import { renewPassword } from "./password-link.server.ts";
import type { Principal } from "./principal.server.ts";

const invitation = z
  .object({
    employee: z.string().trim().max(100),
    forenames: z.string().trim().max(100),
    surname: z.string().trim().max(100),
    email: z.string().trim().toLowerCase().max(254).pipe(z.email("give a whole e-mail address")),
  })
  .refine((one) => one.employee !== "" || one.surname !== "", {
    path: ["employee"],
    message: "give a number, or the name of somebody outside the force",
  })
  .refine((one) => one.employee !== "" || one.surname === "" || one.forenames !== "", {
    path: ["forenames"],
    message: "give at least one",
  })
  .refine((one) => one.employee === "" || (one.surname === "" && one.forenames === ""), {
    path: ["employee"],
    message: "give a number or a name, not both",
  });
const LABELS = {
  employee: "Employee number",
  forenames: "Forenames",
  surname: "Surname",
  email: "Work e-mail address",
};

/**
 * Makes an account, without a password and without grants, for somebody on the roster by number or outside it by name.
 * Returns it with the secret of the link with which they choose their password, to be shown once.
 * @throws AmendsError `bad-input` naming the fields; `conflict` when the person or the address has an account.
 */
export async function invite(
  ctx: Context,
  by: Principal,
  input: { employee: string; forenames: string; surname: string; email: string },
): Promise<{ account: AccountId; secret: string }> {
  const { employee, forenames, surname, email } = parseInput(invitation, input, LABELS);
  if (employee !== "" && !(await personByEmployeeNumber(ctx.read, by.force.id, employee)))
    throw refused(
      `Employee number: nobody in ${by.force.name} has the number ${employee}; import the extract that holds it`,
      "#employee",
    );
  const account = await createAccount(ctx, {
    force: by.force.slug,
    email,
    password: newSecret(),
    holder: employee === "" ? { forenames, surname } : { employeeNumber: employee },
    grants: [],
    by: by.personId,
  });
  return { account, secret: await renewPassword(ctx, by, account) };
}
