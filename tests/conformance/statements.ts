/** Statements as a client writes them. Every call makes new identifiers, so that tests do not meet each other. */
import { randomUUID } from "node:crypto";

export type Json = Record<string, unknown>;

export interface StoredStatement extends Json {
  readonly id: string;
  readonly stored: string;
  readonly timestamp: string;
  readonly version: string;
  readonly authority: Json;
  readonly actor: Json;
  readonly verb: Json;
  readonly object: Json;
}

export interface StatementResult {
  readonly statements: readonly StoredStatement[];
  readonly more: string;
}

export function iri(kind = "thing"): string {
  return `https://example.org/${kind}/${randomUUID()}`;
}

export function mbox(): string {
  return `mailto:${randomUUID()}@example.org`;
}

export function agent(): Json {
  return { objectType: "Agent", name: "Robin Vale", mbox: mbox() };
}

export function sha1(): string {
  return `${randomUUID()}${randomUUID()}`.replaceAll("-", "").slice(0, 40);
}

/** An agent by each of the four identifiers. */
export const IDENTIFIERS: Readonly<Record<string, () => Json>> = {
  mbox: () => ({ mbox: mbox() }),
  mbox_sha1sum: () => ({ mbox_sha1sum: sha1() }),
  openid: () => ({ openid: iri("openid") }),
  account: () => ({ account: { homePage: "https://hr.example.org", name: randomUUID() } }),
};

export function verb(): Json {
  return { id: iri("verb"), display: { "en-GB": "met", "cy-GB": "cyfarfu" } };
}

export function activity(): Json {
  return {
    objectType: "Activity",
    id: iri("activity"),
    definition: {
      name: { "en-GB": "A meeting", "cy-GB": "Cyfarfod" },
      description: { "en-GB": "Both came.", "cy-GB": "Daeth y ddau." },
      type: "http://adlnet.gov/expapi/activities/meeting",
    },
  };
}

/** A sound statement; `changes` replace or add whole properties. */
export function statement(changes: Json = {}): Json {
  return { actor: agent(), verb: verb(), object: activity(), ...changes };
}

export function voiding(target: string, changes: Json = {}): Json {
  return statement({
    verb: { id: "http://adlnet.gov/expapi/verbs/voided", display: { "en-GB": "voided" } },
    object: { objectType: "StatementRef", id: target },
    ...changes,
  });
}

export function reference(target: string, changes: Json = {}): Json {
  return statement({ object: { objectType: "StatementRef", id: target }, ...changes });
}

export function subStatement(changes: Json = {}): Json {
  return { objectType: "SubStatement", actor: agent(), verb: verb(), object: activity(), ...changes };
}

/** Every property that an activity with an interaction may have. */
function everyDefinition(): Json {
  return {
    name: { "en-GB": "Which comes first?" },
    description: { "en-GB": "One answer." },
    type: "http://adlnet.gov/expapi/activities/cmi.interaction",
    moreInfo: "https://example.org/more",
    interactionType: "choice",
    correctResponsesPattern: ["listen"],
    choices: [
      { id: "listen", description: { "en-GB": "Listen" } },
      { id: "speak", description: { "en-GB": "Speak" } },
    ],
    extensions: { "https://example.org/extension/level": 3 },
  };
}

function everyContext(version: string): Json {
  return {
    registration: randomUUID(),
    instructor: agent(),
    team: {
      objectType: "Group",
      name: "The team",
      account: { homePage: "https://hr.example.org", name: randomUUID() },
      member: [agent()],
    },
    contextActivities: {
      parent: [activity()],
      grouping: [activity()],
      category: [activity()],
      other: [activity()],
    },
    revision: "3",
    platform: "The classroom",
    language: "en-GB",
    statement: { objectType: "StatementRef", id: randomUUID() },
    extensions: { "https://example.org/extension/room": "12" },
    ...(version === "2.0.0" && {
      contextAgents: [
        {
          objectType: "contextAgent",
          agent: agent(),
          relevantTypes: ["https://example.org/type/facilitator"],
        },
      ],
      contextGroups: [
        {
          objectType: "contextGroup",
          group: { objectType: "Group", member: [agent()] },
          relevantTypes: ["https://example.org/type/circle"],
        },
      ],
    }),
  };
}

