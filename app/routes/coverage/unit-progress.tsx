import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { FramedPage } from "#app/components/frame.tsx";
import { STATES, UnitPeople } from "#app/components/unit-people.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import type { PersonState } from "#app/domain/coverage/unit-people.ts";
import { readUnitToRemind } from "#app/services/notices/remind.server.ts";

export const meta: MetaFunction = () => [{ title: "My unit - Amends" }];

const MOST_NEAR = 5;

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "unit.read-progress", async ({ ctx, principal }) => {
    const unit = await readUnitToRemind(ctx, principal);
    const asked = new URL(args.request.url).searchParams.get("show");
    const show = asked !== null && asked in STATES ? (asked as PersonState) : null;
    return { ...unit, show };
  });
}

export default function UnitProgress() {
  const { units, people, modules, gap, show } = useLoaderData<typeof loader>();
  const count = (state: PersonState) => people.filter((one) => one.state === state).length;
  const shown = show === null ? people : people.filter((one) => one.state === show);
  return (
    <FramedPage title="My unit" current="/unit">
      <p className="lead">
        {units}: {count("done")} of {countWords(people.length, "person", "people")} hold all {modules.length}{" "}
        core modules.
      </p>
      {gap.people === 0 ? null : (
        <section className="reading">
          <h2>What would close the gap</h2>
          <p>
            {countWords(gap.people, "person", "people")} {gap.people === 1 ? "has" : "have"} about{" "}
            {countWords(Math.max(1, Math.round(gap.minutes / 60)), "hour")} of learning left, all together.{" "}
            {gap.near.length === 0
              ? "Nobody is one module short."
              : `${countWords(gap.near.length, "person is", "people are")} one module short and could finish this week:`}
          </p>
          {gap.near.length === 0 ? null : (
            <ul>
              {gap.near.slice(0, MOST_NEAR).map((one, at) => (
                <li key={at}>
                  {one.name}: {one.module}, about {one.minutes} minutes
                </li>
              ))}
              {gap.near.length > MOST_NEAR ? <li>and {gap.near.length - MOST_NEAR} more, below</li> : null}
            </ul>
          )}
        </section>
      )}
      <nav aria-label="Show">
        <ul className="tabs">
          <li>
            <Link to="/unit" aria-current={show === null ? "page" : undefined}>
              Everyone ({people.length})
            </Link>
          </li>
          {(Object.keys(STATES) as PersonState[]).map((state) => (
            <li key={state}>
              <Link to={`/unit?show=${state}`} aria-current={show === state ? "page" : undefined}>
                {STATES[state].words} ({count(state)})
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {shown.length === 0 ? <p>Nobody here.</p> : <UnitPeople people={shown} />}
      <p className="hint">You see which modules are done, never answers or scores.</p>
    </FramedPage>
  );
}
