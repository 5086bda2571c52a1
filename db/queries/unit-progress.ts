/** What a supervisor may see of what people do: that they have begun. */
import type { PersonId } from "#app/domain/ids.ts";
import type { Db } from "../connect.ts";

const PEOPLE_AT_ONCE = 1_000;

/** Who of some people has begun one of some modules. */
export async function whoHasBegun(
  db: Db,
  people: readonly PersonId[],
  modules: readonly string[],
): Promise<Set<PersonId>> {
  const found = new Set<PersonId>();
  if (modules.length === 0) return found;
  for (let at = 0; at < people.length; at += PEOPLE_AT_ONCE) {
    const rows = await db
      .selectFrom("attempt")
      .innerJoin("actor", "actor.name", "attempt.actor")
      .select("actor.person_id as person")
      .distinct()
      .where("actor.person_id", "in", people.slice(at, at + PEOPLE_AT_ONCE))
      .where("attempt.kind", "in", ["module", "check"])
      .where("attempt.subject", "in", modules)
      .execute();
    for (const { person } of rows) found.add(person);
  }
  return found;
}
