import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PersonId, UnitId } from "../ids.ts";
import { addDays, END_OF_DAYS, parseDay, type Day } from "../time.ts";
import { readExtract, type FileRow } from "./extract.ts";
import { planRoster, type BelievedPerson, type BelievedUnit, type RosterBelief } from "./plan.ts";

const FIRST = parseDay("2018-01-01");
const NEXT = parseDay("2018-02-01");
const NOBODY: RosterBelief = { forceName: "Marlshire", people: [], units: [], newest: null };

/** What is believed after a plan was written, by the plainest means. */
function write(belief: RosterBelief, plan: ReturnType<typeof planRoster>): RosterBelief {
  let made = 0;
  const id = () => `${plan.asAt} ${(made += 1)} ${belief.people.length}`;
  const numbers = [...belief.people.map((one) => one.number ?? ""), ...plan.newPeople];
  const closed = new Set([...plan.postings.closed, ...plan.absences.closed, ...plan.details.closed]);
  const people = numbers.map((number): BelievedPerson => {
    const before = belief.people.find((one) => one.number === number);
    const opened = plan.details.opened.filter((one) => one.number === number);
    const [latest] = opened.filter((one) => one.to === END_OF_DAYS);
    return {
      id: number as PersonId,
      number,
      details: latest ? { ...latest, id: id() } : (before?.details ?? null),
      postings: [
        ...(before?.postings ?? []).filter((one) => !closed.has(one.id)),
        ...plan.postings.opened.filter((one) => one.number === number).map((one) => ({ ...one, id: id() })),
      ],
      absences: [
        ...(before?.absences ?? []).filter((one) => !closed.has(one.id)),
        ...plan.absences.opened.filter((one) => one.number === number).map((one) => ({ ...one, id: id() })),
      ],
    };
  });
  const keys = new Set([...belief.units.map((one) => one.key), ...plan.newUnits.map((one) => one.key)]);
  const units = [...keys].map((key): BelievedUnit => {
    const before = belief.units.find((one) => one.key === key);
    const latest = plan.unitVersions.opened.find((one) => one.key === key && one.to === END_OF_DAYS);
    return {
      id: key as UnitId,
      key,
      code: key.replace("unit:", ""),
      latest: latest
        ? { id: id(), name: latest.name, parentKey: latest.parentKey, from: latest.from }
        : (before?.latest ?? null),
    };
  });
  return { forceName: belief.forceName, people, units, newest: plan.asAt };
}

/** What is believed, without what only tells rows apart. */
function told({ people, units }: RosterBelief) {
  return {
    people: people
      .map(({ number, details, postings, absences }) => ({
        number,
        name: details && [details.surname, details.forenames, details.from].join(" "),
        postings: postings
          .map((one) => [one.appointment, one.unit, one.group, one.rank, one.fte, one.from, one.to].join(" "))
          .sort(),
        absences: absences.map((one) => [one.kind, one.from, one.to].join(" ")).sort(),
      }))
      .sort((a, b) => ((a.number ?? "") < (b.number ?? "") ? -1 : 1)),
    units: units.map((unit) => [unit.key, unit.latest?.name, unit.latest?.parentKey].join("|")).sort(),
  };
}

const uk = (day: Day) => day.split("-").reverse().join("/");
const person = fc.record({
  number: fc.integer({ min: 1, max: 12 }),
  group: fc.constantFrom("Police Officer", "PCSO", "Special Constable", "Police Staff"),
  rank: fc.constantFrom("Police Constable", "Sergeant", "Acting Sergeant"),
  unit: fc.integer({ min: 1, max: 4 }),
  fte: fc.constantFrom("1.0", "0.6"),
  postBack: fc.integer({ min: 0, max: 90 }),
  left: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null, freq: 8 }),
  away: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null, freq: 4 }),
});
type Shown = typeof person extends fc.Arbitrary<infer One> ? One : never;

