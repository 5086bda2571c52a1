/** A learner says that something is wrong where they are. */
import { z } from "zod";
import { insertReport, reportsBy } from "#db/queries/reports.ts";
import { parseInput } from "../parse-input.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { REPORT_KINDS, reportedPlace, reportedTo } from "./report-place.server.ts";
import { learnerOf } from "./sitting.server.ts";

export const REPORT_MOST = 1_000;

/** A form leaves out what does not apply by sending it empty. */
const absent = z.literal("").transform(() => null);
const report = z.object({
  kind: z.enum(REPORT_KINDS),
  registration: z.string(),
  module: absent.or(z.string()),
  lesson: absent.or(z.string()),
  screen: absent.or(
    z
      .string()
      .regex(/^[1-9]\d{0,2}$/)
      .transform(Number),
  ),
  question: absent.or(z.string()),
  scene: absent.or(z.string()),
  text: z
    .string()
    .trim()
    .min(1, "write what is wrong")
    .max(REPORT_MOST, `use at most ${REPORT_MOST} characters`),
});

export type ReportForm = Readonly<Record<keyof z.input<typeof report>, string>>;

/**
 * Keeps a report with the version that the learner met, the facts it rests on and whom it is for. The same words about
 * the same place are kept once.
 * Returns the page it is about.
 * @throws AmendsError `bad-input` without words; `not-found` for a place that the learner has not reached.
 */
export async function reportContent(ctx: Context, principal: Principal, form: ReportForm): Promise<string> {
  const input = parseInput(report, form, { text: "What is wrong" });
  const learner = learnerOf(principal);
  const { page, facts, ...place } = await reportedPlace(ctx, principal, input);
  const to = await reportedTo(ctx, { page, facts, ...place });
  await ctx.transact(async (trx) => {
    const before = await reportsBy(trx, learner.personId, place.kind, place.subject);
    const same = before.some(
      (one) =>
        one.text === input.text &&
        one.lesson === place.lesson &&
        one.screen === place.screen &&
        one.question === place.question &&
        one.scene === place.scene,
    );
    if (same) return;
    const row = {
      id: ctx.newId(),
      force_id: principal.force.id,
      person_id: learner.personId,
      role: principal.roles.at(-1)?.role ?? "officer",
      kind: place.kind,
      subject: place.subject,
      version_id: place.versionId,
      lesson: place.lesson,
      screen: place.screen,
      question: place.question,
      scene: place.scene,
      facts: JSON.stringify(facts),
      author_id: to.author,
      text: input.text,
      reported_at: ctx.now(),
      answer: null,
      answered_at: null,
      answered_by: null,
    };
    await insertReport(trx, row, to.owners);
  });
  return page;
}
