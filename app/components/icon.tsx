import type { ReactNode } from "react";

export type IconName = "check" | "cross" | "warn" | "half" | "ring" | "info" | "right" | "left" | "document";

export interface IconProps {
  name: IconName;
}

const SHAPES: Record<IconName, ReactNode> = {
  check: <path d="m2.5 8.6 3.6 3.6 7.4-8" strokeWidth="2.4" />,
  cross: <path d="m3.2 3.2 9.6 9.6m0-9.6-9.6 9.6" strokeWidth="2.2" />,
  warn: <path d="M8 2 1.4 13.8h13.2L8 2Zm0 4.4v3.4m0 1.4v1" strokeWidth="1.7" />,
  half: (
    <>
      <circle cx="8" cy="8" r="6" strokeWidth="2" />
      <path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor" stroke="none" />
    </>
  ),
  ring: <circle cx="8" cy="8" r="6" strokeWidth="2" />,
  info: (
    <>
      <circle cx="8" cy="8" r="6.4" strokeWidth="1.7" />
      <path d="M8 7.2v4.2M8 4.4v1" strokeWidth="1.8" />
    </>
  ),
  right: <path d="M2 8h11.4M9 3.4 13.6 8 9 12.6" strokeWidth="2.2" />,
  left: <path d="M14 8H2.6M7 3.4 2.4 8 7 12.6" strokeWidth="2.2" />,
  document: <path d="M3 1.6h6.4L13 5.2v9.2H3V1.6Zm2.6 6h4.8m-4.8 3h4.8" strokeWidth="1.6" />,
};

/** A small drawn sign, hidden from screen readers: words always say the same. */
export function Icon({ name }: IconProps) {
  return (
    <svg
      className={`icon icon-${name}`}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[name]}
    </svg>
  );
}
