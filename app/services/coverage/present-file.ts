import { audienceName } from "#app/domain/coverage/target.ts";
import { bridgeDocument } from "./present-bridge.ts";
import { coverageDocument } from "./present-coverage.ts";
import type { FiguresFile } from "./read-figures-file.server.ts";

/** All of a view as JSON: the figures as `coverageDocument` has them, the months, what changed and what is likely. */
export function figuresDocument(force: { slug: string; name: string }, file: FiguresFile) {
  const { target } = file;
  return {
    ...coverageDocument(force, file.answer),
    target_title: target.title,
    audience: audienceName(target.audience),
    share: target.share,
    due_on: target.dueOn,
    months: file.months.map(({ day, figures }) => ({ day, ...figures })),
    changes: bridgeDocument(file.changes),
    forecast: file.forecast,
  };
}
