import { expect, it } from "vitest";
import { byteRange } from "./byte-range.ts";

it.each([
  [null, "whole"],
  ["bytes=0-", { from: 0, to: 99 }],
  ["bytes=10-19", { from: 10, to: 19 }],
  ["bytes=90-200", { from: 90, to: 99 }],
  ["bytes=-10", { from: 90, to: 99 }],
  ["bytes=-200", { from: 0, to: 99 }],
  ["bytes=-0", "outside"],
  ["bytes=100-", "outside"],
  ["bytes=20-10", "whole"],
  ["bytes=0-1,5-6", "whole"],
  ["lines=1-2", "whole"],
  ["bytes=-", "whole"],
])("reads %s of a hundred bytes", (header, range) => {
  expect(byteRange(header, 100)).toEqual(range);
});
