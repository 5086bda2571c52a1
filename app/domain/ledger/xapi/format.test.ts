import { describe, expect, it } from "vitest";
import { inUtc, mergeDefinition, parseAcceptLanguage, toCanonical, toIds, withArrays } from "./format.ts";
import type { ActivityDefinition, Context, XapiStatement } from "./types.ts";

const ONE = { id: "http://example.org/one" };
const words = { "en-GB": "colour", "en-US": "color", de: "Farbe" };
const defined = {
  objectType: "Activity" as const,
  id: "http://example.org/defined",
  definition: {
    name: words,
    description: words,
    type: "http://example.org/type",
    interactionType: "choice" as const,
    correctResponsesPattern: ["a"],
    choices: [{ id: "a", description: words }, { id: "b" }],
    extensions: { "http://example.org/x": { "en-GB": 1, "en-US": 2 } },
  },
};
const around: Context = {
  registration: "ec531277-b57b-4c15-8d91-d292c5b2b8f7",
  instructor: { name: "Ina", mbox: "mailto:ina@example.org" },
  team: {
    objectType: "Group",
    name: "Team",
    mbox: "mailto:team@example.org",
    member: [{ openid: "http://o/" }],
  },
  contextActivities: { parent: defined, other: [defined, ONE] },
  contextAgents: [
    {
      objectType: "contextAgent",
      agent: { name: "Ada", mbox: "mailto:ada@example.org" },
      relevantTypes: ["http://example.org/role"],
    },
  ],
  contextGroups: [
    {
      objectType: "contextGroup",
      group: { objectType: "Group", name: "G", member: [{ name: "M", mbox: "mailto:m@example.org" }] },
    },
  ],
  language: "en",
};
const whole: XapiStatement = {
  id: "6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
  actor: {
    objectType: "Group",
    name: "All",
    member: [
      { name: "Anna", mbox: "mailto:anna@example.org" },
      { objectType: "Agent", name: "Ben", account: { homePage: "http://a/", name: "ben" } },
    ],
  },
  verb: { id: "http://example.org/did", display: words },
  object: {
    objectType: "SubStatement",
    actor: { objectType: "Agent", name: "Cleo", mbox_sha1sum: "cd9b00a5611f94eaa7b1661edab976068e364975" },
    verb: { id: "http://example.org/will-do", display: words },
    object: defined,
    context: around,
    timestamp: "2018-06-04T10:14:00+01:00",
  },
  context: around,
  result: { response: "x" },
  authority: { name: "Key", account: { homePage: "http://a/", name: "key" } },
  timestamp: "2018-06-04T10:14:00+01:00",
  stored: "2018-06-04T09:15:00.000Z",
  version: "1.0.0",
  attachments: [
    {
      usageType: "http://example.org/usage",
      display: words,
      contentType: "text/plain",
      length: 1,
      sha2: "a".repeat(64),
    },
  ],
};
const untouched = structuredClone(whole);

describe("context activities as lists", () => {
  it("makes a list of one of each single activity, also in a SubStatement", () => {
    const shown = withArrays(whole);
    expect(shown.context?.contextActivities).toEqual({ parent: [defined], other: [defined, ONE] });
    expect(shown.object).toMatchObject({ context: { contextActivities: { parent: [defined] } } });
    expect(Object.keys(shown)).toEqual(Object.keys(whole));
    expect(whole).toEqual(untouched);
  });

  it("hands back the same statement when there is nothing to do", () => {
    const simple: XapiStatement = { actor: { mbox: "mailto:a@b.c" }, verb: { id: "a:b" }, object: ONE };
    expect(withArrays(simple)).toBe(simple);
    const once = withArrays(whole);
    expect(withArrays(once)).toBe(once);
  });
});

describe("times in UTC", () => {
  it("turns every time of the statement, and nothing in it", () => {
    const shown = inUtc(whole);
    expect(shown.timestamp).toBe("2018-06-04T09:14:00.000Z");
    expect(shown.stored).toBe("2018-06-04T09:15:00.000Z");
    expect(shown.object).toMatchObject({ timestamp: "2018-06-04T09:14:00.000Z" });
    expect({ ...shown, timestamp: "", object: "" }).toEqual({ ...whole, timestamp: "", object: "" });
    expect(inUtc(shown)).toBe(shown);
  });
});