export function linkedAttachment(): Json {
  return {
    usageType: "https://example.org/usage/agreement",
    display: { "en-GB": "The agreement" },
    description: { "en-GB": "As it was signed" },
    contentType: "text/plain; charset=utf-8",
    length: 27,
    sha2: "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a",
    fileUrl: "https://example.org/agreement.txt",
  };
}

/** What a statement and a SubStatement share, with every property they may have. */
function everythingSaid(version: string): Json {
  return {
    actor: {
      objectType: "Agent",
      name: "Robin Vale",
      account: { homePage: "https://hr.example.org", name: randomUUID() },
    },
    verb: verb(),
    object: { objectType: "Activity", id: iri("activity"), definition: everyDefinition() },
    result: {
      score: { scaled: 0.5, raw: 5, min: 0, max: 10 },
      success: true,
      completion: true,
      response: "listen",
      duration: "PT4M10.5S",
      extensions: { "https://example.org/extension/tries": 2 },
    },
    context: everyContext(version),
    timestamp: "2018-06-04T09:14:00.123Z",
    attachments: [linkedAttachment()],
  };
}

/** A statement with every property that a client may set. */
export function fullStatement(version: string): Json {
  return { id: randomUUID(), ...everythingSaid(version), version };
}

/** A statement whose object is a SubStatement with every property. */
export function fullSubStatement(version: string): Json {
  return statement({ object: { objectType: "SubStatement", ...everythingSaid(version) } });
}

/** The way to a property, from the outside in; numbers count within arrays. */
export type Way = readonly (string | number)[];

/** "context.team.member.0" as a way. */
export function way(text: string): Way {
  return text.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** A copy with another value there; `undefined` takes the property away. */
export function altered(base: Json, at: string | Way, value: unknown): Json {
  const copy = structuredClone(base);
  const parts = typeof at === "string" ? way(at) : at;
  const last = parts.at(-1) ?? "";
  let holder = copy as Record<string | number, unknown>;
  for (const part of parts.slice(0, -1)) holder = holder[part] as Record<string | number, unknown>;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

/** A copy in which the property there has another name. */
export function renamed(base: Json, at: Way, name: string): Json {
  const value = valueAt(base, at);
  return altered(altered(base, at, undefined), [...at.slice(0, -1), name], value);
}

export function valueAt(base: unknown, at: Way): unknown {
  return at.reduce<unknown>((value, part) => (value as Record<string | number, unknown>)[part], base);
}

const LANGUAGE_MAPS = ["display", "name", "description"];

/** Every property of a statement, in every object of it; not the contents of extensions. */
export function* propertiesOf(base: unknown, before: Way = []): Generator<Way> {
  if (typeof base !== "object" || base === null) return;
  for (const [key, value] of Object.entries(base)) {
    const at = [...before, Array.isArray(base) ? Number(key) : key];
    if (!Array.isArray(base)) yield at;
    if (key !== "extensions") yield* propertiesOf(value, at);
  }
}

/** Whether the property there is a language's entry in a language map. */
export function isLanguageEntry(base: unknown, at: Way): boolean {
  const holder = at.at(-2);
  return (
    typeof holder === "string" && LANGUAGE_MAPS.includes(holder) && typeof valueAt(base, at) === "string"
  );
}

/** Every object of a statement whose properties the specification names. */
export function* objectsOf(base: Json): Generator<Way> {
  yield [];
  for (const at of propertiesOf(base)) {
    const value = valueAt(base, at);
    const items = Array.isArray(value)
      ? value.map((item, index) => [item, [...at, index]] as const)
      : [[value, at] as const];
    for (const [item, itsWay] of items) {
      if (typeof item !== "object" || item === null || itsWay.includes("extensions")) continue;
      const name = itsWay.at(-1);
      const isMap =
        typeof name === "string" &&
        LANGUAGE_MAPS.includes(name) &&
        Object.values(item as Json).every((entry) => typeof entry === "string");
      if (!isMap) yield itsWay;
    }
  }
}
