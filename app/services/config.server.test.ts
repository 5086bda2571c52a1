import { expect, it } from "vitest";
import { readConfig } from "./config.server.ts";

it("lists all that is wrong in one error", () => {
  const wrong = {
    AMENDS_MODE: "production",
    PORT: "many",
    AMENDS_NOW: "2018-06-31",
    DATABASE_URL: "mysql://x",
  };
  expect(() => readConfig(wrong)).toThrow(/PORT[\s\S]*AMENDS_NOW|AMENDS_NOW[\s\S]*PORT/);
  expect(() => readConfig(wrong)).toThrow(/DATABASE_URL/);
});

it("refuses to move the time in production, and asks for the database and the address", () => {
  const moved = { AMENDS_MODE: "production", AMENDS_NOW: "2018-06-04" };
  for (const name of [/AMENDS_NOW/, /DATABASE_URL/, /AMENDS_ORIGIN/])
    expect(() => readConfig(moved)).toThrow(name);
});

it("takes a bare day as nine in the morning in London", () => {
  expect(readConfig({ AMENDS_NOW: "2018-06-04" }).now).toBe("2018-06-04T08:00:00.000Z");
});

it("seals every hour unless it is told otherwise, and a timer can wait that long", () => {
  expect(readConfig({}).sealMinutes).toBe(60);
  expect(readConfig({ AMENDS_SEAL_MINUTES: "0" }).sealMinutes).toBe(0);
  expect(() => readConfig({ AMENDS_SEAL_MINUTES: "100000" })).toThrow(/AMENDS_SEAL_MINUTES/);
});

it("takes a key of 32 bytes, and never repeats one that is wrong", () => {
  const key = Buffer.alloc(32, 7);
  expect(readConfig({}).secretKey).toBeNull();
  for (const form of ["base64", "base64url"] as const)
    expect(readConfig({ AMENDS_SECRET_KEY: key.toString(form) }).secretKey?.equals(key)).toBe(true);
  for (const wrong of [
    "hunter2hunter2",
    Buffer.alloc(31).toString("base64"),
    `${key.toString("base64")}AA`,
  ]) {
    expect(() => readConfig({ AMENDS_SECRET_KEY: wrong })).toThrow(
      /AMENDS_SECRET_KEY: is 32 bytes in base64/,
    );
    expect(() => readConfig({ AMENDS_SECRET_KEY: wrong })).not.toThrow(wrong);
  }
});
