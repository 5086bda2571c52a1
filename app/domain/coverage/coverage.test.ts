import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CHANGING,
  day,
  forceRecords,
  laterFacts,
  moments,
  rules,
  UNITS,
} from "#tests/fixtures/coverage-records.ts";
import type { PersonId, UnitId } from "../ids.ts";
import { STAFF_GROUPS, type StaffGroup } from "../roster/workforce.ts";
import { END_OF_DAYS, END_OF_TIME, endOfDay, type Day } from "../time.ts";
import {
  audienceByUnit,
  audienceOf,
  countPeople,
  EVERYONE,
  figuresOf,
  standingsAt,
  type CoverageRule,
} from "./coverage.ts";
import type { AwardFact, Believed, ForceRecord, PersonRecord } from "./record.ts";
import { tally } from "./tally.ts";
import { ownDueDay, serviceBand } from "./target.ts";

const ALWAYS: Believed = { from: day(0), to: END_OF_DAYS, knownFrom: endOfDay(day(0)), knownTo: END_OF_TIME };
const post = (unit: string, group: StaffGroup, rank = "Police Constable", when: Partial<Believed> = {}) => ({
  ...ALWAYS,
  ...when,
  unit: unit as UnitId,
  group,
  rank,
});
const award = (module: string, from: Day, to: Day | null = null): AwardFact => ({
  module,
  via: "check",
  provider: null,
  from,
  to,
  stored: endOfDay(from),
  withdrawn: null,
});
const person = (name: string, facts: Partial<PersonRecord>): PersonRecord => ({
  person: name as PersonId,
  posts: [post("n1", "officer")],
  absences: [],
  exemptions: [],
  roles: [],
  awards: [],
  ...facts,
});
const force = (...people: PersonRecord[]): ForceRecord => ({
  people,
  units: [
    { ...ALWAYS, unit: "north" as UnitId, code: "north", name: "North", parent: null },
    { ...ALWAYS, unit: "n1" as UnitId, code: "n1", name: "Northgate", parent: "north" as UnitId },
  ],
});
const RULE: CoverageRule = {
  programmes: [CHANGING],
  programme: "changing",
  audience: "everyone",
  dueOn: day(60),
  joiningDays: null,
  returningDays: null,
  graceLeavesNet: false,
};
const on = (number: number) => ({ day: day(number), known: endOfDay(day(number)) });
const figures = (record: ForceRecord, at: number, rule: Partial<CoverageRule> = {}) =>
  figuresOf(audienceOf(countPeople(record, { ...RULE, ...rule }, on(at))));

