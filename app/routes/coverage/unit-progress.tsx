import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { FramedPage } from "#app/components/frame.tsx";
import { Tag, type TagState } from "#app/components/tag.tsx";
import { countWords, dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { readUnitProgress, type PersonState } from "#app/services/coverage/read-unit-progress.server.ts";

export const meta: MetaFunction = () => [{ title: "My unit - Amends" }];

const STATES: Record<PersonState, { words: string; tag: TagState }> = {
  overdue: { words: "Overdue", tag: "overdue" },
  none: { words: "Not begun", tag: "none" },
  progress: { words: "On the way", tag: "progress" },
  done: { words: "Done", tag: "done" },
  away: { words: "Away", tag: "plain" },
};

const MOST_NEAR = 5;

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "unit.read-progress", async ({ ctx, principal }) => {
    const unit = await readUnitProgress(ctx, principal);
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
      {shown.length === 0 ? (
        <p>Nobody here.</p>
      ) : (
        <div className="scroll-x" role="region" aria-label="People of the unit" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Rank or grade</th>
                <th scope="col">State</th>
                <th scope="col">Due</th>
                <th scope="col">Still to do</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((person, at) => (
                <tr key={at}>
                  <th scope="row">{person.name}</th>
                  <td>{person.rank}</td>
                  <td>
                    <Tag state={STATES[person.state].tag}>{STATES[person.state].words}</Tag>
                  </td>
                  <td>{person.dueOn === null ? "–" : dayWords(person.dueOn)}</td>
                  <td>{person.missing.length === 0 ? "Nothing" : person.missing.join(", ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="hint">You see which modules are done, never answers or scores.</p>
    </FramedPage>
  );
}
