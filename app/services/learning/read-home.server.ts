import { attemptsOf, awardsOf, openSittings, progressOf } from "#db/queries/learning.ts";
import type { AttemptKind } from "#app/domain/ledger/activities.ts";
import { holding } from "#app/domain/learning/attained.ts";
import type { CompiledModule } from "#app/domain/learning/lesson.ts";
import { isFor, partsOn, type Programme } from "#app/domain/learning/programmes.ts";
import { daysBetween } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { readOwnTarget, type OwnTarget } from "../coverage/read-own-target.server.ts";
import { liveModule } from "./pinned.server.ts";
import { programmeLineOf, type ModuleLine, type ProgrammeLine } from "./programme-lines.ts";
import { scenariosToPlayAgain, type PlayAgain } from "./scenario-updates.server.ts";
import { updatesDue, type UpdateLine } from "./updates.server.ts";
import { heldAward } from "./read-attainments.server.ts";
import { readRecall } from "./recall.server.ts";
import { listLive } from "./read-content.server.ts";
import { learningOf, readProgrammes } from "./read-programmes.server.ts";
import { fromBookmark, learnerOf, type Bookmark } from "./sitting.server.ts";

export type { ModuleLine, PartLine, ProgrammeLine } from "./programme-lines.ts";

export interface NextStep {
  readonly eyebrow: string;
  readonly title: string;
  readonly detail: string;
  readonly to: string;
  readonly action: string;
  /** Whether `to` is posted to, which begins it, and not only opened. */
  readonly begins: boolean;
}

export interface Home {
  readonly next: NextStep | null;
  /** Programmes that are required of this officer, and those that are open to them. */
  readonly programmes: readonly ProgrammeLine[];
  readonly open: readonly ProgrammeLine[];
  /** Every module required of them, each once. */
  readonly required: readonly ModuleLine[];
  /** Published modules that are not required of them. */
  readonly optional: readonly ModuleLine[];
  /** Courses in person that are required of them and that they do not hold, by title. */
  readonly inPerson: readonly string[];
  readonly target: (OwnTarget & { readonly daysLeft: number }) | null;
  readonly programme: string;
  /** Short updates of modules that they hold, the soonest due first. */
  readonly updates: readonly UpdateLine[];
  /** Scenarios of those modules that have changed, to be played again. */
  readonly playAgain: readonly PlayAgain[];
  /** The module that a question is due from today; null: none is. */
  readonly recall: string | null;
}

const CORE = "core";

interface OpenSitting {
  readonly registration: string;
  readonly kind: AttemptKind;
  readonly subject: string;
  readonly bookmark: Bookmark;
}

/** An officer's start page: one next step, then what is required of them and what is not. */
export async function readHome(ctx: Context, principal: Principal): Promise<Home> {
  const learner = learnerOf(principal);
  const [awards, progress, attempts, sittings, known, target, live] = await Promise.all([
    awardsOf(ctx.read, learner.actor),
    progressOf(ctx.read, learner.actor),
    attemptsOf(ctx.read, learner.actor),
    openSittings(ctx.read, learner.personId),
    readProgrammes(ctx.read),
    readOwnTarget(ctx, principal, CORE),
    listLive(ctx, "module"),
  ]);
  const [recall, updates, playAgain] = await Promise.all([
    readRecall(ctx, principal),
    updatesDue(ctx, learner, principal.today),
    scenariosToPlayAgain(ctx, learner, principal.today),
  ]);
  const modules = new Map<string, CompiledModule>();
  for (const { slug } of live) modules.set(slug, (await liveModule(ctx, slug)).module);

  const line = (slug: string): ModuleLine | null => {
    const module = modules.get(slug);
    if (!module) return null;
    const held = awards.find(
      (one) => one.module === slug && (one.day_to === null || principal.today < one.day_to),
    );
    const lessonsDone = progress.filter((one) => one.module === slug && one.completed_at !== null).length;
    const touched =
      progress.some((one) => one.module === slug) ||
      attempts.some((one) => one.subject === slug && one.kind !== "scenario");
    return {
      slug,
      title: module.document.title,
      minutes: module.minutes,
      state: held ? "done" : touched ? "progress" : "none",
      lessonsDone,
      lessons: module.lessons.length,
      heldFrom: held?.day_from ?? null,
      provider: held?.provider ?? null,
      code: held?.code ?? null,
    };
  };
  const who = learningOf(principal);
  const held = awards.map(heldAward);
  const programmeLine = (programme: Programme) =>
    programmeLineOf(known, programme, { awards: held, day: principal.today, moduleLine: line });
  const requiredOfThem = known.filter((one) => isFor(one.audience, who));
  const requiredParts = requiredOfThem
    .flatMap((one) => partsOn(known, one.slug, principal.today))
    .filter((part, at, all) => all.findIndex((one) => one.module === part.module) === at);
  const requiredSlugs = requiredParts.flatMap((part) => (part.kind === "module" ? [part.module] : []));
  const requiredLines = requiredSlugs.flatMap((slug) => line(slug) ?? []);
  const optional = [...modules.keys()]
    .filter((slug) => !requiredSlugs.includes(slug))
    .flatMap((slug) => line(slug) ?? []);
  const open = sittings
    .filter((one) => one.kind !== "update")
    .map((one) => ({ ...one, bookmark: fromBookmark(one.bookmark) }));
  return {
    next: nextStep(open, requiredLines, modules),
    programmes: requiredOfThem.map(programmeLine),
    open: known.filter((one) => !requiredOfThem.includes(one)).map(programmeLine),
    required: requiredLines,
    optional,
    inPerson: requiredParts.flatMap((part) =>
      part.kind === "in-person" && !holding(part, held, principal.today) ? [part.title ?? part.module] : [],
    ),
    updates,
    playAgain,
    recall: recall?.module.title ?? null,
    programme: requiredOfThem[0]?.title ?? "The core programme",
    target: target ? { ...target, daysLeft: daysBetween(principal.today, target.dueOn) } : null,
  };
}

