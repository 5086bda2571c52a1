/**
 * Who and what a statement names: the agents and the activities by which it is found, and what it
 * says about the activities. Intentionally pure.
 */
import type {
  ActivityDefinition,
  ActivityObject,
  Actor,
  Context,
  ContextActivities,
  Group,
  StatementObject,
  XapiStatement,
} from "./types.ts";

/** Found by what the statement is about (direct), or by anything that it names (related). */
export interface Found {
  readonly direct: string[];
  readonly related: string[];
}

/**
 * An agent's or a group's inverse functional identifier as one text, equal for two actors exactly
 * when they are the same one: `mbox:mailto:x@example.org`, `sha1:…`, `openid:…`,
 * `account:<homePage>|<name>` ("|" stands in no IRI). The case of an address's domain and of a hash
 * does not count. Null for an anonymous group, which equals no other.
 */
export function agentKey(actor: Actor): string | null {
  if (actor.mbox !== undefined) {
    const at = actor.mbox.lastIndexOf("@");
    return `mbox:${actor.mbox.slice(0, at)}${actor.mbox.slice(at).toLowerCase()}`;
  }
  if (actor.mbox_sha1sum !== undefined) return `sha1:${actor.mbox_sha1sum.toLowerCase()}`;
  if (actor.openid !== undefined) return `openid:${actor.openid}`;
  if (actor.account !== undefined) return `account:${actor.account.homePage}|${actor.account.name}`;
  return null;
}

function isGroup(actor: Actor): actor is Group {
  return actor.objectType === "Group";
}

function isActor(object: StatementObject): object is Actor & { objectType: "Agent" | "Group" } {
  return object.objectType === "Agent" || object.objectType === "Group";
}

function isActivity(object: StatementObject): object is ActivityObject {
  return object.objectType === undefined || object.objectType === "Activity";
}

/** An actor and its members. */
function addActor(found: Actor[], actor: Actor | undefined): void {
  if (actor === undefined) return;
  found.push(actor);
  if (!isGroup(actor)) return;
  for (const member of actor.member ?? []) addActor(found, member);
}

function addContextActors(found: Actor[], context: Context | undefined): void {
  if (context === undefined) return;
  addActor(found, context.instructor);
  addActor(found, context.team);
  for (const { agent } of context.contextAgents ?? []) addActor(found, agent);
  for (const { group } of context.contextGroups ?? []) addActor(found, group);
}

/** The actor, and an object that is an agent or a group, with the members of either. */
function directActors({ actor, object }: XapiStatement): Actor[] {
  const found: Actor[] = [];
  addActor(found, actor);
  if (isActor(object)) addActor(found, object);
  return found;
}

/** Every agent and group that a statement names anywhere, with the members of groups. */
export function actorsIn(statement: XapiStatement): Actor[] {
  const found = directActors(statement);
  const { object } = statement;
  addActor(found, statement.authority);
  addContextActors(found, statement.context);
  if (object.objectType === "SubStatement") {
    addActor(found, object.actor);
    if (isActor(object.object)) addActor(found, object.object);
    addContextActors(found, object.context);
  }
  return found;
}

function keysOf(actors: readonly Actor[]): string[] {
  const keys = new Set<string>();
  for (const actor of actors) {
    const key = agentKey(actor);
    if (key !== null) keys.add(key);
  }
  return [...keys];
}

/**
 * The keys by which the query parameter `agent` finds a statement. Direct: the actor, an object that
 * is an agent or a group, and the members of either. Related (`related_agents=true`): these, and
 * authority, instructor, team, contextAgents and contextGroups with their members, and the same of a
 * SubStatement (xAPI 1.0.3 Part Three 2.1.3).
 */
export function agentsOf(statement: XapiStatement): Found {
  return { direct: keysOf(directActors(statement)), related: keysOf(actorsIn(statement)) };
}

/** The four kinds of context activity, each as a list. */
export function* listsOfActivities(context: Context | undefined): Generator<ActivityObject> {
  const held: ContextActivities = context?.contextActivities ?? {};
  for (const value of [held.parent, held.grouping, held.category, held.other]) {
    if (value === undefined) continue;
    if (Array.isArray(value)) yield* value as readonly ActivityObject[];
    else yield value as ActivityObject;
  }
}

/** Every activity of the statement: the object first, then the context's, then a SubStatement's. */
function* activities(statement: XapiStatement): Generator<ActivityObject> {
  const { object } = statement;
  if (isActivity(object)) yield object;
  yield* listsOfActivities(statement.context);
  if (object.objectType !== "SubStatement") return;
  if (isActivity(object.object)) yield object.object;
  yield* listsOfActivities(object.context);
}

/**
 * The IRIs by which the query parameter `activity` finds a statement. Direct: the object. Related
 * (`related_activities=true`): also the context activities, and the same of a SubStatement.
 */
export function activitiesOf(statement: XapiStatement): Found {
  const related = new Set<string>();
  for (const { id } of activities(statement)) related.add(id);
  return { direct: isActivity(statement.object) ? [statement.object.id] : [], related: [...related] };
}

/** What the statement says about activities: every definition in it, in the order it stands there. */
export function definitionsOf(
  statement: XapiStatement,
): { readonly id: string; readonly definition: ActivityDefinition }[] {
  const found = [];
  for (const { id, definition } of activities(statement)) {
    if (definition !== undefined) found.push({ id, definition });
  }
  return found;
}
