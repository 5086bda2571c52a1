/** What the services of destinations share: what is asked for, what a password is sealed for, what is recorded. */
import { z } from "zod";
import type { Db, Trx } from "#db/connect.ts";
import { destinationByName, type DestinationRow } from "#db/queries/forwarding.ts";
import { insertAudit } from "#db/queries/identity.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { AuditAction } from "#app/domain/identity/audit.ts";
import type { Context } from "../context.server.ts";

/** How we are known to a destination. */
export const credentials = {
  username: z
    .string()
    .min(1, "give the user name or key that it knows us by")
    .max(300, "at most 300 characters")
    .regex(/^[^:\p{Cc}]*$/u, "holds no colon"),
  password: z.string().min(1, "give the password or secret").max(2_000, "at most 2,000 characters"),
};

/** What the fields are called on the page. */
export const LABELS = {
  name: "Name",
  endpoint: "Address",
  username: "User name",
  password: "Password",
  version: "Version",
  verbs: "Verbs",
  activities: "Activities",
};

/** What a destination's password is sealed for. */
export function bondOf({
  id,
  endpoint,
  username,
}: Pick<DestinationRow, "id" | "endpoint" | "username">): string {
  return JSON.stringify([id, endpoint, username]);
}

/** @throws AmendsError `not-found` */
export async function destinationNamed(db: Db, name: string): Promise<DestinationRow> {
  const row = await destinationByName(db, name);
  if (!row) throw noSuch(name);
  return row;
}

export function noSuch(name: string): AmendsError {
  return new AmendsError(
    "not-found",
    `No destination is called "${name}"`,
    "List the destinations to see their names.",
  );
}

/** @param detail what happened; never a password */
export async function audit(
  ctx: Context,
  trx: Trx,
  by: string,
  action: AuditAction,
  subject: string,
  detail: object,
): Promise<void> {
  await insertAudit(trx, {
    id: ctx.newId(),
    at: ctx.now(),
    by,
    action,
    subject,
    detail: JSON.stringify(detail),
  });
}
