import { Link } from "@remix-run/react";
import { Tag } from "./tag.tsx";

interface AccountTableProps {
  accounts: readonly {
    id: string;
    name: string;
    email: string;
    collar: string | null;
    roles: readonly string[];
    signedIn: string | null;
    state: "closed" | "no-password" | null;
  }[];
}

/** Who can sign in, one a row. */
export function AccountTable({ accounts }: AccountTableProps) {
  return (
    <div className="scroll-x" role="region" aria-label="Accounts" tabIndex={0}>
      <table className="table table-roomy">
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">Collar number</th>
            <th scope="col">Roles today</th>
            <th scope="col">Last signed in</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Link to={`/settings/accounts/${one.id}`}>{one.name}</Link>
                <span className="hint">{one.email}</span>
              </th>
              <td>{one.collar ?? "–"}</td>
              <td>
                {one.roles.length === 0 ? "None: cannot come in" : one.roles.join(", ")}{" "}
                {one.state === "closed" ? <Tag state="overdue">Closed</Tag> : null}
                {one.state === "no-password" ? <Tag state="due">No password yet</Tag> : null}
              </td>
              <td>{one.signedIn ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
