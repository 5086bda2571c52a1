/** Error code → status: the one place. */
import type { AmendsError, ErrorCode } from "#app/domain/errors.ts";

const STATUS: Record<ErrorCode, number> = {
  "not-found": 404,
  "not-allowed": 403,
  "not-signed-in": 401,
  stale: 409,
  "bad-input": 400,
  conflict: 409,
  "precondition-failed": 412,
  misconfigured: 500,
};

export function statusOf(code: ErrorCode): number {
  return STATUS[code];
}

/** What a page may say of an error. */
export interface ErrorPage {
  readonly title: string;
  readonly wayOut: string;
}

export function errorResponse(error: AmendsError): Response {
  const page: ErrorPage = { title: error.message, wayOut: error.wayOut };
  return Response.json(page, { status: STATUS[error.code], statusText: "Amends" });
}
