import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { readPlaysAgain } from "#app/services/learning/scenario-updates.server.ts";
import { readUpdates } from "#app/services/learning/read-updates.server.ts";

export const meta: MetaFunction = () => [{ title: "Short updates - Studio - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.read", async ({ ctx, principal }) => [
    ...(await readUpdates(ctx, principal.force.id, principal.today)),
    ...(await readPlaysAgain(ctx, principal.force.id, principal.today)),
  ]);
}

export default function Updates() {
  const runs = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/studio">
      <Breadcrumbs items={[{ href: "/studio", label: "Studio" }, { label: "Short updates" }]} />
      <h1>Short updates</h1>
      <p className="lead">
        When the substance of a module changes, those who hold it are told what is new; when that of a
        scenario does, those who hold a module with it are asked to play it again. What they hold stands.
      </p>
      {runs.length === 0 ? <p>No module and no scenario has changed in substance.</p> : null}
      {runs.length > 0 ? (
        <div className="scroll-x">
          <table className="table">
            <caption className="visually-hidden">Short updates that run</caption>
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col" className="number">
                  Version
                </th>
                <th scope="col" className="number">
                  Asked
                </th>
                <th scope="col" className="number">
                  Done
                </th>
                <th scope="col">By</th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={run.module}>
                  <th scope="row">{run.title}</th>
                  <td className="number">{run.number}</td>
                  <td className="number">{run.asked}</td>
                  <td className="number">{run.done}</td>
                  <td>{dayWords(run.dueOn)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </FramedPage>
  );
}
