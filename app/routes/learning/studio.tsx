import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { countOpen } from "#app/services/learning/answer-reports.server.ts";
import { countCasesFor } from "#app/services/learning/cases.server.ts";
import { countSharedFor } from "#app/services/learning/share-reflection.server.ts";
import { readStudio } from "#app/services/learning/read-studio.server.ts";
import { beginVersion } from "#app/http/begin-version.server.ts";
import { DraftTable } from "#app/components/studio/draft-table.tsx";
import { PublishedTable } from "#app/components/studio/published-table.tsx";
import { readDrafts } from "#app/services/studio/read-studio.server.ts";

export const meta: MetaFunction = () => [{ title: "Studio - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.read", async ({ ctx, principal }) => {
    const drafts = await readDrafts(ctx, principal);
    return {
      ...(await readStudio(ctx)),
      author: drafts !== null,
      drafts: drafts ?? [],
      reports: await countOpen(ctx, principal),
      reflections: await countSharedFor(ctx, principal),
      cases: await countCasesFor(ctx, principal),
    };
  });
}

/** Begins the next version of a published scenario. */
export const action = (args: ActionFunctionArgs) => beginVersion(args);

export default function Studio() {
  const { pieces, overdue, reports, reflections, cases, author, drafts } = useLoaderData<typeof loader>();
  return (
    <FramedPage title="Studio" current="/studio">
      <p className="lead">
        Write a scenario or a module here, see at once what is wrong with it, and publish it when it is sound.
      </p>
      {author ? (
        <section className="section">
          <h2>Being written</h2>
          <DraftTable drafts={drafts} />
          <div className="button-row">
            <ButtonLink to="/studio/new">New scenario</ButtonLink>
            <ButtonLink variant="second" to="/studio/new-module">
              New module
            </ButtonLink>
          </div>
          <p className="section-foot">
            <Link className="arrow-link" to="/studio/put-away">
              Discarded and withdrawn
            </Link>
          </p>
        </section>
      ) : null}
      {reports === null && cases === null && reflections === null ? null : (
        <section className="section">
          <h2>From officers</h2>
          {reports === null ? null : (
            <p>
              <Link className="arrow-link" to="/studio/reports">
                What people say is wrong: {reports.open} open
                {reports.mine > 0 ? `, ${reports.mine} for you` : ""}
              </Link>
            </p>
          )}
          {cases === null ? null : (
            <p>
              <Link className="arrow-link" to="/studio/cases">
                Checks to ask about: {cases}
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
        </section>
      )}
      <section className="section">
        <h2>Published</h2>
        <PublishedTable pieces={pieces} drafts={author ? drafts : null} />
        <p className="section-foot">
          <Link className="arrow-link" to="/studio/updates">
            Short updates that run
          </Link>
        </p>
      </section>
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