function rowsAt(asAt: Day, shown: readonly Shown[]): FileRow[] {
  return shown.map((one, at) => ({
    line: at + 2,
    fields: {
      "Employee Number": `E${one.number}`,
      Surname: `Hale ${one.number}`,
      Forenames: "Mair",
      "Staff Group": one.group,
      "Rank/Grade": one.rank,
      BCU: one.unit > 2 ? "South" : "North",
      "Unit Code": `N${one.unit}`,
      Team: `Team ${one.unit}`,
      FTE: one.fte,
      "Start Date": "05/01/2010",
      "Post Start Date": uk(addDays(asAt, -one.postBack)),
      "Leaving Date": one.left === null ? "" : uk(addDays(asAt, -Math.min(one.left, one.postBack))),
      "Absence Type": one.away === null ? "" : "Maternity",
      "Absence Start": one.away === null ? "" : uk(addDays(asAt, -one.away)),
    },
  }));
}

describe("an import", () => {
  const extract = fc.array(person, { maxLength: 16 });

  it("split in two equals the whole, whoever is in which part", () => {
    fc.assert(
      fc.property(extract, extract, fc.integer({ min: 0, max: 12 }), (first, next, cut) => {
        const before = write(
          NOBODY,
          planRoster(NOBODY, readExtract(rowsAt(FIRST, first)), FIRST, "everyone"),
        );
        const bring = (belief: RosterBelief, shown: Shown[]) =>
          write(belief, planRoster(belief, readExtract(rowsAt(NEXT, shown)), NEXT, "some"));
        const whole = bring(before, next);
        const low = next.filter((one) => one.number <= cut);
        const high = next.filter((one) => one.number > cut);
        expect(told(bring(bring(before, low), high))).toEqual(told(whole));
      }),
    );
  });

  it("takes what it says of somebody with two posts from both rows, in whatever order they stand", () => {
    const shown = { number: 1, unit: 1, rank: "Sergeant", fte: "1.0", postBack: 0, left: null, away: null };
    const rowOf = (group: Shown["group"], fields: FileRow["fields"]): FileRow[] =>
      rowsAt(FIRST, [{ ...shown, group } as Shown]).map((row) => ({
        ...row,
        fields: { ...row.fields, ...fields },
      }));
    const staff = rowOf("Police Staff", { "Start Date": "05/01/2010" });
    const special = rowOf("Special Constable", { "Start Date": "05/01/2016", "Collar Number": "908" });
    for (const rows of [
      [...staff, ...special],
      [...special, ...staff],
    ]) {
      const { details } = planRoster(NOBODY, readExtract(rows), FIRST, "everyone");
      expect(details.opened).toMatchObject([{ collarNumber: "908", from: "2010-01-05" }]);
    }
  });

  it("changes nothing a second time", () => {
    fc.assert(
      fc.property(extract, extract, (first, next) => {
        const before = write(
          NOBODY,
          planRoster(NOBODY, readExtract(rowsAt(FIRST, first)), FIRST, "everyone"),
        );
        const rows = readExtract(rowsAt(NEXT, next));
        const once = write(before, planRoster(before, rows, NEXT, "everyone"));
        expect(told(write(once, planRoster(once, rows, NEXT, "everyone")))).toEqual(told(once));
      }),
    );
  });

  it("never lets two postings of one appointment overlap", () => {
    fc.assert(
      fc.property(fc.array(extract, { minLength: 1, maxLength: 5 }), (months) => {
        let belief = NOBODY;
        months.forEach((shown, at) => {
          const asAt = addDays(FIRST, 30 * at);
          belief = write(belief, planRoster(belief, readExtract(rowsAt(asAt, shown)), asAt, "everyone"));
        });
        for (const one of belief.people) {
          for (const number of new Set(one.postings.map((span) => span.appointment))) {
            const spans = one.postings
              .filter((span) => span.appointment === number)
              .sort((a, b) => (a.from < b.from ? -1 : 1));
            spans.forEach((span, at) => {
              expect(span.from < span.to).toBe(true);
              expect((spans[at - 1]?.to ?? "") <= span.from).toBe(true);
            });
          }
        }
      }),
    );
  });
});
