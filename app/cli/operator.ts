/** Commands are run by whoever has the machine's console; they ask the same table as pages do. */
import { userInfo } from "node:os";
import { AmendsError } from "#app/domain/errors.ts";
import { OPERATOR_PERMISSIONS, type Permission } from "#app/domain/identity/permissions.ts";

/** Who is named in the audit trail for what a command did. */
export const operatorName = (): string => `operator:${userInfo().username}`;

/** @throws AmendsError `not-allowed` */
export function requireOperator(permission: Permission): void {
  if (!OPERATOR_PERMISSIONS.includes(permission)) {
    throw new AmendsError(
      "not-allowed",
      `The operator may not do this (${permission})`,
      "Sign in on the site instead.",
    );
  }
}
