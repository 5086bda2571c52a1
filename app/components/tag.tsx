import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type TagState = "done" | "progress" | "none" | "due" | "overdue" | "plain";

export interface TagProps {
  state: TagState;
  children: ReactNode;
}

const ICONS: Record<TagState, IconName | null> = {
  done: "check",
  progress: "half",
  none: "ring",
  due: "warn",
  overdue: "cross",
  plain: null,
};

/** A state said three ways: shape, word and colour. */
export function Tag({ state, children }: TagProps) {
  const icon = ICONS[state];
  return (
    <span className={`tag tag-${state}`}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </span>
  );
}
