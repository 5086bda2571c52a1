/** Reasons for leaving a warning: kept in the draft, and published with it. */
import { AmendsError } from "#app/domain/errors.ts";
import { FINDING_RULES, type FindingRule } from "#app/domain/scenarios/finding-rule.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { saveDraft, type SavedDraft } from "./save-draft.server.ts";

/**
 * Gives a reason for leaving a warning as it is, or takes it back.
 * @param at "scene" or "scene/choice"; empty: the whole
 * @param reason empty takes it back
 * @throws AmendsError `bad-input` for a rule that there is none of or a reason too short to be one.
 */
export function giveReason(
  ctx: Context,
  principal: Principal,
  input: { draftId: string; base: number; rule: string; at: string; reason: string },
): Promise<SavedDraft> {
  const rule = FINDING_RULES.find((one): one is FindingRule => one === input.rule);
  if (!rule) throw new AmendsError("bad-input", "There is no such warning", "Open the findings again.");
  const reason = input.reason.trim();
  if (reason !== "" && reason.length < 10)
    throw new AmendsError("bad-input", "A reason needs a few words", "Say why it is right as it is.", [
      {
        text: "Say in a few words why this is right as it is",
        href: `#reason-${rule}-${input.at.replace("/", "-")}`,
      },
    ]);
  const { force, personId } = principal;
  const what = reason === "" ? "Took back a reason" : "Gave a reason for leaving a warning";
  return saveDraft(ctx, { ...input, forceId: force.id, by: personId, what }, (draft) => {
    const others = draft.accepted.flatMap((one) => {
      if (one.rule !== rule) return [one];
      if (input.at === "") return one.at === undefined ? [] : [one];
      const at = one.at?.filter((place) => place !== input.at);
      if (at === undefined) return [one];
      return at.length === 0 ? [] : [{ ...one, at }];
    });
    const own = { rule, ...(input.at === "" ? {} : { at: [input.at] }), reason };
    return { ...draft, accepted: reason === "" ? others : [...others, own] };
  });
}
