import { Link } from "@remix-run/react";
import { useId } from "react";
import { Icon } from "./icon.tsx";

export interface LessonNavProps {
  title: string;
  items: readonly { to?: string; label: string; state: "done" | "current" | "todo" }[];
}

/** The lessons of a module in order: which are done, and which this is. */
export function LessonNav({ title, items }: LessonNavProps) {
  const id = useId();
  return (
    <nav className="lesson-nav" aria-labelledby={id}>
      <h2 className="h3" id={id}>
        {title}
      </h2>
      <ol>
        {items.map((lesson, index) => (
          <li
            key={lesson.label}
            className={`lesson-${lesson.state}`}
            aria-current={lesson.state === "current" ? "step" : undefined}
          >
            <span className="lesson-number" aria-hidden="true">
              {lesson.state === "done" ? <Icon name="check" /> : index + 1}
            </span>
            {lesson.to && lesson.state !== "current" ? (
              <Link to={lesson.to}>{lesson.label}</Link>
            ) : (
              <span>{lesson.label}</span>
            )}
            {lesson.state === "done" ? <span className="visually-hidden"> (done)</span> : null}
          </li>
        ))}
      </ol>
    </nav>
  );
}
