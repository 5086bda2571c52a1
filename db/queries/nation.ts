/** Every force at once, folded in the database: one row a force. */
import { sql } from "kysely";
import type { ForceId } from "#app/domain/ids.ts";
import type { StaffGroup } from "#app/domain/roster/workforce.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";

export interface NationQuestion {
  readonly modules: readonly string[];
  readonly group: StaffGroup | null;
  readonly day: Day;
  readonly known: Instant;
}

export interface ForceCounts {
  readonly force_id: ForceId;
  readonly in_post: number;
  readonly absent: number;
  readonly exempt: number;
  readonly net: number;
  readonly trained_in_post: number;
  readonly trained_net: number;
  readonly current_net: number;
}

/**
 * The counts of a plain programme, as of a day and as known at an instant: every module held, whoever gave it. What
 * honours earlier holders or asks for presence is counted person by person instead.
 */
export async function countForces(db: Db, question: NationQuestion): Promise<ForceCounts[]> {
  const { modules, group, day, known } = question;
  const believed = (table: string) =>
    sql`${sql.ref(`${table}.valid_from`)} <= ${day} and ${sql.ref(`${table}.valid_to`)} > ${day}
      and ${sql.ref(`${table}.known_from`)} <= ${known} and ${sql.ref(`${table}.known_to`)} > ${known}`;
  const inGroup = group === null ? sql`` : sql`and posting.staff_group = ${group}`;
  const { rows } = await sql<ForceCounts>`
    with
      here as (
        select distinct force_id, person_id from posting where ${believed("posting")} ${inGroup}
      ),
      away as (select distinct person_id from absence where ${believed("absence")}),
      excused as (select distinct person_id from exemption where ${believed("exemption")}),
      trained as (
        select actor,
          count(distinct case when day_to is null or day_to > ${day} then module end) as held
        from award
        where module in (${sql.join(modules)}) and day_from <= ${day} and stored <= ${known}
          and (withdrawn is null or withdrawn > ${known})
        group by actor
        having count(distinct module) = ${sql.lit(modules.length)}
      ),
      each_one as (
        select here.force_id,
          case when away.person_id is null then 0 else 1 end as is_away,
          case when away.person_id is null and excused.person_id is not null then 1 else 0 end as is_excused,
          case when trained.actor is null then 0 else 1 end as is_trained,
          case when trained.held = ${sql.lit(modules.length)} then 1 else 0 end as is_current
        from here
        left join away on away.person_id = here.person_id
        left join excused on excused.person_id = here.person_id
        left join actor on actor.person_id = here.person_id
        left join trained on trained.actor = actor.name
      )
    select force_id, count(*) as in_post, sum(is_away) as absent, sum(is_excused) as exempt,
      sum(1 - is_away - is_excused) as net, sum(is_trained) as trained_in_post,
      sum(is_trained * (1 - is_away - is_excused)) as trained_net,
      sum(is_current * (1 - is_away - is_excused)) as current_net
    from each_one
    group by force_id`.execute(db);
  return rows;
}
