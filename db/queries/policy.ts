/** What a force decides for itself. */
import type { Insertable } from "kysely";
import type { ForceId } from "#app/domain/ids.ts";
import type { Db } from "../connect.ts";
import type { PolicyChoiceTable } from "../schema/policy-choice.ts";

export function policyChoices(db: Db, forceId: ForceId) {
  return db.selectFrom("policy_choice").selectAll().where("force_id", "=", forceId).orderBy("key").execute();
}

/** A choice; made again for the same switch, it is changed. */
export async function upsertPolicyChoice(db: Db, row: Insertable<PolicyChoiceTable>): Promise<void> {
  const { choice, changed_at, changed_by } = row;
  await db
    .insertInto("policy_choice")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["force_id", "key"]).doUpdateSet({ choice, changed_at, changed_by }),
    )
    .execute();
}

export async function deletePolicyChoice(db: Db, forceId: ForceId, key: string): Promise<void> {
  await db.deleteFrom("policy_choice").where("force_id", "=", forceId).where("key", "=", key).execute();
}
