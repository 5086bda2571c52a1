import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { KnownField, KnownThen } from "#app/components/known-then.tsx";
import { DateField } from "#app/components/forms/date-field.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { RosterTabs } from "#app/components/roster-tabs.tsx";
import { isDay } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { knownAsked } from "#app/http/known-query.ts";
import { readUnits } from "#app/services/roster/read-people.server.ts";

export const meta: MetaFunction = () => [{ title: "Units - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.read", async ({ ctx, principal }) => {
    const url = new URL(args.request.url);
    const asked = url.searchParams.get("on") ?? "";
    const on = isDay(asked) ? asked : principal.today;
    const known = knownAsked(url, ctx.now());
    return { on, known, units: await readUnits(ctx, principal.force, on, known.knownAt) };
  });
}

/** Deeper units are not set in further. */
const DEEPEST = 5;

export default function Units() {
  const { on, units, known } = useLoaderData<typeof loader>();
  const { earlier, problem } = known;
  return (
    <FramedPage current="/people">
      <div className="stack">
        <ErrorSummary problems={problem === null ? [] : [{ text: problem, href: "#known" }]} />
        <h1>Units on {dayWords(on)}</h1>
        <RosterTabs current="/people/units" />
        <KnownThen earlier={earlier} now={`/people/units?on=${on}`} />
      </div>
      <Form method="get" className="coverage-filter section" key={`${on} ${earlier?.said ?? ""}`}>
        <DateField name="on" label="On another day" defaultValue={on} />
        <KnownField earlier={earlier} />
        <Button variant="second">Show</Button>
      </Form>
      <section className="section">
        {units.length === 0 ? <p>No unit was known of that day.</p> : null}
        <div className="scroll-x" role="region" aria-label="Units" tabIndex={0}>
          <table className="table table-roomy">
            <thead>
              <tr>
                <th scope="col">Unit</th>
                <th scope="col" className="number">
                  In post
                </th>
                <th scope="col">At other times</th>
              </tr>
            </thead>
            <tbody>
              {units.map((unit) => (
                <tr key={unit.id}>
                  <th scope="row" className={`tree-${Math.min(unit.depth, DEEPEST)}`}>
                    {unit.name}
                    {unit.code === null ? null : <span className="hint">{unit.code}</span>}
                  </th>
                  <td className="number">{unit.people === 0 ? "–" : unit.people.toLocaleString("en-GB")}</td>
                  <td>{unit.otherwise.length === 0 ? "The same" : unit.otherwise.join("; ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </FramedPage>
  );
}
