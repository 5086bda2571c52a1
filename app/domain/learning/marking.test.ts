import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answers,
  feedbackFor,
  formValues,
  mark,
  orderItems,
  parseResponse,
  parseResponseString,
  publicQuestion,
  responseString,
  shuffled,
  type MarkedQuestion,
} from "./marking.ts";
import { question as schema, type Question } from "./question.ts";

const base = { outcome: "know", use: "check", stem: "Which?", harmed: "It matters." };
const option = (id: string, right = false) => ({
  id,
  text: `Text ${id}`,
  right,
  title: `Title ${id}`,
  feedback: `Secret ${id}`,
});
const make = <Type extends Question["type"]>(type: Type, rest: object) =>
  schema.parse({ ...base, id: `the-${type}`, type, ...rest }) as Extract<Question, { type: Type }>;

const single = make("single", { options: [option("a"), option("b", true)] });
const multiple = make("multiple", { options: [option("a", true), option("b"), option("c", true)] });
const sort = make("sort", {
  groups: [
    { id: "yes", text: "Yes" },
    { id: "no", text: "No" },
  ],
  items: [
    { id: "a", text: "A", group: "yes", feedback: "Secret a" },
    { id: "b", text: "B", group: "no", feedback: "Secret b" },
  ],
});
const match = make("match", {
  items: ["a", "b", "c"].map((id) => ({
    id,
    text: `Duty ${id}`,
    answer: `Limit ${id}`,
    feedback: `Secret ${id}`,
  })),
});
const order = make("order", {
  items: ["a", "b", "c", "d"].map((id) => ({ id, text: `Step ${id}` })),
  feedback: "Secret order",
});
const reflection = make("reflection", { use: "lesson" });
const every: MarkedQuestion[] = [single, multiple, sort, match, order];
const rightOf = new Map<Question, ReturnType<typeof parseResponseString>>([
  [single, "b"],
  [multiple, ["a", "c"]],
  [sort, { a: "yes", b: "no" }],
  [match, { a: "a", b: "b", c: "c" }],
  [order, ["a", "b", "c", "d"]],
]);
const form = (fields: Record<string, string[]>): [string, string][] =>
  Object.entries(fields).flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));

describe("marking", () => {
  it.each(every)("finds the right answer to a $type right", (question) => {
    expect(mark(question, rightOf.get(question) as string).right).toBe(true);
  });
  it("finds a multiple right only when exactly the right set is chosen", () => {
    fc.assert(
      fc.property(fc.subarray(["a", "b", "c"]), (chosen) => {
        expect(mark(multiple, chosen).right).toBe(chosen.join() === "a,c");
      }),
    );
  });
  it("finds a match, a sort or an order wrong when one thing is out of place", () => {
    expect(mark(match, { a: "b", b: "a", c: "c" })).toEqual({ right: false, chosen: ["c"] });
    expect(mark(sort, { a: "no", b: "no" })).toEqual({ right: false, chosen: ["b"] });
    expect(mark(order, ["b", "a", "c", "d"])).toEqual({ right: false, chosen: ["c", "d"] });
  });
  it("finds no answer wrong", () => {
    for (const question of every)
      expect(mark(question, question.type === "single" ? "" : []).right).toBe(false);
  });
});

describe("reading a form", () => {
  it.each(every)("reads a $type back from the fields of its own draft, for any seed", (question) => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const response = rightOf.get(question) as string;
        expect(parseResponse(question, form(formValues(question, response, seed)), seed)).toEqual({
          ok: true,
          response,
        });
      }),
    );
  });
  it.each(every)("asks for an answer when a $type has none", (question) => {
    expect(parseResponse(question, [], "seed")).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/^(Choose|Give)/) as string,
    });
  });
  it("refuses what was not offered", () => {
    expect(parseResponse(single, [["answer", "z"]], "s").ok).toBe(false);
    expect(
      parseResponse(
        single,
        [
          ["answer", "a"],
          ["answer", "b"],
        ],
        "s",
      ).ok,
    ).toBe(false);
    expect(parseResponse(match, form({ "item-a": ["a"], "item-b": ["b"], "item-c": ["c"] }), "s").ok).toBe(
      false,
    );
    expect(parseResponse(sort, form({ "item-a": ["constructor"], "item-b": ["no"] }), "s").ok).toBe(false);
  });
  it("wants each place of an order once", () => {
    const fields = (places: string[]) =>
      form(Object.fromEntries(places.map((place, at) => [`position-item-${at + 1}`, [place]])));
    expect(parseResponse(order, fields(["1", "2", "3", "3"]), "s")).toEqual({
      ok: false,
      problem: "Use each number once: 3 is there twice",
    });
    expect(parseResponse(order, fields(["0", "1", "2", "3"]), "s")).toEqual({
      ok: false,
      problem: "Use the numbers 1 to 4",
    });
  });
  it("keeps a reflection's own lines", () => {
    expect(parseResponse(reflection, [["text", " one\r\ntwo "]], "s")).toEqual({
      ok: true,
      response: "one\ntwo",
    });
  });
});

