import type { DraftFigures } from "#app/domain/scenarios/editor-values.ts";
import { Panel } from "../panel.tsx";

/** What the prover counted: how long it takes, where it ends and how likely, and where the measures can stand. */
export function FiguresPanel({ figures }: { figures: DraftFigures }) {
  return (
    <Panel title="In figures" headingLevel={3}>
      <dl className="figures">
        {figures.lines.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <table className="table">
        <caption>Endings, for somebody who picks at random</caption>
        <thead>
          <tr>
            <th scope="col">Ending</th>
            <th scope="col" className="number">
              Chance
            </th>
            <th scope="col" className="number">
              Paths
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.endings.map((ending) => (
            <tr key={ending.id}>
              <th scope="row">
                {ending.title}
                {ending.passes ? " (can pass)" : ""}
              </th>
              <td className="number">{ending.chance}</td>
              <td className="number">{ending.ways}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
