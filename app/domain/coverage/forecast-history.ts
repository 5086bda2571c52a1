/**
 * A force's history as the forecast sees it: week by week, how many people were where on the way to being trained,
 * and how many moved. Intentionally pure. People come in one by one and leave as counts.
 */
import { daysBetween, type Day, type Period } from "../time.ts";
import type { Work } from "../work.ts";

/** One person, as known at one instant. */
export interface PersonHistory {
  /** When they were among those who count; half-open, in any order. */
  readonly inAudience: readonly Period[];
  /** When they were away or exempt, and so not in the net figure. */
  readonly away: readonly Period[];
  /** The first day of each required module that they hold, up to the forecast's first day; in any order. */
  readonly earned: readonly Day[];
  /** The first day on which an award they need has lapsed; null: none will. */
  readonly lapsesOn: Day | null;
  /** Where they are posted on the forecast's first day. */
  readonly unit: string | null;
  /** What they have still to learn, by the modules' own length. */
  readonly minutesMissing: number;
}

/** How long ago somebody who has begun made their last step: 0, 1, 2, 3 weeks, up to ten, longer. */
const RECENCIES = 6;
const RESTING = 4;
const DORMANT = 5;
const DORMANT_WEEKS = 10;
/** Three or more modules missing are alike. */
const MISSING_ALIKE = 3;

/** Nobody's memory of how a force learns reaches further back than this. */
const WEEKS_AT_MOST = 104;

/**
 * The places on the way for a programme of so many modules: 0 is not begun, then by modules missing and by how long
 * ago the last step was, and last trained. A hazard is shared by the places of one `class`.
 */
export interface Places {
  readonly modules: number;
  readonly count: number;
  readonly trained: number;
  readonly classes: number;
  /** Place → class; the trained have none, -1. */
  readonly classOf: readonly number[];
  /** Place → modules missing. */
  readonly missing: readonly number[];
  /** Place → the place a week later without a step; `dormant` is reached with the chance that is said. */
  readonly ages: readonly { readonly to: number; readonly chance: number }[];
  /** Where somebody is who has so many missing and made their last step so many days ago. */
  place(missing: number, daysSince: number): number;
}

export function placesOf(modules: number): Places {
  const count = 2 + (modules - 1) * RECENCIES;
  const trained = count - 1;
  const at = (missing: number, recency: number) => 1 + (missing - 1) * RECENCIES + recency;
  const classOf = [0];
  const missing = [modules];
  const ages = [{ to: 0, chance: 0 }];
  for (let left = 1; left < modules; left += 1) {
    for (let recency = 0; recency < RECENCIES; recency += 1) {
      classOf.push(1 + (Math.min(left, MISSING_ALIKE) - 1) * RECENCIES + recency);
      missing.push(left);
      ages.push(
        recency === DORMANT
          ? { to: at(left, DORMANT), chance: 0 }
          : {
              to: at(left, recency + 1),
              chance: recency === RESTING ? 1 / (DORMANT_WEEKS - RESTING) : 1,
            },
      );
    }
  }
  classOf.push(-1);
  missing.push(0);
  ages.push({ to: trained, chance: 0 });
  return {
    modules,
    count,
    trained,
    classes: 1 + Math.min(modules - 1, MISSING_ALIKE) * RECENCIES,
    classOf,
    missing,
    ages,
    place: (left, daysSince) => {
      if (left <= 0) return trained;
      if (left >= modules) return 0;
      const weeks = Math.floor(daysSince / 7);
      return at(left, weeks < RESTING ? Math.max(0, weeks) : weeks < DORMANT_WEEKS ? RESTING : DORMANT);
    },
  };
}

/** What happened between the ends of two days a week apart. Counts of people. */
export interface HistoryWeek {
  /** By class: at work at both ends and not trained at the first, and of those, who made a step. */
  readonly exposed: readonly number[];
  readonly stepped: readonly number[];
  readonly trainedHere: number;
  readonly trainedLeft: number;
  readonly untrainedHere: number;
  readonly untrainedLeft: number;
  readonly present: number;
  readonly absencesBegun: number;
  readonly absent: number;
  readonly absencesEnded: number;
  /** One entry a joiner: their place at the week's end, and whether they were away then. */
  readonly joined: readonly { readonly place: number; readonly away: boolean }[];
  /** People at work who became trained. */
  readonly completed: number;
}

export interface UnitNow {
  readonly unit: string;
  /** People at work by place. */
  readonly present: readonly number[];
  /** People who count at all, at work or away. */
  readonly inPost: number;
  /** Steps of those who had not begun, and the weeks they had for it. */
  readonly begun: number;
  readonly waited: number;
}

export interface ForecastHistory {
  readonly places: Places;
  /** The last day of the history: the forecast begins at its end. */
  readonly from: Day;
  /** Oldest first. */
  readonly weeks: readonly HistoryWeek[];
  /** Modules missing at a step (1 to all) → modules gained by it (1 to all) → how often. */
  readonly steps: readonly (readonly number[])[];
  /** Weeks that people who were away and untrained had, and the steps they made. */
  readonly awayExposed: number;
  readonly awayStepped: number;
  /** People by place at the end of `from`. */
  readonly present: readonly number[];
  readonly away: readonly number[];
  /** Trained people at work whose training lapses, by the days from `from`; those lapsed already at 0. */
  readonly lapses: readonly { readonly days: number; readonly people: number }[];
  readonly minutesMissing: number;
  readonly units: readonly UnitNow[];
}

/** A day as a whole number, so that a week is a subtraction. */
const numbered = (day: Day) => Math.round(Date.parse(day) / 86_400_000);

/** So many people between two pauses. */
const PEOPLE_AT_ONCE = 500;

