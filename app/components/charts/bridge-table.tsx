import { Link } from "@remix-run/react";
import { scaleLinear } from "d3-scale";
import type { BridgeLine, Cause } from "#app/domain/coverage/bridge.ts";
import { countWords } from "#app/domain/words.ts";

export interface BridgeTableProps {
  before: { label: string; net: number; trained: number };
  after: { label: string; net: number; trained: number };
  lines: readonly BridgeLine[];
  caption: string;
  /** Where the people of a line are, for those who may see them. */
  peopleAt?: ((line: BridgeLine) => string) | null;
}

const CELL = { role: "cell" } as const;
const HEIGHT = 18;
const count = (people: number) => people.toLocaleString("en-GB");
const signed = (people: number) =>
  people > 0 ? `+${count(people)}` : people < 0 ? `−${count(-people)}` : "0";

/** From those still to train then to those still to train now, in whole people: a bar and the counts for each cause. */
export function BridgeTable({ before, after, lines, caption, peopleAt }: BridgeTableProps) {
  const start = before.net - before.trained;
  const steps = staircase(start, lines);
  const level = steps.at(-1)?.to ?? start;
  const levels = [start, level, ...steps.map((step) => step.to)];
  // Where little moves, the scale begins above nothing, and says so.
  const [least, most] = [Math.min(...levels), Math.max(...levels, 1)];
  const base = least > 0.6 * most ? Math.floor((least - (most - least)) / 10) * 10 : 0;
  const x = scaleLinear([Math.max(0, base), most], [0, 100]);
  return (
    <div className="bridge">
      <table className="table" role="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr role="row">
            <th scope="col" role="columnheader">
              What happened
            </th>
            <th scope="col" role="columnheader">
              <span className="visually-hidden">As a bar</span>
            </th>
            {["Available", "Trained", "To train"].map((name) => (
              <th key={name} scope="col" role="columnheader" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <EndRow {...before} width={x(start)} />
          {steps.map((step) => (
            <tr role="row" key={`${step.cause} ${step.way}`}>
              <th scope="row" role="rowheader">
                {step.words}
                <span className="hint">
                  {peopleAt ? (
                    <Link to={peopleAt(step)}>
                      See {countWords(step.people, "person", "people")}
                      <span className="visually-hidden">: {step.words}</span>
                    </Link>
                  ) : (
                    countWords(step.people, "person", "people")
                  )}
                </span>
              </th>
              <td {...CELL} className="bridge-bar">
                <Bar
                  from={x(Math.min(step.from, step.to))}
                  to={x(Math.max(step.from, step.to))}
                  kind={kindOf(step)}
                />
              </td>
              <td {...CELL} className="number">
                {signed(step.net)}
                <span className="phone-only"> available</span>
              </td>
              <td {...CELL} className="number">
                {signed(step.trained)}
                <span className="phone-only"> trained</span>
              </td>
              <td {...CELL} className="number">
                <strong>{signed(step.toTrain)}</strong>
                <span className="phone-only"> to train</span>
              </td>
            </tr>
          ))}
          <EndRow {...after} width={x(level)} />
        </tbody>
      </table>
      <ul className="chart-key">
        <li className="key-todo">Still to train</li>
        <li className="key-done">Trained</li>
        <li className="key-gone">No longer counted</li>
        <li className="key-new">Newly counted, untrained</li>
      </ul>
      {base > 0 ? <p className="hint">The bars begin at {count(base)}.</p> : null}
    </div>
  );
}

/** Each line with the level that it begins and ends at. */
function staircase(start: number, lines: readonly BridgeLine[]) {
  let level = start;
  return lines.map((line) => {
    const from = level;
    level += line.toTrain;
    return { ...line, from, to: level };
  });
}

function EndRow({ label, net, trained, width }: BridgeTableProps["before"] & { width: number }) {
  return (
    <tr role="row" className="bridge-end">
      <th scope="row" role="rowheader">
        {label}
      </th>
      <td {...CELL} className="bridge-bar">
        <Bar from={0} to={width} kind="todo" />
      </td>
      <td {...CELL} className="number">
        {count(net)}
        <span className="phone-only"> available</span>
      </td>
      <td {...CELL} className="number">
        {count(trained)}
        <span className="phone-only"> trained</span>
      </td>
      <td {...CELL} className="number">
        <strong>{count(net - trained)}</strong>
        <span className="phone-only"> to train</span>
      </td>
    </tr>
  );
}

function kindOf({ cause, toTrain }: { cause: Cause; toTrain: number }): "trained" | "gone" | "new" {
  if (toTrain > 0) return "new";
  return cause === "completion" ? "trained" : "gone";
}

function Bar({ from, to, kind }: { from: number; to: number; kind: "todo" | "trained" | "gone" | "new" }) {
  const share = (value: number) => `${Math.round(value * 100) / 100}%`;
  return (
    <svg className="rate-bar" width="100%" height={HEIGHT} aria-hidden="true" focusable="false">
      {to > from ? (
        <rect
          className={`chart-${kind}`}
          x={share(from)}
          width={share(Math.max(to - from, 0.4))}
          height={HEIGHT}
        />
      ) : null}
    </svg>
  );
}
