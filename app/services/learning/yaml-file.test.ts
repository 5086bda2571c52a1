import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ownScenarios } from "#tests/fixtures/scenarios.ts";
import { exportScenario } from "../scenarios/export-scenario.server.ts";
import { readYaml } from "./yaml-file.ts";

const LENGTH = 999_000;
const filled = (one: (at: number) => string): string => {
  const parts: string[] = [];
  for (let at = 0, length = 0; length < LENGTH - 40; at += 1)
    length += parts[parts.push(one(at)) - 1]?.length ?? 1;
  return parts.join("");
};

describe("a hostile file", () => {
  it.each([
    ["keys without an end", filled((at) => `k${at}:\n`)],
    ["keys as many as may be", Array.from({ length: 26_600 }, (_, at) => `k${at}: x\n`).join("")],
    ["keys in brackets", `{${filled((at) => `k${at}, `)}}`],
    ["lists without an end", filled(() => "- \n")],
    ["lists of maps", filled(() => "- a: 1\n")],
    ["lists within lists", "- ".repeat(LENGTH / 2)],
    ["as deep as there may be pieces", "- ".repeat(79_000)],
    ["keys that are lists", filled(() => "? [a,b]\n: c\n")],
    ["anchors and aliases", `[${filled((at) => `&a${at} 1,*a${at},`)}]`],
    ["tags", `[${filled((at) => `!a${at} 1,`)}]`],
    ["merges", `a: &a {x: 1}\nb:\n${filled(() => "  <<: *a\n")}`],
    ["brackets", "[".repeat(LENGTH)],
    ["directives", filled((at) => `%FOO${at}\n`)],
    ["colons", filled(() => "a: b: c\n")],
    ["empty lines", "\n".repeat(LENGTH)],
    ["tabs", filled(() => "\t\n")],
    ["steps", filled((at) => `${" ".repeat(at)}a:\n`)],
    ["one key again and again", filled(() => "key: value of it\n")],
  ])("of %s is read or refused soon", (_, text) => {
    const began = process.cpuUsage();
    const { value, problems } = readYaml("x.yaml", text, z.strictObject({ title: z.string() }));
    const { user, system } = process.cpuUsage(began);
    expect(value).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
    // Minutes where the work grows with the square of the file; about a second where it does not.
    expect((user + system) / 1_000).toBeLessThan(8_000);
  });
});

const any = z.record(z.string(), z.unknown());

it("says what is too much, and what to do", () => {
  const told = (text: string) =>
    readYaml("x.yaml", text, any).problems.map((one) => `${one.message}. ${one.cure}`);
  expect(told("a".repeat(1_000_001))).toEqual([
    "this has 1,000,001 characters. Use at most 1,000,000 characters.",
  ]);
  expect(told("- a\n".repeat(40_001))).toEqual([
    "this has 80,002 keys, values and marks. Use at most 80,000.",
  ]);
  expect(told(`a: [${"*b, ".repeat(101)}]`)[0]).toMatch(/^this has 101 anchors, aliases and tags/);
  expect(told(`a: ${"[".repeat(31)}${"]".repeat(31)}`)[0]).toMatch(/^this is too deep/);
  expect(told("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 2")).toEqual([
    '"a" is there twice. Keep one of them.',
    '"c" is there twice. Keep one of them.',
  ]);
});

it("reads what authors write: stars and marks in a text count for nothing, and 200 scenes are within the bounds", () => {
  const text = `a: |\n${"  *soft* & loud! [x] {y}\n".repeat(2_000)}b: [[1]]\n`;
  expect(readYaml("x.yaml", text, any).problems).toEqual([]);
  const [own] = ownScenarios();
  const scenes = Array.from({ length: 20 }, () => structuredClone(own?.scenes ?? []))
    .flat()
    .slice(0, 200);
  expect(scenes).toHaveLength(200);
  expect(readYaml("x.yaml", exportScenario({ ...own, scenes } as never, "yaml"), any).problems).toEqual([]);
});
