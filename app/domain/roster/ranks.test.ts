import { expect, it } from "vitest";
import { rankOf } from "./ranks.ts";

it.each([
  ["Police Constable", "constable"],
  ["Sergeant", "sergeant"],
  ["Police Sergeant", "sergeant"],
  ["Acting Sergeant", "sergeant"],
  ["A/Sgt", "sergeant"],
  ["T/Insp.", "inspector"],
  ["Temporary Detective Chief Inspector", "chief-inspector"],
  ["Det Sgt", "sergeant"],
  ["DCI", "chief-inspector"],
  ["Assistant Chief Constable", "assistant-chief-constable"],
])("reads %s as %s", (words, rank) => {
  expect(rankOf(words)).toBe(rank);
});

it.each(["PCSO", "Special Constable", "Scale 4", "SO1", "", "constructor"])(
  "knows that %j is no police officer's rank",
  (words) => {
    expect(rankOf(words)).toBeNull();
  },
);
