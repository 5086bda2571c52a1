/**
 * When two statements with one id are the same statement: xAPI's Statement Comparison Requirements
 * (1.0.3 Part Two 2.3.1; IEEE 9274.1.1, 4.2.3). Intentionally pure.
 */
import { instantOf } from "./formats.ts";
import { agentKey } from "./parties.ts";
import type {
  ActivityObject,
  ActivityOrActivities,
  Actor,
  Attachment,
  Context,
  Result,
  StatementObject,
  SubStatement,
  XapiStatement,
} from "./types.ts";

type Plain = Readonly<Record<string, unknown>>;

/** Members stand in no order, and an agent is the same by its identifier, however its case is written. */
function actorForm(actor: Actor): Plain {
  const members = "member" in actor ? actor.member : undefined;
  return {
    kind: actor.objectType ?? "Agent",
    key: agentKey(actor),
    name: actor.name,
    member: members?.map((one) => JSON.stringify([agentKey(one), one.name ?? null])).sort(),
  };
}

/** A definition is no part of the statement. */
function activityForm(activity: ActivityObject): string {
  return activity.id;
}

function activitiesForm(value: ActivityOrActivities): readonly string[] {
  return ((Array.isArray(value) ? value : [value]) as readonly ActivityObject[]).map(activityForm);
}

const FINER_THAN_HUNDREDTHS = /([.,]\d\d)\d+(?=S$)/;

/** Durations are compared as text, up to hundredths of a second (1.0.3 Part Two 4.6). */
function resultForm(result: Result): Plain {
  const { duration } = result;
  return { ...result, duration: duration?.replace(FINER_THAN_HUNDREDTHS, "$1") };
}

function contextForm(context: Context): Plain {
  const { registration, instructor, team, contextActivities, contextAgents, contextGroups, language } =
    context;
  return {
    ...context,
    registration: registration?.toLowerCase(),
    instructor: instructor && actorForm(instructor),
    team: team && actorForm(team),
    contextActivities:
      contextActivities &&
      Object.fromEntries(
        Object.entries(contextActivities).map(([kind, value]) => [
          kind,
          activitiesForm(value as ActivityOrActivities),
        ]),
      ),
    contextAgents: contextAgents?.map((one) => ({ ...one, agent: actorForm(one.agent) })),
    contextGroups: contextGroups?.map((one) => ({ ...one, group: actorForm(one.group) })),
    language: language?.toLowerCase(),
    statement: context.statement?.id.toLowerCase(),
  };
}

function attachmentForm(attachment: Attachment): Plain {
  return { ...attachment, sha2: attachment.sha2.toLowerCase() };
}

function objectForm(object: StatementObject): unknown {
  switch (object.objectType) {
    case "Agent":
    case "Group":
      return actorForm(object);
    case "StatementRef":
      return { reference: object.id.toLowerCase() };
    case "SubStatement":
      return { ...saidForm(object), timestamp: object.timestamp && instantOf(object.timestamp, "1.0.3") };
    case "Activity":
    case undefined:
      return { activity: activityForm(object as ActivityObject) };
  }
}

/** What is compared of a statement or a SubStatement; the words of its verb are no part of it. */
function saidForm(said: XapiStatement | SubStatement): Plain {
  const { actor, verb, object, result, context, attachments } = said;
  return {
    actor: actorForm(actor),
    verb: verb.id,
    object: objectForm(object),
    result: result && resultForm(result),
    context: context && contextForm(context),
    attachments: attachments && attachments.length > 0 ? attachments.map(attachmentForm) : undefined,
  };
}

/** Equal as JSON: keys in any order, a key with nothing under it like no key, lists in order. */
function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((item, at) => same(item, other[at]));
  }
  const [left, right] = [one as Plain, other as Plain];
  const keys = Object.keys(left).filter((key) => left[key] !== undefined);
  const others = Object.keys(right).filter((key) => right[key] !== undefined);
  return (
    keys.length === others.length &&
    keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
  );
}

/**
 * Whether `a` and `b` are one statement, apart from what an LRS may set or show otherwise: `stored`,
 * `authority` and `version` always; `id` and `timestamp` when either lacks them, times as instants;
 * verbs' words and activities' definitions; members' order; one activity or a list of one in
 * `contextActivities`; the case of UUIDs, hashes, language tags and addresses' domains. Everything
 * else counts, the order of other lists and the text of a duration included.
 */
export function equivalent(a: XapiStatement, b: XapiStatement): boolean {
  if (a.id !== undefined && b.id !== undefined && a.id.toLowerCase() !== b.id.toLowerCase()) return false;
  if (a.timestamp !== undefined && b.timestamp !== undefined && a.timestamp !== b.timestamp) {
    if (instantOf(a.timestamp, "1.0.3") !== instantOf(b.timestamp, "1.0.3")) return false;
  }
  return same(saidForm(a), saidForm(b));
}
