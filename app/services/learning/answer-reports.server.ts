/** What learners say is wrong, as trainers read and answer it: by role, never by name. */
import { z } from "zod";
import { answerReport, countOpenReports, reportsIn } from "#db/queries/reports.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { mayEver } from "#app/domain/identity/permissions.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { dayOf } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { parseInput } from "../parse-input.ts";

const MOST = 200;

export interface ReportToAnswer {
  readonly id: string;
  readonly state: "open" | "answered";
  readonly role: string;
  /** The module or scenario, its version, and the place in it. */
  readonly about: string;
  readonly place: string;
  readonly text: string;
  readonly on: string;
  readonly answer: string | null;
}

/** A force's reports: those that are open, then those answered, each the newest first. */
export async function listReports(ctx: Context, forceId: ForceId): Promise<ReportToAnswer[]> {
  const rows = await reportsIn(ctx.read, forceId, MOST);
  const reports = rows.map((row) => ({
    id: row.id,
    state: row.answer === null ? ("open" as const) : ("answered" as const),
    role: row.role,
    about: `${row.title}, version ${row.number}`,
    place: row.lesson
      ? `lesson ${row.lesson}, screen ${row.screen}`
      : row.question
        ? `check question ${row.question}`
        : row.scene
          ? `scene ${row.scene}`
          : "the whole scenario",
    text: row.text,
    on: dayWords(dayOf(row.reported_at)),
    answer: row.answer,
  }));
  return [...reports.filter((one) => one.state === "open"), ...reports.filter((one) => one.state !== "open")];
}

/** How many wait for an answer; null for somebody who may not give one. */
export async function countOpen(ctx: Context, principal: Principal): Promise<number | null> {
  if (!mayEver(principal.roles, "report.answer")) return null;
  return countOpenReports(ctx.read, principal.force.id);
}

const answered = z.object({
  id: z.string(),
  answer: z.string().trim().min(1, "write an answer").max(1_000, "use at most 1000 characters"),
});

/**
 * Answers a report, or answers it again; whoever wrote it sees the words on the page it is about.
 * @throws AmendsError `bad-input` without words, `not-found` for a report of no or another force.
 */
export async function answerToReport(
  ctx: Context,
  input: { forceId: ForceId; id: string; answer: string; by: string },
): Promise<void> {
  const { id, answer } = parseInput(answered, { id: input.id, answer: input.answer }, { answer: "Answer" });
  const done = await ctx.transact((trx) =>
    answerReport(trx, input.forceId, id, { answer, answered_at: ctx.now(), answered_by: input.by }),
  );
  if (!done) throw new AmendsError("not-found", "There is no such report", "Choose one from the list.");
}
