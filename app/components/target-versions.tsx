import { percentWords } from "#app/domain/share-words.ts";
import { dayOf, type Day, type Instant } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";

export interface TargetVersionsProps {
  /** The latest first. */
  versions: readonly {
    knownFrom: Instant;
    title: string;
    who: string;
    programmeTitle: string;
    dueOn: Day | null;
    joiningDays: number | null;
    returningDays: number | null;
    graceLeavesNet: boolean;
    share: number;
    endedAt: Instant | null;
  }[];
}

/** What a target said, and from when on. */
export function TargetVersions({ versions }: TargetVersionsProps) {
  return (
    <div className="scroll-x" role="region" aria-label="Versions of the target" tabIndex={0}>
      <table className="table table-roomy">
        <thead>
          <tr>
            <th scope="col">Known from</th>
            <th scope="col">The promise</th>
            <th scope="col">Who and what</th>
            <th scope="col">By when</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((one) => (
            <tr key={one.knownFrom}>
              <th scope="row">
                {dayWords(dayOf(one.knownFrom))}
                {one.endedAt === null ? null : <span className="hint">Ended</span>}
              </th>
              <td>{one.title}</td>
              <td>
                {one.who}
                <span className="hint">
                  {one.programmeTitle}, {one.share < 1 ? `${percentWords(one.share)} of them` : "all of them"}
                </span>
              </td>
              <td>
                {one.dueOn ? dayWords(one.dueOn) : `${one.joiningDays} days after joining`}
                <span className="hint">
                  {[
                    one.dueOn && one.joiningDays ? `recruits: ${one.joiningDays} days` : "",
                    one.returningDays ? `coming back: ${one.returningDays} days` : "",
                    one.graceLeavesNet ? "given longer: not in the net figure" : "",
                  ]
                    .filter(Boolean)
                    .join("; ")}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
