import { z } from "zod";
import { unitTreeOn } from "#db/queries/coverage.ts";
import { programmes } from "#db/queries/programme.ts";
import { beginTargetVersion, endTarget as markEnded, targetsOf } from "#db/queries/targets.ts";
import { CLAUSE_WORDS } from "#app/domain/coverage/target.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { dayOf, isDay } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { audit } from "../identity/write-audit.server.ts";

const clause = z
  .strictObject({
    groups: z.array(z.enum(CLAUSE_WORDS.groups)).min(1).optional(),
    ranks: z.array(z.enum(CLAUSE_WORDS.ranks)).min(1).optional(),
    roles: z.array(z.enum(CLAUSE_WORDS.roles)).min(1).optional(),
    units: z.array(z.string().min(1)).min(1).optional(),
  })
  .refine((said) => Object.values(said).some((part) => part !== undefined), {
    message: "say groups, ranks, roles or units",
  });

const NOBODY = "choose groups, ranks, roles or units, or everyone in post";

const days = z.int("write a whole number of days").min(1).max(3660).nullable();

const targetInput = z
  .strictObject({
    slug: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use small letters, digits and hyphens, as in officer-core"),
    title: z.string().trim().min(1, "say the promise in words"),
    programme: z.string(),
    audience: z.union([z.literal("everyone"), z.array(clause).min(1, NOBODY)], {
      error: (issue) => (Array.isArray(issue.input) ? undefined : NOBODY),
    }),
    dueOn: z
      .string()
      .refine(isDay, { error: (issue) => `"${String(issue.input)}" is not a day; write it as YYYY-MM-DD` })
      .nullable(),
    joiningDays: days,
    returningDays: days,
    graceLeavesNet: z.boolean(),
    share: z
      .number("write a number above 0 and up to 100")
      .gt(0, "must be above 0")
      .max(1, "is at most everyone, 100 %"),
  })
  .refine((said) => said.dueOn !== null || said.joiningDays !== null, {
    path: ["dueOn"],
    message: "give a due day, or the days that somebody has after joining",
  });

/** What the fields are called on their page. */
const LABELS: Readonly<Record<string, string>> = {
  slug: "Short name",
  title: "The promise",
  programme: "Programme",
  audience: "Who",
  dueOn: "Due day",
  joiningDays: "Days after joining",
  returningDays: "Days after coming back",
  share: "Share",
};

export type TargetInput = z.input<typeof targetInput>;

/**
 * Sets a target, or changes the one of that slug (one that had ended holds again). The change is in the audit trail and
 * is known from now on: a figure of any day, as known from now on, follows it; as known before, the rule of then.
 * Returns whether anything changed.
 * @param input.make says that it is a new one: then a name that is taken is refused
 * @throws AmendsError `bad-input` naming every field that is wrong; `not-found` for a programme or a unit that is none.
 */
export async function setTarget(
  ctx: Context,
  input: { forceId: ForceId; target: TargetInput; by: string; make?: boolean },
): Promise<boolean> {
  const parsed = targetInput.safeParse(input.target);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const field = String(issue.path[0] ?? "slug");
      return { text: `${LABELS[field] ?? field}: ${issue.message}`, href: `#${field}` };
    });
    throw new AmendsError(
      "bad-input",
      problems.map((one) => one.text).join("; "),
      "Put it right and send it again.",
      problems,
    );
  }
  const target = parsed.data;
  const { forceId, by } = input;
  return ctx.transact(async (trx) => {
    const known = await programmes(trx);
    const programme = known.find((one) => one.slug === target.programme);
    if (!programme)
      throw new AmendsError(
        "not-found",
        `No programme is called "${target.programme}"`,
        `Name one of: ${known.map((one) => one.slug).join(", ")}.`,
      );
    const at = ctx.now();
    const codes = new Set((await unitTreeOn(trx, forceId, dayOf(at), at)).map((unit) => unit.code));
    const asked = target.audience === "everyone" ? [] : target.audience.flatMap((one) => one.units ?? []);
    const missing = asked.filter((code) => !codes.has(code));
    if (missing.length > 0)
      throw new AmendsError(
        "not-found",
        `No unit has the code "${missing.join('", "')}"`,
        `Use codes of units there are today: ${[...codes].filter(Boolean).sort().join(", ")}.`,
      );
    const before = (await targetsOf(trx, forceId)).find((one) => one.slug === target.slug);
    if (before && input.make) {
      const text = `${LABELS.slug}: "${target.slug}" is another target's, and so are its figures`;
      throw new AmendsError("conflict", text, "Choose another, or change that target.", [
        { text, href: "#slug" },
      ]);
    }
    const row = {
      title: target.title,
      audience: target.audience === "everyone" ? null : JSON.stringify(target.audience),
      due_on: target.dueOn,
      joining_days: target.joiningDays,
      returning_days: target.returningDays,
      grace_leaves_net: target.graceLeavesNet ? 1 : 0,
      share: target.share,
    };
    const same =
      before?.endedAt === null &&
      before.programme === target.programme &&
      before.title === row.title &&
      before.audience === row.audience &&
      before.dueOn === row.due_on &&
      before.joiningDays === row.joining_days &&
      before.returningDays === row.returning_days &&
      before.graceLeavesNet === row.grace_leaves_net &&
      before.share === row.share;
    if (same) return false;
    await beginTargetVersion(trx, {
      id: ctx.newId(),
      force_id: forceId,
      slug: target.slug,
      programme_id: programme.id,
      created_at: before?.createdAt ?? at,
      ended_at: null,
      known_from: at,
      ...row,
    });
    await audit(ctx, trx, by, "target.set", target.slug, { from: before ?? null, to: target }, at);
    return true;
  });
}

/**
 * Ends a target: it is nobody's duty any more and is frozen no further. Its figures can still be asked for by its name.
 * @throws AmendsError `not-found` for a target that is not there, or has ended.
 */
export async function endTarget(
  ctx: Context,
  input: { forceId: ForceId; slug: string; by: string },
): Promise<void> {
  await ctx.transact(async (trx) => {
    const at = ctx.now();
    if (!(await markEnded(trx, input.forceId, input.slug, { id: ctx.newId(), at })))
      throw new AmendsError("not-found", `No target is called "${input.slug}"`, "See: amends target list.");
    await audit(ctx, trx, input.by, "target.end", input.slug, {}, at);
  });
}
