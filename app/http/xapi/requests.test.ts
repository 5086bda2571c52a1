import { describe, expect, it } from "vitest";
import { readAlternate } from "./alternate-syntax.ts";
import { corsHeaders } from "./cors.ts";
import { readParameters, refuseUnknown } from "./parameters.ts";

const FORM = "application/x-www-form-urlencoded";
const query = (text: string) => readParameters(new URLSearchParams(text));

describe("parameters", () => {
  it("are each given once, and known", () => {
    expect(() => query("limit=1&limit=2")).toThrow("parameter limit: given twice");
    expect(() => query("stateId=a%00b")).toThrow("parameter stateId: holds the character U+0000");
    expect(() => refuseUnknown(query("Limit=1"), ["limit"])).toThrow("parameter Limit: write it limit");
    expect(() => refuseUnknown(query("other=1"), [])).toThrow("known are none");
    expect(() => refuseUnknown(query("limit=1"), ["limit", "since"])).not.toThrow();
  });
});

describe("the alternate request syntax", () => {
  const form = (fields: Record<string, string>) => Buffer.from(new URLSearchParams(fields).toString());

  it("tells headers, parameters and content apart", () => {
    const read = readAlternate(
      query("method=put"),
      form({ Authorization: "Basic x", "If-Match": '"1"', statementId: "7", content: '{"a":"ü"}' }),
      `${FORM}; charset=UTF-8`,
    );
    expect(read.method).toBe("PUT");
    expect([...read.headers]).toEqual([
      ["authorization", "Basic x"],
      ["if-match", '"1"'],
      ["content-type", "application/json"],
    ]);
    expect([...read.params]).toEqual([["statementId", "7"]]);
    expect(read.body.toString()).toBe('{"a":"ü"}');
  });

  it.each([
    ["method=PUT&statementId=7", form({ content: "{}" }), FORM, "no parameter but method"],
    ["method=PUT", form({ content: "{}" }), "application/json", "expected application/x-www-form-urlencoded"],
    ["method=GET", form({ content: "{}" }), FORM, "GET takes no content"],
    ["method=GET", Buffer.from("limit=1&limit=2"), FORM, "given twice"],
  ])("is refused: %s", (text, body, type, message) => {
    expect(() => readAlternate(query(text), body, type)).toThrow(message);
  });
});

describe("pages of other sites", () => {
  it("may speak to the endpoint only when they are named", () => {
    expect(corsHeaders([], "https://lms.example")).toEqual({});
    expect(corsHeaders(["https://lms.example"], undefined)).toEqual({});
    expect(corsHeaders(["https://lms.example"], "https://evil.example")).toEqual({});
    expect(corsHeaders(["https://lms.example"], "https://lms.example")).toMatchObject({
      "Access-Control-Allow-Origin": "https://lms.example",
      Vary: "Origin",
    });
    expect(corsHeaders(["*"], "https://any.example")).toMatchObject({ "Access-Control-Allow-Origin": "*" });
    expect(corsHeaders(["*"], "https://any.example")).not.toHaveProperty("Access-Control-Allow-Credentials");
  });
});
