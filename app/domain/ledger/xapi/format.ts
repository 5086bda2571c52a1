/**
 * How a stored statement is shown: the `format` parameter of xAPI (1.0.3 Part Three 2.1.3) and the
 * definitions that an LRS keeps of activities. Nothing here changes what is stored: every function
 * returns a new object where something differs. Intentionally pure.
 */
import { instantOf } from "./formats.ts";
import type {
  ActivityDefinition,
  ActivityObject,
  ActivityOrActivities,
  Actor,
  Agent,
  Context,
  ContextActivities,
  InteractionComponent,
  LanguageMap,
  StatementObject,
  SubStatement,
  Verb,
  XapiStatement,
} from "./types.ts";

type Kind = keyof ContextActivities;
const KINDS: readonly Kind[] = ["parent", "grouping", "category", "other"];

function isArray(value: ActivityOrActivities): value is readonly ActivityObject[] {
  return Array.isArray(value);
}

/** The value with `change` made to what it has under `key`; itself when there is nothing, or no change. */
function changed<Whole, Key extends keyof Whole>(
  whole: Whole,
  key: Key,
  change: (part: NonNullable<Whole[Key]>) => Whole[Key],
): Whole {
  const part = whole[key];
  if (part === undefined || part === null) return whole;
  const next = change(part);
  return next === part ? whole : { ...whole, [key]: next };
}

function contextWithArrays(context: Context): Context {
  return changed(context, "contextActivities", (held) => {
    if (KINDS.every((kind) => held[kind] === undefined || isArray(held[kind]))) return held;
    let next = held;
    for (const kind of KINDS) next = changed(next, kind, (value) => (isArray(value) ? value : [value]));
    return next;
  });
}

/** Each of the context's activities as a list, also in a SubStatement (1.0.3 Part Two 2.4.6.2). */
export function withArrays(statement: XapiStatement): XapiStatement {
  const next = changed(statement, "context", contextWithArrays);
  return changed(next, "object", (object) =>
    object.objectType === "SubStatement" ? changed(object, "context", contextWithArrays) : object,
  );
}

function timesInUtc<Said extends XapiStatement | SubStatement>(said: Said): Said {
  return changed(said, "timestamp", (text) => instantOf(text, "1.0.3") ?? text);
}

/**
 * Its times as instants in UTC, also a SubStatement's, as 2.0 demands of every answer and 1.0.3
 * advises (1.0.3 Part Two 4.5).
 */
export function inUtc(statement: XapiStatement): XapiStatement {
  const next = changed(timesInUtc(statement), "stored", (text) => instantOf(text, "1.0.3") ?? text);
  return changed(next, "object", (object) =>
    object.objectType === "SubStatement" ? timesInUtc(object) : object,
  );
}

/** What is done to each part of a statement that names something. */
interface Views {
  readonly actor: (actor: Actor) => Actor;
  readonly verb: (verb: Verb) => Verb;
  readonly activity: (activity: ActivityObject) => ActivityObject;
}

function viewContext(context: Context, views: Views): Context {
  let next = changed(context, "instructor", views.actor);
  next = changed(next, "team", (team) => views.actor(team) as typeof team);
  next = changed(next, "contextActivities", (held) => {
    let lists = held;
    for (const kind of KINDS) {
      lists = changed(lists, kind, (value) =>
        isArray(value) ? value.map(views.activity) : views.activity(value),
      );
    }
    return lists;
  });
  next = changed(next, "contextAgents", (all) =>
    all.map((one) => ({ ...one, agent: views.actor(one.agent) as typeof one.agent })),
  );
  return changed(next, "contextGroups", (all) =>
    all.map((one) => ({ ...one, group: views.actor(one.group) as typeof one.group })),
  );
}

function viewObject(object: StatementObject, views: Views): StatementObject {
  switch (object.objectType) {
    case "Agent":
    case "Group":
      return views.actor(object);
    case "StatementRef":
      return object;
    case "SubStatement":
      return viewSaid(object, views);
    case "Activity":
    case undefined:
      return views.activity(object as ActivityObject);
  }
}

function viewSaid<Said extends XapiStatement | SubStatement>(said: Said, views: Views): Said {
  const { actor, verb, object, context } = said;
  return {
    ...said,
    actor: views.actor(actor),
    verb: views.verb(verb),
    object: viewObject(object, views),
    ...(context && { context: viewContext(context, views) }),
  };
}

function idOfActor(actor: Actor): Actor {
  const { objectType, mbox, mbox_sha1sum, openid, account } = actor;
  if (mbox ?? mbox_sha1sum ?? openid ?? account) {
    return {
      ...(objectType !== undefined && { objectType }),
      ...(mbox !== undefined && { mbox }),
      ...(mbox_sha1sum !== undefined && { mbox_sha1sum }),
      ...(openid !== undefined && { openid }),
      ...(account !== undefined && { account }),
    };
  }
  const members = "member" in actor ? (actor.member ?? []) : [];
  return { objectType: "Group", member: members.map((one) => idOfActor(one) as Agent) };
}

const IDS: Views = {
  actor: idOfActor,
  verb: ({ id }) => ({ id }),
  activity: ({ id }) => ({ id }),
};

/**
 * `format=ids`: of agents, groups, verbs and activities only what identifies them; of an anonymous
 * group, what identifies each member.
 */
export function toIds(statement: XapiStatement): XapiStatement {
  const next = viewSaid(statement, IDS);
  return statement.authority === undefined ? next : { ...next, authority: idOfActor(statement.authority) };
}

