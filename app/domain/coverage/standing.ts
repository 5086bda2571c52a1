/**
 * How one person counts at a moment, as one number: a figure is a count of such numbers, and two figures differ by
 * those whose number differs. The rule is said here and nowhere else. Intentionally pure.
 */
import type { UnitId } from "../ids.ts";
import { meets } from "../learning/attained.ts";
import { partsOn, type ProgrammePart } from "../learning/programmes.ts";
import { rankOf } from "../roster/ranks.ts";
import { ABSENCE_KINDS, EXEMPTION_KINDS, type AbsenceKind, type ExemptionKind } from "../roster/workforce.ts";
import { addDays, type Day, type Instant } from "../time.ts";
import { dayNumber, instantNumber, type Block, type Columns } from "./compiled.ts";
import { joinedOn, returnedOn, type ForceRecord, type Moment, type PersonRecord } from "./record.ts";
import {
  asksForRoles,
  audienceTest,
  hasRole,
  type CoverageRule,
  type FitsTest,
  type Population,
} from "./rule.ts";
import { inGrace, ownDueDay, serviceBand } from "./target.ts";

/** In post and in the population. */
export const COUNTED = 1;
export const IN_AUDIENCE = 2;
/** Earned, by the day, every award required on it, lapsed or not. */
export const TRAINED = 4;
/** Trained, and every one of those awards holds on the day. */
export const CURRENT = 8;
/** Not trained, here, and the rule gives them longer than the promise's own day. */
export const NOT_YET_DUE = 16;
/** Counts in the net figure, if in the audience. */
export const AVAILABLE = 32;
// Above these, the kinds of absence and of exemption: 0 for none, otherwise one more than its place.
const ABSENCE = 64;
const ABSENCES = 16;
const EXEMPTION = ABSENCE * ABSENCES;
const EXEMPTIONS = 4;
/** Every standing is less than this. */
export const STANDINGS = EXEMPTION * EXEMPTIONS;

export function absenceOf(standing: number): AbsenceKind | null {
  return ABSENCE_KINDS[(Math.floor(standing / ABSENCE) % ABSENCES) - 1] ?? null;
}

export function exemptionOf(standing: number): ExemptionKind | null {
  return EXEMPTION_KINDS[Math.floor(standing / EXEMPTION) - 1] ?? null;
}

/** What a rule requires on a day. Days on which the same is required share one. */
interface Need {
  /** The day by which it must be earned; null: the day asked about. */
  readonly by: number | null;
  readonly parts: readonly {
    readonly part: ProgrammePart;
    /** For a part that honours earlier holders still: what was required on the day before it. */
    readonly earlier: Need | null;
  }[];
  readonly inBlocks: Map<Block, BlockNeed>;
}

interface BlockNeed {
  readonly by: number | null;
  readonly parts: readonly {
    /** By kind of award: whether it meets the part. */
    readonly meeting: Uint8Array;
    readonly earlier: BlockNeed | null;
  }[];
}

/** Units as they hung on a day. Days between which nothing of them changed share one. */
interface Tree {
  readonly units: ReadonlySet<UnitId> | null;
  readonly fits: FitsTest;
  readonly inBlocks: Map<Block, Uint8Array>;
}

/** A day made ready for asking about some people. */
export interface DayView {
  readonly block: Block;
  readonly moment: Moment;
  readonly day: number;
  /** The same for days that differ in no unit and no requirement. */
  readonly need: BlockNeed;
  readonly kinds: Uint8Array;
  readonly fits: FitsTest;
}

/** When somebody's standing changes though no fact begins or ends: their own due day, and years of service. */
export interface OwnDays {
  dueOn: Day | null;
  joined: Day | null;
}

/** What is asked, at one instant of knowledge, of any days. */
export interface Asking {
  readonly record: ForceRecord;
  readonly rule: CoverageRule;
  readonly known: Instant;
  readonly population: Omit<Population, "units">;
  /** The units looked at, as they hung at a moment; null: all. */
  readonly unitsAt: (moment: Moment) => ReadonlySet<UnitId> | null;
}

const IN_POPULATION = 1;
const FITS = 2;
const ANY_DAY = -1;

