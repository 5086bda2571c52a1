import { expect, it } from "vitest";
import type { Work } from "#app/domain/work.ts";
import { inTurns } from "./in-turns.server.ts";

it("lets others have their turn between two pauses of long work", async () => {
  const told: string[] = [];
  function* work(): Work<string> {
    told.push("first");
    yield;
    told.push("second");
    return "done";
  }
  setImmediate(() => told.push("somebody else"));
  expect(await inTurns(work())).toBe("done");
  expect(told).toEqual(["first", "somebody else", "second"]);
});
