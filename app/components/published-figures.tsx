import type { Figures } from "#app/domain/coverage/coverage.ts";
import type { PublishedRow } from "#app/domain/coverage/publish.ts";
import type { Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { percentWords } from "#app/domain/share-words.ts";

export interface PublishedFiguresProps {
  force: string;
  target: { title: string; people: string };
  /** Where the same is as a file. */
  files: { csv: string; pdf: string };
  months: readonly {
    day: Day;
    knownOn: Day;
    figures: Figures;
    rows: readonly PublishedRow[];
    rowsDay: Day;
  }[];
}

const number = (people: number) => people.toLocaleString("en-GB");

/** What everyone may be told: the last frozen month, the months before it, and how it was counted. */
export function PublishedFigures({ force, target, files, months }: PublishedFiguresProps) {
  const [last] = months;
  if (!last) {
    return (
      <>
        <h1>Not published yet</h1>
        <p className="lead">
          Figures are published once a month has ended, of ten people at least and never so that a smaller
          number could be worked out from them. None has been since the target was set.
        </p>
      </>
    );
  }
  const { figures } = last;
  return (
    <>
      <h1>
        {percentWords(figures.net_rate)} of {force}’s {number(figures.net)} available {target.people} were
        trained on {dayWords(last.day)}
      </h1>
      <p className="lead">
        That is {percentWords(figures.gross_rate)} of all {number(figures.in_post)} in post. The promise:{" "}
        {target.title}.
      </p>
      <section className="section">
        <h2>Month by month</h2>
        <div className="scroll-x" role="region" aria-label="Month by month" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Day</th>
                {["In post", "Gross", "Available", "Trained", "Net", "Current"].map((name) => (
                  <th scope="col" className="number" key={name}>
                    {name}
                  </th>
                ))}
                <th scope="col">As known on</th>
              </tr>
            </thead>
            <tbody>
              {months.map((month) => (
                <tr key={month.day}>
                  <th scope="row">{dayWords(month.day)}</th>
                  <td className="number">{number(month.figures.in_post)}</td>
                  <td className="number">{percentWords(month.figures.gross_rate)}</td>
                  <td className="number">{number(month.figures.net)}</td>
                  <td className="number">{number(month.figures.trained_net)}</td>
                  <td className="number">
                    <strong>{percentWords(month.figures.net_rate)}</strong>
                  </td>
                  <td className="number">{percentWords(month.figures.current_rate)}</td>
                  <td>{dayWords(month.knownOn)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section className="section">
        <h2>By unit</h2>
        {last.rows.length === 0 ? (
          <p>
            Units are not shown: there are so few people in them, or so few left to train, that a unit’s count
            could tell who they are.
          </p>
        ) : (
          <>
            <p>
              On {dayWords(last.rowsDay)}. Counts are rounded to five and rates come from the rounded counts,
              so they need not add up to the totals above. Units of fewer than ten people stand together.
            </p>
            <div className="scroll-x" role="region" aria-label="By unit" tabIndex={0}>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">Unit</th>
                    <th scope="col" className="number">
                      Available, about
                    </th>
                    <th scope="col" className="number">
                      Trained, about
                    </th>
                    <th scope="col" className="number">
                      Rate
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {last.rows.map((row) => (
                    <tr key={row.units.join()}>
                      <th scope="row">{row.names.join(", ")}</th>
                      <td className="number">{number(row.net)}</td>
                      <td className="number">{number(row.trained)}</td>
                      <td className="number">{row.rate === null ? "–" : `${Math.round(row.rate * 100)}%`}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </section>
      <section className="section">
        <h2>How it is counted</h2>
        <p>
          <strong>Trained</strong>: had earned, by the day, every module that the programme required on it.{" "}
          <strong>Gross</strong>: trained of all in post in the audience. <strong>Net</strong>: the same
          without those on long leave, suspended, seconded out, exempt or deferred; whoever is given longer
          than the promised day counts until they are trained. <strong>Current</strong>: as net, with no award
          lapsed. Each month is frozen as it was known soon after its end; a later correction changes the
          months after it, never a frozen one.
        </p>
        <p>
          Published are whole groups of the force, of ten people at least, and everyone in post. How many of
          them are in post, available and trained is exact. Beyond these totals no count of fewer than ten
          people can be worked out from what is published, by subtraction or by comparing months: what could
          tell one is merged with another unit, or left out. Units are shown anew once a total has moved by
          ten.
        </p>
      </section>
      <section className="section">
        <h2>Take it with you</h2>
        <ul>
          <li>
            <a href={files.csv}>These figures as CSV</a>
          </li>
          <li>
            <a href={files.pdf}>A report of two pages (PDF)</a>
          </li>
        </ul>
      </section>
    </>
  );
}
