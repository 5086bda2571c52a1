/**
 * How a source's file is read: which column holds what, how it writes days and
 * shares, and what its words mean (docs/importing.md). Intentionally pure.
 */
import { z } from "zod";
import { isDayFormat } from "./days.ts";
import { TRAINING_OUTCOMES } from "./training-fields.ts";
import { ABSENCE_KINDS, STAFF_GROUPS } from "./workforce.ts";

const column = z.string().trim().min(1, "name a column").max(200);
const word = z.string().max(200);
/** Words of the file in any capitals → ours. */
const words = <Ours extends z.ZodType>(ours: Ours) => z.record(word, ours).default({});

const dayFormat = z
  .string()
  .max(40)
  .refine(isDayFormat, 'is made of D, M and Y, such as DD/MM/YYYY or D MMM YY; or it is "excel"');

/** What every file needs besides its columns. */
const file = {
  encoding: z.string().max(40).default("auto"),
  delimiter: z.enum(["auto", ",", ";", "\t", "|"], "choose one").default("auto"),
  /** The sheet of a workbook: its name, or its place from 1. */
  sheet: z.union([z.string().min(1).max(100), z.int().min(1).max(200)]).default(1),
  /** The line that names the columns, from 1; what stands above it is passed over. */
  headerRow: z
    .int("give a number from 1 to 100")
    .min(1, "give a number from 1 to 100")
    .max(100, "give a number from 1 to 100")
    .default(1),
  dayFormats: z.array(dayFormat).min(1).max(6).default(["DD/MM/YYYY"]),
};

/** How a file is written, without what its columns hold: enough to find its columns. */
export const tableFormSchema = z.object(file);

const PEOPLE_FIELDS = {
  employeeNumber: column,
  collarNumber: column.optional(),
  surname: column.optional(),
  forenames: column.optional(),
  fullName: column.optional(),
  knownAs: column.optional(),
  workEmail: column.optional(),
  group: column.optional(),
  rank: column.optional(),
  actingRank: column.optional(),
  actingFrom: column.optional(),
  areas: z.union([column.transform((one) => [one]), z.array(column).max(4)]).default([]),
  unitCode: column.optional(),
  unitName: column,
  fte: column.optional(),
  startedOn: column,
  postFrom: column.optional(),
  leavesOn: column.optional(),
  absence: column.optional(),
  absenceFrom: column.optional(),
  absenceTo: column.optional(),
};

/** A map of a full extract of people. */
export const peopleMapSchema = z
  .strictObject({
    ...file,
    /** `everyone`: whoever is missing has left. `some`: nothing is said of those who are not in the file. */
    covers: z.enum(["everyone", "some"]).default("everyone"),
    /** More than this share of those in post missing stops the import and asks. */
    missingShare: z
      .number("give a share from 0 to 1 (0 to 100 %)")
      .min(0, "give a share from 0 to 1 (0 to 100 %)")
      .max(1, "give a share from 0 to 1 (0 to 100 %)")
      .default(0.05),
    /** The order of a whole name in one column. */
    nameOrder: z.enum(["surname-first", "forenames-first"]).default("surname-first"),
    fte: z.enum(["share", "percent"]).default("share"),
    columns: z.strictObject(PEOPLE_FIELDS),
    values: z
      .strictObject({
        group: words(z.enum(STAFF_GROUPS)),
        rank: words(z.string().trim().min(1).max(100)),
        absence: words(z.enum([...ABSENCE_KINDS, "none"])),
      })
      .prefault({}),
    /** The same for every row, where the file has no column. */
    fixed: z
      .strictObject({ group: z.enum(STAFF_GROUPS).optional(), rank: z.string().min(1).max(100).optional() })
      .default({}),
  })
  .superRefine((map, issue) => {
    const need = (fits: boolean, path: string[], message: string) => {
      if (!fits) issue.addIssue({ code: "custom", path, message });
    };
    const { columns, fixed } = map;
    const named = columns.surname !== undefined || columns.fullName !== undefined;
    need(named, ["columns", "surname"], "name the column of the surname, or of the whole name");
    need(
      columns.group !== undefined || fixed.group !== undefined,
      ["columns", "group"],
      "name the column of the staff group, or fix one for all",
    );
    need(
      columns.rank !== undefined || fixed.rank !== undefined,
      ["columns", "rank"],
      "name the column of the rank or grade, or fix one for all",
    );
    need(
      columns.absence === undefined || columns.absenceFrom !== undefined,
      ["columns", "absenceFrom"],
      "name the column of the absence's first day",
    );
  });
export type PeopleMap = z.output<typeof peopleMapSchema>;

/** A map of training that was done elsewhere. */
export const trainingMapSchema = z
  .strictObject({
    ...file,
    columns: z.strictObject({
      employeeNumber: column,
      module: column.optional(),
      completedOn: column,
      outcome: column.optional(),
      provider: column.optional(),
      evidence: column.optional(),
    }),
    values: z
      .strictObject({ module: words(z.string().min(1).max(100)), outcome: words(z.enum(TRAINING_OUTCOMES)) })
      .prefault({}),
    fixed: z
      .strictObject({
        module: z.string().min(1).max(100).optional(),
        outcome: z.enum(TRAINING_OUTCOMES).optional(),
        provider: z.string().trim().min(1).max(200).optional(),
      })
      .default({}),
  })
  .superRefine((map, issue) => {
    for (const field of ["module", "outcome", "provider"] as const) {
      if (map.columns[field] === undefined && map.fixed[field] === undefined) {
        issue.addIssue({
          code: "custom",
          path: ["columns", field],
          message: "name its column, or fix one value for all",
        });
      }
    }
  });
export type TrainingMap = z.output<typeof trainingMapSchema>;

/** The layout that needs no map: that of the demonstration's force (db/seed/marlshire/README.md). */
export const OWN_PEOPLE_MAP: PeopleMap = peopleMapSchema.parse({
  columns: {
    employeeNumber: "Employee Number",
    collarNumber: "Collar Number",
    surname: "Surname",
    forenames: "Forenames",
    knownAs: "Known As",
    workEmail: "Work Email",
    group: "Staff Group",
    rank: "Rank/Grade",
    areas: "BCU",
    unitCode: "Unit Code",
    unitName: "Team",
    fte: "FTE",
    startedOn: "Start Date",
    postFrom: "Post Start Date",
    leavesOn: "Leaving Date",
    absence: "Absence Type",
    absenceFrom: "Absence Start",
    absenceTo: "Absence End",
  },
});

export const OWN_TRAINING_MAP: TrainingMap = trainingMapSchema.parse({
  columns: {
    employeeNumber: "Employee Number",
    module: "Module",
    completedOn: "Completed On",
    outcome: "Outcome",
    provider: "Provider",
  },
});

/** Every column that a map names, once each. */
export function columnsOf(map: {
  readonly columns: PeopleMap["columns"] | TrainingMap["columns"];
}): string[] {
  return [
    ...new Set(
      Object.values(map.columns)
        .flat()
        .filter((name) => name !== undefined),
    ),
  ];
}
