import { useState } from "react";
import type { Condition, Measure } from "#app/domain/scenarios/scenario.ts";

const LEVELS = [0, 1, 2, 3, 4, 5];

interface ConditionRowsProps {
  /** Rows are NAME.0.measure, NAME.0.atLeast, NAME.0.atMost, … */
  name: string;
  legend: string;
  measures: readonly Measure[];
  conditions: readonly Condition[];
}

/** Conditions on measures, each a row, and an empty row to add one: all must hold. */
export function ConditionRows({ name, legend, measures, conditions }: ConditionRowsProps) {
  // A row that was emptied stays: the others keep their places while somebody writes in them.
  const [most, setMost] = useState(conditions.length);
  if (conditions.length > most) setMost(conditions.length);
  if (measures.length === 0) return null;
  const rows = Array.from(
    { length: Math.max(most, conditions.length) + 1 },
    (_, at) => conditions[at] ?? null,
  );
  return (
    <fieldset className="conditions">
      <legend>{legend}</legend>
      {rows.map((row, at) => (
        <div className="condition" key={at}>
          <label>
            <span className="hint">{at === rows.length - 1 ? "Add a condition on" : "Measure"}</span>
            <select className="input select" name={`${name}.${at}.measure`} defaultValue={row?.measure ?? ""}>
              <option value="">None</option>
              {measures.map((measure) => (
                <option key={measure.id} value={measure.id}>
                  {measure.name || "Without a name"}
                </option>
              ))}
            </select>
          </label>
          <Level label="at least" name={`${name}.${at}.atLeast`} value={row?.atLeast} />
          <Level label="at most" name={`${name}.${at}.atMost`} value={row?.atMost} />
        </div>
      ))}
    </fieldset>
  );
}

function Level({ label, name, value }: { label: string; name: string; value: number | undefined }) {
  return (
    <label>
      <span className="hint">{label}</span>
      <select className="input select" name={name} defaultValue={value === undefined ? "" : String(value)}>
        <option value="">–</option>
        {LEVELS.map((level) => (
          <option key={level} value={level}>
            {level}
          </option>
        ))}
      </select>
    </label>
  );
}
