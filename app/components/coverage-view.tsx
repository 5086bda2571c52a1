import { Form, Link } from "@remix-run/react";
import type { CoverageAnswer } from "#app/domain/coverage/answer.ts";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import type { ForecastAnswer } from "#app/domain/coverage/forecast-answer.ts";
import type { Step } from "#app/domain/coverage/steps.ts";
import { daysBetween, type Day, type Instant } from "#app/domain/time.ts";
import { countWords, dayWords } from "#app/domain/words.ts";
import { Block } from "./block.tsx";
import { Button } from "./button.tsx";
import { BurnUp, type BurnUpProps } from "./charts/burn-up.tsx";
import { percentWords } from "#app/domain/share-words.ts";
import { RateStrip } from "./charts/rate-strip.tsx";
import { UnitBars } from "./charts/unit-bars.tsx";
import { CoverageChanges, type CoverageChangesProps } from "./coverage-changes.tsx";
import { CoverageForecast } from "./coverage-forecast.tsx";
import { CoverageFilter, KeptInAddress } from "./coverage-filter.tsx";
import { CoverageLedger } from "./coverage-ledger.tsx";
import { Details } from "./details.tsx";
import { DateField } from "./forms/date-field.tsx";
import { GroupTable } from "./group-table.tsx";
import { Notice } from "./notice.tsx";
import { Panel } from "./panel.tsx";

export interface CoverageViewProps {
  page: {
    force: { name: string; short: string };
    target: {
      slug: string;
      title: string;
      groupName: string;
      people: string;
      dueOn: Day | null;
      joiningDays: number | null;
      returningDays: number | null;
      share: number;
      isPublished: boolean;
      daysLeft: number | null;
    };
    targets: readonly { slug: string; name: string }[];
    answer: CoverageAnswer;
    /** Modules that the programme asks for and that are withdrawn, by title. */
    withdrawn: readonly string[];
    knownOn: Day;
    groups: readonly { name: string; figures: Figures; dueOn: Day | null }[];
    burnUp: readonly { day: Day; figures: Figures }[];
    forecast: { answer: ForecastAnswer; knownAt: Instant } | null;
    since: CoverageChangesProps["since"];
    units: readonly { id: string; name: string; depth: number }[];
  };
  /** This view as an address says it, without the question mark. */
  search: string;
  /** The same with the instant of what is known: it gives these figures for ever. */
  exactly: string;
  order: "rate" | "people";
  /** Whether whoever looks may see people; never a commissioner. */
  mayOpenPeople: boolean;
  mayManageTargets: boolean;
}

const number = (people: number) => people.toLocaleString("en-GB");

