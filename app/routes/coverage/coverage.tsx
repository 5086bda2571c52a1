import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Block } from "#app/components/block.tsx";
import { Button } from "#app/components/button.tsx";
import { percentWords } from "#app/components/charts/percent.ts";
import { RateStrip } from "#app/components/charts/rate-strip.tsx";
import { UnitBars } from "#app/components/charts/unit-bars.tsx";
import { CoverageLedger } from "#app/components/coverage-ledger.tsx";
import { DateField } from "#app/components/forms/date-field.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { GroupTable } from "#app/components/group-table.tsx";
import { Panel } from "#app/components/panel.tsx";
import { dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { coverageAsked } from "#app/http/coverage-query.ts";
import { readCoveragePage } from "#app/services/coverage/read-coverage-page.server.ts";

export const meta: MetaFunction = () => [{ title: "Coverage - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "coverage.read", async ({ ctx, principal }) => {
    const asked = coverageAsked(new URL(args.request.url), ctx.now());
    const page = await readCoveragePage(ctx, principal.force, asked);
    return data({ ...page, problems: asked.problems }, { status: asked.problems.length > 0 ? 400 : 200 });
  });
}

export default function Coverage() {
  const page = useLoaderData<typeof loader>();
  const { answer, target, force } = page;
  const { figures } = answer;
  const toTrain = figures.net - figures.trained_net;
  const people = target.people;
  const when = dayWords(answer.asOf);
  const link = `/coverage?on=${answer.asOf}&known=${page.knownOn}`;
  const units = [...answer.units].sort((a, b) => (a.figures.net_rate ?? 2) - (b.figures.net_rate ?? 2));
  return (
    <FramedPage current="/coverage">
      <ErrorSummary problems={page.problems} />
      <Block
        headingLevel={1}
        eyebrow={`${target.groupName} · ${answer.programme.title.toLowerCase()} · ${force.name}`}
        figure={percentWords(figures.net_rate)}
        title={`of ${force.short}’s ${figures.net.toLocaleString("en-GB")} available ${people} were trained on ${when}.`}
        aside={
          <Form method="get" className="stack" noValidate>
            <DateField name="on" label="As of" defaultValue={answer.asOf} />
            <DateField name="known" label="As known on" defaultValue={page.knownOn} />
            <Button type="submit" variant="amber">
              Show
            </Button>
            <p className="hint">What was known that day, before later corrections.</p>
          </Form>
        }
      >
        <p>
          That is {percentWords(figures.gross_rate)} of all {figures.in_post.toLocaleString("en-GB")} in post.{" "}
          {target.title ? `The promise: ${target.title}. ` : ""}
          {toTrain.toLocaleString("en-GB")} of those available are still to train
          {target.daysLeft === null
            ? "."
            : target.daysLeft >= 0
              ? `, with ${target.daysLeft} days to go.`
              : `; the day was ${-target.daysLeft} days ago.`}
        </p>
      </Block>

      <div className="section">
        <h2 className="visually-hidden">The three rates</h2>
        <RateStrip
          items={[
            {
              name: "Gross",
              share: figures.gross_rate,
              detail: `${figures.trained_in_post.toLocaleString("en-GB")} of ${figures.in_post.toLocaleString("en-GB")} in post`,
            },
            {
              name: "Net",
              share: figures.net_rate,
              detail: `${figures.trained_net.toLocaleString("en-GB")} of ${figures.net.toLocaleString("en-GB")} available. The published rate.`,
              main: true,
            },
            {
              name: "Current",
              share: figures.current_rate,
              detail: `${figures.current_net.toLocaleString("en-GB")} of ${figures.net.toLocaleString("en-GB")}, none of it lapsed`,
            },
          ]}
        />
      </div>

      <section className="section">
        <h2>Where the gaps are</h2>
        <p>
          Each bar is a unit&#8217;s net rate on {when}, lowest first; the mark across it is the force&#8217;s{" "}
          {percentWords(figures.net_rate)}.
        </p>
        <UnitBars
          force={{ share: figures.net_rate }}
          caption={`Available ${people} trained on ${when}, unit by unit`}
          rows={units.map((unit) => ({
            name: unit.name,
            parent: unit.parent,
            share: unit.figures.net_rate,
            trained: unit.figures.trained_net,
            net: unit.figures.net,
            toTrain: unit.figures.net - unit.figures.trained_net,
          }))}
        />
      </section>

      <section className="section">
        <h2>Who</h2>
        <GroupTable rows={page.groups} asOf={when} />
      </section>

      <div className="columns section">
        <section>
          <h2>Who is counted</h2>
          <p className="hint">Every step opens to its rule and its source.</p>
          <CoverageLedger answer={answer} when={when} knownOn={dayWords(page.knownOn)} people={people} />
        </section>
        <aside>
          <Panel title="Take it with you">
            <ul className="bare-list">
              <li>
                <a href={`/coverage/figures.csv?on=${answer.asOf}&known=${page.knownOn}`}>Figures as CSV</a>
              </li>
              <li>
                <a href={`/coverage/figures.json?on=${answer.asOf}&known=${page.knownOn}`}>Figures as JSON</a>
              </li>
              <li>
                <a href={link}>A link to exactly this view</a>
              </li>
            </ul>
            <p className="hint">
              An internal view: unit counts are exact. Before publishing anything about a unit, merge those
              under ten people and round the rest.
            </p>
          </Panel>
        </aside>
      </div>
    </FramedPage>
  );
}
