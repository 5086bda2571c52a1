/**
 * Whether JSON is a statement, an agent or a parameter as xAPI wants it: 1.0.3 (Part Two) and 2.0.0
 * (IEEE 9274.1.1, 4.2). Strict: nothing is coerced, nothing left out, and a property that the
 * specification does not name there is refused, as is one in the wrong case. What passes is
 * returned as it came. Hand-written, because every statement that arrives goes through it, and so
 * that a refusal can say where and what was expected. Intentionally pure.
 */
import { AmendsError } from "../../errors.ts";
import {
  instantOf,
  isDuration,
  isIri,
  isLanguageTag,
  isMailto,
  isMediaType,
  isSha1,
  isSha2,
  isTimestamp,
  isUri,
  isUuid,
} from "./formats.ts";
import type { Actor, InteractionType, XapiStatement } from "./types.ts";
import { negotiateVersion, type XapiVersion } from "./version.ts";

export { instantOf, isDuration, isIri, isLanguageTag, isTimestamp, isUuid };

/** The verb that voids another statement (xAPI 1.0.3 Part Two 2.3.2). */
export const VOIDED = "http://adlnet.gov/expapi/verbs/voided";

/** How deep objects and arrays may lie in one another inside an extension. */
export const MOST_LEVELS = 64;

type Json = Readonly<Record<string, unknown>>;
type Check = (value: unknown, place: string, version: XapiVersion) => void;

/** A place that ends in a colon is a whole statement; any other is within one. */
function refuse(place: string, what: string): never {
  const message = place.endsWith(":") ? `${place} ${what}` : `${place}: ${what}`;
  throw new AmendsError("bad-input", message, "Put this right and send it again.");
}

const MOST_SHOWN = 60;

/** A value as a refusal shows it. */
function shown(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return "nothing";
  return JSON.stringify(value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value);
}

function expected(place: string, what: string, value: unknown): never {
  refuse(place, `expected ${what}, got ${shown(value)}`);
}

function objectAt(value: unknown, place: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    expected(place, "an object", value);
  return value as Json;
}

function arrayAt(value: unknown, place: string, of: string): readonly unknown[] {
  if (!Array.isArray(value)) expected(place, `an array of ${of}`, value);
  return value as readonly unknown[];
}

function within(place: string, key: string): string {
  return place.endsWith(":") ? `${place} ${key}` : `${place}.${key}`;
}

/** What an object may hold: a check for each property's name. */
type Shape = ReadonlyMap<string, Check>;

function shape(checks: Readonly<Record<string, Check>>): Shape {
  return new Map(Object.entries(checks));
}

function unknownProperty(key: string, place: string, known: Shape, what: string): never {
  const near = [...known.keys()].find((name) => name.toLowerCase() === key.toLowerCase());
  const way = near === undefined ? `it may have ${[...known.keys()].join(", ")}` : `write ${shown(near)}`;
  refuse(place, `${shown(key)} is no property of ${what}; ${way}`);
}

function checkShape(value: Json, place: string, version: XapiVersion, known: Shape, what: string): void {
  for (const key of Object.keys(value)) {
    const check = known.get(key);
    if (check === undefined) unknownProperty(key, place, known, what);
    check(value[key], within(place, key), version);
  }
}

function require(value: Json, place: string, key: string, what: string): void {
  if (!Object.hasOwn(value, key)) refuse(place, `${what} needs ${shown(key)}`);
}

function text(what: string, holds: (text: string, version: XapiVersion) => boolean): Check {
  return (value, place, version) => {
    if (typeof value !== "string" || !holds(value, version)) expected(place, what, value);
  };
}

const anyText = text("a string", () => true);
const uuid = text("a UUID", isUuid);
const iri = text("an IRI with a scheme", isIri);
const irl = text("an IRL with a scheme", isIri);
const duration = text('an ISO 8601 duration, such as "PT4H35M59.14S"', isDuration);
const languageTag = text("a language tag (RFC 5646)", isLanguageTag);
const timestamp = text('a timestamp with a day and a time, such as "2018-06-04T09:14:00.000Z"', isTimestamp);

function literal(word: string): Check {
  return text(shown(word), (value) => value === word);
}

const aBoolean: Check = (value, place) => {
  if (typeof value !== "boolean") expected(place, "true or false", value);
};

const aNumber: Check = (value, place) => {
  if (typeof value !== "number" || !Number.isFinite(value)) expected(place, "a number", value);
};