/** Answers how anybody counts, for one asking. */
export class Standings {
  readonly known: number;
  readonly #asking: Asking;
  /** Whether two people in one post may differ. */
  readonly #personal: boolean;
  readonly #hasGrace: boolean;
  readonly #needs = new Map<string, Need>();
  readonly #trees = new Map<number, Tree>();
  /** Days on which units begin or end. */
  readonly #unitDays: readonly number[];

  constructor(asking: Asking) {
    const { rule, record, known } = asking;
    this.#asking = asking;
    this.known = instantNumber(known);
    this.#personal = asksForRoles(rule.audience);
    this.#hasGrace = rule.joiningDays !== null || rule.returningDays !== null;
    this.#unitDays = record.units
      .filter((unit) => unit.knownFrom <= known && known < unit.knownTo)
      .flatMap((unit) => [dayNumber(unit.from), dayNumber(unit.to)]);
  }

  /** A day, for each of some blocks. */
  views(day: Day, blocks: readonly Block[]): DayView[] {
    const { record, rule, known } = this.#asking;
    const moment = { day, known };
    const number = dayNumber(day);
    const need = this.#needOn(day, null);
    const tree = this.#treeOn(moment, number);
    // Roles change from day to day whatever the tree does.
    const fits = this.#personal ? audienceTest(record, rule.audience, moment) : tree.fits;
    return blocks.map((block) => ({
      block,
      moment,
      day: number,
      need: needIn(block, need),
      kinds: this.#kindsIn(block, tree),
      fits,
    }));
  }

