import { Notice } from "../notice.tsx";

export interface FactDue {
  readonly id: string;
  readonly claim: string;
  /** The day by which somebody had to look again, in words. */
  readonly review: string;
  readonly overdue: boolean;
}

/** Says in plain words which facts of a page are past their review day; nothing when none is. */
export function FactsDue({ facts }: { facts: readonly FactDue[] }) {
  const due = facts.filter((fact) => fact.overdue);
  if (due.length === 0) return null;
  return (
    <Notice tone="warn" title="This may have changed">
      <p>
        {due.length === 1 ? "A fact used here is" : "Facts used here are"} overdue for checking. Ask your
        supervisor before you rely on {due.length === 1 ? "it" : "them"}.
      </p>
      <ul>
        {due.map((fact) => (
          <li key={fact.id}>
            {fact.claim}{" "}
            <span className="hint block-line">
              Fact {fact.id.slice(1)}, to be checked by {fact.review}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
