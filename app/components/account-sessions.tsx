import { Form } from "@remix-run/react";
import { Button } from "./button.tsx";

interface AccountSessionsProps {
  sessions: readonly { id: string; begun: string; seen: string }[];
  /** False: nothing can be ended here. */
  mayEnd: boolean;
}

/** Where somebody is signed in, one browser a row. */
export function AccountSessions({ sessions, mayEnd }: AccountSessionsProps) {
  if (sessions.length === 0) return <p>They are signed in nowhere.</p>;
  return (
    <>
      <div className="scroll-x" role="region" aria-label="Sessions" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Signed in</th>
              <th scope="col">Last seen</th>
              {mayEnd ? (
                <th scope="col">
                  <span className="visually-hidden">End it</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {sessions.map((one) => (
              <tr key={one.id}>
                <td>{one.begun}</td>
                <td>{one.seen}</td>
                {mayEnd ? (
                  <td>
                    <Form method="post">
                      <input type="hidden" name="session" value={one.id} />
                      <Button small variant="second" name="intent" value="end-session">
                        Sign out<span className="visually-hidden"> what was begun {one.begun}</span>
                      </Button>
                    </Form>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {mayEnd ? (
        <Form method="post" className="button-row">
          <Button variant="withdraw" name="intent" value="end-sessions">
            Sign out everywhere
          </Button>
        </Form>
      ) : null}
    </>
  );
}