/** The figure of a target, of the force or of one unit: the sentence first, then all that it rests on. */
export function CoverageView(props: CoverageViewProps) {
  const { page, search, exactly, order, mayOpenPeople, mayManageTargets } = props;
  const { answer, target, force, since } = page;
  const { figures, unit } = answer;
  const toTrain = figures.net - figures.trained_net;
  const people = target.people;
  const when = dayWords(answer.asOf);
  const place = unit === null ? force.short : unit.name;
  const here = unit === null ? "/coverage" : `/coverage/units/${unit.id}`;
  const inUnit = unit === null ? search : `${search}&unit=${encodeURIComponent(unit.code ?? unit.id)}`;
  const direct = unit === null || answer.children.length > 0 ? answer.children : [];
  const left = (row: { figures: Figures }) => row.figures.net - row.figures.trained_net;
  const lowest = (a: { figures: Figures }, b: { figures: Figures }) =>
    (a.figures.net_rate ?? 2) - (b.figures.net_rate ?? 2) || b.figures.net - a.figures.net;
  const rows = [...(unit === null ? answer.units : direct)].sort(
    order === "rate" ? lowest : (a, b) => left(b) - left(a) || lowest(a, b),
  );
  const below = rows.filter((row) => (row.figures.net_rate ?? 1) < (figures.net_rate ?? 0));
  const others = rows.filter((row) => !below.includes(row));
  return (
    <>
      <Block
        headingLevel={1}
        eyebrow={`${target.groupName} · ${answer.programme.title.toLowerCase()} · ${unit === null ? force.name : unit.name}`}
        figure={figures.net === 0 ? "–" : percentWords(figures.net_rate)}
        title={`of ${place}’s ${number(figures.net)} available ${people} were trained on ${when}.`}
        aside={
          <Form method="get" action={here} className="stack" noValidate>
            <DateField name="on" label="As of" defaultValue={answer.asOf} />
            <DateField name="known" label="As known on" defaultValue={page.knownOn} />
            <KeptInAddress search={search} except={["on", "known", "since", "sinceKnown"]} />
            <Button type="submit" variant="amber">
              Show
            </Button>
            <p className="hint">What was known that day, before later corrections.</p>
          </Form>
        }
      >
        <p>
          That is {figures.in_post === 0 ? "–" : percentWords(figures.gross_rate)} of all{" "}
          {number(figures.in_post)} in post. The promise: {target.title}. {number(toTrain)} of those available{" "}
          {toTrain === 1 ? "is" : "are"} still to train
          {target.daysLeft === null
            ? "."
            : target.daysLeft >= 0
              ? `, with ${countWords(target.daysLeft, "day")} to go.`
              : `; the day was ${countWords(-target.daysLeft, "day")} ago.`}
        </p>
      </Block>

      {page.withdrawn.map((title) => (
        <Notice key={title} tone="warn" title={`“${title}” is withdrawn`}>
          <p>
            The programme still asks for it, and these figures still count it: whoever holds it holds it, and
            whoever has not begun it cannot be trained until its next version is live. The forecast knows
            nothing of that.
          </p>
        </Notice>
      ))}
      <div className="section">
        <h2 className="visually-hidden">The three rates</h2>
        <RateStrip
          items={[
            {
              name: "Gross",
              share: figures.gross_rate,
              detail: `${number(figures.trained_in_post)} of ${number(figures.in_post)} in post`,
            },
            {
              name: "Net",
              share: figures.net_rate,
              detail: `${number(figures.trained_net)} of ${number(figures.net)} available. The published rate.`,
              main: true,
            },
            {
              name: "Current",
              share: figures.current_rate,
              detail: `${number(figures.current_net)} of ${number(figures.net)}, none of it lapsed`,
            },
          ]}
        />
        <CoverageFilter {...page} search={search} />
      </div>

      <section className="section">
        <h2>{target.dueOn ? `On the way to ${dayWords(target.dueOn)}` : "Over time"}</h2>
        <p>{paceWords(page.burnUp, people)}</p>
        <BurnUp
          people={people}
          points={page.burnUp.map(({ day, figures: then }) => ({
            day,
            inPost: then.in_post,
            net: then.net,
            trained: then.trained_net,
          }))}
          target={
            target.dueOn && target.dueOn > (page.burnUp[0]?.day ?? target.dueOn)
              ? { day: target.dueOn, count: Math.ceil(figures.net * target.share) }
              : null
          }
          forecast={bandOf(page.forecast?.answer ?? null, figures.net)}
        />
        <CoverageForecast
          answer={page.forecast?.answer ?? null}
          knownAt={page.forecast?.knownAt ?? null}
          people={people}
          keptAt={`/coverage/forecasts?target=${target.slug}`}
          units={page.units}
          search={search}
        />
      </section>

      {rows.length > 0 ? (
        <section className="section">
          <h2 id="gaps">Where the gaps are</h2>
          <p>
            Each bar is a unit&#8217;s net rate on {when}; the mark across it is{" "}
            {unit === null ? "the force" : unit.name}&#8217;s {percentWords(figures.net_rate)}.
          </p>
          <p className="hint">
            Sorted by {order === "rate" ? "lowest rate" : "most to train"} ·{" "}
            <Link
              to={`${here}?${reordered(search, order === "rate" ? "people" : "rate")}#gaps`}
              preventScrollReset
            >
              by {order === "rate" ? "most to train" : "lowest rate"}
            </Link>
          </p>
          <UnitBars
            force={{ share: figures.net_rate }}
            caption={`Available ${people} trained on ${when}, unit by unit`}
            rows={(below.length > 0 ? below : rows).map((row) => unitRow(row, search))}
          />
          {below.length > 0 && others.length > 0 ? (
            <Details
              summary={`${countWords(others.length, "unit")} at or above ${percentWords(figures.net_rate)}`}
            >
              <UnitBars
                force={{ share: figures.net_rate }}
                caption={`Units at or above the rate of ${unit === null ? "the force" : unit.name}`}
                rows={others.map((row) => unitRow(row, search))}
              />
            </Details>
          ) : null}
          {unit === null && answer.children.length > 0 ? (
            <p>
              By area:{" "}
              {answer.children.map((child, at) => (
                <span key={child.id}>
                  {at > 0 ? ", " : ""}
                  <Link to={`/coverage/units/${child.id}?${search}`}>{child.name}</Link>{" "}
                  {child.figures.net === 0 ? "–" : percentWords(child.figures.net_rate)}
                </span>
              ))}
              .
            </p>
          ) : null}
        </section>
      ) : null}

      <section className="section">
        <h2>Who</h2>
        <GroupTable rows={page.groups} asOf={when} />
      </section>

      <CoverageChanges
        since={since}
        now={{ day: answer.asOf, knownOn: page.knownOn, figures }}
        here={here}
        search={search}
        peopleAt={mayOpenPeople ? `/coverage/people?${inUnit}` : null}
      />

      <div className="columns section">
        <section>
          <h2>Who is counted</h2>
          <p className="hint">Every step opens to its rule and its source.</p>
          <CoverageLedger
            answer={answer}
            when={when}
            knownOn={dayWords(page.knownOn)}
            people={people}
            grace={target}
            peopleAt={mayOpenPeople ? (step: Step) => `/coverage/people?${inUnit}&step=${step}` : null}
          />
        </section>
        <aside>
          <Panel title="Take it with you">
            <ul className="bare-list">
              {(["csv", "xlsx", "json"] as const).map((form) => (
                <li key={form}>
                  <a href={`/coverage/figures.${form}?${inUnit}`}>
                    {form === "csv" ? "Figures" : "Figures, months, changes and forecast"} as{" "}
                    {form.toUpperCase()}
                  </a>
                </li>
              ))}
              <li>
                <a href={`/coverage/changes.csv?${inUnit}`}>What changed as CSV</a>
              </li>
              {target.isPublished ? (
                <li>
                  <a href={`/coverage/report.pdf?target=${target.slug}`}>
                    The last published month as a report of two pages (PDF)
                  </a>
                </li>
              ) : null}
              <li>
                <a href={`${here}?${exactly}`}>A link to exactly this view</a>
              </li>
              <li>
                <Link to={`/coverage/frozen?target=${target.slug}`}>
                  Frozen months, and why any looks different now
                </Link>
              </li>
              <li>
                <Link to={`/coverage/published${target.isPublished ? `?target=${target.slug}` : ""}`}>
                  What may be published
                </Link>
              </li>
              {mayManageTargets ? (
                <li>
                  <Link to="/coverage/targets">Targets: make, change or end one</Link>
                </li>
              ) : null}
            </ul>
            <p className="hint">
              An internal view: unit counts are exact. What may be published is of whole groups, with units
              under ten people merged and unit counts rounded to five.
            </p>
          </Panel>
        </aside>
      </div>
    </>
  );
}

