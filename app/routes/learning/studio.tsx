import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { FramedPage } from "#app/components/frame.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { countOpen } from "#app/services/learning/answer-reports.server.ts";
import { countSharedFor } from "#app/services/learning/share-reflection.server.ts";
import { readStudio } from "#app/services/learning/read-studio.server.ts";

export const meta: MetaFunction = () => [{ title: "Studio: what is published - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.read", async ({ ctx, principal }) => ({
    ...(await readStudio(ctx)),
    reports: await countOpen(ctx, principal),
    reflections: await countSharedFor(ctx, principal),
  }));
}

export default function Studio() {
  const { pieces, overdue, reports, reflections } = useLoaderData<typeof loader>();
  return (
    <FramedPage title="Studio: what is published" current="/studio">
      <p className="lead">
        Content is written in files and published by command, after every check has passed:{" "}
        <code>npm run amends -- content publish</code>.
      </p>
      {reports === null ? null : (
        <p>
          <Link className="arrow-link" to="/studio/reports">
            What people say is wrong: {reports} open
          </Link>
        </p>
      )}
      {reflections === null ? null : (
        <p>
          <Link className="arrow-link" to="/studio/reflections">
            What officers share of their reflections: {reflections}
          </Link>
        </p>
      )}
      <div className="scroll-x">
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
      </div>
      <section className="section">
        <h2>Facts to look at again</h2>
        {overdue.length === 0 ? (
          <p>None: every fact is within its review day.</p>
        ) : (
          <>
            <p>
              Officers are told of each, wherever it is used. Look at its source, then change{" "}
              <code>content/facts.yaml</code> and publish.
            </p>
            <div className="scroll-x">
              <table className="table">
                <caption className="visually-hidden">Facts past their review day</caption>
                <thead>
                  <tr>
                    <th scope="col">Fact</th>
                    <th scope="col">What it says</th>
                    <th scope="col">Due by</th>
                    <th scope="col">Owner</th>
                    <th scope="col">Used in</th>
                  </tr>
                </thead>
                <tbody>
                  {overdue.map((fact) => (
                    <tr key={fact.id}>
                      <th scope="row">{fact.id}</th>
                      <td>{fact.claim}</td>
                      <td>{fact.due}</td>
                      <td>{fact.owner}</td>
                      <td>
                        {fact.uses.length === 0
                          ? "Nowhere"
                          : fact.uses.map((place) => (
                              <span key={place} className="block-line">
                                {place}
                              </span>
                            ))}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </section>
    </FramedPage>
  );
}
