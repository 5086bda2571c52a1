import { Link } from "@remix-run/react";
import type { ForecastAnswer, NoForecast } from "#app/domain/coverage/forecast-answer.ts";
import { QUANTILES, type Forecast } from "#app/domain/coverage/forecast.ts";
import { countWords, dayWords, instantWords } from "#app/domain/words.ts";
import type { Instant } from "#app/domain/time.ts";
import { chanceWords, rangeWords } from "#app/domain/share-words.ts";
import { SummaryList } from "./summary-list.tsx";

export interface CoverageForecastProps {
  /** Null where none is made: for a part of the people of a target. */
  answer: ForecastAnswer | null;
  /** What it was made of: nothing that was learnt later. */
  knownAt: Instant | null;
  people: string;
  /** The address of the target's kept forecasts. */
  keptAt: string;
  /** Where each unit's figure is, and what it is called. */
  units: readonly { id: string; name: string }[];
  search: string;
}

const MOST_UNITS = 5;

const WHY: Record<NoForecast, string | null> = {
  "no-due-day": null,
  "due-passed": null,
  "nothing-required": null,
  nobody: null,
  "too-little-history": "There is too little history to say what is likely: it takes four weeks.",
};

/** What is likely by the due day, in a sentence and a list: never with more certainty than the runs have. */
export function CoverageForecast({ answer, knownAt, people, keptAt, units, search }: CoverageForecastProps) {
  if (answer === null) return null;
  if (answer.kind === "none") return WHY[answer.why] === null ? null : <p>{WHY[answer.why]}</p>;
  const { forecast } = answer;
  const at = (quantile: number) => forecast.net[QUANTILES.findIndex((one) => one === quantile)] ?? 0;
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  const { weekly } = forecast;
  return (
    <>
      <p>
        <strong>
          At this pace {rangeWords(at(0.05), at(0.95))} will be trained by {dayWords(forecast.dueOn)}
        </strong>
        , most likely about {rangeWords(at(0.5), at(0.5))}. The chance of meeting the target is{" "}
        {chanceWords(forecast.chance)}.
      </p>
      <SummaryList
        long
        rows={[
          {
            key: "Trained a week, on average of the last four weeks",
            value: oneDecimal(weekly.actual),
          },
          { key: "Needed a week, to meet the target", value: oneDecimal(weekly.needed) },
          { key: "When the target is likely met", value: meetingWords(forecast) },
          {
            key: `Time that ${people} have still to learn for`,
            value: countWords(Math.round(forecast.hoursLeft), "hour"),
          },
        ]}
      />
      {forecast.units.length === 0 ? null : (
        <>
          <h3>The units that decide it</h3>
          <ul>
            {forecast.units.slice(0, MOST_UNITS).map((unit) => (
              <li key={unit.unit}>
                <Link to={`/coverage/units/${unit.unit}?${search}`}>{names.get(unit.unit) ?? "A unit"}</Link>:{" "}
                {unit.toTrain} to train, and likely {Math.round(unit.likelyLeft)} of them still on{" "}
                {dayWords(forecast.dueOn)}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="hint">
        Nine in ten of two thousand possible futures lie in that range, each drawn from this force&rsquo;s own
        joiners, leavers, absences and pace
        {knownAt === null ? "" : ` as known at ${instantWords(knownAt)}`}. What nobody has seen yet is in none
        of them. <Link to={keptAt}>How well earlier forecasts have done</Link>
      </p>
    </>
  );
}

const oneDecimal = (value: number) => value.toLocaleString("en-GB", { maximumFractionDigits: 1 });

function meetingWords({ meets, dueOn }: Forecast): string {
  if (meets.likely === null) return `Not by ${dayWords(meets.lookedTo)}, as far as the forecast looks`;
  const range =
    meets.early === null || meets.late === null
      ? `${meets.early === null ? "" : `not before ${dayWords(meets.early)}, `}perhaps later than ${dayWords(meets.lookedTo)}`
      : `half of the futures between ${dayWords(meets.early)} and ${dayWords(meets.late)}`;
  return `About ${dayWords(meets.likely)}${meets.likely > dueOn ? ", after the promised day" : ""} (${range})`;
}
