import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { RosterTabs } from "#app/components/roster-tabs.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { searchPeople } from "#app/services/roster/read-people.server.ts";

export const meta: MetaFunction = () => [{ title: "People - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.read", async ({ ctx, principal }) => {
    const query = (new URL(args.request.url).searchParams.get("q") ?? "").slice(0, 100);
    return { query, ...(await searchPeople(ctx, principal.force, query, principal.personId)) };
  });
}

export default function People() {
  const { query, people, total } = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/people">
      <div className="stack">
        <h1>People</h1>
        <p className="lead">One person over time: posts, absences, exemptions and what they hold.</p>
        <RosterTabs current="/people" />
      </div>
      <Form method="get" className="reading section" role="search">
        <TextField
          name="q"
          type="search"
          label="Name or number"
          hint="Accents and capitals make no difference."
          width="half"
          autoComplete="off"
          defaultValue={query}
        />
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
                  <Link className="task-link" to={`/people/${one.id}`}>
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