/** What was left open last; else the check of a module whose lessons are read; else the next module required. */
function nextStep(
  open: readonly OpenSitting[],
  required: readonly ModuleLine[],
  modules: ReadonlyMap<string, CompiledModule>,
): NextStep | null {
  for (const sitting of open) {
    const step = carryOn(sitting, modules);
    const done =
      sitting.kind !== "scenario" &&
      required.some((one) => one.slug === sitting.subject && one.state === "done");
    if (step && !done) return step;
  }
  const read = required.find((one) => one.state === "progress" && one.lessonsDone >= one.lessons);
  if (read) {
    return {
      eyebrow: "Next",
      title: `The check of ${read.title}`,
      detail: `${modules.get(read.slug)?.document.check.questions ?? 8} questions. You can change answers until you finish.`,
      to: `/modules/${read.slug}/check`,
      action: "Go to the check",
      begins: false,
    };
  }
  const next = required.find((one) => one.state !== "done");
  if (!next) return null;
  return {
    eyebrow: required.some((one) => one.state === "done") ? "Next" : "Begin here",
    title: next.title,
    detail: `${next.lessons} ${next.lessons === 1 ? "lesson" : "lessons"} and a check, about ${next.minutes} minutes to read`,
    to: `/modules/${next.slug}`,
    action: "Begin",
    begins: true,
  };
}

function carryOn(sitting: OpenSitting, modules: ReadonlyMap<string, CompiledModule>): NextStep | null {
  const eyebrow = "Carry on where you stopped";
  if (sitting.kind === "scenario") {
    return {
      eyebrow,
      title: "Your scenario",
      detail: "Your decisions are kept",
      to: `/plays/${sitting.registration}`,
      action: "Carry on",
      begins: false,
    };
  }
  const module = modules.get(sitting.subject);
  if (!module) return null;
  const { title } = module.document;
  if (sitting.kind === "check") {
    const number = sitting.bookmark.question ?? 1;
    return {
      eyebrow,
      title: `The check of ${title}`,
      detail: `Question ${number}. Your answers so far are kept.`,
      to: `/checks/${sitting.registration}/questions/${number}`,
      action: "Carry on",
      begins: false,
    };
  }
  const at = module.lessons.findIndex((one) => one.slug === sitting.bookmark.lesson);
  const lesson = module.lessons[at];
  if (!lesson) return null;
  const screen = sitting.bookmark.screen ?? 1;
  return {
    eyebrow,
    title: lesson.title,
    detail: `${title} · lesson ${at + 1} of ${module.lessons.length} · screen ${screen} of ${lesson.screens.length} · about ${lesson.minutes} minutes in all`,
    to: `/modules/${sitting.subject}/lessons/${lesson.slug}/${screen}`,
    action: "Carry on",
    begins: false,
  };
}
