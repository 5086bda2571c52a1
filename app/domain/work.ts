/**
 * Long work that pauses now and then, so that whoever runs it can let others in between. Intentionally pure: where it
 * pauses makes no difference to what comes out.
 */
export type Work<Result> = Generator<undefined, Result, undefined>;

/** The result, without a pause. */
export function atOnce<Result>(work: Work<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
