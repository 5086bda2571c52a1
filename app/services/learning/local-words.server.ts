/** What a force writes down about its restorative justice service, for its lessons and on-scene cards. */
import { z } from "zod";
import { insertAudit } from "#db/queries/identity.ts";
import { deletePolicyChoice, policyChoices, upsertPolicyChoice } from "#db/queries/policy.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { LOCAL_WORDS, LOCAL_WORDS_MOST } from "#app/domain/learning/local-words.ts";
import type { Context } from "../context.server.ts";
import { parseInput } from "../parse-input.ts";

export interface LocalWordSetting {
  readonly key: string;
  readonly title: string;
  readonly hint: string;
  /** Empty while it is not written. */
  readonly text: string;
  /** What lessons show now. */
  readonly shown: string;
}

export async function readLocalWords(ctx: Context, forceId: ForceId): Promise<LocalWordSetting[]> {
  const rows = await policyChoices(ctx.read, forceId);
  return LOCAL_WORDS.map(({ key, title, hint, unset }) => {
    const text = rows.find((row) => row.key === key)?.choice ?? "";
    return { key, title, hint, text, shown: text === "" ? unset : text };
  });
}

const line = z
  .string()
  .transform((text) => text.replace(/\s+/g, " ").trim())
  .pipe(z.string().max(LOCAL_WORDS_MOST, `use at most ${LOCAL_WORDS_MOST} characters`));
const words = z.object(Object.fromEntries(LOCAL_WORDS.map(({ key }) => [key, line.optional()])));
const LABELS = Object.fromEntries(LOCAL_WORDS.map(({ key, title }) => [key, title]));

/**
 * Writes some of them; empty, one is not written any more, and what is left out stays as it is. Lessons and cards say
 * so from the next page on; each change is an audit event `policy.set`. Returns how many changed.
 * @throws AmendsError `bad-input` for words that are too long.
 */
export async function setLocalWords(
  ctx: Context,
  input: { forceId: ForceId; values: Readonly<Record<string, string>>; by: string },
): Promise<number> {
  const { forceId, by } = input;
  const values = parseInput(words, input.values, LABELS);
  return ctx.transact(async (trx) => {
    const rows = await policyChoices(trx, forceId);
    let changed = 0;
    for (const [key, to] of Object.entries(values)) {
      const from = rows.find((row) => row.key === key)?.choice ?? null;
      if (to === undefined || (from ?? "") === to) continue;
      const at = ctx.now();
      if (to === "") await deletePolicyChoice(trx, forceId, key);
      else
        await upsertPolicyChoice(trx, { force_id: forceId, key, choice: to, changed_at: at, changed_by: by });
      const detail = JSON.stringify({ key, from, to: to === "" ? null : to });
      await insertAudit(trx, { id: ctx.newId(), at, by, action: "policy.set", subject: forceId, detail });
      changed += 1;
    }
    return changed;
  });
}
