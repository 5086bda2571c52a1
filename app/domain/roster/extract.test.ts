import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, parseDay } from "../time.ts";
import { EXTRACT_COLUMNS, readExtract, requireColumns, type FileRow } from "./extract.ts";

const RIGHT: Readonly<Record<string, string>> = {
  "Employee Number": "E1",
  "Collar Number": "C1",
  Surname: "Hale",
  Forenames: "Mair",
  "Known As": "",
  "Work Email": "Mair.Hale@marlshire.police.example",
  "Staff Group": "Police Officer",
  "Rank/Grade": "Police Constable",
  BCU: "North",
  "Unit Code": "N1",
  Team: "Northgate",
  FTE: "1.0",
  "Start Date": "05/01/2015",
  "Post Start Date": "01/05/2017",
  "Leaving Date": "",
  "Absence Type": "",
  "Absence Start": "",
  "Absence End": "",
};
const row = (line: number, change: Readonly<Record<string, string>> = {}): FileRow => ({
  line,
  fields: { ...RIGHT, ...change },
});
const problemOf = (change: Readonly<Record<string, string>>) => readExtract([row(41, change)]).problems;

describe("an extract", () => {
  it("is read by the names of its columns, with days and words of its own", () => {
    const change = { "Absence Type": "Long-Term Sick", "Absence Start": "02/01/2018", "Absence End": "" };
    expect(readExtract([row(2, change)])).toMatchObject({
      problems: [],
      rows: [
        {
          line: 2,
          employeeNumber: "E1",
          workEmail: "mair.hale@marlshire.police.example",
          group: "officer",
          startedOn: "2015-01-05",
          postFrom: "2017-05-01",
          leavesOn: null,
          absence: { kind: "long-term-sick", from: "2018-01-02", lastDay: null },
        },
      ],
    });
  });

  it("names the line and the column of a day that is not one", () => {
    expect(problemOf({ "Start Date": "31/02/2018" })).toEqual([
      { line: 41, column: "Start Date", message: '"31/02/2018" is not a day; use DD/MM/YYYY' },
    ]);
    expect(problemOf({ "Start Date": "2018-02-01" })).toMatchObject([{ line: 41, column: "Start Date" }]);
    expect(problemOf({ "Start Date": "" })).toMatchObject([{ line: 41, column: "Start Date" }]);
    expect(problemOf({ "Absence Type": "Maternity" })).toMatchObject([{ column: "Absence Start" }]);
  });

  it("rejects a row without a number, an empty row and a total", () => {
    const empty = Object.fromEntries(EXTRACT_COLUMNS.map((column) => [column, ""]));
    const read = readExtract([
      row(2, { "Employee Number": " " }),
      { line: 3, fields: empty },
      row(4, { "Employee Number": "Total: 1641" }),
    ]);
    expect(read.rows).toEqual([]);
    expect(read.problems.map((one) => [one.line, one.column])).toEqual([
      [2, "Employee Number"],
      [3, "Employee Number"],
      [4, "Employee Number"],
    ]);
    expect([...read.present]).toEqual([]);
  });

  it("counts the first of two rows for one person and reports the second", () => {
    const read = readExtract([row(2), row(3, { "Unit Code": "N2" })]);
    expect(read.rows.map((one) => one.unitCode)).toEqual(["N1"]);
    expect(read.problems).toMatchObject([{ line: 3, column: "Employee Number" }]);
  });

  it("holds two rows for one person in two groups to be two postings at once", () => {
    const read = readExtract([row(2), row(3, { "Staff Group": "Police Staff" }), row(4)]);
    expect(read.rows.map((one) => one.group)).toEqual(["officer", "staff"]);
    expect(read.problems).toMatchObject([{ line: 4, column: "Employee Number" }]);
  });

  it("holds a person whose row was wrong to be present", () => {
    const read = readExtract([row(2, { "Staff Group": "Astronaut" })]);
    expect(read.rows).toEqual([]);
    expect([...read.present]).toEqual(["E1"]);
  });

  it("takes no word for a group or an absence that only JavaScript knows", () => {
    for (const word of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      expect(problemOf({ "Staff Group": word })).toMatchObject([{ line: 41, column: "Staff Group" }]);
      expect(problemOf({ "Absence Type": word })).toMatchObject([{ line: 41, column: "Absence Type" }]);
    }
  });

  it("lacking columns is refused once, naming them all", () => {
    expect(() => {
      requireColumns(["Employee Number", "Surname"], ["Employee Number", "Team", "FTE"]);
    }).toThrow('The file has no column "Team", "FTE"');
  });

  it("gives every row back once, read or reported, whatever stands in it", () => {
    const text = fc.constantFrom("", " ", "E1", "E2", "Total", "31/02/2018", "01/02/2018", "PCSO", "x");
    const change = fc.dictionary(fc.constantFrom(...EXTRACT_COLUMNS), text);
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const read = readExtract(changes.map((one, at) => row(at + 2, one)));
        const lines = [...read.rows, ...read.problems].map((one) => one.line).sort((a, b) => a - b);
        expect(lines).toEqual(changes.map((_, at) => at + 2));
        for (const one of read.rows) expect(read.present.has(one.employeeNumber)).toBe(true);
        const posts = read.rows.map((one) => `${one.group} ${one.employeeNumber}`);
        expect(new Set(posts).size).toBe(read.rows.length);
      }),
    );
  });

  it("reads every day back that it was written from", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (count) => {
        const day = addDays(parseDay("1970-01-01"), count);
        const written = day.split("-").reverse().join("/");
        const read = readExtract([row(2, { "Start Date": written, "Post Start Date": "" })]);
        expect(read.rows[0]?.startedOn).toBe(day);
      }),
    );
  });
});
