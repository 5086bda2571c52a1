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
                {line.details.length === 0 ? null : (
                  <ul className="hint">
                    {line.details.map(({ name, value }) => (
                      <li key={name}>
                        {name}: {value}
                      </li>
                    ))}
                  </ul>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
