interface AuditTableProps {
  lines: readonly {
    id: string;
    at: string;
    when: string;
    who: string;
    what: string;
    subject: string;
    details: readonly { name: string; value: string }[];
  }[];
}

/** As many details as stand in a row by themselves; of an import there are a dozen. */
const SHOWN = 4;

function Details({ lines }: { lines: AuditTableProps["lines"][number]["details"] }) {
  if (lines.length === 0) return null;
  const list = (
    <ul className="hint">
      {lines.map(({ name, value }) => (
        <li key={name}>
          {name}: {value}
        </li>
      ))}
    </ul>
  );
  if (lines.length <= SHOWN) return list;
  return (
    <details className="details">
      <summary>
        <span>{lines.length} details</span>
      </summary>
      {list}
    </details>
  );
}

/** Events of the audit trail, one a row. */
export function AuditTable({ lines }: AuditTableProps) {
  return (
    <div className="scroll-x" role="region" aria-label="Events" tabIndex={0}>
      <table className="table table-roomy">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>
                <time dateTime={line.at}>{line.when}</time>
              </td>
              <td>{line.who}</td>
              <td>
                {line.what}
                <span className="hint">{line.subject}</span>
                <Details lines={line.details} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
