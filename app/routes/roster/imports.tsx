import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Details } from "#app/components/details.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { countWords, dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { readImports } from "#app/services/roster/read-imports.server.ts";

export const meta: MetaFunction = () => [{ title: "People: what was imported - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.read", ({ ctx, principal }) => readImports(ctx, principal.force.id));
}

export default function Imports() {
  const imports = useLoaderData<typeof loader>();
  return (
    <FramedPage title="People: what was imported" current="/people">
      <p className="lead">
        Extracts and training records come in by command: <code>npm run amends -- people import</code>.
      </p>
      <div className="scroll-x" role="region" aria-label="Imports" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">As at</th>
              <th scope="col">Imported</th>
              <th scope="col" className="number">
                Rows
              </th>
              <th scope="col">Not imported</th>
            </tr>
          </thead>
          <tbody>
            {imports.map((one) => (
              <tr key={one.id}>
                <th scope="row">{one.fileName}</th>
                <td>{dayWords(one.asAt)}</td>
                <td>{one.when}</td>
                <td className="number">{one.rows.toLocaleString("en-GB")}</td>
                <td>
                  {one.problems.length === 0 ? (
                    "None"
                  ) : (
                    <Details summary={countWords(one.problems.length, "row")}>
                      <ul>
                        {one.problems.map((problem) => (
                          <li key={`${problem.line} ${problem.column}`}>
                            Row {problem.line}, column {problem.column}: {problem.message}
                          </li>
                        ))}
                      </ul>
                    </Details>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </FramedPage>
  );
}
