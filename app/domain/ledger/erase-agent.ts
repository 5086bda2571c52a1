/** Takes somebody out of what other systems wrote. Intentionally pure. */

/** How other systems may name a person. All in lower case. */
export interface Identifiers {
  /** `mailto:…`; an account of any home page that is called by the address is theirs too. */
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

function accountOf({ account }: Json): { key: string; name: string } | null {
  if (!isObject(account)) return null;
  const name = String(account.name).toLowerCase();
  return { key: `${String(account.homePage).toLowerCase()}|${name}`, name };
}

/** Whether an agent or a group is this person, by anything but their account with us. */
export function isNamed(value: object, who: Identifiers): boolean {
  const agent = value as Json;
  const account = accountOf(agent);
  return (
    (typeof agent.mbox === "string" && who.mailboxes.has(agent.mbox.toLowerCase())) ||
    (typeof agent.mbox_sha1sum === "string" && who.mailboxSums.has(agent.mbox_sha1sum.toLowerCase())) ||
    (account !== null && (who.accounts.has(account.key) || who.mailboxes.has(`mailto:${account.name}`)))
  );
}

/** Whether it is their account with us. */
export function isOwnAccount(value: object, who: Identifiers): boolean {
  return accountOf(value as Json)?.key === who.ownAccount.toLowerCase();
}

/** What stands in the lower-cased JSON of a statement that may name the person. */
export function wordsNaming(who: Identifiers): string[] {
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
  const lastPart = (account: string) => account.slice(account.lastIndexOf("|") + 1).toLowerCase();
  return [
    ...[...who.mailboxes].map((one) => inJson(one.slice("mailto:".length))),
    ...who.mailboxSums,
    ...[...who.accounts].map((one) => JSON.stringify(lastPart(one))),
    lastPart(who.ownAccount),
  ].filter((word) => word !== "");
}

/**
 * A copy in which every agent that is this person, wherever it stands, is `replacement`; their own account with us
 * loses the name beside it. A group stays a group, with its members. The very same value when it names nobody of these.
 */
export function withoutPerson<Value>(value: Value, who: Identifiers, replacement: Json): Value {
  if (Array.isArray(value)) {
    const next = value.map((one: unknown) => withoutPerson(one, who, replacement));
    return (next.some((one, at) => one !== value[at]) ? next : value) as Value;
  }
  if (!isObject(value)) return value;
  if (isNamed(value, who)) {
    if (value.objectType !== "Group") return { ...replacement } as Value;
    const member =
      value.member === undefined ? {} : { member: withoutPerson(value.member, who, replacement) };
    return { ...replacement, objectType: "Group", ...member } as Value;
  }
  const { name, ...nameless } = value as Json & { name?: unknown };
  if (name !== undefined && isOwnAccount(value, who)) return nameless as Value;
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
