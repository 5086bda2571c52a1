/** What the services of destinations share: what is asked for, what a password is sealed for, what is recorded. */
import { z } from "zod";
import type { Db } from "#db/connect.ts";
import { destinationByName, type DestinationRow } from "#db/queries/forwarding.ts";
import { AmendsError } from "#app/domain/errors.ts";

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
