/** What a force has decided, for its administrators and in its lessons. */
import { policyChoices } from "#db/queries/policy.ts";
import { personNow } from "#db/queries/identity.ts";
import type { ForceId, PersonId } from "#app/domain/ids.ts";
import { localWord } from "#app/domain/learning/local-words.ts";
import { localRule, POLICY, type LocalRule, type PolicyChoice } from "#app/domain/learning/policy.ts";
import { localUses } from "#app/domain/learning/uses.ts";
import { dayOf, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { listLive } from "./read-content.server.ts";
import { factNotes, type FactNote } from "./read-facts.server.ts";

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
  readonly taught: boolean;
  /** When and by whom it was chosen, as a name; null: it never was. */
  readonly chosen: { readonly at: Instant; readonly by: string } | null;
  /** The lessons that show its words. */
  readonly shownIn: readonly string[];
  /** What it rests on. */
  readonly facts: readonly FactNote[];
}

/** Every switch as it stands in a force. */
export async function readPolicy(ctx: Context, forceId: ForceId): Promise<PolicySetting[]> {
  const [rows, live, note] = await Promise.all([
    policyChoices(ctx.read, forceId),
    listLive(ctx, "module"),
    factNotes(ctx),
  ]);
  const names = await namesOf(ctx, new Set(rows.map((row) => row.changed_by)));
  const shownIn = localUses(live.map((one) => ({ title: one.title, content: one.compiled })));
  return POLICY.map((one) => {
    const choices: readonly PolicyChoice[] = one.choices;
    const row = rows.find((each) => each.key === one.key);
    const chosen = row && choices.find((choice) => choice.id === row.choice);
    const holds = chosen ?? one.choices[0];
    return {
      key: one.key,
      title: one.title,
      decides: one.decides,
      choices,
      holds: holds.id,
      words: holds.words,
      safest: holds.id === one.choices[0].id,
      taught: one.taught,
      chosen: row && chosen ? { at: row.changed_at, by: names.get(row.changed_by) ?? row.changed_by } : null,
      shownIn: shownIn(one.key),
      facts: one.facts.flatMap((id) => note(id) ?? []),
    };
  });
}

/**
 * What a force decided for each key, as its officers read it: a rule with who decided it, or words alone; null for a
 * key that is none.
 */
export async function localAnswers(
  ctx: Context,
  forceId: ForceId,
): Promise<(key: string) => LocalRule | string | null> {
  const rows = await policyChoices(ctx.read, forceId);
  return (key) => {
    const row = rows.find((one) => one.key === key);
    const word = localWord(key);
    return word
      ? (row?.choice ?? word.unset)
      : localRule(key, row && { choice: row.choice, on: dayOf(row.changed_at) });
  };
}

/** Whoever has no name here, such as a command's operator, is left out. */
async function namesOf(ctx: Context, ids: ReadonlySet<string>): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const id of ids) {
    const person = await personNow(ctx.read, id as PersonId);
    if (person) names.set(id, `${person.knownAs ?? person.forenames} ${person.surname}`);
  }
  return names;
}