/**
 * Folds people into weeks that end on `from`, back to `since` at the earliest.
 * @param modules how many modules the programme requires; at least one
 */
export function* foldHistory(
  people: readonly PersonHistory[],
  { modules, since, from }: { readonly modules: number; readonly since: Day; readonly from: Day },
): Work<ForecastHistory> {
  const places = placesOf(modules);
  const weekCount = Math.min(WEEKS_AT_MOST, Math.max(0, Math.floor(daysBetween(since, from) / 7)));
  const last = numbered(from);
  const zeros = (length: number) => new Array<number>(length).fill(0);
  const weeks = Array.from({ length: weekCount }, () => ({
    exposed: zeros(places.classes),
    stepped: zeros(places.classes),
    trainedHere: 0,
    trainedLeft: 0,
    untrainedHere: 0,
    untrainedLeft: 0,
    present: 0,
    absencesBegun: 0,
    absent: 0,
    absencesEnded: 0,
    joined: [] as { place: number; away: boolean }[],
    completed: 0,
  }));
  const steps = Array.from({ length: modules + 1 }, () => zeros(modules + 1));
  const present = zeros(places.count);
  const away = zeros(places.count);
  const lapses = new Map<number, number>();
  const units = new Map<string, { -readonly [Key in keyof UnitNow]: UnitNow[Key] } & { present: number[] }>();
  let awayExposed = 0;
  let awayStepped = 0;
  let minutesMissing = 0;

  for (const [nth, person] of people.entries()) {
    if (nth % PEOPLE_AT_ONCE === 0) yield;
    const spans = person.inAudience.map((span) => [numbered(span.from), numbered(span.to)] as const);
    const absences = person.away.map((span) => [numbered(span.from), numbered(span.to)] as const);
    const within = (list: readonly (readonly [number, number])[], day: number) =>
      list.some(([first, end]) => first <= day && day < end);
    const days = person.earned.map(numbered).sort((a, b) => a - b);
    const heldOn = (day: number) => {
      let held = 0;
      while (held < days.length && (days[held] ?? 0) <= day) held += 1;
      return Math.min(held, modules);
    };
    const placeOn = (day: number, held: number) =>
      places.place(modules - held, held === 0 ? 0 : day - (days[held - 1] ?? day));

    const hereNow = within(spans, last);
    const unit = hereNow && person.unit !== null ? unitOf(person.unit) : null;
    const firstWeek = Math.max(
      0,
      weekCount - 1 - Math.floor((last - Math.min(last, ...spans.map(([first]) => first))) / 7),
    );
    let end = last - 7 * (weekCount - firstWeek);
    let inAtEnd = within(spans, end);
    let awayAtEnd = within(absences, end);
    let heldAtEnd = heldOn(end);
    for (let at = firstWeek; at < weekCount; at += 1) {
      const week = weeks[at];
      if (!week) continue;
      const [start, inBefore, awayBefore, held] = [end, inAtEnd, awayAtEnd, heldAtEnd];
      end += 7;
      inAtEnd = within(spans, end);
      if (!inBefore && !inAtEnd) continue;
      awayAtEnd = within(absences, end);
      heldAtEnd = heldOn(end);
      if (!inBefore) {
        week.joined.push({ place: placeOn(end, heldAtEnd), away: awayAtEnd });
        continue;
      }
      const trained = held >= modules;
      if (trained) week.trainedHere += 1;
      else week.untrainedHere += 1;
      if (!inAtEnd) {
        if (trained) week.trainedLeft += 1;
        else week.untrainedLeft += 1;
        continue;
      }
      if (awayBefore) {
        week.absent += 1;
        if (!awayAtEnd) week.absencesEnded += 1;
      } else {
        week.present += 1;
        if (awayAtEnd) week.absencesBegun += 1;
      }
      if (trained) continue;
      const gained = heldAtEnd - held;
      if (gained > 0) {
        const row = steps[modules - held];
        if (row) row[gained] = (row[gained] ?? 0) + 1;
      }
      if (awayBefore) {
        awayExposed += 1;
        if (gained > 0) awayStepped += 1;
        continue;
      }
      if (heldAtEnd >= modules) week.completed += 1;
      const kind = places.classOf[placeOn(start, held)] ?? 0;
      week.exposed[kind] = (week.exposed[kind] ?? 0) + 1;
      if (gained > 0) week.stepped[kind] = (week.stepped[kind] ?? 0) + 1;
      if (unit && kind === 0) {
        unit.waited += 1;
        if (gained > 0) unit.begun += 1;
      }
    }

    if (!hereNow) continue;
    const held = heldOn(last);
    const place = placeOn(last, held);
    const awayNow = within(absences, last);
    const now = awayNow ? away : present;
    now[place] = (now[place] ?? 0) + 1;
    if (unit) {
      unit.inPost += 1;
      if (!awayNow) unit.present[place] = (unit.present[place] ?? 0) + 1;
    }
    if (!awayNow) minutesMissing += person.minutesMissing;
    if (!awayNow && held >= modules && person.lapsesOn !== null) {
      const after = Math.max(0, numbered(person.lapsesOn) - last);
      lapses.set(after, (lapses.get(after) ?? 0) + 1);
    }
  }

  function unitOf(name: string) {
    const found = units.get(name) ?? {
      unit: name,
      present: zeros(places.count),
      inPost: 0,
      begun: 0,
      waited: 0,
    };
    units.set(name, found);
    return found;
  }

  return {
    places,
    from,
    weeks,
    steps,
    awayExposed,
    awayStepped,
    present,
    away,
    lapses: [...lapses].map(([days, count]) => ({ days, people: count })).sort((a, b) => a.days - b.days),
    minutesMissing,
    units: [...units.values()].sort((a, b) => a.unit.localeCompare(b.unit, "en-GB")),
  };
}