/** The statement with every actor in it, the authority too, as `change` gives it; members are for `change` to see to. */
export function withActors<Said extends XapiStatement>(
  statement: Said,
  change: (actor: Actor) => Actor,
): Said {
  const next = viewSaid(statement, { actor: change, verb: (verb) => verb, activity: (activity) => activity });
  return changed(next, "authority", change);
}

const RANGES_READ = 32;

/**
 * The languages of an `Accept-Language`, the most wanted first (RFC 2616 14.4); "*" stands for any.
 * Those with `q=0` are left out, as is what cannot be read.
 */
export function parseAcceptLanguage(header: string | undefined): string[] {
  const ranges = (header ?? "").split(",", RANGES_READ).flatMap((part, at) => {
    const [range = "", ...parameters] = part.split(";").map((text) => text.trim());
    if (!/^(?:\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)$/i.test(range)) return [];
    const weight =
      parameters
        .find((text) => /^q\s*=/i.test(text))
        ?.split("=")[1]
        ?.trim() ?? "1";
    const quality = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight) : 0;
    return quality > 0 ? [{ range, quality, at }] : [];
  });
  ranges.sort((one, other) => other.quality - one.quality || one.at - other.at);
  return ranges.map(({ range }) => range);
}

/** The tag in `tags` that a wanted range means: the same, then a narrower one, then a wider one. */
function matching(range: string, tags: readonly string[]): string | undefined {
  const wanted = range.toLowerCase();
  const lower = tags.map((tag) => tag.toLowerCase());
  let at = lower.indexOf(wanted);
  if (at === -1) at = lower.findIndex((tag) => tag.startsWith(`${wanted}-`));
  for (let end = wanted.lastIndexOf("-"); at === -1 && end > 0; end = wanted.lastIndexOf("-", end - 1)) {
    at = lower.indexOf(wanted.slice(0, end));
  }
  return at === -1 ? undefined : tags[at];
}

/** One language of a map: the first wanted that it has, or else its first. */
function oneLanguage(map: LanguageMap, languages: readonly string[]): LanguageMap {
  const tags = Object.keys(map);
  if (tags.length <= 1) return map;
  for (const range of languages) {
    const tag = range === "*" ? tags[0] : matching(range, tags);
    if (tag !== undefined) return { [tag]: map[tag] ?? "" };
  }
  const [first = ""] = tags;
  return { [first]: map[first] ?? "" };
}

const COMPONENT_LISTS = ["choices", "scale", "source", "target", "steps"] as const;

function definitionIn(definition: ActivityDefinition, languages: readonly string[]): ActivityDefinition {
  const choose = (map: LanguageMap) => oneLanguage(map, languages);
  let next = changed(definition, "name", choose);
  next = changed(next, "description", choose);
  for (const list of COMPONENT_LISTS) {
    next = changed(next, list, (all) => all.map((one) => changed(one, "description", choose)));
  }
  return next;
}

/**
 * `format=canonical`: activities with the definition that the LRS keeps, verbs and definitions in one
 * language, chosen for each language map by itself; agents and groups as they came.
 *
 * @param languages as `parseAcceptLanguage` gives them; the first language of a map when none fits
 * @param definitionOf the kept definition of an activity; the statement's own when there is none
 */
export function toCanonical(
  statement: XapiStatement,
  languages: readonly string[],
  definitionOf: (iri: string) => ActivityDefinition | undefined,
): XapiStatement {
  return viewSaid(statement, {
    actor: (actor) => actor,
    verb: (verb) => changed(verb, "display", (map) => oneLanguage(map, languages)),
    activity: (activity) => {
      const definition = definitionOf(activity.id) ?? activity.definition;
      return definition === undefined
        ? activity
        : { ...activity, definition: definitionIn(definition, languages) };
    },
  });
}

function mergedComponents(
  kept: readonly InteractionComponent[],
  incoming: readonly InteractionComponent[],
): readonly InteractionComponent[] {
  const told = new Map(incoming.map((one) => [one.id, one.description]));
  return kept.map((one) => {
    const description = told.get(one.id);
    return description === undefined ? one : { ...one, description: { ...one.description, ...description } };
  });
}

const INTERACTION = ["interactionType", "correctResponsesPattern", ...COMPONENT_LISTS] as const;

/**
 * The definition kept of an activity, after a statement defined it anew (1.0.3 Part Two 2.4.4.1, "LRS
 * Requirements"). Words, type, page and extensions that come replace those kept, language by language
 * and key by key; nothing kept is lost by being left out. An interaction stays the one it was: its
 * type, answers and components stand, and only their words may change.
 */
export function mergeDefinition(kept: ActivityDefinition, incoming: ActivityDefinition): ActivityDefinition {
  const { name, description, type, moreInfo, extensions } = incoming;
  const merged: ActivityDefinition = {
    ...kept,
    ...(name && { name: { ...kept.name, ...name } }),
    ...(description && { description: { ...kept.description, ...description } }),
    ...(type !== undefined && { type }),
    ...(moreInfo !== undefined && { moreInfo }),
    ...(extensions && { extensions: { ...kept.extensions, ...extensions } }),
  };
  if (kept.interactionType === undefined) {
    const interaction = INTERACTION.filter((key) => incoming[key] !== undefined);
    return { ...merged, ...Object.fromEntries(interaction.map((key) => [key, incoming[key]])) };
  }
  if (kept.interactionType !== incoming.interactionType) return merged;
  const lists = COMPONENT_LISTS.flatMap((list) => {
    const [before, now] = [kept[list], incoming[list]];
    if (now === undefined) return [];
    return [[list, before === undefined ? now : mergedComponents(before, now)]];
  });
  return { ...merged, ...(Object.fromEntries(lists) as Partial<ActivityDefinition>) };
}
