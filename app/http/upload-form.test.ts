import { expect, it } from "vitest";
import { bodyLimit } from "./upload-form.server.ts";

it("takes files where they are chosen, with scripts and without, and nowhere else", () => {
  const uploads = [
    "/people/imports/new",
    "/people/training",
    "/studio/import",
    "/studio/drafts/0190/scenes/at-the-door",
    "/studio/drafts/0190/lessons/first-things",
  ];
  for (const path of uploads) {
    expect(bodyLimit(path)).toBe(21_000_000);
    expect(bodyLimit(`${path}.data`)).toBe(21_000_000);
  }
  for (const path of ["/", "/studio/drafts/0190/save", "/studio/drafts/0190/scenes/a/b", "/x/studio/import"])
    expect(bodyLimit(path)).toBe(1_000_000);
});