/** A statement of 1.0 may be sent by one who speaks 2.0, and not the other way round (2.4.10). */
const versionNumber: Check = (value, place, version) => {
  const own = typeof value === "string" ? negotiateVersion(value) : null;
  if (own === null || (own === "2.0.0" && version === "1.0.3")) {
    expected(place, version === "1.0.3" ? '"1.0" or "1.0.x"' : '"2.0.x" or "1.0.x"', value);
  }
};

const languageMap: Check = (value, place) => {
  const map = objectAt(value, place);
  const tags = Object.keys(map);
  if (tags.length === 0) refuse(place, "a language map needs at least one language");
  for (const tag of tags) {
    if (!isLanguageTag(tag)) refuse(place, `${shown(tag)} is no language tag (RFC 5646)`);
    if (typeof map[tag] !== "string") expected(within(place, tag), "a string", map[tag]);
  }
};

function checkDepth(value: unknown, place: string, level: number): void {
  if (typeof value === "number" && !Number.isFinite(value)) refuse(place, "holds a number too large to keep");
  if (typeof value !== "object" || value === null) return;
  if (level > MOST_LEVELS) refuse(place, `lies more than ${MOST_LEVELS} levels deep; store it flatter`);
  for (const key of Object.keys(value)) checkDepth((value as Json)[key], place, level + 1);
}

const extensions: Check = (value, place) => {
  const map = objectAt(value, place);
  for (const key of Object.keys(map)) {
    if (!isIri(key)) refuse(place, `${shown(key)} is no IRI with a scheme, which an extension's key must be`);
    checkDepth(map[key], `${place}[${shown(key)}]`, 1);
  }
};

/** Each item by its check; places count from 0, as JSON does. */
function listOf(what: string, check: Check, least = 0): Check {
  return (value, place, version) => {
    const items = arrayAt(value, place, what);
    if (items.length < least) refuse(place, `expected at least one of ${what}`);
    for (let at = 0; at < items.length; at += 1) check(items[at], `${place}[${at}]`, version);
  };
}

// Agents and groups (1.0.3 Part Two 2.4.2)

/** What text in a database cannot hold, or not give back the same: the character 0 and half a pair. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const accountName = text("a name of whole characters other than 0", (name) => !UNSTORABLE.test(name));
const accountShape = shape({ homePage: irl, name: accountName });

const account: Check = (value, place, version) => {
  const held = objectAt(value, place);
  checkShape(held, place, version, accountShape, "an account");
  require(held, place, "homePage", "an account");
  require(held, place, "name", "an account");
};

const IDENTIFIERS = ["mbox", "mbox_sha1sum", "openid", "account"] as const;

const identifierChecks = {
  name: anyText,
  mbox: text('"mailto:" and an e-mail address', isMailto),
  mbox_sha1sum: text("a SHA-1 of 40 hexadecimal digits", isSha1),
  openid: text("a URI with a scheme", isUri),
  account,
};

const agentShape = shape({ objectType: literal("Agent"), ...identifierChecks });

function identifiersIn(value: Json): number {
  let count = 0;
  for (const name of IDENTIFIERS) if (Object.hasOwn(value, name)) count += 1;
  return count;
}

const agent: Check = (value, place, version) => {
  const held = objectAt(value, place);
  if (held.objectType === "Group") refuse(place, "expected an Agent, got a Group");
  if (Object.hasOwn(held, "member")) {
    refuse(place, 'only a Group has members; say "objectType": "Group"');
  }
  checkShape(held, place, version, agentShape, "an Agent");
  const count = identifiersIn(held);
  if (count !== 1) {
    refuse(
      place,
      `an Agent needs exactly one of ${IDENTIFIERS.join(", ")}; this has ${count === 0 ? "none" : count}`,
    );
  }
};

const members = listOf("Agents", agent);
const groupShape = shape({ objectType: literal("Group"), ...identifierChecks, member: members });

const group: Check = (value, place, version) => {
  const held = objectAt(value, place);
  require(held, place, "objectType", "a Group");
  checkShape(held, place, version, groupShape, "a Group");
  const count = identifiersIn(held);
  if (count > 1) refuse(place, `a Group has at most one of ${IDENTIFIERS.join(", ")}; this has ${count}`);
  if (count === 0 && ((held.member as readonly unknown[] | undefined) ?? []).length === 0) {
    refuse(place, `a Group needs one of ${IDENTIFIERS.join(", ")}, or members`);
  }
};

const actor: Check = (value, place, version) => {
  const held = objectAt(value, place);
  const type = held.objectType;
  if (type !== undefined && type !== "Agent" && type !== "Group") {
    expected(within(place, "objectType"), '"Agent" or "Group"', type);
  }
  (type === "Group" ? group : agent)(value, place, version);
};

/** An Agent; or, for three-legged OAuth, an anonymous Group of an application and a user (2.4.9). */
const authority: Check = (value, place, version) => {
  actor(value, place, version);
  const held = value as Json;
  if (held.objectType !== "Group") return;
  if (identifiersIn(held) > 0) refuse(place, "an authority that is a Group has no identifier of its own");
  const both = held.member as readonly Json[];
  if (both.length !== 2)
    refuse(place, `an authority that is a Group has two members; this has ${both.length}`);
  if (!both.some((one) => Object.hasOwn(one, "account"))) {
    refuse(place, "of an authority's two members, one is the application, by its account");
  }
};

