import type { Figures } from "#app/domain/coverage/coverage.ts";
import type { Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { percentWords } from "#app/domain/share-words.ts";

interface GroupTableProps {
  rows: readonly { name: string; figures: Figures; dueOn: Day | null }[];
  asOf: string;
}

/** Officers, PCSOs, specials and staff beside each other; each has a target of its own. */
export function GroupTable({ rows, asOf }: GroupTableProps) {
  return (
    <div className="scroll-x" role="region" aria-label="Rates by group" tabIndex={0}>
      <table className="table">
        <caption className="visually-hidden">Trained on {asOf}, by group</caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            {["Gross", "Net", "Current", "Trained", "Available", "In post"].map((name) => (
              <th scope="col" className="number" key={name}>
                {name}
              </th>
            ))}
            <th scope="col">Due</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, figures, dueOn }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">{percentWords(figures.gross_rate)}</td>
              <td className="number">
                <strong>{percentWords(figures.net_rate)}</strong>
              </td>
              <td className="number">{percentWords(figures.current_rate)}</td>
              <td className="number">{figures.trained_net.toLocaleString("en-GB")}</td>
              <td className="number">{figures.net.toLocaleString("en-GB")}</td>
              <td className="number">{figures.in_post.toLocaleString("en-GB")}</td>
              <td>{dueOn ? dayWords(dueOn) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