  #treeOn(moment: Moment, day: number): Tree {
    const { record, rule, unitsAt } = this.#asking;
    // Between two days on which no unit begins or ends the tree is the same.
    const key = this.#unitDays.reduce((count, one) => (one <= day ? count + 1 : count), 0);
    const there = this.#trees.get(key);
    if (there) return there;
    const fits = audienceTest(record, rule.audience, moment);
    const tree = { units: unitsAt(moment), fits, inBlocks: new Map<Block, Uint8Array>() };
    this.#trees.set(key, tree);
    return tree;
  }

  #needOn(day: Day, by: Day | null): Need {
    const { programmes, programme } = this.#asking.rule;
    const parts = partsOn(programmes, programme, day).map((part) => ({
      part,
      before: part.honouredUntil && day < part.honouredUntil ? addDays(part.requiredFrom, -1) : null,
    }));
    const key = JSON.stringify([by, parts]);
    const there = this.#needs.get(key);
    if (there) return there;
    const need = {
      by: by === null ? null : dayNumber(by),
      parts: parts.map(({ part, before }) => ({
        part,
        earlier: before === null ? null : this.#needOn(before, before),
      })),
      inBlocks: new Map<Block, BlockNeed>(),
    };
    this.#needs.set(key, need);
    return need;
  }

  /** What each of a block's kinds of post is worth: in the population, in the audience. */
  #kindsIn(block: Block, { units, fits, inBlocks }: Tree): Uint8Array {
    const there = inBlocks.get(block);
    if (there) return there;
    const { group, rank } = this.#asking.population;
    const [somebody] = block.people;
    const kinds = Uint8Array.from(block.postKinds, (post) => {
      if (units !== null && !units.has(post.unit)) return 0;
      if (group !== null && post.group !== group) return 0;
      if (rank !== null && rankOf(post.rank) !== rank) return 0;
      // Where roles count, each post is asked about again, for whoever has it.
      const fitting = this.#personal || (somebody !== undefined && fits(somebody, post));
      return IN_POPULATION | (fitting ? FITS : 0);
    });
    inBlocks.set(block, kinds);
    return kinds;
  }

  /** What a post is worth to somebody on a day: 0 outside the population or the time, and whether it fits the audience. */
  #worth(view: DayView, at: number, place: number): number {
    const { posts, people } = view.block;
    const worth = view.kinds[posts.kind[place] as number] as number;
    if (worth === 0 || !holds(posts, place, view.day, this.known)) return 0;
    if (!this.#personal) return worth;
    const person = people[at] as PersonRecord;
    const post = person.posts[place - (posts.first[at] as number)];
    return post !== undefined && view.fits(person, post) ? worth : IN_POPULATION;
  }

  /** Tells each post of somebody that lies in the population, and whether it fits the audience. */
  eachPost(view: DayView, at: number, tell: (kind: number, fits: boolean) => void): void {
    const { posts } = view.block;
    const last = posts.first[at + 1] as number;
    for (let place = posts.first[at] as number; place < last; place += 1) {
      const worth = this.#worth(view, at, place);
      if (worth !== 0) tell(posts.kind[place] as number, (worth & FITS) !== 0);
    }
  }

  /**
   * How somebody counts on a day; 0 for somebody who does not.
   * @param own is told their own days, where the rule or the population has any
   */
  of(view: DayView, at: number, own?: OwnDays): number {
    const { rule, population } = this.#asking;
    const { block, day } = view;
    const lastPost = block.posts.first[at + 1] as number;
    let worth = 0;
    for (let place = block.posts.first[at] as number; place < lastPost; place += 1)
      worth |= this.#worth(view, at, place);
    if (worth === 0) return 0;
    let standing = (worth & FITS) === 0 ? COUNTED : COUNTED | IN_AUDIENCE;
    const person = block.people[at] as PersonRecord;
    if (population.role !== null && !hasRole(person, population.role, view.moment)) return 0;
    if (population.service !== null) {
      const joined = joinedOn(person, view.moment);
      if (own) own.joined = joined;
      if (joined === null || serviceBand(joined, view.moment.day) !== population.service) return 0;
    }
    const absence = firstKind(block.absences, at, day, this.known);
    const exemption = firstKind(block.exemptions, at, day, this.known);
    standing |= absence * ABSENCE + exemption * EXEMPTION;
    if (this.#met(block, at, view.need, day, ANY_DAY)) {
      standing |= TRAINED;
      if (this.#met(block, at, view.need, day, day)) standing |= CURRENT;
    }
    if (absence !== 0 || exemption !== 0) return standing;
    if (this.#hasGrace && (standing & TRAINED) === 0) {
      const due = ownDueDay(rule, joinedOn(person, view.moment), returnedOn(person, view.moment));
      if (own) own.dueOn = due;
      if (inGrace(rule, due, view.moment.day)) {
        standing |= NOT_YET_DUE;
        if (rule.graceLeavesNet) return standing;
      }
    }
    return standing | AVAILABLE;
  }

  /**
   * Whether somebody had earned everything that is needed. A part that honours earlier holders is met by whoever had
   * met all that was required on the day before it.
   * @param heldOn also, that no award it rests on had lapsed by this day; `ANY_DAY`: lapsed ones count
   */
  #met(block: Block, at: number, need: BlockNeed, day: number, heldOn: number): boolean {
    const by = need.by ?? day;
    const { awards } = block;
    const first = awards.first[at] as number;
    const last = awards.first[at + 1] as number;
    for (const { meeting, earlier } of need.parts) {
      let earned = false;
      for (let place = first; place < last && !earned; place += 1)
        earned =
          meeting[awards.kind[place] as number] === 1 &&
          (awards.from[place] as number) <= by &&
          (awards.knownFrom[place] as number) <= this.known &&
          this.known < (awards.knownTo[place] as number) &&
          (awards.to[place] as number) > heldOn;
      if (!earned && !(earlier && this.#met(block, at, earlier, day, heldOn))) return false;
    }
    // A programme that requires nothing on the day has trained nobody.
    return need.parts.length > 0;
  }
}

function needIn(block: Block, need: Need): BlockNeed {
  const there = need.inBlocks.get(block);
  if (there) return there;
  const made = {
    by: need.by,
    parts: need.parts.map(({ part, earlier }) => ({
      meeting: Uint8Array.from(block.awardKinds, (kind) => (meets(part, kind) ? 1 : 0)),
      earlier: earlier && needIn(block, earlier),
    })),
  };
  need.inBlocks.set(block, made);
  return made;
}

/** Whether a fact is true on a day, as known at an instant. */
function holds(facts: Columns, place: number, day: number, known: number): boolean {
  return (
    (facts.from[place] as number) <= day &&
    day < (facts.to[place] as number) &&
    (facts.knownFrom[place] as number) <= known &&
    known < (facts.knownTo[place] as number)
  );
}

/** One more than the first of the kinds, in their own order, that is true: where there are two at once, always the same; 0 for none. */
function firstKind(facts: Columns, at: number, day: number, known: number): number {
  let least = 0;
  for (let place = facts.first[at] as number; place < (facts.first[at + 1] as number); place += 1) {
    if (!holds(facts, place, day, known)) continue;
    const kind = (facts.kind[place] as number) + 1;
    if (least === 0 || kind < least) least = kind;
  }
  return least;
}
