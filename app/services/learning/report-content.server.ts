/** A learner says that something is wrong where they are, and sees later what was answered. */
import { z } from "zod";
import { insertReport, reportsBy } from "#db/queries/reports.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { dayOf } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { parseInput } from "../parse-input.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { pinnedModule, pinnedScenario } from "./pinned.server.ts";
import { learnerOf, ownSitting, type Learner } from "./sitting.server.ts";

export const REPORT_MOST = 1_000;

/** A form leaves out what does not apply by sending it empty. */
const absent = z.literal("").transform(() => null);
const report = z.object({
  kind: z.enum(["module", "check", "scenario"]),
  registration: z.string().min(1),
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

/** One report of one's own, as its page shows it. */
export interface OwnReport {
  readonly id: string;
  readonly text: string;
  readonly answer: string | null;
  /** In words; null while it is open. */
  readonly answeredOn: string | null;
  readonly question: string | null;
}

/**
 * Keeps a report with the version that the learner met. The same words about the same place are kept once.
 * Returns the page it is about.
 * @throws AmendsError `bad-input` without words; `not-found` for a place that the learner has not reached.
 */
export async function reportContent(ctx: Context, principal: Principal, form: ReportForm): Promise<string> {
  const input = parseInput(report, form, { text: "What is wrong" });
  const learner = learnerOf(principal);
  const sitting = await ownSitting(ctx.read, learner, input.registration, input.kind);
  const nowhere = () =>
    new AmendsError("not-found", "There is no such place", "Go back to the page and send it from there.");
  const place = { lesson: null, screen: null, question: null, scene: null } as {
    lesson: string | null;
    screen: number | null;
    question: string | null;
    scene: string | null;
  };
  let page: string;
  switch (input.kind) {
    case "module": {
      const { module } = await pinnedModule(ctx, sitting.versionId);
      const lesson = module.lessons.find((one) => one.slug === input.lesson);
      if (!lesson || input.screen === null || input.screen > lesson.screens.length) throw nowhere();
      Object.assign(place, { lesson: lesson.slug, screen: input.screen });
      page = `/modules/${sitting.subject}/lessons/${lesson.slug}/${input.screen}`;
      break;
    }
    case "check": {
      if (!sitting.closed || input.question === null || !sitting.drawn.includes(input.question))
        throw nowhere();
      place.question = input.question;
      page = `/checks/${sitting.registration}/result`;
      break;
    }
    case "scenario": {
      const { scenario } = await pinnedScenario(ctx, sitting.versionId);
      const { scene } = input;
      if (!sitting.closed || (scene !== null && !scenario.scenes.some((one) => one.id === scene)))
        throw nowhere();
      place.scene = scene;
      page = `/plays/${sitting.registration}/debrief`;
      break;
    }
  }
  const kind = input.kind === "scenario" ? "scenario" : "module";
  await ctx.transact(async (trx) => {
    const before = await reportsBy(trx, learner.personId, kind, sitting.subject);
    const same = before.some(
      (one) =>
        one.text === input.text &&
        one.lesson === place.lesson &&
        one.screen === place.screen &&
        one.question === place.question &&
        one.scene === place.scene,
    );
    if (same) return;
    await insertReport(trx, {
      id: ctx.newId(),
      force_id: principal.force.id,
      person_id: learner.personId,
      role: principal.roles.at(-1)?.role ?? "officer",
      kind,
      subject: sitting.subject,
      version_id: sitting.versionId,
      ...place,
      text: input.text,
      reported_at: ctx.now(),
      answer: null,
      answered_at: null,
      answered_by: null,
    });
  });
  return page;
}

/** The learner's own reports about one place: a screen, the questions of a module's checks, or a scenario. */
export async function ownReports(
  ctx: Context,
  learner: Learner,
  where:
    | { kind: "module"; subject: string; lesson: string; screen: number }
    | { kind: "check" | "scenario"; subject: string },
): Promise<OwnReport[]> {
  const kind = where.kind === "scenario" ? "scenario" : "module";
  const rows = await reportsBy(ctx.read, learner.personId, kind, where.subject);
  return rows
    .filter((row) =>
      where.kind === "module"
        ? row.lesson === where.lesson && row.screen === where.screen
        : where.kind === "check"
          ? row.question !== null
          : true,
    )
    .map(({ id, text, answer, answered_at, question }) => ({
      id,
      text,
      answer,
      answeredOn: answered_at === null ? null : dayWords(dayOf(answered_at)),
      question,
    }));
}
