import { expect, it } from "vitest";
import { mayEver, mayForUnit, PERMISSIONS, ROLES, type HeldRole } from "./permissions.ts";

const held = (role: HeldRole["role"], unitId: string | null = null): HeldRole[] => [{ role, unitId }];

it("gives nobody anything without a role", () => {
  expect(mayEver([], "learn")).toBe(false);
  expect(mayForUnit([], "coverage.read", ["u"])).toBe(false);
});

it("reaches the granted unit and those below it, and none beside or above", () => {
  const sergeant = held("supervisor", "team");
  expect(mayForUnit(sergeant, "unit.read-progress", ["team", "area"])).toBe(true);
  expect(mayForUnit(sergeant, "unit.read-progress", ["shift", "team", "area"])).toBe(true);
  expect(mayForUnit(sergeant, "unit.read-progress", ["other", "area"])).toBe(false);
  expect(mayForUnit(sergeant, "unit.read-progress", ["area"])).toBe(false);
  expect(mayForUnit(held("supervisor"), "unit.read-progress", ["other"])).toBe(true);
});

it("lets what is one's own reach no unit", () => {
  expect(mayForUnit(held("officer"), "record.read-own", ["team"])).toBe(false);
});

it("shows the commissioner figures and nothing of any person", () => {
  expect(PERMISSIONS.commissioner).toEqual({ "coverage.read": "force" });
});

it("lets the ledger be read by the auditor alone, and content be published by the publisher alone", () => {
  const who = (permission: Parameters<typeof mayEver>[1]) =>
    ROLES.filter((role) => mayEver(held(role), permission));
  expect(who("ledger.read")).toEqual(["auditor"]);
  expect(who("audit.read")).toEqual(["administrator", "auditor"]);
  expect(who("content.publish")).toEqual(["publisher"]);
  expect(who("unit.read-progress")).toEqual(["supervisor"]);
  expect(who("people.remind")).toEqual(["supervisor"]);
  expect(who("reflection.read")).toEqual(["trainer"]);
  expect(who("case.close")).toEqual(["trainer"]);
  expect(who("database.manage")).toEqual([]);
});