describe("coverage", () => {
  it("keeps its steps in order, whoever is asked about", () => {
    fc.assert(
      fc.property(forceRecords, rules, moments, (record, rule, moment) => {
        const all = countPeople(record, rule, moment);
        const found = figuresOf(audienceOf(all));
        const left = found.absent + found.exempt + (rule.graceLeavesNet ? found.not_yet_due : 0);
        expect(found.in_post - left).toBe(found.net);
        expect(found.in_post).toBeLessThanOrEqual(all.length);
        expect(found.current_net).toBeLessThanOrEqual(found.trained_net);
        expect(found.trained_net).toBeLessThanOrEqual(Math.min(found.net, found.trained_in_post));
        expect(found.trained_in_post).toBeLessThanOrEqual(found.in_post);
      }),
    );
  });

  it("tells the same as known at an instant, whatever is learnt afterwards", () => {
    fc.assert(
      fc.property(forceRecords, fc.array(laterFacts), rules, moments, (record, news, rule, moment) => {
        const later = <Fact extends Believed>(facts: readonly Fact[]): Fact[] =>
          facts.filter((fact) => fact.knownFrom > moment.known);
        const wiser: ForceRecord = {
          ...record,
          people: record.people.map((one, at) => {
            // What was believed then is believed no more, and something else is.
            const closed = <Fact extends Believed>(facts: readonly Fact[]): Fact[] =>
              facts.map((fact) =>
                fact.knownFrom <= moment.known && fact.knownTo > moment.known
                  ? { ...fact, knownTo: endOfDay(day(120)) }
                  : fact,
              );
            const fresh = news[at];
            return {
              ...one,
              posts: [...closed(one.posts), ...later(fresh?.posts ?? [])],
              absences: [...closed(one.absences), ...later(fresh?.absences ?? [])],
              exemptions: [...closed(one.exemptions), ...later(fresh?.exemptions ?? [])],
              roles: [...closed(one.roles), ...later(fresh?.roles ?? [])],
              awards: [
                ...one.awards.map((held) => ({ ...held, withdrawn: held.withdrawn ?? endOfDay(day(120)) })),
                ...(fresh?.awards ?? []).filter((held) => held.stored > moment.known),
              ],
            };
          }),
        };
        expect(countPeople(wiser, rule, moment)).toEqual(countPeople(record, rule, moment));
      }),
    );
  });

  it("adds up over the groups and over the units when everyone has one posting", () => {
    fc.assert(
      fc.property(forceRecords, moments, (record, moment) => {
        const single = {
          ...record,
          people: record.people.map((one) => ({ ...one, posts: one.posts.slice(0, 1) })),
        };
        const counted = countPeople(single, RULE, moment);
        const whole = figuresOf(counted);
        const byUnit = audienceByUnit(counted);
        for (const name of ["in_post", "net", "trained_in_post", "trained_net", "current_net"] as const) {
          const groups = tally(standingsAt(single, RULE, moment), 0, () => undefined).groups.reduce(
            (sum, row) => sum + row.figures[name],
            0,
          );
          const units = UNITS.reduce((sum, unit) => sum + figuresOf(byUnit.get(unit) ?? [])[name], 0);
          expect([groups, units]).toEqual([whole[name], whole[name]]);
        }
      }),
    );
  });

  it("counts somebody with two postings once in each group and once in the whole", () => {
    const both = force(person("p", { posts: [post("n1", "special"), post("north", "staff")] }));
    const counted = countPeople(both, RULE, on(10));
    expect(figuresOf(counted).in_post).toBe(1);
    const { groups } = tally(standingsAt(both, RULE, on(10)), 0, () => undefined);
    expect(groups.map((row) => [row.group, row.figures.in_post])).toEqual([
      ["special", 1],
      ["staff", 1],
    ]);
    for (const group of STAFF_GROUPS)
      expect(figures(both, 10, { audience: [{ groups: [group] }] }).in_post).toBe(
        group === "special" || group === "staff" ? 1 : 0,
      );
  });

  it("is not in a target's audience by a posting that lies outside the unit asked about", () => {
    const both = force(person("p", { posts: [post("n1", "special"), post("north", "officer")] }));
    const audience = [{ groups: ["officer" as const] }];
    const inside = { ...EVERYONE, units: new Set(["n1" as UnitId]) };
    const [counted] = countPeople(both, { ...RULE, audience }, on(10), inside);
    expect(counted?.inAudience).toBe(false);
  });

  it("gives no rate where there is nobody", () => {
    const none = figures(force(), 10);
    expect([none.gross_rate, none.net_rate, none.current_rate]).toEqual([null, null, null]);
  });

  it("counts a lapsed award as trained and not as current", () => {
    const lapsed = force(person("p", { awards: [award("a", day(1)), award("b", day(1), day(10))] }));
    const found = figures(lapsed, 10);
    expect([found.trained_net, found.current_net]).toEqual([1, 0]);
  });

  it("takes out whoever is away or exempt, once, and keeps them in the gross figure", () => {
    const away = { ...ALWAYS, kind: "maternity" as const };
    const exempt = { ...ALWAYS, kind: "exemption" as const };
    const found = figures(
      force(
        person("p", { absences: [away], exemptions: [exempt] }),
        person("q", { exemptions: [exempt] }),
        person("r", {}),
      ),
      10,
    );
    expect([found.in_post, found.absent, found.exempt, found.net]).toEqual([3, 1, 1, 1]);
  });

  it("finds an audience by rank, by role and by unit with all below it", () => {
    const some = force(
      person("p", { posts: [post("n1", "officer", "A/Sgt")] }),
      person("q", { posts: [post("n1", "staff", "Grade E")], roles: [{ ...ALWAYS, role: "supervisor" }] }),
      person("r", { posts: [post("elsewhere", "officer")] }),
    );
    expect(figures(some, 10, { audience: [{ ranks: ["sergeant"] }] }).in_post).toBe(1);
    expect(
      figures(some, 10, { audience: [{ ranks: ["sergeant"] }, { roles: ["supervisor"] }] }).in_post,
    ).toBe(2);
    expect(figures(some, 10, { audience: [{ units: ["north"] }] }).in_post).toBe(2);
  });

  it("honours earlier holders of a programme that changed, until its day, and no longer", () => {
    const earlier = [award("a", day(1)), award("b", day(40))];
    const late = [award("a", day(1)), award("b", day(55))];
    const trained = (awards: AwardFact[], at: number) =>
      figures(force(person("p", { awards })), at).trained_net;
    expect([49, 50, 69, 70].map((at) => trained(earlier, at))).toEqual([1, 1, 1, 0]);
    expect(trained(late, 60)).toBe(0);
    expect(trained([...late, award("c", day(58))], 60)).toBe(1);
  });

  it("gives recruits and those who come back their own time, and takes them out only if the target says so", () => {
    const recruit = person("p", { posts: [post("n1", "officer", "Police Constable", { from: day(55) })] });
    const back = person("q", { absences: [{ ...ALWAYS, to: day(58), kind: "maternity" }] });
    const grace = { joiningDays: 30, returningDays: 20 };
    const found = (at: number, more: Partial<CoverageRule> = {}) => {
      const { not_yet_due, net } = figures(force(recruit, back, person("r", {})), at, { ...grace, ...more });
      return [not_yet_due, net];
    };
    expect([59, 77, 78, 85].map((at) => found(at))).toEqual([
      [2, 3],
      [2, 3],
      [1, 3],
      [0, 3],
    ]);
    expect(found(59, { graceLeavesNet: true })).toEqual([2, 1]);
    expect(ownDueDay({ ...RULE, ...grace }, day(0), null)).toBe(day(60));
    expect(ownDueDay({ ...RULE, ...grace, dueOn: null }, day(5), null)).toBe(day(35));
  });

  it("counts length of service from the first day of the unbroken time in post", () => {
    const moved = person("p", {
      posts: [
        post("n1", "officer", "Police Constable", { from: "2008-06-05" as Day, to: "2015-03-01" as Day }),
        post("n2", "officer", "Police Sergeant", { from: "2015-03-01" as Day }),
      ],
    });
    const back = person("q", {
      posts: [
        post("n1", "officer", "Police Constable", { from: "2008-06-05" as Day, to: "2015-03-01" as Day }),
        post("n2", "officer", "Police Constable", { from: "2018-01-01" as Day }),
      ],
    });
    const band = (service: "under-1" | "5-to-9") =>
      countPeople(force(moved, back), RULE, on(10), { ...EVERYONE, service }).map((one) => one.person);
    expect([band("5-to-9"), band("under-1")]).toEqual([["p"], ["q"]]);
    expect(serviceBand("2008-06-05" as Day, "2018-06-04" as Day)).toBe("5-to-9");
    expect(serviceBand("2008-06-05" as Day, "2018-06-05" as Day)).toBe("10-or-more");
  });
});
