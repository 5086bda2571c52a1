import type { PersonId, ActorName } from "#app/domain/ids.ts";

/** The opaque account that stands for a person in statements. Erasing a person leaves it: then it joins two ids that mean nothing. */
export interface ActorTable {
  name: ActorName;
  home_page: string;
  person_id: PersonId;
}
