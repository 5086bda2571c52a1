/** Completions in the layout of another system, as an administrator maps it (docs/importing.md). Intentionally pure. */
import { z } from "zod";
import { isDayFormat, writeDay } from "./days.ts";
import type { Day } from "../time.ts";

export const COMPLETION_FIELDS = [
  "employeeNumber",
  "collarNumber",
  "surname",
  "forenames",
  "workEmail",
  "group",
  "rank",
  "unitCode",
  "unitName",
  "module",
  "title",
  "completedOn",
  "lapsesOn",
  "certificate",
  "how",
  "provider",
] as const;
export type CompletionField = (typeof COMPLETION_FIELDS)[number];
const DAYS: ReadonlySet<CompletionField> = new Set(["completedOn", "lapsesOn"]);

/** One award that holds or held, with whose it is. Days as YYYY-MM-DD; empty where there is nothing. */
export type Completion = Readonly<Record<CompletionField, string>>;

const title = z.string().max(100);
export const completionsLayoutSchema = z.strictObject({
  delimiter: z.enum([",", ";", "\t", "|"]).default(","),
  encoding: z.enum(["utf-8", "utf-8-bom", "utf-16le", "windows-1252"]).default("utf-8-bom"),
  dayFormat: z
    .string()
    .max(40)
    .refine(isDayFormat, "is made of D, M and Y, such as DD/MM/YYYY")
    .default("DD/MM/YYYY"),
  columns: z
    .array(
      z.union([
        z.strictObject({
          title,
          field: z.enum(COMPLETION_FIELDS),
          /** Our words → theirs. */
          values: z.record(z.string().max(100), z.string().max(200)).default({}),
        }),
        z.strictObject({ title, text: z.string().max(200) }),
      ]),
    )
    .min(1)
    .max(60),
});
export type CompletionsLayout = z.output<typeof completionsLayoutSchema>;

export const OWN_COMPLETIONS_LAYOUT: CompletionsLayout = completionsLayoutSchema.parse({
  columns: [
    { title: "Employee Number", field: "employeeNumber" },
    { title: "Module", field: "module" },
    { title: "Title", field: "title" },
    { title: "Completed On", field: "completedOn" },
    { title: "Lapses On", field: "lapsesOn" },
    { title: "Certificate", field: "certificate" },
    { title: "Provider", field: "provider" },
  ],
});

/** The titles, then one row for each completion. */
export function layOutCompletions(completions: readonly Completion[], layout: CompletionsLayout): string[][] {
  const cell = (column: CompletionsLayout["columns"][number], one: Completion): string => {
    if ("text" in column) return column.text;
    const value = one[column.field];
    if (value !== "" && DAYS.has(column.field)) return writeDay(value as Day, [layout.dayFormat]);
    return (Object.hasOwn(column.values, value) ? column.values[value] : undefined) ?? value;
  };
  return [
    layout.columns.map((column) => column.title),
    ...completions.map((one) => layout.columns.map((column) => cell(column, one))),
  ];
}