describe("format=ids", () => {
  it("leaves what identifies agents, groups, verbs and activities", () => {
    const ids = {
      registration: around.registration,
      instructor: { mbox: "mailto:ina@example.org" },
      team: { objectType: "Group", mbox: "mailto:team@example.org" },
      contextActivities: { parent: { id: defined.id }, other: [{ id: defined.id }, ONE] },
      contextAgents: [
        {
          objectType: "contextAgent",
          agent: { mbox: "mailto:ada@example.org" },
          relevantTypes: ["http://example.org/role"],
        },
      ],
      contextGroups: [
        {
          objectType: "contextGroup",
          group: { objectType: "Group", member: [{ mbox: "mailto:m@example.org" }] },
        },
      ],
      language: "en",
    };
    expect(toIds(whole)).toEqual({
      ...whole,
      actor: {
        objectType: "Group",
        member: [
          { mbox: "mailto:anna@example.org" },
          { objectType: "Agent", account: { homePage: "http://a/", name: "ben" } },
        ],
      },
      verb: { id: "http://example.org/did" },
      object: {
        objectType: "SubStatement",
        actor: { objectType: "Agent", mbox_sha1sum: "cd9b00a5611f94eaa7b1661edab976068e364975" },
        verb: { id: "http://example.org/will-do" },
        object: { id: defined.id },
        context: ids,
        timestamp: "2018-06-04T10:14:00+01:00",
      },
      context: ids,
      authority: { account: { homePage: "http://a/", name: "key" } },
    });
    expect(whole).toEqual(untouched);
  });

  it("leaves references, and objects that are agents with their type", () => {
    const object = { objectType: "StatementRef" as const, id: "6690e6c9-3ef0-4ed3-8b37-7f3964730bee" };
    expect(toIds({ ...whole, object }).object).toEqual(object);
    expect(
      toIds({ ...whole, object: { objectType: "Agent", name: "x", openid: "http://o/" } }).object,
    ).toEqual({ objectType: "Agent", openid: "http://o/" });
  });
});

describe("Accept-Language", () => {
  it.each<[string | undefined, string[]]>([
    [undefined, []],
    ["", []],
    ["en-GB", ["en-GB"]],
    ["da, en-gb;q=0.8, en;q=0.7", ["da", "en-gb", "en"]],
    ["en;q=0.5, de, fr;q=0.9", ["de", "fr", "en"]],
    ["en ; q=0.5 ,de;q=0", ["en"]],
    ["*;q=0.1, en", ["en", "*"]],
    ["en, fr", ["en", "fr"]],
    ["en;level=1;q=0.2, fr;q=0.3", ["fr", "en"]],
    ["en;q=2, en-;q=1, ;q=1, fr", ["fr"]],
  ])("%j is %j", (header, languages) => expect(parseAcceptLanguage(header)).toEqual(languages));
});

