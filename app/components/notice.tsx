import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type NoticeTone = "info" | "warn" | "done" | "wrong";

export interface NoticeProps {
  tone: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
  /** `status` or `alert` where it appears in answer to what the reader just did. */
  role?: "status" | "alert";
}

const ICONS: Record<NoticeTone, IconName> = {
  info: "info",
  warn: "warn",
  done: "check",
  wrong: "cross",
};

/** A finding, an answer or a warning, in a washed box. */
export function Notice({ tone, title, children, role }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}${title ? "" : " notice-plain"}`} role={role}>
      {title ? (
        <p className="notice-title">
          <Icon name={ICONS[tone]} />
          {title}
        </p>
      ) : (
        <Icon name={ICONS[tone]} />
      )}
      {children ? <div className="notice-words">{children}</div> : null}
    </div>
  );
}
