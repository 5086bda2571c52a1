import { expect, it } from "vitest";
import { safeBack } from "./safe-back.ts";
import { comesFromHere, contentSecurityPolicy } from "./security-headers.ts";

const form = {
  method: "POST",
  host: "amends.example",
  origin: "https://amends.example",
  fetchSite: "same-origin",
  configuredOrigin: null,
};

it("takes a form from this site and none from another, or from nowhere", () => {
  expect(comesFromHere(form)).toBe(true);
  expect(comesFromHere({ ...form, fetchSite: undefined })).toBe(true);
  expect(comesFromHere({ ...form, origin: "https://elsewhere.example" })).toBe(false);
  expect(comesFromHere({ ...form, fetchSite: "cross-site" })).toBe(false);
  expect(comesFromHere({ ...form, fetchSite: "same-site" })).toBe(false);
  expect(comesFromHere({ ...form, origin: "null" })).toBe(false);
  expect(comesFromHere({ ...form, origin: undefined })).toBe(false);
  expect(comesFromHere({ ...form, configuredOrigin: "https://learn.example" })).toBe(false);
});

it("lets anyone read", () => {
  expect(comesFromHere({ ...form, method: "GET", origin: "https://elsewhere.example" })).toBe(true);
});

it("has no way to run a script that this server did not send", () => {
  const policy = contentSecurityPolicy("abc", true);
  expect(policy).toContain("script-src 'self' 'nonce-abc'");
  expect(policy).not.toMatch(/unsafe|\*/);
});

it("goes back to this site only", () => {
  expect(safeBack("/coverage")).toBe("/coverage");
  for (const bad of [
    "//elsewhere.example",
    "/\\elsewhere.example",
    "https://elsewhere.example",
    "javascript:x",
    null,
  ]) {
    expect(safeBack(bad)).toBe("/");
  }
});