// Verbs, activities (2.4.3, 2.4.4)

const verbShape = shape({ id: iri, display: languageMap });

const verb: Check = (value, place, version) => {
  const held = objectAt(value, place);
  checkShape(held, place, version, verbShape, "a verb");
  require(held, place, "id", "a verb");
};

/** Which lists of components each interaction may have (2.4.4.1, "interaction component lists"). */
const COMPONENTS: Readonly<Record<InteractionType, readonly string[]>> = {
  "true-false": [],
  choice: ["choices"],
  "fill-in": [],
  "long-fill-in": [],
  matching: ["source", "target"],
  performance: ["steps"],
  sequencing: ["choices"],
  likert: ["scale"],
  numeric: [],
  other: [],
};
const COMPONENT_LISTS = ["choices", "scale", "source", "target", "steps"] as const;

const componentShape = shape({ id: anyText, description: languageMap });

const component: Check = (value, place, version) => {
  const held = objectAt(value, place);
  checkShape(held, place, version, componentShape, "an interaction component");
  require(held, place, "id", "an interaction component");
};

const listed = listOf("interaction components", component);

const components: Check = (value, place, version) => {
  listed(value, place, version);
  const ids = new Set<unknown>();
  for (const { id } of value as readonly Json[]) {
    if (ids.size === ids.add(id).size) refuse(place, `the id ${shown(id)} stands there twice`);
  }
};

const interactionType: Check = (value, place) => {
  if (typeof value !== "string" || !Object.hasOwn(COMPONENTS, value)) {
    expected(place, `one of ${Object.keys(COMPONENTS).join(", ")}`, value);
  }
};

const definitionShape = shape({
  name: languageMap,
  description: languageMap,
  type: iri,
  moreInfo: irl,
  interactionType,
  correctResponsesPattern: listOf("strings", anyText),
  choices: components,
  scale: components,
  source: components,
  target: components,
  steps: components,
  extensions,
});

const definition: Check = (value, place, version) => {
  const held = objectAt(value, place);
  checkShape(held, place, version, definitionShape, "an activity definition");
  const type = held.interactionType as InteractionType | undefined;
  if (type === undefined && Object.hasOwn(held, "correctResponsesPattern")) {
    refuse(place, '"correctResponsesPattern" needs "interactionType"');
  }
  for (const list of COMPONENT_LISTS) {
    if (!Object.hasOwn(held, list)) continue;
    if (type === undefined) refuse(place, `${shown(list)} needs "interactionType"`);
    if (!COMPONENTS[type].includes(list))
      refuse(place, `an interaction of type ${shown(type)} has no ${shown(list)}`);
  }
};

const activityShape = shape({ objectType: literal("Activity"), id: iri, definition });

const activity: Check = (value, place, version) => {
  const held = objectAt(value, place);
  checkShape(held, place, version, activityShape, "an Activity");
  require(held, place, "id", "an Activity");
};

const statementRefShape = shape({ objectType: literal("StatementRef"), id: uuid });

const statementRef: Check = (value, place, version) => {
  const held = objectAt(value, place);
  checkShape(held, place, version, statementRefShape, "a StatementRef");
  require(held, place, "objectType", "a StatementRef");
  require(held, place, "id", "a StatementRef");
};

// Result, context, attachments (2.4.5, 2.4.6, 2.4.11)

