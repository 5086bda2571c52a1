/**
 * What can go wrong, as codes. Services and domain rules throw these and know
 * nothing of HTTP; `app/http/errors.server.ts` maps a code to a status in one place.
 */
export type ErrorCode =
  | "not-found"
  | "not-allowed"
  | "not-signed-in"
  | "stale"
  | "bad-input"
  | "conflict"
  | "precondition-failed"
  | "misconfigured";

/** One thing to put right; `href` names the field on the page. */
export interface Problem {
  readonly text: string;
  readonly href?: string;
}

export class AmendsError extends Error {
  readonly code: ErrorCode;
  /** What to do now, in a sentence. */
  readonly wayOut: string;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, message: string, wayOut = "", problems: readonly Problem[] = []) {
    super(message);
    this.name = "AmendsError";
    this.code = code;
    this.wayOut = wayOut;
    this.problems = problems;
  }
}
