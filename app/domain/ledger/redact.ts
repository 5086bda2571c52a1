/** What is left of a statement of others when somebody is erased. Intentionally pure. */
import { isNamed, isOwnAccount, withoutPerson, type Identifiers } from "./erase-agent.ts";
import { textWithout } from "./erase-text.ts";
import type { Account, Actor, Attachment, SubStatement, XapiStatement } from "./xapi/types.ts";

export interface Redacted {
  readonly statement: XapiStatement;
  /** SHA-2 sums, in lower case, of the attachments that it names no longer. */
  readonly dropped: readonly string[];
}

const SIGNATURE = "http://adlnet.gov/expapi/attachments/signature";

type Said = XapiStatement | SubStatement;

/**
 * The statement without the person; null when nothing in it is theirs. As an agent they become `nobody`; their e-mail
 * addresses leave results and the context's extensions too. What they did or was done to them loses its attachments,
 * since nobody can see whom a file names; whatever is changed loses its signatures, which hold the statement as it was.
 */
export function redact(statement: XapiStatement, who: Identifiers, nobody: Account): Redacted | null {
  const addresses = [...who.mailboxes].map((one) => one.slice("mailto:".length));
  const named = withoutPerson(withTexts(statement, textWithout({ anyCase: addresses, exact: [] })), who, {
    objectType: "Agent",
    account: nobody,
  });
  const changed = JSON.stringify(named) !== JSON.stringify(statement);
  const theirs = doersOf(statement).some((actor) => isNamed(actor, who) || isOwnAccount(actor, who));
  const left = withAttachments(named, ({ usageType }) => !theirs && !(changed && usageType === SIGNATURE));
  const kept = new Set(sumsOf(left));
  const dropped = sumsOf(statement).filter((sum) => !kept.has(sum));
  return changed || dropped.length > 0 ? { statement: left, dropped } : null;
}

/** Whoever did what is told, or is its object, with the members of groups. */
function doersOf({ actor, object }: Said): Actor[] {
  const found: Actor[] = [];
  const add = (one: Actor) => {
    found.push(one);
    if (one.objectType === "Group") for (const member of one.member ?? []) add(member);
  };
  add(actor);
  if (object.objectType === "Agent" || object.objectType === "Group") add(object);
  return object.objectType === "SubStatement" ? [...found, ...doersOf(object)] : found;
}

/** With every text of its results and of its context's extensions as `change` gives it. */
function withTexts<One extends Said>(said: One, change: (text: string) => string): One {
  const { result, context, object } = said;
  return {
    ...said,
    ...(result && { result: mapTexts(result, change) }),
    ...(context?.extensions && {
      context: { ...context, extensions: mapTexts(context.extensions, change) },
    }),
    ...(object.objectType === "SubStatement" && { object: withTexts(object, change) }),
  };
}

/** JSON with every text in it changed; the names of properties stay. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one: unknown) => mapTexts(one, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapTexts(one, change)]));
}

function withAttachments<One extends Said>(said: One, stays: (attachment: Attachment) => boolean): One {
  const { attachments, ...bare } = said;
  const left = attachments?.filter(stays) ?? [];
  const next =
    left.length === (attachments?.length ?? 0)
      ? said
      : left.length === 0
        ? bare
        : { ...said, attachments: left };
  const { object } = said;
  if (object.objectType !== "SubStatement") return next as One;
  return { ...next, object: withAttachments(object, stays) } as One;
}

function sumsOf({ attachments = [], object }: Said): string[] {
  const within = object.objectType === "SubStatement" ? sumsOf(object) : [];
  return [...attachments.map((one) => one.sha2.toLowerCase()), ...within];
}
