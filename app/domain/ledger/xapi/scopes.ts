/**
 * What a key may do (xAPI 1.0.3, Part Three, "Authorization Scope"). Intentionally pure.
 */
export const SCOPES = [
  "statements/write",
  "statements/read/mine",
  "statements/read",
  "state",
  "define",
  "profile",
  "all/read",
  "all",
] as const;
export type Scope = (typeof SCOPES)[number];

/** What a request asks of its key; `read` is to read what is no statement: agents, activities and documents. */
export type Need =
  "statements/write" | "statements/read" | "statements/read/mine" | "state" | "define" | "profile" | "read";

const SUFFICES: Readonly<Record<Need, readonly Scope[]>> = {
  "statements/write": ["statements/write", "all"],
  "statements/read": ["statements/read", "all/read", "all"],
  "statements/read/mine": ["statements/read/mine", "statements/read", "all/read", "all"],
  state: ["state", "all"],
  define: ["define", "all"],
  profile: ["profile", "all"],
  read: ["all/read", "all"],
};

/** Whether one of the scopes suffices. */
export function mayUse(scopes: readonly Scope[], need: Need): boolean {
  return SUFFICES[need].some((scope) => scopes.includes(scope));
}
