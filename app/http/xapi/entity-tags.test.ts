import { expect, it } from "vitest";
import { entityTags } from "./entity-tags.ts";

it.each([
  ['"abc"', ["abc"]],
  ['"abc", "def"', ["abc", "def"]],
  ['"abc","d,e f"', ["abc", "d,e f"]],
  ['W/"abc"', ["abc"]],
  ["abc", ["abc"]],
  ["abc, W/def", ["abc", "def"]],
  ['""', [""]],
  ["*", "*"],
  [" * ", "*"],
  ['"abc", *', "*"],
  // A tag that is an asterisk names that one, and not any.
  ['"*"', ["*"]],
  // What is not closed is no tag of ours.
  ['"abc', ['"abc']],
] as const)("%s is read as %j", (header, tags) => {
  expect(entityTags("If-Match", header)).toEqual(tags);
});

it("a header that is not there says nothing, and one without a tag is refused", () => {
  expect(entityTags("If-None-Match", undefined)).toBeNull();
  for (const header of ["", " ", ",", " , "])
    expect(() => entityTags("If-None-Match", header)).toThrow("header If-None-Match: holds no entity tag");
});
