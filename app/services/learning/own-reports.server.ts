/** What a learner said is wrong somewhere, and what was answered. */
import { reportsBy } from "#db/queries/reports.ts";
import { dayOf } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Learner } from "./sitting.server.ts";

/** One report of one's own, as its page shows it. */
export interface OwnReport {
  readonly id: string;
  readonly text: string;
  readonly answer: string | null;
  /** In words; null while it is open. */
  readonly answeredOn: string | null;
  readonly question: string | null;
}

/** The learner's own reports about one place: a screen, the questions of a module, its update, or a scenario. */
export async function ownReports(
  ctx: Context,
  learner: Learner,
  where:
    | { kind: "module"; subject: string; lesson: string; screen: number }
    | { kind: "questions" | "update" | "scenario"; subject: string },
): Promise<OwnReport[]> {
  const kind = where.kind === "scenario" ? "scenario" : "module";
  const rows = await reportsBy(ctx.read, learner.personId, kind, where.subject);
  return rows
    .filter((row) => {
      if (where.kind === "scenario") return true;
      if (where.kind === "module") return row.lesson === where.lesson && row.screen === where.screen;
      return row.lesson === null && (where.kind === "update" || row.question !== null);
    })
    .map(({ id, text, answer, answered_at, question }) => ({
      id,
      text,
      answer,
      answeredOn: answered_at === null ? null : dayWords(dayOf(answered_at)),
      question,
    }));
}
