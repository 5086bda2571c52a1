import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { countWords, dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { causeAsked, coverageAskedExactly, coverageSearch, stepAsked } from "#app/http/coverage-query.ts";
import { readCausePeople, readStepPeople } from "#app/services/coverage/read-step-people.server.ts";

export const meta: MetaFunction = () => [{ title: "Who is counted - Coverage - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.read", async ({ ctx, principal }) => {
    const url = new URL(args.request.url);
    const asked = coverageAskedExactly(url, ctx.now());
    const cause = causeAsked(url);
    const unit = url.searchParams.get("unit") ?? undefined;
    const reader = { id: principal.force.id, by: principal.personId };
    const found = cause
      ? await readCausePeople(ctx, reader, { ...asked, unit }, cause)
      : await readStepPeople(ctx, reader, { ...asked, unit }, stepAsked(url));
    const back = unit === undefined ? "/coverage" : `/coverage/units/${encodeURIComponent(unit)}`;
    return {
      ...found,
      asOf: asked.asOf,
      knownOn: asked.knownOn,
      back: `${back}?${coverageSearch(asked)}`,
    };
  });
}

export default function StepPeople() {
  const { people, target, step, since, asOf, knownOn, back } = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/coverage">
      <Breadcrumbs items={[{ href: back, label: "Coverage" }, { label: step }]} />
      <h1>{step}</h1>
      <p className="lead">
        {countWords(people.length, "person", "people")} {since ? `between ${dayWords(since)} and` : "on"}{" "}
        {dayWords(asOf)}, as known on {dayWords(knownOn)}. The target: {target}.
      </p>
      {people.length === 0 ? null : (
        <div className="scroll-x" role="region" aria-label="People of this step" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Employee number</th>
                <th scope="col">Unit</th>
              </tr>
            </thead>
            <tbody>
              {people.map((person, at) => (
                <tr key={at}>
                  <th scope="row">{person.name}</th>
                  <td>{person.number ?? "–"}</td>
                  <td>{person.units}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="hint section">
        For administrators only. Commissioners see counts, never a person; nobody sees answers or scores here.
      </p>
    </FramedPage>
  );
}
