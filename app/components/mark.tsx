export interface MarkProps {
  /** Width and height in CSS pixels. */
  size?: number;
}

const SEAM = "M29.3 3.5 25.6 13.1 28.7 19.2 21.3 26.8 25.2 32 20.1 45.1";

/** The mended bowl. Decoration only: the word "Amends" always stands beside it. */
export function Mark({ size = 36 }: MarkProps) {
  return (
    <svg
      className="mark"
      width={size}
      height={size}
      viewBox="0 0 48 48"
      fill="none"
      aria-hidden="true"
      focusable="false"
    >
      <circle className="mark-disc" cx="24" cy="24" r="21" />
      <path className="mark-gap" d={SEAM} />
      <path className="mark-seam" d={SEAM} />
    </svg>
  );
}
