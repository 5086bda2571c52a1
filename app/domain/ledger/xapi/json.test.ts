import { describe, expect, it } from "vitest";
import { parseStrictJson } from "./json.ts";

describe("strict JSON", () => {
  it("reads what JSON.parse reads", () => {
    for (const text of [
      '{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}],"d":"a\\"b:{\\\\"}',
      "[]",
      '"x:y"',
      " null ",
      '{"a":":","b":"{","c":"}"}',
      '{"a\\\\":1,"a":2}',
    ])
      expect(parseStrictJson(text, "body")).toEqual(JSON.parse(text));
  });

  it.each([
    ['{"a":1,"a":1}', '"a"'],
    ['{"x":[{"b":1,"c":2,"b":3}]}', '"b"'],
    ['{"a":{"b":1},"c":[1,[2]],"a":{}}', '"a"'],
    ['{"\\u0061":1,"a":2}', '"a"'],
    ['{"a" : 1 , "a"\n: 2}', '"a"'],
  ])("refuses %s", (text, name) => {
    expect(() => parseStrictJson(text, "body")).toThrow(`body: the property ${name} stands twice`);
  });

  it.each(["", "{", '{"a":}', "undefined"])("refuses %j, which is no JSON", (text) => {
    expect(() => parseStrictJson(text, "body")).toThrow("body: is not JSON");
  });
});
