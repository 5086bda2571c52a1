import { withdrawnOf } from "#db/queries/content.ts";
import { attemptsOf, awardsOf, openSittings, progressOf } from "#db/queries/learning.ts";
import type { AttemptKind } from "#app/domain/ledger/activities.ts";
import { holding } from "#app/domain/learning/attained.ts";
import type { CompiledModule } from "#app/domain/learning/lesson.ts";
import { isFor, partsOn, type Programme } from "#app/domain/learning/programmes.ts";
import { daysBetween } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { readOwnTarget, type OwnTarget } from "../coverage/read-own-target.server.ts";
import type { OwnNotice } from "#app/domain/notices/own-notice.ts";
import { readOwnNotices } from "../notices/own-notices.server.ts";
import { begunModule } from "./module-sitting.server.ts";
import { pinnedModule } from "./pinned.server.ts";
import { programmeLineOf, type ModuleLine, type ProgrammeLine } from "./programme-lines.ts";
import { scenariosToPlayAgain, type PlayAgain } from "./scenario-updates.server.ts";
import { updatesDue, type UpdateLine } from "./updates.server.ts";
import { heldProgrammes, type HeldProgramme } from "./programme-certificates.server.ts";
import { heldAward } from "./read-attainments.server.ts";
import { readRecall } from "./recall.server.ts";
import { scenariosDue, type ScenarioDue } from "./scenarios-due.server.ts";
import { titlesOf } from "./read-titles.server.ts";
import { listLive, liveVersion } from "./read-content.server.ts";
import { learningOf, readProgrammes } from "./read-programmes.server.ts";
import { fromBookmark, learnerOf, lessonPlace, type Bookmark } from "./sitting.server.ts";

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

/** A scenario of a module that is held, or whose check is passed, and that was not played yet. */
export interface PracticeLine {
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  /** Whether a module waits for it. */
  readonly required: boolean;
}

export interface Home {
  /** What they were reminded of and have not put away. */
  readonly notices: readonly OwnNotice[];
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
  /** What to try now, what a module waits for first. */
  readonly practice: readonly PracticeLine[];
  /** Programmes that they hold today: each has a certificate of its own. */
  readonly certified: readonly HeldProgramme[];
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
  const [recall, updates, playAgain, certified, due, titles, notices, withdrawn] = await Promise.all([
    readRecall(ctx, principal),
    updatesDue(ctx, learner, principal.today),
    scenariosToPlayAgain(ctx, learner, principal.today),
    heldProgrammes(ctx, principal),
    scenariosDue(ctx, learner.actor, principal.today),
    titlesOf(ctx),
    readOwnNotices(ctx, principal.personId),
    withdrawnOf(ctx.read, "module"),
  ]);
  const modules = new Map<string, CompiledModule>(live.map(({ slug, compiled }) => [slug, compiled]));
  // What was withdrawn is offered to nobody; whoever began it or holds it still sees it.
  const certificates = new Map<string, string>();
  for (const { slug, id } of withdrawn) {
    const begun = await begunModule(ctx, learner, slug);
    const held = awards.find(
      (one) => one.module === slug && (one.day_to === null || principal.today < one.day_to),
    );
    if (begun) modules.set(slug, begun.module);
    else if (held) {
      modules.set(slug, (await pinnedModule(ctx, id)).module);
      certificates.set(slug, `/certificates/${held.code}`);
    }
  }

  const line = (slug: string): ModuleLine | null => {
    const module = modules.get(slug);
    if (!module) return null;
    const held = awards.find(
      (one) => one.module === slug && (one.day_to === null || principal.today < one.day_to),
    );
    const left = due.find((one) => one.module === slug)?.scenario;
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
      to: certificates.get(slug) ?? `/modules/${slug}`,
      scenario: left === undefined ? null : { slug: left, title: titles(left) },
    };
  };
  const who = learningOf(principal);
  const held = awards.map(heldAward);
  const programmeLine = (programme: Programme) =>
    programmeLineOf(known, programme, {
      awards: held,
      day: principal.today,
      moduleLine: line,
      withdrawn: new Map(withdrawn.map(({ slug, title }) => [slug, title])),
    });
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
    notices,
    next: nextStep(open, requiredLines, modules, titles),
    practice: await practiceOf(
      ctx,
      modules,
      [...requiredLines, ...optional],
      due,
      attempts.flatMap((one) => (one.kind === "scenario" && one.finished_at ? [one.subject] : [])),
    ),
    programmes: requiredOfThem.map(programmeLine),
    open: known.filter((one) => !requiredOfThem.includes(one)).map(programmeLine),
    required: requiredLines,
    optional,
    inPerson: requiredParts.flatMap((part) =>
      part.kind === "in-person" && !holding(part, held, principal.today) ? [part.title ?? part.module] : [],
    ),
    updates,
    playAgain,
    certified,
    recall: recall?.module.title ?? null,
    programme: requiredOfThem[0]?.title ?? "The core programme",
    target: target ? { ...target, daysLeft: daysBetween(principal.today, target.dueOn) } : null,
  };
}

/** Scenarios of what is held or waits for one: those that a module waits for, then those never played to an end. */
async function practiceOf(
  ctx: Context,
  modules: ReadonlyMap<string, CompiledModule>,
  lines: readonly ModuleLine[],
  due: readonly ScenarioDue[],
  played: readonly string[],
): Promise<PracticeLine[]> {
  const found: PracticeLine[] = [];
  for (const { slug, state, scenario } of lines) {
    if (state !== "done" && scenario === null) continue;
    for (const one of modules.get(slug)?.document.scenarios ?? []) {
      const required = due.some((other) => other.scenario === one.slug);
      if ((!required && played.includes(one.slug)) || found.some((other) => other.slug === one.slug))
        continue;
      const story = await liveVersion(ctx, "scenario", one.slug);
      if (story)
        found.push({ slug: one.slug, title: story.title, minutes: story.compiled.minutes, required });
    }
  }
  return found.sort((a, b) => Number(b.required) - Number(a.required));
}

/**
 * What was left open last; else the scenario that a module waits for; else the check of a module whose lessons are
 * read; else the next module required. A module whose check is passed offers neither its lessons nor its check again.
 */
function nextStep(
  open: readonly OpenSitting[],
  required: readonly ModuleLine[],
  modules: ReadonlyMap<string, CompiledModule>,
  titles: (slug: string) => string,
): NextStep | null {
  for (const sitting of open) {
    const step = carryOn(sitting, modules, titles);
    const done =
      sitting.kind !== "scenario" &&
      required.some((one) => one.slug === sitting.subject && (one.state === "done" || one.scenario !== null));
    if (step && !done) return step;
  }
  const waiting = required.find((one) => one.scenario !== null);
  if (waiting?.scenario) {
    return {
      eyebrow: "Next",
      title: `Now try it: ${waiting.scenario.title}`,
      detail: `You have passed the check of ${waiting.title}. Play this scenario to a safe end to hold the module.`,
      to: `/scenarios/${waiting.scenario.slug}`,
      action: "Go to the scenario",
      begins: false,
    };
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

function carryOn(
  sitting: OpenSitting,
  modules: ReadonlyMap<string, CompiledModule>,
  titles: (slug: string) => string,
): NextStep | null {
  const eyebrow = "Carry on where you stopped";
  if (sitting.kind === "scenario") {
    return {
      eyebrow,
      title: titles(sitting.subject),
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
    to: lessonPlace(sitting.subject, sitting.bookmark) ?? `/modules/${sitting.subject}`,
    action: "Carry on",
    begins: false,
  };
}
