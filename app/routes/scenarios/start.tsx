import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Html } from "#app/components/html.tsx";
import { SummaryList } from "#app/components/summary-list.tsx";
import { Notice } from "#app/components/notice.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";
import { beginScenario } from "#app/services/scenarios/play.server.ts";
import { readScenarioStart } from "#app/services/scenarios/read-scenario.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? "Scenario"} - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", ({ ctx, principal }) =>
    readScenarioStart(ctx, learnerOf(principal), args.params.scenario ?? ""),
  );
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const registration = await beginScenario(ctx, learnerOf(principal), args.params.scenario ?? "");
    return redirect(`/plays/${registration}`);
  });
}

export default function ScenarioStart() {
  const page = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/">
      <Breadcrumbs items={[{ href: "/", label: "Home" }, { label: page.title }]} />
      <div className="reading">
        <h1>{page.title}</h1>
        <Html className="lead" html={page.summary} />
        <p>
          You are: <strong>{page.role}</strong>. Up to {countWords(page.minutes, "minute")}.
        </p>
        <ul>
          <li>Read the scene, choose what you would do, and press Decide.</li>
          <li>Once you decide you cannot go back. You can play it again as often as you like.</li>
          <li>Nothing is timed. Leave when you like: you come back to the same scene.</li>
          <li>Trainers see how many chose each, never who.</li>
        </ul>
        {page.factsDue > 0 ? (
          <Notice tone="warn" title="This may have changed">
            <p>
              {page.factsDue === 1
                ? "A fact behind this scenario is overdue for checking. The debrief names it"
                : `${page.factsDue} facts behind this scenario are overdue for checking. The debrief names them`}
              : ask your supervisor before you rely on what it says.
            </p>
          </Notice>
        ) : null}
        <Form method="post" className="button-row">
          <Button type="submit">
            {page.open ? "Carry on" : page.tries.length > 0 ? "Play again" : "Begin"}
          </Button>
        </Form>
        {page.tries.length > 0 ? (
          <section className="section">
            <h2>Your tries</h2>
            {page.results ? (
              <SummaryList
                rows={[
                  { key: "Your first", value: page.results.first },
                  { key: "Your best", value: page.results.best },
                ]}
              />
            ) : null}
            <ul>
              {page.tries.map((one) => (
                <li key={one.registration}>
                  <Link to={`/plays/${one.registration}/debrief`}>{one.words}</Link>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </FramedPage>
  );
}
