import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FramedPage } from "#app/components/frame.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { readStudio } from "#app/services/learning/read-studio.server.ts";

export const meta: MetaFunction = () => [{ title: "Studio: what is published - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.read", ({ ctx }) => readStudio(ctx));
}

export default function Studio() {
  const { pieces, overdue } = useLoaderData<typeof loader>();
  return (
    <FramedPage title="Studio: what is published" current="/studio">
      <p className="lead">
        Content is written in files and published by command, after every check has passed:{" "}
        <code>npm run amends -- content publish</code>.
      </p>
      <table className="table">
        <caption className="visually-hidden">Published modules and scenarios</caption>
        <thead>
          <tr>
            <th scope="col">Title</th>
            <th scope="col">Kind</th>
            <th scope="col" className="number">
              Version
            </th>
            <th scope="col">Fingerprint</th>
          </tr>
        </thead>
        <tbody>
          {pieces.map((one) => (
            <tr key={`${one.kind} ${one.slug}`}>
              <th scope="row">{one.title}</th>
              <td>{one.kind === "module" ? "Module" : "Scenario"}</td>
              <td className="number">{one.version}</td>
              <td>
                <code>{one.hash}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <section className="section">
        <h2>Facts to look at again</h2>
        {overdue.length === 0 ? (
          <p>None: every fact is within its review day.</p>
        ) : (
          <ul>
            {overdue.map((fact) => (
              <li key={fact.id}>
                {fact.id}: {fact.claim}{" "}
                <span className="hint">
                  Due by {fact.due}, {fact.owner}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </FramedPage>
  );
}
