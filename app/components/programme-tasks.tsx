import type { ReactNode } from "react";
import type { Day } from "#app/domain/time.ts";
import { countWords, dayWords, inSentence } from "#app/domain/words.ts";
import { Details } from "./details.tsx";
import { TaskList, type Task } from "./task-list.tsx";

export interface ModuleValues {
  slug: string;
  title: string;
  to: string;
  minutes: number;
  state: "done" | "progress" | "none";
  lessonsDone: number;
  lessons: number;
  heldFrom: Day | null;
  provider: string | null;
  /** The required scenario that is all that is left of it. */
  scenario: { title: string } | null;
}

export type PartValues =
  | ({ kind: "module" } & ModuleValues)
  | { kind: "in-person"; title: string; heldFrom: Day | null; provider: string | null }
  | { kind: "withdrawn"; title: string }
  | { kind: "coming"; title: string };

export interface ProgrammeValues {
  title: string;
  /** What holding it makes of somebody. */
  attainment: { name: string; meaning: string } | null;
  buildsOn: readonly string[];
  parts: readonly PartValues[];
}

const STATE_WORDS = { done: "Done", progress: "In progress", none: "Not started" } as const;

/** A module, with where it stands. */
export function moduleTask(line: ModuleValues): Task {
  const hint =
    line.state === "done" && line.heldFrom
      ? `Done ${dayWords(line.heldFrom)}${line.provider ? `, with ${line.provider}` : ""}`
      : line.scenario
        ? `Check passed. Left: the scenario ${line.scenario.title}`
        : `${line.minutes} minutes${line.lessonsDone > 0 ? ` · ${line.lessonsDone} of ${countWords(line.lessons, "lesson")} done` : ""}`;
  return {
    to: line.to,
    title: line.title,
    hint,
    state: line.state,
    stateText: STATE_WORDS[line.state],
  };
}

/** A scenario to try now. */
export function practiceTask(one: { slug: string; title: string; minutes: number; required: boolean }): Task {
  return {
    to: `/scenarios/${one.slug}`,
    title: one.title,
    hint: `A branching scenario, up to ${countWords(one.minutes, "minute")}`,
    state: "none",
    stateText: one.required ? "Required" : "Not played",
  };
}

function partTask(part: PartValues): Task {
  switch (part.kind) {
    case "module":
      return moduleTask(part);
    case "coming":
      return {
        title: part.title,
        hint: "Being written. Nothing to do yet.",
        state: "plain",
        stateText: "Coming",
      };
    case "withdrawn":
      return {
        title: part.title,
        hint: "Nobody can begin it now. It will be here again with its next version.",
        state: "plain",
        stateText: "Withdrawn",
      };
    case "in-person":
      return {
        title: part.title,
        hint: part.heldFrom
          ? `Done ${dayWords(part.heldFrom)}${part.provider ? `, with ${part.provider}` : ""}`
          : "Taught in person, never here. Your force's training register brings it.",
        state: part.heldFrom ? "done" : "none",
        stateText: part.heldFrom ? STATE_WORDS.done : STATE_WORDS.none,
      };
  }
}

/** Titles within a sentence: "the core programme and the supervisor programme". */
export const listed = (titles: readonly string[]) =>
  new Intl.ListFormat("en-GB", { type: "conjunction" }).format(titles.map(inSentence));

/** A programme that is required; `alone` when no other is, and its name would say nothing. */
export function RequiredProgramme({
  programme,
  alone,
  children,
}: {
  programme: ProgrammeValues;
  alone: boolean;
  children?: ReactNode;
}) {
  return (
    <section className="stack-small" aria-label={programme.title}>
      {alone ? null : (
        <>
          <h3>{programme.title}</h3>
          <ProgrammeWords programme={programme} />
        </>
      )}
      <TaskList items={programme.parts.map(partTask)} />
      {children}
    </section>
  );
}

function ProgrammeWords({ programme }: { programme: ProgrammeValues }) {
  const { attainment, buildsOn } = programme;
  return (
    <p className="hint">
      {attainment ? `${attainment.name}: ${inSentence(attainment.meaning)}` : null}
      {buildsOn.length > 0 ? ` It builds on ${listed(buildsOn)}.` : null}
    </p>
  );
}

/** A programme that nobody asks of the reader, folded away. */
export function OpenProgramme({ programme }: { programme: ProgrammeValues }) {
  return (
    <Details summary={programme.title}>
      <ProgrammeWords programme={programme} />
      <TaskList items={programme.parts.map(partTask)} />
    </Details>
  );
}
