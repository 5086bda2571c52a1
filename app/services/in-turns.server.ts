import type { Work } from "#app/domain/work.ts";

/** Does long work a little at a time: between two pauses others of this process have their turn. */
export async function inTurns<Result>(work: Work<Result>): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
