import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STAFF_GROUPS, type StaffGroup } from "../roster/workforce.ts";
import { addDays, parseDay, type Day } from "../time.ts";
import type { Counts } from "./coverage.ts";
import { tell, toldOf, wholeOf, type Candidate, type FrozenMonth, type ToldMonth } from "./disclosure.ts";
import { FEWEST } from "./publish.ts";
import type { TargetAudience } from "./target.ts";

const FIRST = parseDay("2018-01-31");
const UNITS = ["a", "b", "c"] as const;

interface Somebody {
  readonly groups: readonly StaffGroup[];
  readonly sergeant: boolean;
  readonly unit: (typeof UNITS)[number];
  readonly available: boolean;
  readonly trained: boolean;
  /** Their own day has not come: they leave the net figure of a target that says so. */
  readonly late: boolean;
}

interface Promised {
  readonly target: string;
  readonly audience: TargetAudience;
  readonly programme: string;
  readonly graceLeavesNet?: boolean;
}

const only = (group: StaffGroup, programme = "core"): Promised => ({
  target: `${group}-${programme}`,
  audience: [{ groups: [group] }],
  programme,
});
const PROMISES: readonly Promised[] = [
  { target: "everyone", audience: "everyone", programme: "core" },
  ...STAFF_GROUPS.map((group) => only(group)),
  only("officer", "advanced"),
  { ...only("officer"), target: "officer-again", graceLeavesNet: true },
  { ...only("officer", "advanced"), target: "officer-late", graceLeavesNet: true },
  { target: "sergeants", audience: [{ groups: ["officer"], ranks: ["sergeant"] }], programme: "core" },
  { target: "constables", audience: [{ groups: ["officer"], ranks: ["constable"] }], programme: "core" },
  { target: "unit-a", audience: [{ units: ["a"] }], programme: "core" },
  { target: "two-groups", audience: [{ groups: ["officer", "pcso"] }], programme: "core" },
  { target: "either", audience: [{ groups: ["officer"] }, { groups: ["staff"] }], programme: "core" },
];

function fits(person: Somebody, audience: TargetAudience): boolean {
  if (audience === "everyone") return true;
  return audience.some(
    (clause) =>
      (!clause.groups || clause.groups.some((group) => person.groups.includes(group))) &&
      (!clause.ranks || clause.ranks.includes(person.sergeant ? "sergeant" : "constable")) &&
      (!clause.units || clause.units.includes(person.unit)),
  );
}

const inNet = (person: Somebody, { graceLeavesNet }: Promised) =>
  person.available && !(graceLeavesNet && person.late);

function counted(people: readonly Somebody[], promised: Promised): Candidate {
  const inPost = people.filter((one) => fits(one, promised.audience));
  const net = inPost.filter((one) => inNet(one, promised));
  const trained = (some: readonly Somebody[]) => some.filter((one) => one.trained).length;
  const total: Counts = {
    in_post: inPost.length,
    absent: inPost.filter((one) => !one.available).length,
    exempt: 0,
    not_yet_due: inPost.filter((one) => one.available && one.late).length,
    net: net.length,
    trained_in_post: trained(inPost),
    trained_net: trained(net),
    current_net: trained(net),
  };
  const units = UNITS.map((unit) => {
    const there = inPost.filter((one) => one.available && one.unit === unit);
    return { unit, name: unit, parent: "Force", net: there.length, trained: trained(there) };
  });
  const { target, audience, programme } = promised;
  return { target, audience, programme, total, units };
}

const somebody = (groups: readonly StaffGroup[]) =>
  fc
    .record({
      sergeant: fc.boolean(),
      unit: fc.constantFrom(...UNITS),
      available: fc.boolean().map((away) => !away),
      rank: fc.nat(9),
    })
    .map(({ sergeant, unit, available, rank }): Somebody => {
      return {
        groups,
        sergeant,
        unit,
        available: available || rank > 2,
        trained: rank % 2 > 0,
        late: rank === 4,
      };
    });
const some = (groups: readonly StaffGroup[], least: number, most: number) =>
  fc.array(somebody(groups), { minLength: least, maxLength: most });

/** A force: groups that are small, just large enough or large, and a few who are in two. */
const force = fc
  .tuple(
    some(["officer"], 20, 45),
    fc.oneof(some(["pcso"], 0, 9), some(["pcso"], 12, 18)),
    fc.oneof(some(["special"], 0, 4), some(["special"], 12, 30)),
    fc.oneof(some(["staff"], 0, 9), some(["staff"], 12, 18)),
    some(["special", "staff"], 0, 3),
  )
  .map((parts) => parts.flat());

