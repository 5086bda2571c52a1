import { Link } from "@remix-run/react";
import { RateBar } from "./rate-bar.tsx";
import { percentWords } from "#app/domain/share-words.ts";

/** Said outright, for browsers that forget a table's parts once they are laid out as blocks. */
const CELL = { role: "cell" } as const;

export interface UnitRate {
  to?: string;
  name: string;
  parent?: string | null;
  /** 0 to 1; null, with the counts, where the numbers are too small to show. */
  share: number | null;
  trained: number | null;
  /** Those available, of whom `trained` are trained. */
  net: number | null;
  toTrain: number | null;
}

export interface UnitBarsProps {
  /** The whole force's share, drawn as a line across every bar. */
  force: { share: number | null };
  rows: readonly UnitRate[];
  /** Read out as the table's name. */
  caption?: string;
}

/** Units in the order given (lowest first), each with its rate, its counts and its gap. Rows stack on a phone. */
export function UnitBars({ force, rows, caption = "Trained, unit by unit" }: UnitBarsProps) {
  return (
    <div className="unit-bars">
      {force.share === null ? null : <p className="unit-bars-key hint">force, {percentWords(force.share)}</p>}
      <table className="table" role="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr role="row">
            <th scope="col" role="columnheader">
              Unit
            </th>
            <th scope="col" role="columnheader">
              <span className="visually-hidden">Rate as a bar</span>
            </th>
            <th scope="col" role="columnheader" className="number">
              Net rate
            </th>
            <th scope="col" role="columnheader" className="number">
              Trained
            </th>
            <th scope="col" role="columnheader" className="number">
              To train
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((unit) => (
            <UnitRow key={unit.to ?? `${unit.parent ?? ""} ${unit.name}`} unit={unit} tick={force.share} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function UnitRow({ unit, tick }: { unit: UnitRate; tick: number | null }) {
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        {unit.to ? <Link to={unit.to}>{unit.name}</Link> : unit.name}
        {unit.parent ? <span className="hint">{unit.parent}</span> : null}
      </th>
      <td {...CELL} className="unit-bar">
        <RateBar share={unit.share} label="" tick={tick} />
      </td>
      <td {...CELL} className="number unit-rate">
        {percentWords(unit.share)}
      </td>
      <td {...CELL} className="number">
        {unit.trained === null || unit.net === null
          ? "not shown"
          : `${count(unit.trained)} of ${count(unit.net)}`}
      </td>
      <td {...CELL} className="number">
        {unit.toTrain === null ? "not shown" : count(unit.toTrain)}
        {unit.toTrain === null ? null : <span className="phone-only"> to train</span>}
      </td>
    </tr>
  );
}

function count(people: number) {
  return people.toLocaleString("en-GB");
}
