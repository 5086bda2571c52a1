import { dayWords } from "#app/domain/words.ts";
import type { LocalRule } from "#app/domain/learning/policy.ts";

/** Who decided the rules that a screen shows; each opens when its stamp is followed. */
export function LocalNotes({ rules }: { rules: readonly LocalRule[] }) {
  if (rules.length === 0) return null;
  return (
    <section aria-label="Who decided this" className="stack-small">
      {rules.map((rule) => (
        <details key={rule.key} className="details">
          <summary>
            <span>Who decided the rule on this: {rule.title}</span>
          </summary>
          <div className="details-words" id={`local-${rule.key}`}>
            <p>
              {rule.decidedOn
                ? `Your force chose this rule on ${dayWords(rule.decidedOn)}. Another force may have another.`
                : "Your force has not chosen a rule yet. This is the safest one, and it holds until your force chooses."}
            </p>
          </div>
        </details>
      ))}
    </section>
  );
}
