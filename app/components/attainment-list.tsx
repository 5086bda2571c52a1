import type { Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { TaskList, type Task } from "./task-list.tsx";

export interface AttainmentValues {
  name: string;
  meaning: string;
  /** Null while it is not held. */
  from: Day | null;
  held: number;
  of: number;
  left: readonly string[];
  coming: readonly string[];
}

/** What training makes of somebody, each with what is left for it. */
export function AttainmentList({ attainments }: { attainments: readonly AttainmentValues[] }) {
  return <TaskList items={attainments.map(taskOf)} />;
}

function taskOf({ name, meaning, from, held, of, left, coming }: AttainmentValues): Task {
  const lines = [
    left.length > 0 ? `Left: ${left.join("; ")}.` : null,
    coming.length > 0 ? `Still being written: ${coming.join("; ")}.` : null,
  ].filter((line) => line !== null);
  return {
    title: name,
    hint: (
      <>
        {meaning}
        {lines.map((line) => (
          <span key={line} className="block-line">
            {line}
          </span>
        ))}
      </>
    ),
    state: from ? "done" : held > 0 ? "progress" : "none",
    // Parts that nobody can learn yet are parts all the same: "4 of 4" would look done.
    stateText: from ? `Since ${dayWords(from)}` : `${held} of ${of + coming.length} held`,
  };
}