describe("the response as xAPI writes it", () => {
  it.each(every)("can be read back for a $type", (question) => {
    const response = rightOf.get(question) as string;
    expect(parseResponseString(question, responseString(question, response))).toEqual(response);
  });
  it("has xAPI's separators", () => {
    expect(responseString(multiple, ["a", "c"])).toBe("a[,]c");
    expect(responseString(sort, { b: "no", a: "yes" })).toBe("a[.]yes[,]b[.]no");
  });
});

describe("what a browser sees before answering", () => {
  it.each([...every, reflection])("is without key, feedback or title for a $type", (question) => {
    const seen = JSON.stringify(publicQuestion(question, "seed"));
    expect(seen).not.toMatch(/Secret|Title|right|group"|feedback|harmed/);
  });
  it("does not tell pairs or order by ids, whatever the seed", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        expect(answers(match, seed).map((answer) => answer.id)).toEqual(["answer-1", "answer-2", "answer-3"]);
        expect(orderItems(order, seed).map((item) => item.item)).not.toEqual(["a", "b", "c", "d"]);
        expect(JSON.stringify(publicQuestion(order, seed))).not.toMatch(/"id":"[abcd]"/);
      }),
    );
  });
  it("has the items of a sort and a match in every order, so that none tells where an item belongs", () => {
    const orders = (question: Question) => {
      const seen = Array.from({ length: 400 }, (_, seed) => {
        const shown = publicQuestion(question, String(seed));
        return "items" in shown ? shown.items.map((item) => item.id).join("") : "";
      });
      return new Map([...new Set(seen)].map((one) => [one, seen.filter((other) => other === one).length]));
    };
    // Written as A, B, A, B: it shows so in two of the six layouts, as chance has it.
    const alternating = make("sort", {
      groups: sort.groups,
      items: ["a", "b", "c", "d"].map((id, at) => {
        const group = at % 2 === 0 ? "yes" : "no";
        return { id, text: id, group, feedback: "Secret" };
      }),
    });
    const shown = orders(alternating);
    expect(shown.size).toBe(24);
    const layouts = [...shown].reduce((sum, [ids, times]) => {
      const layout = ids.replace(/[ac]/g, "y").replace(/[bd]/g, "n");
      return layout === "ynyn" || layout === "nyny" ? sum + times : sum;
    }, 0);
    expect(layouts / 400).toBeGreaterThan(1 / 5);
    expect(layouts / 400).toBeLessThan(1 / 2);
    expect(orders(match).size).toBe(6);
  });
  it.each([sort, match])("looks back on a $type in the order in which it was asked", (question) => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const shown = publicQuestion(question, seed);
        const parts = feedbackFor(question, rightOf.get(question) as string, seed).parts;
        expect("items" in shown && shown.items.map((item) => item.id)).toEqual(parts.map((part) => part.id));
      }),
    );
  });
  it("is the same for the same seed, and holds every item once", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
        expect(shuffled(items, seed)).toEqual(shuffled(items, seed));
        expect(shuffled(items, seed).sort()).toEqual([...items].sort());
      }),
    );
    expect(
      new Set(Array.from({ length: 50 }, (_, at) => shuffled([1, 2, 3, 4], String(at)).join())).size,
    ).toBeGreaterThan(10);
  });
});

describe("feedback", () => {
  it("tells which options were chosen, which are right, and what it means for the person harmed", () => {
    const feedback = feedbackFor(multiple, ["a", "b"], "seed");
    expect(feedback).toMatchObject({ right: false, harmed: "It matters." });
    expect(feedback.parts.map((part) => part.kind === "option" && [part.chosen, part.right])).toEqual([
      [true, true],
      [true, false],
      [false, true],
    ]);
  });
  it("tells where each item was put and where it belongs", () => {
    const matched = feedbackFor(match, { a: "b", b: "a", c: "c" }, "seed");
    expect(matched.parts.find((part) => part.id === "a")).toMatchObject({
      given: "Limit b",
      answer: "Limit a",
      right: false,
    });
    expect(feedbackFor(order, ["b", "a", "c", "d"], "seed").parts[0]).toMatchObject({
      id: "a",
      given: "2",
      answer: "1",
      right: false,
    });
  });
});
