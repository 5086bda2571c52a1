import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { chanceWords, rangeWords } from "#app/domain/share-words.ts";
import { percentWords } from "#app/domain/share-words.ts";
import { FramedPage } from "#app/components/frame.tsx";
import { countWords, dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { readForecastsPage, type ForecastsPage } from "#app/services/coverage/read-forecasts-page.server.ts";

export const meta: MetaFunction = () => [{ title: "How forecasts have done - Coverage - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "coverage.read", async ({ ctx, principal }) => {
    const target = new URL(args.request.url).searchParams.get("target");
    return readForecastsPage(ctx, principal.force.id, target);
  });
}

export default function Forecasts() {
  const page = useLoaderData<typeof loader>();
  const { target, score } = page;
  return (
    <FramedPage current="/coverage">
      <Breadcrumbs
        items={[{ href: `/coverage?target=${target.slug}`, label: "Coverage" }, { label: "Forecasts" }]}
      />
      <h1>How forecasts have done</h1>
      <p className="lead">
        {target.name}: {target.title}. At each month&rsquo;s end the forecast of that day is kept as it is,
        and scored when the days that it spoke of have come.
      </p>
      {page.targets.length > 1 ? (
        <p>
          Other targets:{" "}
          {page.targets
            .filter((one) => one.slug !== target.slug)
            .map((one, at) => (
              <span key={one.slug}>
                {at > 0 ? ", " : ""}
                <Link to={`/coverage/forecasts?target=${one.slug}`}>{one.name}</Link>
              </span>
            ))}
          .
        </p>
      ) : null}
      <section className="section reading">
        <h2>In words</h2>
        {score.compared === 0 ? (
          <p>
            No day that a kept forecast spoke of has come yet. The first month&rsquo;s end after a forecast
            says more.
          </p>
        ) : (
          <ScoreWords score={score} />
        )}
      </section>
      {page.forecasts.length === 0 ? null : (
        <section className="section">
          <h2>Month by month</h2>
          <div className="scroll-x" role="region" aria-label="Kept forecasts" tabIndex={0}>
            <table className="table">
              <caption className="visually-hidden">What each forecast said, and what happened</caption>
              <thead>
                <tr>
                  <th scope="col">From the end of</th>
                  <th scope="col">Made on</th>
                  <th scope="col">Said of the next day scored</th>
                  <th scope="col">Happened</th>
                  <th scope="col">Said of the promised day</th>
                  <th scope="col">Happened</th>
                  <th scope="col">Chance of the target</th>
                </tr>
              </thead>
              <tbody>
                {page.forecasts.map((one) => (
                  <tr key={one.from}>
                    <th scope="row">{dayWords(one.from)}</th>
                    <td>{dayWords(one.madeOn)}</td>
                    <td>
                      {one.next
                        ? `${dayWords(one.next.day)}: ${rangeWords(one.next.low, one.next.high)}`
                        : "–"}
                    </td>
                    <td>{happenedWords(one.next)}</td>
                    <td>
                      {one.due ? `${dayWords(one.due.day)}: ${rangeWords(one.due.low, one.due.high)}` : "–"}
                    </td>
                    <td>{happenedWords(one.due)}</td>
                    <td>{chanceWords(one.chance)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="hint">
            Ranges are those in which nine in ten of the possible futures lay. What happened is the net rate
            as it is known now. A forecast of a month that was missed is made late: days that had come by then
            are not scored.
          </p>
        </section>
      )}
    </FramedPage>
  );
}

function ScoreWords({ score }: { score: ForecastsPage["score"] }) {
  const { compared, within90, within50, pinball, unchanged } = score;
  const points = (loss: number | null) => ((loss ?? 0) * 100).toFixed(2);
  const better = (pinball ?? 0) < (unchanged ?? 0);
  return (
    <>
      <p>
        {countWords(compared, "day")} that a forecast spoke of {compared === 1 ? "has" : "have"} come.{" "}
        <strong>
          {within90} of {compared}
        </strong>{" "}
        lay within the range of nine in ten, and {within50} within the range of five in ten: of very many it
        should be nine in ten and five in ten.{compared < FEW ? null : ` ${rangesWords(within90 / compared)}`}
      </p>
      <p>
        The forecasts were off by {points(pinball)} points (pinball loss, less is better). To say that nothing
        would change would have been off by {points(unchanged)}, so the forecast was{" "}
        {better ? "better" : "no better"} than that.
      </p>
      {compared < FEW ? (
        <p className="hint">That is few. Judge by the direction, not by the number.</p>
      ) : null}
    </>
  );
}

/** Fewer days than this say little. */
const FEW = 20;

function rangesWords(part: number): string {
  if (part < 0.8)
    return "So the ranges have been too narrow: expect to be surprised more often than they say.";
  if (part > 0.97) return "So the ranges have been wider than they need be.";
  return "So the ranges have been about as wide as they should be.";
}

function happenedWords(told: ForecastsPage["forecasts"][number]["next"]): string {
  if (told === null) return "–";
  if (told.happened === null) return "not come yet";
  if (!told.ahead) return `${percentWords(told.happened)}, known when it was said`;
  const where =
    told.happened < told.low - 1e-9
      ? "below the range"
      : told.happened > told.high + 1e-9
        ? "above the range"
        : "within";
  return `${percentWords(told.happened)}, ${where}`;
}
