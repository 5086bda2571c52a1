import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { FramedPage } from "#app/components/frame.tsx";
import { rankWords, UnitFilterForm } from "#app/components/unit-filter.tsx";
import { UnitGapWords } from "#app/components/unit-gap.tsx";
import { UnitPeople } from "#app/components/unit-people.tsx";
import { GROUP_WORDS } from "#app/domain/coverage/target.ts";
import { PERSON_STATES, STATE_NAMES } from "#app/domain/coverage/unit-people.ts";
import { countWords, inSentence } from "#app/domain/words.ts";
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
  const { done, open } = counts.states;
  // Few units have anybody who is exempt or not asked.
  const shownStates = PERSON_STATES.filter(
    (state) => counts.states[state] > 0 || state === asked.show || (state !== "exempt" && state !== "open"),
  );
  const to = (change: Partial<typeof asked>) => `/unit${unitSearch(asked, { page: 1, ...change })}`;
  const where = [
    counts.units.find((one) => one.value === asked.unit)?.name ?? units,
    asked.group && GROUP_WORDS[asked.group],
    asked.rank && inSentence(rankWords(asked.rank)),
  ].filter(Boolean);
  return (
    <FramedPage title="My unit" current="/unit">
      <p className="lead">
        {where.join(", ")}: {done} of {countWords(counts.everyone - open, "person", "people")} hold all{" "}
        {countWords(parts, "part")} of {inSentence(programme.title)}.
        {open === 0 ? "" : ` Of ${countWords(open, "other person", "other people")} it is not asked.`}
        {coming.length === 0
          ? ""
          : ` ${countWords(coming.length, "more part is", "more parts are")} being written.`}
      </p>
      <UnitGapWords gap={gap} />
      <section className="section stack">
        <h2>People</h2>
        <UnitFilterForm {...{ asked, programme, programmes, target, targets, counts }} />
        <nav aria-label="Show">
          <ul className="tabs">
            <li>
              <Link to={to({ show: null })} aria-current={asked.show === null ? "page" : undefined}>
                Everyone ({counts.everyone})
              </Link>
            </li>
            {shownStates.map((state) => (
              <li key={state}>
                <Link to={to({ show: state })} aria-current={asked.show === state ? "page" : undefined}>
                  {STATE_NAMES[state]} ({counts.states[state]})
                </Link>
              </li>
            ))}
          </ul>
        </nav>
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
