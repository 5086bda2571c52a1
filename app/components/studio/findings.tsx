import { Link } from "@remix-run/react";
import type { PlacedFinding } from "#app/domain/scenarios/editor-values.ts";
import { Details } from "../details.tsx";
import { Icon } from "../icon.tsx";

/** What the prover says of one part, beside it; draws nothing when there is nothing. */
export function FindingsHere({ findings, label }: { findings: readonly PlacedFinding[]; label: string }) {
  const open = findings.filter((one) => one.accepted === null);
  if (open.length === 0) return null;
  return (
    <ul className="findings" aria-label={label}>
      {open.map((finding) => (
        <li
          key={`${finding.rule} ${finding.place} ${finding.message}`}
          className={`finding finding-${finding.severity}`}
        >
          <FindingWords finding={finding} />
        </li>
      ))}
    </ul>
  );
}

/** One finding: what is wrong, the cure, and the path that shows it. */
export function FindingWords({ finding, link }: { finding: PlacedFinding; link?: boolean }) {
  return (
    <>
      <p className="finding-what">
        <Icon name={finding.severity === "error" ? "cross" : "warn"} />
        <span>
          <span className="visually-hidden">{finding.severity === "error" ? "Error: " : "Warning: "}</span>
          {sentence(finding.message)}
        </span>
      </p>
      <p>{finding.cure}</p>
      {link ? (
        <p>
          <Link to={finding.href}>{finding.place}</Link>
        </p>
      ) : null}
      {finding.route.length > 0 ? (
        <Details summary={`The path that shows it (${finding.route.length})`}>
          <ol>
            {finding.route.map((step, at) => (
              <li key={at}>{step}</li>
            ))}
          </ol>
        </Details>
      ) : null}
    </>
  );
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
