import { Link } from "@remix-run/react";
import { useId, type ReactNode } from "react";
import { Tag, type TagState } from "./tag.tsx";

export interface Task {
  /** Left out while the task cannot be begun. */
  to?: string;
  title: string;
  hint?: ReactNode;
  state: TagState;
  stateText: ReactNode;
}

export interface TaskListProps {
  items: readonly Task[];
}

/** Things to do, each with its state beside it. */
export function TaskList({ items }: TaskListProps) {
  const id = useId();
  return (
    <ul className="task-list">
      {items.map((task, index) => {
        const hint = task.hint ? `${id}${index}-hint` : undefined;
        const state = `${id}${index}-state`;
        return (
          <li key={task.to ?? task.title} className="task">
            <div>
              {task.to ? (
                <Link className="task-link" to={task.to} aria-describedby={hint ? `${hint} ${state}` : state}>
                  {task.title}
                </Link>
              ) : (
                <span className="task-link">{task.title}</span>
              )}
              {task.hint ? (
                <div className="hint" id={hint}>
                  {task.hint}
                </div>
              ) : null}
            </div>
            <div id={state}>
              <Tag state={task.state}>{task.stateText}</Tag>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
