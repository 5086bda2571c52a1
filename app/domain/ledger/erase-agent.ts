/** Takes somebody out of a statement that another system wrote. Intentionally pure. */

/** How other systems may name a person. All in lower case. */
export interface Identifiers {
  /** `mailto:…` */
  readonly mailboxes: ReadonlySet<string>;
  /** SHA-1 sums of mailboxes, hexadecimal. */
  readonly mailboxSums: ReadonlySet<string>;
  /** Accounts as `homePage|name`. */
  readonly accounts: ReadonlySet<string>;
  /** Our own account of theirs, `homePage|name`: it stays, since it names nobody; a name beside it goes. */
  readonly ownAccount: string;
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function accountOf(value: Json): string | null {
  const { account } = value;
  if (!isObject(account)) return null;
  return `${String(account.homePage)}|${String(account.name)}`.toLowerCase();
}

function names(value: Json, who: Identifiers): boolean {
  const account = accountOf(value);
  return (
    (typeof value.mbox === "string" && who.mailboxes.has(value.mbox.toLowerCase())) ||
    (typeof value.mbox_sha1sum === "string" && who.mailboxSums.has(value.mbox_sha1sum.toLowerCase())) ||
    (account !== null && who.accounts.has(account))
  );
}

/**
 * A copy in which every agent that is this person, wherever it stands, is `replacement`; their own account with us
 * loses the name beside it. The very same value when it names nobody of these.
 */
export function withoutPerson<Value>(value: Value, who: Identifiers, replacement: Json): Value {
  if (Array.isArray(value)) {
    const next = value.map((one: unknown) => withoutPerson(one, who, replacement));
    return (next.some((one, at) => one !== value[at]) ? next : value) as Value;
  }
  if (!isObject(value)) return value;
  if (names(value, who)) return { ...replacement } as Value;
  const { name, ...nameless } = value as Json & { name?: unknown };
  if (name !== undefined && accountOf(value) === who.ownAccount.toLowerCase()) return nameless as Value;
  let changed = false;
  const next = Object.fromEntries(
    Object.entries(value).map(([key, held]) => {
      const other = withoutPerson(held, who, replacement);
      changed ||= other !== held;
      return [key, other];
    }),
  );
  return (changed ? next : value) as Value;
}
