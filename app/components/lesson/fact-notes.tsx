import { SummaryList } from "../summary-list.tsx";

import type { FactDue } from "./facts-due.tsx";

/** What a reader sees of a fact; the values are those of `FactNote`. */
export interface FactNoteValues extends FactDue {
  readonly sources: readonly { readonly title: string; readonly url: string | null }[];
  readonly asOf: string;
  readonly confidence: "high" | "medium" | "low";
}

const SURE = { high: "High", medium: "Fairly", low: "Not very: it is being checked" } as const;

/** Where the facts of a page come from; each opens when its stamp is followed. */
export function FactNotes({ facts }: { facts: readonly FactNoteValues[] }) {
  if (facts.length === 0) return null;
  return (
    <section aria-label="Where this comes from" className="stack-small">
      {facts.map((fact) => (
        <FactNote key={fact.id} fact={fact} id={`fact-${fact.id}`} />
      ))}
    </section>
  );
}

/** What one answer or decision rests on. Of `cited` the page itself shows where they come from. */
export function RestsOn({
  facts,
  cited = [],
}: {
  facts: readonly FactNoteValues[];
  cited?: readonly string[];
}) {
  if (facts.length === 0 && cited.length === 0) return null;
  return (
    <div className="stack-small">
      {cited.length > 0 ? (
        <p className="hint">
          This rests on{" "}
          {cited.map((id) => (
            <a key={id} className="stamp" href={`#fact-${id}`}>
              <span className="visually-hidden">Where this comes from: </span>Fact {id.slice(1)}
            </a>
          ))}
        </p>
      ) : null}
      {facts.map((fact) => (
        <FactNote key={fact.id} fact={fact} />
      ))}
    </div>
  );
}

function FactNote({ fact, id }: { fact: FactNoteValues; id?: string }) {
  return (
    <details className="details">
      <summary>
        <span>Where fact {fact.id.slice(1)} comes from</span>
      </summary>
      <div className="details-words" id={id}>
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
  );
}
