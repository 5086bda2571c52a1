import { policyChoices, upsertPolicyChoice } from "#db/queries/policy.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { LOCAL_WORD_KEYS, localWord } from "#app/domain/learning/local-words.ts";
import { POLICY_KEYS, policySwitch } from "#app/domain/learning/policy.ts";
import type { Context } from "../context.server.ts";
import { setLocalWords } from "./local-words.server.ts";
import { audit } from "../identity/write-audit.server.ts";

/**
 * Decides a switch for a force, or writes its own words for a key that takes them; its lessons say so from the next page
 * on. Choosing again what was chosen changes nothing. Returns whether anything changed.
 * @throws AmendsError `not-found` for a key that is none; `bad-input` for a choice that the switch does not offer.
 */
export async function setPolicy(
  ctx: Context,
  input: { forceId: ForceId; key: string; choice: string; by: string },
): Promise<boolean> {
  const { forceId, key, choice, by } = input;
  if (localWord(key)) return (await setLocalWords(ctx, { forceId, values: { [key]: choice }, by })) > 0;
  const found = policySwitch(key);
  if (!found)
    throw new AmendsError(
      "not-found",
      `There is no policy "${key}"`,
      `Use one of ${[...POLICY_KEYS, ...LOCAL_WORD_KEYS].join(", ")}.`,
    );
  if (!found.choices.some((one) => one.id === choice)) {
    const ids = found.choices.map((one) => one.id).join(", ");
    throw new AmendsError("bad-input", `"${choice}" is no choice of ${key}`, `Choose one of ${ids}.`, [
      { text: `${found.title}: choose one of the rules`, href: `#choice-${key}` },
    ]);
  }
  return ctx.transact(async (trx) => {
    const before = (await policyChoices(trx, forceId)).find((row) => row.key === key)?.choice ?? null;
    if (before === choice) return false;
    const at = ctx.now();
    await upsertPolicyChoice(trx, { force_id: forceId, key, choice, changed_at: at, changed_by: by });
    await audit(ctx, trx, by, "policy.set", forceId, { key, from: before, to: choice }, at);
    return true;
  });
}
