import { SummaryList } from "../summary-list.tsx";

/** What a reader sees of a fact; the values are those of `FactNote`. */
export interface FactNoteValues {
  readonly id: string;
  readonly claim: string;
  readonly sources: readonly { readonly title: string; readonly url: string | null }[];
  readonly asOf: string;
  readonly confidence: "high" | "medium" | "low";
  readonly review: string;
}

const SURE = { high: "High", medium: "Fairly", low: "Not very: it is being checked" } as const;

/** Where the facts of a screen come from; each opens when its stamp is followed. */
export function FactNotes({ facts }: { facts: readonly FactNoteValues[] }) {
  if (facts.length === 0) return null;
  return (
    <section aria-label="Where this comes from" className="stack-small">
      {facts.map((fact) => (
        <details key={fact.id} className="details">
          <summary>
            <span>Where fact {fact.id.slice(1)} comes from</span>
          </summary>
          <div className="details-words" id={`fact-${fact.id}`}>
            <p>{fact.claim}</p>
            <SummaryList
              rows={[
                {
                  key: "Source",
                  value: fact.sources.map((source) => (
                    <span key={source.title} className="block-line">
                      {source.url ? <a href={source.url}>{source.title}</a> : source.title}
                    </span>
                  )),
                },
                { key: "True as of", value: fact.asOf },
                { key: "How sure", value: SURE[fact.confidence] },
                { key: "Check again by", value: fact.review },
              ]}
            />
          </div>
        </details>
      ))}
    </section>
  );
}
