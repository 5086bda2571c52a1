/**
 * One figure on many days, as known at one instant, in a single pass over the people: somebody's standing is looked at
 * again only on the days between which one of their facts, a unit or the programme begins or ends, or a day of their
 * own comes. Intentionally pure.
 */
import type { Day, Instant } from "../time.ts";
import { compiledBlocks, dayNumber, type Block, type Columns } from "./compiled.ts";
import { figuresOfStandings, type Figures } from "./coverage.ts";
import type { ForceRecord } from "./record.ts";
import { asksForRoles, type CoverageRule, type Population } from "./rule.ts";
import { Standings, STANDINGS, type Asking, type DayView, type OwnDays } from "./standing.ts";
import { SERVICE_YEARS } from "./target.ts";

/** In days as numbers: the same date a year later. */
const YEAR = 10_000;

/** Who is looked at on every day: the units as they hung on it. */
export type LastingPopulation = Omit<Population, "units">;

/**
 * The figure on each of some days, in their order.
 * @param days the earlier first, each once
 * @param unitsAt the units looked at, as they hung at a moment; null: all
 */
export function figuresOnDays(
  record: ForceRecord,
  rule: CoverageRule,
  { days, known }: { readonly days: readonly Day[]; readonly known: Instant },
  population: LastingPopulation,
  unitsAt: Asking["unitsAt"],
): Figures[] {
  const standings = new Standings({ record, rule, known, population, unitsAt });
  const blocks = compiledBlocks(record);
  const views = days.map((day) => standings.views(day, blocks));
  const counts = days.map(() => new Int32Array(STANDINGS));
  const sweep = new Sweep(standings, days, asksForRoles(rule.audience) || population.role !== null);
  blocks.forEach((block, at) => {
    const ofBlock = views.map((ofDay) => ofDay[at] as DayView);
    sweep.block(block, ofBlock, counts);
  });
  return counts.map(figuresOfStandings);
}

class Sweep {
  readonly #standings: Standings;
  readonly #days: Int32Array;
  readonly #withRoles: boolean;

  constructor(standings: Standings, days: readonly Day[], withRoles: boolean) {
    this.#standings = standings;
    this.#days = Int32Array.from(days, dayNumber);
    this.#withRoles = withRoles;
  }

  /** Adds a block's people to the counts of each day. */
  block(block: Block, views: readonly DayView[], counts: readonly Int32Array[]): void {
    // Where a unit or the programme changes, everybody is looked at again.
    const forAll = Uint8Array.from(views, (view, at) => {
      const before = views[at - 1];
      return before?.need === view.need && before.kinds === view.kinds ? 0 : 1;
    });
    const again = new Uint8Array(views.length);
    const own: OwnDays = { dueOn: null, joined: null };
    for (let person = 0; person < block.people.length; person += 1) {
      again.set(forAll);
      for (const facts of [block.posts, block.absences, block.exemptions, block.awards])
        this.#mark(again, facts, person);
      if (this.#withRoles)
        for (const role of block.people[person]?.roles ?? []) {
          this.#markDay(again, dayNumber(role.from));
          this.#markDay(again, dayNumber(role.to));
        }
      let standing = 0;
      for (let at = 0; at < views.length; at += 1) {
        if (again[at] === 1) {
          own.dueOn = null;
          own.joined = null;
          standing = this.#standings.of(views[at] as DayView, person, own);
          this.#markOwn(again, own);
        }
        (counts[at] as Int32Array)[standing] = ((counts[at] as Int32Array)[standing] as number) + 1;
      }
    }
  }

  #mark(again: Uint8Array, facts: Columns, person: number): void {
    const { known } = this.#standings;
    const last = facts.first[person + 1] as number;
    for (let place = facts.first[person] as number; place < last; place += 1) {
      if ((facts.knownFrom[place] as number) > known || known >= (facts.knownTo[place] as number)) continue;
      this.#markDay(again, facts.from[place] as number);
      this.#markDay(again, facts.to[place] as number);
    }
  }

  #markOwn(again: Uint8Array, { dueOn, joined }: OwnDays): void {
    if (dueOn !== null) this.#markDay(again, dayNumber(dueOn));
    if (joined !== null)
      for (const years of SERVICE_YEARS) this.#markDay(again, dayNumber(joined) + years * YEAR);
  }

  /** Marks the first of the days that is not before one. */
  #markDay(again: Uint8Array, day: number): void {
    let low = 0;
    let high = this.#days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#days[middle] as number) < day) low = middle + 1;
      else high = middle;
    }
    if (low < again.length) again[low] = 1;
  }
}
