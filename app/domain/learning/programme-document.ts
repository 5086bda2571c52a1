/** Programmes as they are written (`content/programmes.yaml`). */
import { z } from "zod";
import { ROLES } from "../identity/permissions.ts";
import { RANKS } from "../roster/ranks.ts";
import { STAFF_GROUPS } from "../roster/workforce.ts";
import { isDay } from "../time.ts";
import { ATTAINMENT_NAMES, ATTAINMENTS, IN_PERSON_ATTAINMENTS } from "./attainments.ts";
import { identifier } from "./question.ts";

const day = z.string().refine(isDay, "write the day as YYYY-MM-DD");
const period = {
  requiredFrom: day,
  /** The first day on which it is no longer required. */
  requiredTo: day.nullable().default(null),
  /** Until this day it is not asked of those who held the whole programme on the day before `requiredFrom`. */
  earlierHoldersUntil: day.nullable().default(null),
};

/** All that is said must fit. */
const clause = z
  .strictObject({
    groups: z.array(z.enum(STAFF_GROUPS)).min(1).optional(),
    ranks: z.array(z.enum(RANKS)).min(1).optional(),
    roles: z.array(z.enum(ROLES)).min(1).optional(),
    unitsNamed: z
      .array(z.string().regex(/[\p{L}\p{N}]/u, "write a word of the unit's name"))
      .min(1)
      .optional(),
  })
  .refine((said) => Object.values(said).some((part) => part !== undefined), {
    message: "say groups, ranks, roles or unitsNamed; for everyone write `audience: everyone`",
  });

const programme = z.strictObject({
  slug: identifier,
  title: z.string().min(1),
  /** Training elsewhere that is older than this, in months, does not count; null: any age counts. */
  priorLearningMonths: z.int().positive().nullable().default(null),
  /** What holding all of it makes of somebody; each is given by one programme at most. */
  attainment: z.enum(ATTAINMENTS).nullable().default(null),
  /** Of whom it is required: everyone, or whoever fits one clause. An empty list: of nobody, open to all. */
  audience: z.union([z.literal("everyone"), z.array(clause)]).default("everyone"),
  /** Programmes that are part of it. */
  includes: z.array(identifier).default([]),
  modules: z.array(z.strictObject({ module: identifier, ...period })).default([]),
  /** Courses that only a training register brings, never a check or another system. */
  inPerson: z.array(z.strictObject({ course: identifier, title: z.string().min(1), ...period })).default([]),
  /** Modules that are not required yet; they may be there already, and are optional then. */
  coming: z.array(z.strictObject({ module: identifier, title: z.string().min(1) })).default([]),
});

export const programmesDocument = z
  .array(programme)
  .min(1)
  .superRefine((programmes, issues) => {
    const say = (path: PropertyKey[], message: string) => issues.addIssue({ code: "custom", path, message });
    const slugs = programmes.map((one) => one.slug);
    const learnt = new Set(
      programmes.flatMap((one) => [...one.modules, ...one.coming].map((part) => part.module)),
    );
    programmes.forEach((one, at) => {
      const { attainment } = one;
      if (attainment !== null) {
        const name = ATTAINMENT_NAMES[attainment];
        if (programmes.findIndex((other) => other.attainment === attainment) < at)
          say([at, "attainment"], `another programme gives "${name}" already; leave it to one`);
        if (IN_PERSON_ATTAINMENTS.includes(attainment) && one.inPerson.length === 0)
          say(
            [at, "attainment"],
            `"${name}" is never reached by e-learning alone: name a course under inPerson`,
          );
      }
      if (one.modules.length + one.inPerson.length + one.coming.length + one.includes.length === 0)
        say([at], "it asks for nothing: give it modules, inPerson, coming or includes");
      one.includes.forEach((slug, i) => {
        if (!slugs.includes(slug)) say([at, "includes", i], `there is no programme "${slug}"`);
        else if (reaches(programmes, slug, one.slug))
          say([at, "includes", i], `"${slug}" is part of this programme, and this is part of it`);
      });
      one.inPerson.forEach(({ course }, i) => {
        if (learnt.has(course))
          say(
            [at, "inPerson", i, "course"],
            `"${course}" is a module too; give the course a name of its own`,
          );
      });
      one.coming.forEach(({ module }, i) => {
        if (one.modules.some((part) => part.module === module))
          say([at, "coming", i, "module"], `"${module}" is required already; take it away here`);
      });
    });
  });
export type ProgrammeDocument = z.infer<typeof programmesDocument>[number];

/** Whether `from` is `to`, or has it as a part, however deep. */
function reaches(
  programmes: readonly { slug: string; includes: readonly string[] }[],
  from: string,
  to: string,
  seen = new Set<string>(),
): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  const includes = programmes.find((one) => one.slug === from)?.includes ?? [];
  return includes.some((slug) => reaches(programmes, slug, to, seen));
}
