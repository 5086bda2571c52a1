/** The documents of `present-coverage.ts` as schemas: what `/api/v1` promises. */
import { z } from "zod";
import { ROLES } from "#app/domain/identity/permissions.ts";
import { RANKS } from "#app/domain/roster/ranks.ts";
import { CAUSES } from "#app/domain/coverage/bridge.ts";
import { SERVICE_BANDS } from "#app/domain/coverage/target.ts";
import { STAFF_GROUPS } from "#app/domain/roster/workforce.ts";

const day = z.iso.date().describe("A day as YYYY-MM-DD, in London");
const instant = z.iso.datetime().describe("An instant in UTC");
const count = z.int().min(0);
const rate = z.number().min(0).max(1).nullable().describe("A share from 0 to 1; null where there is nobody");

const figures = {
  in_post: count.describe("In post and in the audience: the denominator of the gross rate"),
  absent: count.describe("Of those, on long leave, suspended or seconded out"),
  exempt: count.describe("Of those, exempt or deferred, and not absent"),
  not_yet_due: count.describe("Not trained, and given longer than the promise's own day"),
  net: count.describe("Available: the denominator of the net and the current rate"),
  trained_in_post: count.describe("Trained, of those in post"),
  trained_net: count.describe("Trained, of those available"),
  current_net: count.describe("Of the available, those none of whose required awards has lapsed"),
  gross_rate: rate,
  net_rate: rate.describe("The rate that is published: trained of available; null where there is nobody"),
  current_rate: rate,
};
const force = { force: z.string(), force_name: z.string() };
const scope = {
  target: z.string().nullable(),
  unit: z.string().nullable(),
  group: z.enum(STAFF_GROUPS).nullable(),
  rank: z.enum(RANKS).nullable(),
  role: z.enum(ROLES).nullable(),
  service: z.enum(SERVICE_BANDS).nullable(),
};

export const coverageSchema = z.strictObject({
  ...force,
  ...scope,
  programme: z.string(),
  as_of: day,
  known_at: instant,
  required_modules: z.array(z.string()),
  in_post_not_in_audience: count,
  figures: z.strictObject(figures),
  absences: z.record(z.string(), count),
  exemptions: z.record(z.string(), count),
  units: z.array(z.strictObject({ code: z.string(), name: z.string(), parent: z.string(), ...figures })),
  groups: z.array(z.strictObject({ group: z.enum(STAFF_GROUPS), ...figures })),
  note: z.string(),
});

export const monthsSchema = z.strictObject({
  ...force,
  ...scope,
  known_at: instant,
  months: z.array(z.strictObject({ day, ...figures })),
  note: z.string(),
});

const bridged = {
  in_post: z.int(),
  net: z.int(),
  trained_in_post: z.int(),
  trained_net: z.int(),
  current_net: z.int(),
};
const bridgeEnd = z.strictObject({ as_of: day, known_at: instant, figures: z.strictObject(figures) });

export const bridgeSchema = z.strictObject({
  ...force,
  ...scope,
  from: bridgeEnd,
  to: bridgeEnd,
  changes: z
    .array(
      z.strictObject({
        cause: z.enum(CAUSES),
        way: z.enum(["in", "out"]),
        ...bridged,
        words: z.string(),
        people: count.describe("Whose counting changed for this cause"),
        to_train: z.int(),
      }),
    )
    .describe("Each count of the later end is that of the earlier one and the sum of these"),
});

export const targetsSchema = z.strictObject({
  ...force,
  targets: z.array(
    z.strictObject({
      target: z.string().describe("The name that the other resources take"),
      title: z.string(),
      programme: z.string(),
      audience: z.string(),
      share: z.number().min(0).max(1).describe("The share promised"),
      due_on: day.nullable(),
      ended_at: instant.nullable(),
    }),
  ),
});

/** A refusal, RFC 9457. */
export const problemSchema = z.strictObject({
  type: z.literal("about:blank"),
  title: z.string().describe("What is wrong"),
  status: z.int(),
  detail: z.string().describe("What to do"),
});