const scoreShape = shape({ scaled: aNumber, raw: aNumber, min: aNumber, max: aNumber });

const score: Check = (value, place, version) => {
  const held = objectAt(value, place);
  checkShape(held, place, version, scoreShape, "a score");
  const { scaled, raw, min, max } = held as Record<string, number | undefined>;
  if (scaled !== undefined && (scaled < -1 || scaled > 1)) {
    expected(within(place, "scaled"), "a number from -1 to 1", scaled);
  }
  if (min !== undefined && max !== undefined && min >= max) {
    refuse(within(place, "min"), `expected less than max (${max}), got ${min}`);
  }
  if (raw === undefined) return;
  if (min !== undefined && raw < min)
    refuse(within(place, "raw"), `expected at least min (${min}), got ${raw}`);
  if (max !== undefined && raw > max)
    refuse(within(place, "raw"), `expected at most max (${max}), got ${raw}`);
};

const resultShape = shape({
  score,
  success: aBoolean,
  completion: aBoolean,
  response: anyText,
  duration,
  extensions,
});

const result: Check = (value, place, version) => {
  checkShape(objectAt(value, place), place, version, resultShape, "a result");
};

const severalActivities = listOf("Activities", activity);

const oneOrSeveral: Check = (value, place, version) => {
  (Array.isArray(value) ? severalActivities : activity)(value, place, version);
};

const contextActivitiesShape = shape({
  parent: oneOrSeveral,
  grouping: oneOrSeveral,
  category: oneOrSeveral,
  other: oneOrSeveral,
});

const contextActivities: Check = (value, place, version) => {
  checkShape(objectAt(value, place), place, version, contextActivitiesShape, "contextActivities");
};

/** `contextAgents` and `contextGroups` hold a party with the types that it stands for (2.0: 4.2.2.5). */
function contextParty(type: "contextAgent" | "contextGroup", key: "agent" | "group", party: Check): Check {
  const known = shape({
    objectType: literal(type),
    [key]: party,
    relevantTypes: listOf("relevant types", iri, 1),
  });
  return (value, place, version) => {
    const held = objectAt(value, place);
    checkShape(held, place, version, known, `a ${type}`);
    require(held, place, "objectType", `a ${type}`);
    require(held, place, key, `a ${type}`);
  };
}

const contextChecks = {
  registration: uuid,
  instructor: actor,
  team: group,
  contextActivities,
  revision: anyText,
  platform: anyText,
  language: languageTag,
  statement: statementRef,
  extensions,
};

const contextShapes: Readonly<Record<XapiVersion, Shape>> = {
  "1.0.3": shape(contextChecks),
  "2.0.0": shape({
    ...contextChecks,
    contextAgents: listOf("contextAgents", contextParty("contextAgent", "agent", agent)),
    contextGroups: listOf("contextGroups", contextParty("contextGroup", "group", group)),
  }),
};

const context: Check = (value, place, version) => {
  const held = objectAt(value, place);
  if (version === "1.0.3" && (Object.hasOwn(held, "contextAgents") || Object.hasOwn(held, "contextGroups"))) {
    refuse(place, "contextAgents and contextGroups came with xAPI 2.0; send X-Experience-API-Version: 2.0.0");
  }
  checkShape(held, place, version, contextShapes[version], "a context");
};

const attachmentShape = shape({
  usageType: iri,
  display: languageMap,
  description: languageMap,
  contentType: text("an Internet media type", isMediaType),
  length: (value, place) => {
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
      expected(place, "a whole number of octets", value);
    }
  },
  sha2: text("a SHA-2 in hexadecimal digits", isSha2),
  fileUrl: irl,
});

const attachment: Check = (value, place, version) => {
  const held = objectAt(value, place);
  checkShape(held, place, version, attachmentShape, "an attachment");
  for (const key of ["usageType", "display", "contentType", "length", "sha2"]) {
    require(held, place, key, "an attachment");
  }
};

// Statements (2.4; SubStatements 2.4.4.3)

const saidChecks = {
  actor,
  verb,
  result,
  context,
  timestamp,
  attachments: listOf("attachments", attachment),
};

const PLAIN_OBJECTS: ReadonlyMap<string, Check> = new Map([
  ["Activity", activity],
  ["Agent", agent],
  ["Group", group],
  ["StatementRef", statementRef],
]);

