/** What a force has decided, for its administrators and in its lessons. */
import { policyChoices } from "#db/queries/policy.ts";
import type { ForceId } from "#app/domain/ids.ts";
import {
  localRule,
  POLICY,
  type LocalRule,
  type PolicyChoice,
  type PolicySwitch,
} from "#app/domain/learning/policy.ts";
import { localUses } from "#app/domain/learning/uses.ts";
import { dayOf, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { listLive } from "./read-content.server.ts";

export interface PolicySetting {
  readonly key: string;
  readonly title: string;
  readonly decides: string;
  readonly choices: readonly PolicyChoice[];
  /** The id of the choice that holds; the safest while nothing was chosen. */
  readonly holds: string;
  /** Of the choice that holds. */
  readonly words: string;
  /** Whether it is the safest that holds. */
  readonly safest: boolean;
  /** When and by whom it was chosen; null: it never was. */
  readonly chosen: { readonly at: Instant; readonly by: string } | null;
  /** The lessons that show its words. */
  readonly shownIn: readonly string[];
  /** Ids of the facts that it rests on. */
  readonly facts: readonly string[];
}

/** Every switch as it stands in a force. */
export async function readPolicy(ctx: Context, forceId: ForceId): Promise<PolicySetting[]> {
  const [rows, live] = await Promise.all([policyChoices(ctx.read, forceId), listLive(ctx, "module")]);
  const shownIn = localUses(live.map((one) => ({ title: one.title, content: one.compiled })));
  return POLICY.map((one: PolicySwitch) => {
    const [safest] = one.choices;
    const row = rows.find((each) => each.key === one.key);
    const chosen = row && one.choices.find((choice) => choice.id === row.choice);
    const holds = chosen ?? safest;
    return {
      key: one.key,
      title: one.title,
      decides: one.decides,
      choices: one.choices,
      holds: holds.id,
      words: holds.words,
      safest: holds === safest,
      chosen: row && chosen ? { at: row.changed_at, by: row.changed_by } : null,
      shownIn: shownIn(one.key),
      facts: one.facts,
    };
  });
}

/** The words of a force for each key, as its officers read them; null for a key that is none. */
export async function localRules(ctx: Context, forceId: ForceId): Promise<(key: string) => LocalRule | null> {
  const rows = await policyChoices(ctx.read, forceId);
  return (key) => {
    const row = rows.find((one) => one.key === key);
    return localRule(key, row && { choice: row.choice, on: dayOf(row.changed_at) });
  };
}