describe("format=canonical", () => {
  const nothingKept = () => undefined;

  it.each<[string, string[], Record<string, string>]>([
    ["the language that was asked for", ["en-US"], { "en-US": "color" }],
    ["whatever its case", ["EN-us"], { "en-US": "color" }],
    ["the first that is there", ["fr", "de", "en-GB"], { de: "Farbe" }],
    ["a narrower one", ["en"], { "en-GB": "colour" }],
    ["a wider one", ["de-CH-1901"], { de: "Farbe" }],
    ["a wanted one before a wider one of another", ["fr-CA", "en-US"], { "en-US": "color" }],
    ["any", ["fr", "*"], { "en-GB": "colour" }],
    ["the first when none fits", ["fr"], { "en-GB": "colour" }],
    ["the first when none is asked for", [], { "en-GB": "colour" }],
  ])("shows %s, in each map by itself", (_what, languages, shown) => {
    const canonical = toCanonical(whole, languages, nothingKept);
    const activity = {
      ...defined,
      definition: {
        ...defined.definition,
        name: shown,
        description: shown,
        choices: [{ id: "a", description: shown }, { id: "b" }],
      },
    };
    expect(canonical.verb).toEqual({ id: "http://example.org/did", display: shown });
    expect(canonical.context?.contextActivities).toEqual({ parent: activity, other: [activity, ONE] });
    expect(canonical.object).toMatchObject({ verb: { display: shown }, object: activity });
    expect(whole).toEqual(untouched);
  });

  it("chooses for each map by itself", () => {
    const object = {
      ...ONE,
      definition: { name: { de: "eins", fr: "un" }, description: { en: "one", fr: "un" } },
    };
    expect(toCanonical({ ...whole, object }, ["de", "en"], nothingKept).object).toEqual({
      ...ONE,
      definition: { name: { de: "eins" }, description: { en: "one" } },
    });
  });

  it("shows the definition that is kept, also where the statement has none", () => {
    const kept: ActivityDefinition = {
      name: { en: "Kept", de: "Behalten" },
      moreInfo: "http://example.org/more",
    };
    const definitionOf = (iri: string) => (iri === ONE.id ? kept : undefined);
    const shown = toCanonical({ ...whole, object: ONE }, ["de"], definitionOf);
    expect(shown.object).toEqual({
      ...ONE,
      definition: { name: { de: "Behalten" }, moreInfo: "http://example.org/more" },
    });
  });

  it("leaves agents, groups and attachments as they came", () => {
    const shown = toCanonical(whole, ["de"], nothingKept);
    expect(shown.actor).toBe(whole.actor);
    expect(shown.context?.instructor).toBe(around.instructor);
    expect(shown.context?.contextAgents).toEqual(around.contextAgents);
    expect(shown.attachments).toBe(whole.attachments);
    expect(shown.authority).toBe(whole.authority);
  });
});

describe("merging definitions", () => {
  const kept: ActivityDefinition = {
    name: { en: "Old", de: "Alt" },
    type: "http://example.org/old",
    moreInfo: "http://example.org/old-page",
    extensions: { "http://example.org/a": 1, "http://example.org/b": { c: 1 } },
  };

  it("adds and replaces words, type, page and extensions, and loses nothing", () => {
    expect(
      mergeDefinition(kept, {
        name: { en: "New", fr: "Nouveau" },
        description: { en: "Words" },
        type: "http://example.org/new",
        extensions: { "http://example.org/b": { d: 2 } },
      }),
    ).toEqual({
      name: { en: "New", de: "Alt", fr: "Nouveau" },
      description: { en: "Words" },
      type: "http://example.org/new",
      moreInfo: "http://example.org/old-page",
      extensions: { "http://example.org/a": 1, "http://example.org/b": { d: 2 } },
    });
    expect(mergeDefinition(kept, {})).toEqual(kept);
    expect(mergeDefinition({}, kept)).toEqual(kept);
    expect(mergeDefinition(kept, kept)).toEqual(kept);
  });

  const question: ActivityDefinition = {
    interactionType: "choice",
    correctResponsesPattern: ["a"],
    choices: [{ id: "a", description: { en: "A" } }, { id: "b" }],
  };

  it("takes an interaction where there was none", () => {
    expect(mergeDefinition(kept, question)).toEqual({ ...kept, ...question });
  });

  it("never changes the right answer, the type or the components of an interaction, only their words", () => {
    expect(
      mergeDefinition(question, {
        interactionType: "choice",
        correctResponsesPattern: ["b"],
        choices: [{ id: "b", description: { en: "B" } }, { id: "a", description: { de: "A!" } }, { id: "c" }],
      }),
    ).toEqual({
      interactionType: "choice",
      correctResponsesPattern: ["a"],
      choices: [
        { id: "a", description: { en: "A", de: "A!" } },
        { id: "b", description: { en: "B" } },
      ],
    });
    expect(mergeDefinition(question, { interactionType: "likert", scale: [{ id: "1" }] })).toEqual(question);
    expect(mergeDefinition({ interactionType: "choice" }, question)).toEqual({
      interactionType: "choice",
      choices: question.choices,
    });
  });
});
