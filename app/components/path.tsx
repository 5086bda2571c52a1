import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type Verdict = "good" | "mixed" | "harmful";

export interface DecisionPathProps {
  items: readonly { eyebrow: string; title: string; verdict: Verdict; children: ReactNode }[];
  headingLevel?: 2 | 3;
}

const SIGNS: Record<Verdict, { icon: IconName; words: string }> = {
  good: { icon: "check", words: "Went well" },
  mixed: { icon: "warn", words: "Went partly well" },
  harmful: { icon: "cross", words: "Did harm" },
};

/** A scenario looked back on, decision by decision, joined by the seam. */
export function DecisionPath({ items, headingLevel = 3 }: DecisionPathProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <ol className="path">
      {items.map((decision) => (
        <li key={decision.eyebrow} className={`path-step path-${decision.verdict}`}>
          <span className="path-sign">
            <Icon name={SIGNS[decision.verdict].icon} />
            <span className="visually-hidden">{SIGNS[decision.verdict].words}. </span>
          </span>
          <div className="path-words">
            <p className="hint">{decision.eyebrow}</p>
            <Heading className="h3">{decision.title}</Heading>
            {decision.children}
          </div>
        </li>
      ))}
    </ol>
  );
}
