import { describe, expect, it } from "vitest";
import { negotiateVersion } from "./version.ts";

describe("the version a request asks for", () => {
  it.each([
    ["1.0", "1.0.3"],
    ["1.0.0", "1.0.3"],
    ["1.0.1", "1.0.3"],
    ["1.0.3", "1.0.3"],
    ["1.0.9", "1.0.3"],
    ["1.0.12", "1.0.3"],
    ["1.0.3-rc.1", "1.0.3"],
    ["2.0", "2.0.0"],
    ["2.0.0", "2.0.0"],
    ["2.0.4", "2.0.0"],
  ])("%s is served as %s", (header, served) => {
    expect(negotiateVersion(header)).toBe(served);
  });

  it.each([
    undefined,
    "",
    "1",
    "1.0.",
    "1.1",
    "1.1.0",
    "0.9",
    "0.95",
    "2",
    "2.1.0",
    "3.0.0",
    "v1.0.3",
    "1.0.3 ",
    "1.0.x",
    "1.0.3.1",
    "10.0.3",
    "should fail",
  ])("%j is not served", (header) => {
    expect(negotiateVersion(header)).toBeNull();
  });
});
