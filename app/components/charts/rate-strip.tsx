import { RateBar } from "./rate-bar.tsx";
import { percentWords } from "#app/domain/share-words.ts";

export interface RateStripProps {
  items: readonly {
    name: string;
    /** 0 to 1; null where it may not be told. */
    share: number | null;
    /** What it is a share of: "812 of 1,056 available". */
    detail: string;
    /** The one that is published. */
    main?: boolean;
  }[];
}

/** The same people over different wholes, side by side. */
export function RateStrip({ items }: RateStripProps) {
  return (
    <dl className="rate-strip">
      {items.map((rate) => (
        <div key={rate.name}>
          <dt>{rate.name}</dt>
          <dd>
            <span className={rate.main ? "rate rate-main" : "rate"}>{percentWords(rate.share)}</span>
            <RateBar share={rate.share} label="" />
            <span className="hint">{rate.detail}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
