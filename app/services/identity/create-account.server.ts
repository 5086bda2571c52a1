import { z } from "zod";
import { accountByEmail, insertGrant } from "#db/queries/identity.ts";
import {
  emailOfPerson,
  insertActor,
  insertOutsider,
  personByEmployeeNumber,
  forceBySlug,
  unitIdByCode,
  insertAccount,
} from "#db/queries/account.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { AccountId, PersonId } from "#app/domain/ids.ts";
import { isOfUnit, ROLE_NAMES, type Role } from "#app/domain/identity/permissions.ts";
import { dayOf, END_OF_DAYS, END_OF_TIME } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { hashPassword, LEAST_PASSWORD } from "./password.server.ts";
import { audit } from "./write-audit.server.ts";

const newAccount = z.object({
  force: z.string().min(1),
  email: z.email("is not an e-mail address").max(254),
  password: z.string().min(LEAST_PASSWORD, `needs at least ${LEAST_PASSWORD} characters`),
});

/** Either somebody on the roster, or somebody outside it by name. */
export type Holder =
  { readonly employeeNumber: string } | { readonly forenames: string; readonly surname: string };

/**
 * Makes an account, with its grants from today on.
 * @throws AmendsError `bad-input` or `not-found`; then nothing is written.
 */
export async function createAccount(
  ctx: Context,
  input: {
    force: string;
    email: string;
    password: string;
    holder: Holder;
    grants: readonly { role: Role; unit: string | null }[];
    by: string;
  },
): Promise<AccountId> {
  const parsed = newAccount.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      text: `${String(issue.path[0])} ${issue.message}`,
    }));
    throw new AmendsError("bad-input", problems.map((one) => one.text).join("; "), "", problems);
  }
  for (const { role, unit } of input.grants) {
    if (isOfUnit(role) === (unit !== null)) continue;
    const text = isOfUnit(role)
      ? `${ROLE_NAMES[role]} is a role in a unit, and none is named`
      : `${ROLE_NAMES[role]} is a role for the whole force, and "${unit}" is named`;
    throw new AmendsError("bad-input", text, "Write supervisor:CODE, and other roles without a unit.");
  }
  const email = parsed.data.email.toLowerCase();
  const passwordHash = await hashPassword(parsed.data.password);
  const now = ctx.now();
  const today = dayOf(now);
  return ctx.transact(async (trx) => {
    const force = await forceBySlug(trx, input.force);
    if (!force)
      throw new AmendsError("not-found", `No force is called "${input.force}"`, "Import its people first.");
    if (await accountByEmail(trx, email)) {
      throw new AmendsError("conflict", `${email} has an account already`, "Use another address.");
    }
    let personId: PersonId;
    if ("employeeNumber" in input.holder) {
      const person = await personByEmployeeNumber(trx, force.id, input.holder.employeeNumber);
      if (!person) {
        throw new AmendsError(
          "not-found",
          `No extract has brought the employee number ${input.holder.employeeNumber}`,
          "Check the number, or import the extract that holds it.",
        );
      }
      personId = person.id;
      const existing = await emailOfPerson(trx, personId);
      if (existing !== undefined) {
        throw new AmendsError(
          "conflict",
          `${input.holder.employeeNumber} has an account already: ${existing}`,
          "Sign in with that address.",
        );
      }
    } else {
      personId = ctx.newId<PersonId>();
      await insertOutsider(trx, {
        person: { id: personId, force_id: force.id, employee_number: null, created_at: now },
        version: {
          id: ctx.newId(),
          person_id: personId,
          surname: input.holder.surname,
          forenames: input.holder.forenames,
          known_as: null,
          work_email: email,
          collar_number: null,
          valid_from: today,
          valid_to: END_OF_DAYS,
          known_from: now,
          known_to: END_OF_TIME,
        },
      });
      await insertActor(trx, { name: ctx.newOpaqueId(), home_page: ctx.config.iriBase, person_id: personId });
    }
    const id = ctx.newId<AccountId>();
    await insertAccount(trx, {
      id,
      person_id: personId,
      email,
      password_hash: passwordHash,
      created_at: now,
      disabled_at: null,
    });
    for (const grant of input.grants) {
      const unitId = grant.unit === null ? null : await unitIdByCode(trx, force.id, grant.unit);
      if (unitId === undefined) {
        throw new AmendsError(
          "not-found",
          `No unit has the code "${grant.unit}"`,
          "Use a code from the extract.",
        );
      }
      await insertGrant(trx, {
        id: ctx.newId(),
        force_id: force.id,
        person_id: personId,
        role: grant.role,
        unit_id: unitId,
        valid_from: today,
        valid_to: END_OF_DAYS,
        granted_at: now,
        granted_by: input.by,
      });
    }
    await audit(
      ctx,
      trx,
      input.by,
      "account.create",
      id,
      { roles: input.grants.map((grant) => grant.role) },
      now,
    );
    return id;
  });
}
