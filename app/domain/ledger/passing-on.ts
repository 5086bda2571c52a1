/**
 * What is passed on to another LRS, in which form, and what its answers mean. Intentionally pure: the network is
 * `app/services/ledger/forward.server.ts`.
 */
import { activitiesOf } from "./xapi/parties.ts";
import type { Context, XapiStatement } from "./xapi/types.ts";
import { negotiateVersion, type XapiVersion } from "./xapi/version.ts";

/** What a destination wants; an empty list wants everything. */
export interface Wanted {
  /** Verb IRIs. */
  readonly verbs: readonly string[];
  /** Beginnings of activity IRIs, compared with the statement's object. */
  readonly activities: readonly string[];
}

export function isWanted(statement: XapiStatement, { verbs, activities }: Wanted): boolean {
  if (verbs.length > 0 && !verbs.includes(statement.verb.id)) return false;
  if (activities.length === 0) return true;
  const [object] = activitiesOf(statement).direct;
  return object !== undefined && activities.some((beginning) => object.startsWith(beginning));
}

/** A statement as it is sent, or why it cannot be. */
export type Sendable =
  | { readonly statement: XapiStatement & { readonly id: string } }
  | { readonly statement: null; readonly problem: string };

/**
 * The statement without what a receiver sets itself (`stored`, `authority`). For a receiver of 1.0.3 a statement of
 * 2.0 takes the version that clients of 1.0.3 must give (Part Two 2.4.10); what only 2.0 can say cannot be sent.
 */
export function toSendable(stored: XapiStatement & { readonly id: string }, version: XapiVersion): Sendable {
  const { stored: _stored, authority: _authority, ...statement } = stored;
  if (version === "2.0.0") return { statement };
  const within = statement.object.objectType === "SubStatement" ? statement.object.context : undefined;
  const held = [...new Set([...partsOfTwo(statement.context), ...partsOfTwo(within)])];
  if (held.length > 0) {
    return {
      statement: null,
      problem: `Not sent: it holds ${held.join(" and ")}, which xAPI 1.0.3 does not know. Only a destination of version 2.0.0 can take it.`,
    };
  }
  return negotiateVersion(statement.version) === "2.0.0"
    ? { statement: { ...statement, version: "1.0.0" } }
    : { statement };
}

function partsOfTwo(context: Context | undefined): string[] {
  return (["contextAgents", "contextGroups"] as const).filter((part) => context?.[part] !== undefined);
}

/**
 * What an answer says of what was sent. `taken`: it is there. `at-fault`: something in it will never be taken as it
 * is; of several statements it does not say which. `forbidden`: either this statement, or everything from us. `later`:
 * the destination could not answer for itself; the same may be taken at another time.
 */
export type Reception = "taken" | "at-fault" | "forbidden" | "later";

/** `count` is how many statements were sent at once: of one alone, 409 says that it is there already. */
export function receptionOf(status: number, count: number): Reception {
  if (status >= 200 && status < 300) return "taken";
  switch (status) {
    case 409:
      return count === 1 ? "taken" : "at-fault";
    case 400:
    case 413:
    case 422:
      return "at-fault";
    case 403:
      return "forbidden";
    default:
      return "later";
  }
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** However long a receiver asks us to wait, it is asked again after a day. */
const LONGEST_ASKED_MS = 24 * 60 * 60_000;

/**
 * Milliseconds to wait after so many failures in a row: exponential with full jitter, so that many senders do not
 * come back at once. Never less than the receiver asked for.
 * @param random at least 0 and below 1
 */
export function waitAfter(failures: number, random: number, askedMs: number | null): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 20));
  return Math.max(Math.ceil(random * longest), Math.min(askedMs ?? 0, LONGEST_ASKED_MS));
}

/** What a `Retry-After` header asks for (RFC 9110 10.2.3: seconds or a date), in milliseconds; null when nothing. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const date = /^[A-Za-z]{3},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Why a destination waits, in plain words. */
export function problemWords(status: number, answer: string): string {
  return `${status}: ${meaningOf(status)}${answer === "" ? "" : `. It says: ${answer}`}`;
}

function meaningOf(status: number): string {
  switch (status) {
    case 401:
      return "it does not accept our user name and password";
    case 403:
      return "it lets us write nothing; our user name may need a wider scope there";
    case 404:
      return "there is no xAPI endpoint at this address";
    case 408:
      return "our request took too long for it";
    case 425:
    case 429:
      return "it asks us to come more slowly";
    case 503:
      return "it is out of service for the moment";
  }
  if (status >= 300 && status < 400) return "it sends us to another address, where we do not follow";
  if (status >= 500) return "it failed";
  return "it does not take statements in this way";
}
