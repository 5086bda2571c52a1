import { Link } from "@remix-run/react";
import type { DraftFrame, ModuleOutline, OutlineEntry } from "#app/domain/scenarios/editor-values.ts";
import { Icon } from "../icon.tsx";
import { moveInList } from "./outline-keys.ts";

interface ModuleOutlineNavProps {
  frame: DraftFrame;
  outline: ModuleOutline;
  /** The address within the draft that is open. */
  part: string;
  /** The id of the form whose buttons move what is open. */
  form: string;
}

/** A module's settings, its lessons in order and its bank; arrow keys go between them. */
export function ModuleOutlineNav({ frame, outline, part, form }: ModuleOutlineNavProps) {
  const base = `/studio/drafts/${frame.id}`;
  const entry = (to: string, mark: string, title: string, trouble: OutlineEntry["trouble"]) => {
    const here = part === to || (to === "questions" && part.startsWith("questions/"));
    return (
      <Link to={`${base}/${to}`} className="outline-link" aria-current={here ? "page" : undefined}>
        <span className="outline-mark" aria-hidden={mark === "·" ? true : undefined}>
          {mark}
        </span>
        <span className="outline-title">{title}</span>
        {trouble ? (
          <span className={`outline-trouble outline-${trouble}`}>
            <Icon name="warn" />
            <span className="visually-hidden">, has {trouble === "error" ? "errors" : "warnings"}</span>
          </span>
        ) : null}
      </Link>
    );
  };
  return (
    // Arrow keys are a short cut between links that Tab reaches as well.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <nav aria-label="Outline" className="outline" onKeyDown={(event) => moveInList(event, form)}>
      {entry("module", "·", "About the module", outline.trouble)}
      <h2>Lessons</h2>
      <ol>
        {outline.lessons.map((one, at) => (
          <li key={one.id}>{entry(`lessons/${one.id}`, String(at + 1), one.title, one.trouble)}</li>
        ))}
      </ol>
      {frame.open ? <Link to={`${base}/module#lessons`}>Add a lesson</Link> : null}
      <h2>Questions</h2>
      {entry("questions", "·", `The bank: ${outline.bank.questions}`, outline.bank.trouble)}
      <p className="hint">Arrow keys go between these. Alt with an arrow moves the open one.</p>
    </nav>
  );
}
