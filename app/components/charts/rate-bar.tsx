export interface RateBarProps {
  /** 0 to 1; null draws an empty, dotted bar. */
  share: number | null;
  /** Said to screen readers; empty where the same words stand beside the bar. */
  label: string;
  /** Another share to compare with, drawn as a line across. */
  tick?: number | null;
}

const HEIGHT = 14;

/** How much of the whole, as a bar that takes the width it is given. */
export function RateBar({ share, label, tick }: RateBarProps) {
  const spoken = label ? ({ role: "img", "aria-label": label } as const) : ({ "aria-hidden": true } as const);
  return (
    <svg className="rate-bar" width="100%" height={HEIGHT} focusable="false" {...spoken}>
      <rect
        className={share === null ? "bar-track bar-unknown" : "bar-track"}
        width="100%"
        height={HEIGHT}
        rx="3"
      />
      {share !== null && share > 0 ? <Filled share={Math.min(share, 1)} /> : null}
      <rect
        className={share === null ? "bar-edge bar-unknown" : "bar-edge"}
        width="100%"
        height={HEIGHT}
        rx="3"
      />
      {tick === null || tick === undefined ? null : (
        <>
          <line className="bar-tick-gap" x1={percent(tick)} x2={percent(tick)} y1="-5" y2={HEIGHT + 5} />
          <line className="bar-tick" x1={percent(tick)} x2={percent(tick)} y1="-5" y2={HEIGHT + 5} />
        </>
      )}
    </svg>
  );
}

/** Rounded where it begins, square where it ends: the inner drawing cuts a longer bar off. */
function Filled({ share }: { share: number }) {
  if (share === 1) return <rect className="bar-filled" width="100%" height={HEIGHT} rx="3" />;
  return (
    <svg width={percent(share)} height={HEIGHT}>
      <rect className="bar-filled" width="4000" height={HEIGHT} rx="3" />
    </svg>
  );
}

function percent(share: number) {
  return `${Math.round(share * 10000) / 100}%`;
}
