import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { RosterTabs } from "#app/components/roster-tabs.tsx";
import { Tag } from "#app/components/tag.tsx";
import { countWords, dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { readImports } from "#app/services/roster/read-imports.server.ts";
import { readWaiting } from "#app/services/roster/uploads.server.ts";

export const meta: MetaFunction = () => [{ title: "Imports - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.read", async ({ ctx, principal }) => ({
    imports: await readImports(ctx, principal.force.id),
    waiting: (await readWaiting(ctx, principal.force, "people")).waiting,
  }));
}

export default function Imports() {
  const { imports, waiting } = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/people">
      <div className="stack">
        <h1>Imports</h1>
        <p className="lead">
          Each extract tells who is in the force, where, and who is away. You see what it changes before
          anything changes.
        </p>
        <RosterTabs current="/people/imports" />
        <div className="button-row">
          <ButtonLink to="/people/imports/new">Import an extract</ButtonLink>
        </div>
      </div>
      {waiting.length > 0 ? (
        <section className="section stack">
          <h2>Not applied yet</h2>
          <ul>
            {waiting.map((one) => (
              <li key={one.id}>
                <Link to={`/people/imports/files/${one.id}/columns`}>
                  {one.fileName},{" "}
                  {one.kind === "people" ? `as at ${dayWords(one.asAt)}` : `training from ${one.source}`}
                </Link>
              </li>
            ))}
          </ul>
          <p className="hint">A file is kept for a day, then it goes.</p>
        </section>
      ) : null}
      <section className="section stack">
        <h2>What was imported</h2>
        {imports.length === 0 ? <p>Nothing yet.</p> : <History imports={imports} />}
      </section>
    </FramedPage>
  );
}

function History({ imports }: { imports: Awaited<ReturnType<typeof readImports>> }) {
  return (
    <div className="scroll-x" role="region" aria-label="Imports" tabIndex={0}>
      <table className="table table-roomy">
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
              <th scope="row">
                <Link to={`/people/imports/${one.id}`}>{one.fileName}</Link>
                <span className="hint">
                  {one.kind === "people" ? "People" : "Training"}
                  {one.source ? `, from ${one.source}` : ""}
                </span>
              </th>
              <td>{dayWords(one.asAt)}</td>
              <td>
                {one.when} {one.undone ? <Tag state="none">Undone</Tag> : null}
              </td>
              <td className="number">{one.rows.toLocaleString("en-GB")}</td>
              <td>{one.problems.length === 0 ? "None" : countWords(one.problems.length, "row")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
