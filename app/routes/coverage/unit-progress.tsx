import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { FramedPage } from "#app/components/frame.tsx";
import { Tag, type TagState } from "#app/components/tag.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { readUnitProgress, type PersonState } from "#app/services/coverage/read-unit-progress.server.ts";

export const meta: MetaFunction = () => [{ title: "My unit - Amends" }];

const STATES: Record<PersonState, { words: string; tag: TagState }> = {
  none: { words: "Not begun", tag: "none" },
  progress: { words: "On the way", tag: "progress" },
  done: { words: "Done", tag: "done" },
  away: { words: "Away", tag: "plain" },
};

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "unit.read-progress", async ({ ctx, principal }) => {
    const unit = await readUnitProgress(ctx, principal);
    const asked = new URL(args.request.url).searchParams.get("show");
    const show = asked !== null && asked in STATES ? (asked as PersonState) : null;
    return { ...unit, show };
  });
}

export default function UnitProgress() {
  const { units, people, modules, show } = useLoaderData<typeof loader>();
  const count = (state: PersonState) => people.filter((one) => one.state === state).length;
  const shown = show === null ? people : people.filter((one) => one.state === show);
  return (
    <FramedPage title="My unit" current="/unit">
      <p className="lead">
        {units}: {count("done")} of {countWords(people.length, "person", "people")} hold all {modules.length}{" "}
        core modules.
      </p>
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