const WEEK = 7;

/** The band week by week as counts of those available today. */
function bandOf(answer: ForecastAnswer | null, net: number): BurnUpProps["forecast"] {
  if (answer?.kind !== "likely") return [];
  const { band } = answer.forecast;
  return band
    .filter((_, at) => at % WEEK === 0 || at === band.length - 1)
    .map(({ day, p05, p25, p50, p75, p95 }) => ({
      day,
      p05: p05 * net,
      p25: p25 * net,
      p50: p50 * net,
      p75: p75 * net,
      p95: p95 * net,
    }));
}

function reordered(search: string, order: string): string {
  const params = new URLSearchParams(search);
  params.set("order", order);
  return params.toString();
}

function unitRow(row: CoverageAnswer["units"][number] | CoverageAnswer["children"][number], search: string) {
  return {
    to: `/coverage/units/${row.id}?${search}`,
    name: row.name,
    parent: row.parent,
    share: row.figures.net_rate,
    trained: row.figures.trained_net,
    net: row.figures.net,
    toTrain: row.figures.net - row.figures.trained_net,
  };
}

/** What has come since the last month's end, and what the month before it brought. */
function paceWords(points: CoverageViewProps["page"]["burnUp"], people: string): string {
  const last = points.at(-1);
  // The first days of a month say little.
  const ends = points.filter((point) => last && daysBetween(point.day, last.day) >= 7);
  const [before, earlier] = [ends.at(-1), ends.at(-2)];
  if (!last || !before) return "";
  const trained = (point: NonNullable<typeof last>) => point.figures.trained_net;
  const change = (from: NonNullable<typeof last>, to: NonNullable<typeof last>) => {
    const more = trained(to) - trained(from);
    return `${number(Math.abs(more))} ${more < 0 ? "fewer" : "more"}`;
  };
  const since = `${number(trained(last))} available ${people} are trained, ${change(before, last)} than on ${dayWords(before.day)}`;
  return earlier ? `${since}; the month before that brought ${change(earlier, before)}.` : `${since}.`;
}