/** Dates: on each, some targets hold; from one to the next the people may be the same, until they are others for good. */
const histories = fc.record({
  forces: fc.array(force, { minLength: 1, maxLength: 2 }),
  dates: fc.array(
    fc.record({ others: fc.boolean(), holding: fc.subarray([...PROMISES], { minLength: 1 }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
});

interface Date_ {
  readonly day: Day;
  readonly people: readonly Somebody[];
}

/** Freezes every date, one after the other, as the house does. */
function published(dates: readonly (Date_ & { holding: readonly Promised[] })[]): ToldMonth[] {
  const months: FrozenMonth[] = [];
  for (const { day, people, holding } of dates) {
    const candidates = holding.map((one) => counted(people, one));
    for (const [target, stored] of tell(day, candidates, toldOf(months), people)) {
      const { audience, programme } = candidates.find((one) => one.target === target) as Candidate;
      // As it comes back from the database.
      months.push({
        target,
        audience,
        programme,
        published: JSON.parse(JSON.stringify(stored)) as typeof stored,
      });
    }
  }
  return toldOf(months);
}

/**
 * What an attacker works out who knows on which dates nobody changed: every sum and difference of what is published of
 * the same people. One that is a count of certain people, each once, and of fewer than ten of them, is found.
 */
function workedOut(people: readonly Somebody[], told: readonly ToldMonth[]): string[] {
  const of = (month: ToldMonth) => PROMISES.find((one) => one.target === month.target) as Promised;
  return (["in post", "available"] as const).flatMap((measure) => {
    const vectors = new Map<string, readonly number[]>();
    for (const month of told) {
      const vector = people.map((one) =>
        fits(one, of(month).audience) && (measure === "in post" || one.available) ? 1 : 0,
      );
      if (!vectors.has(vector.join(""))) vectors.set(vector.join(""), vector);
    }
    let sums: number[][] = [people.map(() => 0)];
    for (const vector of vectors.values())
      sums = sums.flatMap((sum) =>
        [-1, 0, 1].map((sign) => sum.map((part, at) => part + sign * (vector[at] ?? 0))),
      );
    return sums.flatMap((sum) => {
      const size = sum.reduce((all, part) => all + part, 0);
      const isCount = sum.every((part) => part === 0 || part === 1);
      return isCount && size > 0 && size < FEWEST ? [`${size} people ${measure}`] : [];
    });
  });
}

describe("what everyone is told of several targets", () => {
  it("is of whole groups and of everyone, never of anything narrower", () => {
    expect(PROMISES.filter((one) => wholeOf(one.audience) === null).map((one) => one.target)).toEqual([
      ...["sergeants", "constables", "unit-a", "two-groups", "either"],
    ]);
  });

  it("lets nobody work out a small count: not from overlapping targets, and not over dates on which nobody changed", () => {
    const seen = { told: 0, everyone: 0, withheld: 0 };
    fc.assert(
      fc.property(histories, ({ forces, dates }) => {
        const on = dates.map(({ holding }, at) => ({
          day: addDays(FIRST, 30 * at),
          people: forces[dates.slice(0, at + 1).some((one) => one.others) ? forces.length - 1 : 0] ?? [],
          holding,
        }));
        const told = published(on);
        seen.told += told.length;
        seen.everyone += told.filter((one) => one.whole === "everyone").length;
        seen.withheld += on.flatMap((one) => one.holding).length - told.length;
        for (const people of forces) {
          const days = on.filter((one) => one.people === people).map((one) => one.day);
          expect(
            workedOut(
              people,
              told.filter((one) => days.includes(one.publication.day)),
            ),
          ).toEqual([]);
        }
        for (const group of STAFF_GROUPS) {
          const shown = told.filter((one) => one.whole === group && one.publication.rows.length > 0);
          expect(new Set(shown.map((one) => one.programme)).size).toBeLessThan(2);
        }
      }),
      { numRuns: 400 },
    );
    // Silence would be safe too.
    expect(seen.told).toBeGreaterThan(400);
    expect(seen.everyone).toBeGreaterThan(20);
    expect(seen.withheld).toBeGreaterThan(400);
  });

  const people = (group: StaffGroup, count: number): Somebody[] =>
    Array.from({ length: count }, (_, at) => {
      return {
        groups: [group],
        sergeant: false,
        unit: "a",
        available: true,
        trained: at % 2 === 0,
        late: false,
      };
    });
  const slugs = (told: readonly ToldMonth[]) => told.map((one) => `${one.publication.day} ${one.target}`);

  it("withholds a group of fewer than ten, and a group that everyone's total would give it away by", () => {
    const there = [...people("officer", 40), ...people("pcso", 20), ...people("special", 3)];
    const [everyone, officers, pcsos, specials] = [
      PROMISES[0] as Promised,
      ...(["officer", "pcso", "special"] as const).map((group) => only(group)),
    ] as const;
    const next = addDays(FIRST, 30);
    expect(
      slugs(
        published([
          { day: FIRST, people: there, holding: [everyone, officers as Promised] },
          { day: next, people: there, holding: [everyone, officers, pcsos, specials] as Promised[] },
        ]),
      ),
    ).toEqual([`${FIRST} everyone`, `${FIRST} officer-core`, `${next} everyone`, `${next} officer-core`]);
  });

  it("goes on with the target that was told of last, and tells two for the same people once", () => {
    const there = people("officer", 40);
    const [first, again] = [only("officer"), { ...only("officer"), target: "renewed" }];
    const days = [0, 30, 60].map((days) => addDays(FIRST, days)) as [Day, Day, Day];
    expect(
      slugs(
        published([
          { day: days[0], people: there, holding: [first] },
          { day: days[1], people: there, holding: [again, first] },
          { day: days[2], people: there, holding: [again] },
        ]),
      ),
    ).toEqual([`${days[0]} officer-core`, `${days[1]} officer-core`, `${days[2]} renewed`]);
  });

  it("withholds what was frozen before by a looser rule", () => {
    const there = [...people("officer", 40), ...people("special", 3)];
    const frozen = (promised: Promised): FrozenMonth => {
      const { total, units, target, audience, programme } = counted(there, promised);
      const rows = units.map(({ unit, net, trained }) => {
        return { units: [unit], names: [unit], parent: null, net, trained, rate: null };
      });
      const sums = { net: total.net, trained: total.trained_net };
      return {
        target,
        audience,
        programme,
        published: { day: FIRST, total, rows, rowsDay: FIRST, rowsTotal: sums },
      };
    };
    const told = toldOf(PROMISES.map(frozen));
    expect(slugs(told)).toEqual([`${FIRST} officer-core`, `${FIRST} officer-advanced`]);
    expect(told.map((one) => one.publication.rows.length)).toEqual([3, 0]);
    expect(slugs(toldOf([frozen(PROMISES[0] as Promised)]))).toEqual([`${FIRST} everyone`]);
  });
});
