import { expect, it } from "vitest";
import { proveDraft, type ScenarioDraft } from "./draft.ts";
import { TEMPLATES } from "./templates.ts";

/** An outline as if its author had written every text that it leaves open and one outcome, and nothing else. */
function written(draft: ScenarioDraft): ScenarioDraft {
  let number = 0;
  const outcomes = [{ id: "hear", text: "Hear the person harmed first" }];
  return JSON.parse(JSON.stringify({ ...draft, outcomes }), (key, value: unknown) =>
    value === "" && key !== "to" ? `She waits ${(number += 1)} and says no word.` : value,
  ) as ScenarioDraft;
}

it.each(TEMPLATES.map((one) => [one.title, one.draft] as const))(
  "the outline “%s” has no error once its texts are written",
  (_, draft) => {
    const errors = proveDraft(written(draft)).findings.filter((one) => one.severity === "error");
    expect(errors.map((one) => `${one.path.join(".")}: ${one.message}`)).toEqual([]);
  },
);
