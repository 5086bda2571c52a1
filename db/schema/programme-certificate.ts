import type { PersonId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** A certificate of a whole programme, made when its holder asks for it. What it says is read from the awards it rests on. */
export interface ProgrammeCertificateTable {
  code: string;
  person_id: PersonId;
  /** The programme's slug, and its title on the day. */
  programme: string;
  title: string;
  /** 1 when a course in person is among its parts. */
  in_person: number;
  /** The awards' statement ids in the order of the programme's parts, as JSON. */
  rests_on: string;
  issued_at: Instant;
}