function objectOf(kinds: ReadonlyMap<string, Check>): Check {
  const names = [...kinds.keys()].join(", ");
  return (value, place, version) => {
    const { objectType = "Activity" } = objectAt(value, place);
    const check = typeof objectType === "string" ? kinds.get(objectType) : undefined;
    if (check === undefined) expected(within(place, "objectType"), `one of ${names}`, objectType);
    check(value, place, version);
  };
}

/** What holds between a statement's parts, once each is sound. */
function checkWhole(held: Json, place: string, what: string): void {
  for (const key of ["actor", "verb", "object"]) require(held, place, key, what);
  const type = ((held.object as Json).objectType ?? "Activity") as string;
  const around = held.context as Json | undefined;
  if (type === "Activity" || around === undefined) return;
  for (const key of ["revision", "platform"]) {
    if (Object.hasOwn(around, key)) {
      refuse(
        within(within(place, "context"), key),
        `stands only beside an object that is an Activity, not ${type}`,
      );
    }
  }
}

const subStatementShape = shape({
  objectType: literal("SubStatement"),
  ...saidChecks,
  object: objectOf(PLAIN_OBJECTS),
});

const subStatement: Check = (value, place, version) => {
  const held = objectAt(value, place);
  checkShape(held, place, version, subStatementShape, "a SubStatement");
  checkWhole(held, place, "a SubStatement");
};

const statementShape = shape({
  id: uuid,
  ...saidChecks,
  object: objectOf(new Map([...PLAIN_OBJECTS, ["SubStatement", subStatement]])),
  stored: timestamp,
  authority,
  version: versionNumber,
});

/**
 * A statement as it came, once it keeps every rule of `version`. Refuses with "bad-input"; the
 * message names the place and says what is expected: `statement 3: actor.mbox: expected …`.
 *
 * @param place the statement's name in refusals; "statement", or "statement 3" in a batch
 */
export function parseStatement(value: unknown, version: XapiVersion, place = "statement"): XapiStatement {
  const whole = `${place}:`;
  const held = objectAt(value, whole);
  checkShape(held, whole, version, statementShape, "a statement");
  checkWhole(held, whole, "a statement");
  if ((held.verb as Json).id === VOIDED && (held.object as Json).objectType !== "StatementRef") {
    refuse(within(whole, "object"), "what voids a statement names it by a StatementRef");
  }
  return held as unknown as XapiStatement;
}

/** An Agent or a Group (one without "objectType" is an Agent). Refuses with "bad-input", naming the place. */
export function parseActor(value: unknown, place: string): Actor {
  actor(value, place, "1.0.3");
  return value as Actor;
}

/**
 * The JSON of a request's `agent` parameter: an Agent or an identified Group, as strictly as in a
 * statement. An anonymous Group is refused, since nothing can be looked up by it.
 */
export function parseAgentParameter(text: string, place: string): Actor {
  const found = parseActor(parseJson(text, place), place);
  if (identifiersIn(found as unknown as Json) === 0) refuse(place, "an anonymous Group cannot be asked for");
  return found;
}

/** JSON, as a parameter or a document holds it. */
export function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return refuse(place, `expected JSON, got ${shown(text)}`);
  }
}

/** A JSON object, as the documents that are merged must be (1.0.3 Part Three 2.2). */
export function parseJsonObject(text: string, place: string): Readonly<Record<string, unknown>> {
  return objectAt(parseJson(text, place), place);
}

/** A UUID in a parameter: statementId, voidedStatementId, registration. Returned in lower case. */
export function parseUuidParameter(text: string, place: string): string {
  uuid(text, place, "1.0.3");
  return text.toLowerCase();
}

/** An IRI in a parameter: activity, activityId, verb. */
export function parseIriParameter(text: string, place: string): string {
  iri(text, place, "1.0.3");
  return text;
}

/** A timestamp in a parameter (since, until), as an instant in UTC. */
export function parseTimestampParameter(text: string, place: string, version: XapiVersion): string {
  return instantOf(text, version) ?? expected(place, "a timestamp with a day and a time", text);
}

/** `true` or `false` in a parameter: ascending, attachments, related_agents, related_activities. */
export function parseBooleanParameter(text: string, place: string): boolean {
  if (text !== "true" && text !== "false") expected(place, "true or false", text);
  return text === "true";
}

/** A whole number from 0 in a parameter: limit. */
export function parseCountParameter(text: string, place: string): number {
  if (!/^\d{1,9}$/.test(text)) expected(place, "a whole number from 0", text);
  return Number(text);
}
