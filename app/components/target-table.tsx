import { Link } from "@remix-run/react";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import type { Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { percentWords } from "#app/domain/share-words.ts";
import { Tag } from "./tag.tsx";

export interface TargetTableProps {
  targets: readonly {
    slug: string;
    title: string;
    who: string;
    programmeTitle: string;
    dueOn: Day | null;
    joiningDays: number | null;
    returningDays: number | null;
    share: number;
    endedOn: Day | null;
    figures: Figures | null;
  }[];
}

/** Every target with what it asks, and how far it has come. */
export function TargetTable({ targets }: TargetTableProps) {
  return (
    <div className="scroll-x" role="region" aria-label="Targets" tabIndex={0}>
      <table className="table table-roomy">
        <thead>
          <tr>
            <th scope="col">Target</th>
            <th scope="col">Who and what</th>
            <th scope="col">By when</th>
            <th scope="col" className="number">
              Net rate today
            </th>
          </tr>
        </thead>
        <tbody>
          {targets.map((one) => (
            <tr key={one.slug}>
              <th scope="row">
                <Link to={`/coverage/targets/${one.slug}`}>
                  {one.title.charAt(0).toUpperCase() + one.title.slice(1)}
                </Link>
                <span className="hint">{one.slug}</span>
              </th>
              <td>
                {one.who}
                <span className="hint">
                  {one.programmeTitle}
                  {one.share < 1 ? `, ${percentWords(one.share)} of them` : ""}
                </span>
              </td>
              <td>
                {one.dueOn ? dayWords(one.dueOn) : `${one.joiningDays} days after joining`}
                <span className="hint">
                  {[
                    one.dueOn && one.joiningDays ? `recruits: ${one.joiningDays} days` : "",
                    one.returningDays ? `coming back: ${one.returningDays} days` : "",
                  ]
                    .filter(Boolean)
                    .join("; ")}
                </span>
              </td>
              <td className="number">
                {one.endedOn ? (
                  <Tag state="none">Ended {dayWords(one.endedOn)}</Tag>
                ) : one.figures && one.figures.net > 0 ? (
                  <>
                    <strong>{percentWords(one.figures.net_rate)}</strong>
                    <span className="hint">
                      {one.figures.trained_net.toLocaleString("en-GB")} of{" "}
                      {one.figures.net.toLocaleString("en-GB")}
                    </span>
                  </>
                ) : (
                  "–"
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
