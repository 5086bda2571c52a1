export interface WrongRow {
  readonly line: number;
  readonly column: string;
  readonly message: string;
  /** What stands there; left out where the file is no longer kept. */
  readonly says?: string;
}

/** A problem as a command tells it, as a sentence of its own. */
function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

/** The rows of a file that cannot be read: where, what stands there, what to do. */
export function WrongRows({
  problems,
  count,
  download,
}: {
  problems: readonly WrongRow[];
  count: number;
  download?: string;
}) {
  if (count === 0) return null;
  const says = problems.some((one) => one.says !== undefined);
  return (
    <section className="section stack" id="wrong">
      <h2>Cannot be read</h2>
      <div className="scroll-x" role="region" aria-label="Rows that cannot be read" tabIndex={0}>
        <table className="table table-roomy">
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Column</th>
              {says ? <th scope="col">The file says</th> : null}
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((one) => (
              <tr key={`${one.line} ${one.column}`}>
                <th scope="row">{one.line}</th>
                <td>{one.column}</td>
                {says ? <td>{one.says ? <code>{one.says}</code> : "(empty)"}</td> : null}
                <td>{sentence(one.message)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {download ? (
        <p>
          <a href={download} download>
            Download {count === 1 ? "this row" : `these ${count.toLocaleString("en-GB")} rows`}
            {says ? ` to correct ${count === 1 ? "it" : "them"}` : ", with what is wrong"} (CSV)
          </a>
        </p>
      ) : null}
    </section>
  );
}
