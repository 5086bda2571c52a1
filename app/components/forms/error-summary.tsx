import { useEffect, useId, useRef } from "react";
import { Icon } from "../icon.tsx";

export interface Problem {
  text: string;
  /** The field it is about, as `#name`. */
  href?: string;
}

export interface ErrorSummaryProps {
  problems: readonly Problem[];
}

/** What to put right, at the top of a form sent back. Takes the focus when it appears; draws nothing without problems. */
export function ErrorSummary({ problems }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const said = problems.map((problem) => problem.text).join("\n");
  useEffect(() => {
    box.current?.focus();
  }, [said]);
  if (problems.length === 0) return null;
  return (
    <div ref={box} className="error-summary" role="alert" aria-labelledby={id} tabIndex={-1}>
      <h2 className="error-summary-title" id={id}>
        <Icon name="warn" />
        {problems.length === 1 ? "One thing to put right" : `${problems.length} things to put right`}
      </h2>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.href ?? ""} ${problem.text}`}>
            {problem.href ? <a href={problem.href}>{problem.text}</a> : problem.text}
          </li>
        ))}
      </ul>
    </div>
  );
}
