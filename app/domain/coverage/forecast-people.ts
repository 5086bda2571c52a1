/** The people of a target as the forecast's history wants them. Intentionally pure. */
import { meets } from "../learning/attained.ts";
import { partsOn } from "../learning/programmes.ts";
import { covers, type Day, type Period } from "../time.ts";
import type { Work } from "../work.ts";
import type { PersonHistory } from "./forecast-history.ts";
import { audienceTest, countPeople, type CoverageRule } from "./coverage.ts";
import { earnedBy, type Believed, type ForceRecord, type Moment, type PersonRecord } from "./record.ts";

/** What is known of the people whom a target is about, and of the programme. */
export interface TargetHistory {
  readonly people: readonly PersonHistory[];
  /** How many modules and courses the programme requires on the day. */
  readonly modules: number;
  /** The first day of which the history speaks: when the first part was required. */
  readonly since: Day;
}

/** So many people between two pauses. */
const PEOPLE_AT_ONCE = 1_000;

/**
 * Everyone who was ever in the audience by the moment, as known at it. Units, roles and the programme are those of the
 * moment's day; time given to recruits and to those who return is not looked at.
 * @param minutesOf how long a module takes; 0 for what is learnt elsewhere
 */
export function* targetHistory(
  record: ForceRecord,
  rule: CoverageRule,
  moment: Moment,
  minutesOf: (module: string) => number,
): Work<TargetHistory> {
  const parts = partsOn(rule.programmes, rule.programme, moment.day);
  const fits = audienceTest(record, rule.audience, moment);
  const counted = new Map(countPeople(record, rule, moment).map((one) => [one.person, one]));
  const people: PersonHistory[] = [];
  for (const [nth, one] of record.people.entries()) {
    if (nth % PEOPLE_AT_ONCE === 0) yield;
    const posts = believed(one.posts, moment).filter((post) => fits(one, post));
    if (posts.length === 0) continue;
    const now = counted.get(one.person);
    const earned: Day[] = [];
    let minutesMissing = 0;
    let lapsesOn: Day | null = null;
    for (const part of parts) {
      const awards = one.awards.filter(
        (award) => award.module === part.module && meets(part, award) && earnedBy(award, moment),
      );
      const [first] = awards.map((award) => award.from).sort();
      if (first === undefined) {
        minutesMissing += minutesOf(part.module);
        continue;
      }
      earned.push(first);
      const lasts = awards.some((award) => award.to === null)
        ? null
        : awards.reduce<Day>((latest, { to }) => (to !== null && to > latest ? to : latest), first);
      if (lasts !== null && (lapsesOn === null || lasts < lapsesOn)) lapsesOn = lasts;
    }
    // Whoever met what was required before, and is taken to hold what is required now.
    if (now?.trained && earned.length < parts.length) {
      const last = lastEarned(one, moment) ?? moment.day;
      while (earned.length < parts.length) earned.push(last);
      minutesMissing = 0;
    }
    people.push({
      inAudience: posts.map(({ from, to }) => ({ from, to })),
      away: awayTimes(one, moment),
      earned,
      lapsesOn,
      unit: posts.find((post) => covers(post, moment.day))?.unit ?? null,
      minutesMissing,
    });
  }
  const since = parts
    .map((part) => part.requiredFrom)
    .reduce<Day>((first, day) => (day < first ? day : first), moment.day);
  return { people, modules: parts.length, since };
}

/** Facts that were believed at the moment's instant and began by its day. */
function believed<Fact extends Believed>(facts: readonly Fact[], { day, known }: Moment): Fact[] {
  return facts.filter((fact) => fact.from <= day && fact.knownFrom <= known && known < fact.knownTo);
}

function awayTimes(one: PersonRecord, moment: Moment): Period[] {
  return [...believed(one.absences, moment), ...believed(one.exemptions, moment)].map(({ from, to }) => ({
    from,
    to,
  }));
}

function lastEarned(one: PersonRecord, moment: Moment): Day | null {
  return one.awards
    .filter((award) => earnedBy(award, moment))
    .reduce<Day | null>((last, { from }) => (last === null || from > last ? from : last), null);
}
