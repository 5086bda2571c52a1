import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { FramedPage } from "#app/components/frame.tsx";
import { UnitFilterForm } from "#app/components/unit-filter.tsx";
import { UnitGapWords } from "#app/components/unit-gap.tsx";
import { UnitPeople } from "#app/components/unit-people.tsx";
import { UnitLead, UnitStates } from "#app/components/unit-summary.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { unitAsked, unitSearch } from "#app/http/unit-query.ts";
import { readUnitPage } from "#app/services/coverage/read-unit-page.server.ts";

export const meta: MetaFunction = () => [{ title: "My unit - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "unit.read-progress", async ({ ctx, principal }) => {
    const asked = unitAsked(new URL(args.request.url));
    return { ...(await readUnitPage(ctx, principal, asked)), asked };
  });
}

export default function UnitProgress() {
  const { asked, units, people, programme, parts, coming, counts, gap, ...rest } =
    useLoaderData<typeof loader>();
  const { programmes, target, targets, total, page, pages } = rest;
  const to = (change: Partial<typeof asked>) => `/unit${unitSearch(asked, { page: 1, ...change })}`;
  return (
    <FramedPage title="My unit" current="/unit">
      <UnitLead {...{ asked, units, programme, parts, coming, counts }} />
      <UnitGapWords gap={gap} />
      <section className="section stack">
        <h2>People</h2>
        <UnitFilterForm {...{ asked, programme, programmes, target, targets, counts }} />
        <UnitStates show={asked.show} counts={counts} to={(show) => to({ show })} />
        {total === 0 ? (
          <p>Nobody here.</p>
        ) : (
          <UnitPeople people={people} search={unitSearch(asked)} withUnits={counts.units.length > 1} />
        )}
        {pages === 1 ? null : (
          <nav aria-label="Pages" className="button-row">
            {page > 1 ? <Link to={to({ page: page - 1 })}>Previous</Link> : null}
            <span>
              Page {page} of {pages}
            </span>
            {page < pages ? <Link to={to({ page: page + 1 })}>Next</Link> : null}
          </nav>
        )}
        {total === 0 ? null : (
          <p>
            <a className="arrow-link" href={`/unit.csv${unitSearch(asked, { page: 1 })}`}>
              All of what is shown, as CSV
            </a>
          </p>
        )}
        <p className="hint">You see which parts are done, never answers or scores.</p>
      </section>
    </FramedPage>
  );
}
