import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { KnownField, KnownThen } from "#app/components/known-then.tsx";
import { RosterTabs } from "#app/components/roster-tabs.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { knownAsked, withKnown } from "#app/http/known-query.ts";
import { searchPeople } from "#app/services/roster/read-people.server.ts";

export const meta: MetaFunction = () => [{ title: "People - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.read", async ({ ctx, principal }) => {
    const url = new URL(args.request.url);
    const query = (url.searchParams.get("q") ?? "").slice(0, 100);
    const known = knownAsked(url, ctx.now());
    const look = { by: principal.personId, knownAt: known.knownAt };
    return { query, known, ...(await searchPeople(ctx, principal.force, query, look)) };
  });
}

export default function People() {
  const { query, people, total, known } = useLoaderData<typeof loader>();
  const { earlier, problem } = known;
  return (
    <FramedPage current="/people">
      <div className="stack">
        <ErrorSummary problems={problem === null ? [] : [{ text: problem, href: "#known" }]} />
        <h1>People</h1>
        <p className="lead">One person over time: posts, absences, exemptions and what they hold.</p>
        <RosterTabs current="/people" />
        <KnownThen earlier={earlier} now={`/people?${new URLSearchParams({ q: query })}`} />
      </div>
      <Form method="get" className="reading section no-print" role="search" key={earlier?.said ?? ""}>
        <TextField
          name="q"
          type="search"
          label="Name or number"
          hint="Accents and capitals make no difference."
          width="half"
          autoComplete="off"
          defaultValue={query}
        />
        <KnownField earlier={earlier} />
        <div className="button-row">
          <Button>Find</Button>
        </div>
      </Form>
      {query.trim() === "" ? null : (
        <section className="section stack">
          <h2>{total === 0 ? "Nobody was found" : `${countWords(total, "person", "people")} found`}</h2>
          {total > people.length ? <p>The first {people.length} are shown. Add another word.</p> : null}
          <ul className="task-list">
            {people.map((one) => (
              <li key={one.id} className="task">
                <div>
                  <Link className="task-link" to={withKnown(`/people/${one.id}`, earlier)}>
                    {one.name}
                  </Link>
                  <p className="hint">
                    {one.number}
                    {one.collar ? ` · collar number ${one.collar}` : ""}
                  </p>
                </div>
                <p>{one.post}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </FramedPage>
  );
}
