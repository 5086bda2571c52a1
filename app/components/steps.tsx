import type { ReactNode } from "react";

export interface ProgressStepsProps {
  /** How many of the steps are done, counted from the first. */
  done: number;
  /** The step the reader is on, from 1; null where none is begun. */
  current?: number | null;
  total: number;
  /** Says in words what the bars show. */
  label: ReactNode;
  /** Words below the bars, as on the block; above them otherwise. */
  labelBelow?: boolean;
}

/** A bar a step: done, here, to come. The bars are drawn for the eye; the label is what counts. */
export function ProgressSteps({ done, current, total, label, labelBelow }: ProgressStepsProps) {
  const bars = Array.from({ length: total }, (_, index) => {
    const step = index + 1;
    const state = step === current ? "here" : step <= done ? "done" : "todo";
    return <span key={step} className={`step step-${state}`} />;
  });
  const words = <p className="hint">{label}</p>;
  return (
    <div className="steps">
      {labelBelow ? null : words}
      <div className="steps-bars" aria-hidden="true">
        {bars}
      </div>
      {labelBelow ? words : null}
    </div>
  );
}
