import type { Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { Breadcrumbs } from "./breadcrumbs.tsx";
import { Tag } from "./tag.tsx";

const STAGES = ["Upload", "Match columns", "Check", "Apply"] as const;

/** How far an import has come. `current` counts from 1. */
export function ImportStages({ current }: { current: number }) {
  return (
    <ol className="stages" aria-label="Steps of the import">
      {STAGES.map((stage, at) => {
        const here = at + 1 === current;
        const done = at + 1 < current;
        return (
          <li key={stage} aria-current={here ? "step" : undefined}>
            <Tag state={done ? "done" : "plain"}>
              {stage}
              {done ? <span className="visually-hidden"> (done)</span> : null}
            </Tag>
          </li>
        );
      })}
    </ol>
  );
}

interface ImportTrailProps {
  kind: "people" | "training";
  asAt: Day;
  source: string;
}

/** Where somebody is while a file waits to be applied. */
export function ImportTrail({ kind, asAt, source }: ImportTrailProps) {
  const label = kind === "people" ? `Extract of ${dayWords(asAt)}` : `Training from ${source}`;
  return <Breadcrumbs items={[{ href: "/people/imports", label: "Imports" }, { label }]} />;
}
