import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { addMonths, daysBetween, type Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { Details } from "../details.tsx";
import { percentWords } from "#app/domain/share-words.ts";

export interface BurnUpProps {
  /** The earliest first; the last is the day asked about. */
  points: readonly { day: Day; inPost: number; net: number; trained: number }[];
  /** Whom it counts: "officers". */
  people: string;
  /** The promise: so many of those available, by a day. */
  target: { day: Day; count: number } | null;
  /** How many may be trained on the days to come. */
  forecast: readonly { day: Day; p05: number; p25: number; p50: number; p75: number; p95: number }[];
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const count = (people: number) => people.toLocaleString("en-GB");

/** Those trained over time beside both denominators, so that a falling denominator shows; with its table. */
export function BurnUp(props: BurnUpProps) {
  const { points, people, target, forecast } = props;
  const last = points.at(-1);
  if (!last || points.length < 2) return <p>There is too little history for a chart yet.</p>;
  return (
    <figure className="burn-up">
      <div className="wide-only">
        <Drawing {...props} width={1072} height={430} id="burn-up-wide" />
      </div>
      <div className="narrow-only">
        <Drawing {...props} width={350} height={300} id="burn-up-narrow" />
        <ul className="chart-key">
          <li className="key-trained">Trained</li>
          <li className="key-net">Available (net)</li>
          <li className="key-gross">In post (gross)</li>
          {target ? <li className="key-target">Even pace to the target</li> : null}
          {forecast.length > 1 ? <li className="key-forecast">Likely trained (nine in ten)</li> : null}
        </ul>
      </div>
      <Details summary="Show as a table">
        <div className="scroll-x" role="region" aria-label="Trained over time" tabIndex={0}>
          <table className="table">
            <caption className="visually-hidden">Trained {people}, month by month</caption>
            <thead>
              <tr>
                <th scope="col">Day</th>
                {["In post", "Available", "Trained", "Net rate"].map((name) => (
                  <th scope="col" className="number" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.day}>
                  <th scope="row">{dayWords(point.day)}</th>
                  <td className="number">{count(point.inPost)}</td>
                  <td className="number">{count(point.net)}</td>
                  <td className="number">{count(point.trained)}</td>
                  <td className="number">
                    {point.net === 0 ? "–" : percentWords(point.trained / point.net)}
                  </td>
                </tr>
              ))}
              {tabled(forecast).map((point) => (
                <tr key={`likely ${point.day}`}>
                  <th scope="row">{dayWords(point.day)}, likely</th>
                  <td className="number">–</td>
                  <td className="number">–</td>
                  <td className="number">
                    {count(Math.round(point.p05))} to {count(Math.round(point.p95))}
                  </td>
                  <td className="number">–</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Details>
    </figure>
  );
}

interface DrawingProps extends BurnUpProps {
  width: number;
  height: number;
  /** Unique on the page: names the hatching and the title. */
  id: string;
}

function Drawing({ points, people, target, forecast, width, height, id }: DrawingProps) {
  const narrow = width < 600;
  const margin = narrow
    ? { top: 34, right: 14, bottom: 44, left: 48 }
    : { top: 34, right: 188, bottom: 48, left: 56 };
  const first = points[0]?.day as Day;
  const last = points.at(-1) as BurnUpProps["points"][number];
  const end = [target?.day, forecast.at(-1)?.day].reduce<Day>(
    (latest, day) => (day && day > latest ? day : latest),
    last.day,
  );
  const x = scaleLinear([0, Math.max(1, daysBetween(first, end))], [margin.left, width - margin.right]);
  const at = (day: Day) => x(daysBetween(first, day));
  const top = Math.max(...points.map((point) => point.inPost), target?.count ?? 0, 1);
  const y = scaleLinear([0, top], [height - margin.bottom, margin.top]).nice(5);
  const through = (value: (point: BurnUpProps["points"][number]) => number) =>
    line<BurnUpProps["points"][number]>()
      .x((point) => at(point.day))
      .y((point) => y(value(point)))(points) ?? "";
  const filled =
    area<BurnUpProps["points"][number]>()
      .x((point) => at(point.day))
      .y0(y(0))
      .y1((point) => y(point.trained))(points) ?? "";
  const band =
    area<BurnUpProps["forecast"][number]>()
      .x((point) => at(point.day))
      .y0((point) => y(point.p05))
      .y1((point) => y(point.p95))(forecast) ?? "";
  const months = monthTicks(first, end, narrow ? 5 : 14);
  const floor = height - margin.bottom;
  const dayX = at(last.day);
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${width} ${height}`}
      width="100%"
      role="img"
      aria-labelledby={`${id}-title`}
      focusable="false"
    >
      <title id={`${id}-title`}>
        {`${count(last.trained)} of ${count(last.net)} available ${people} trained on ${dayWords(last.day)}; ${count(points[0]?.trained ?? 0)} on ${dayWords(first)}. The table below has every point.`}
      </title>
      <defs>
        <pattern
          id={`${id}-hatch`}
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line x1="0" y1="0" x2="0" y2="8" className="chart-hatch" />
        </pattern>
      </defs>
      {y.ticks(5).map((tick) => (
        <g key={tick}>
          <line className="chart-axis" x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
          <text className="chart-text chart-text-quiet" x={margin.left - 8} y={y(tick) + 5} textAnchor="end">
            {count(tick)}
          </text>
        </g>
      ))}
      {months.map(({ day, label, year }) => (
        <g key={day}>
          <line className="chart-axis" x1={at(day)} x2={at(day)} y1={floor} y2={floor + 6} />
          <text className="chart-text chart-text-quiet" x={at(day)} y={floor + 21} textAnchor="middle">
            {label}
          </text>
          {year ? (
            <text className="chart-text chart-text-quiet" x={at(day)} y={floor + 39} textAnchor="middle">
              {year}
            </text>
          ) : null}
        </g>
      ))}
      <path className="chart-area" d={filled} />
      {forecast.length > 1 ? (
        <>
          <path d={band} fill={`url(#${id}-hatch)`} />
          {(["p05", "p95"] as const).map((edge) => (
            <path
              key={edge}
              className="chart-line-forecast"
              d={
                line<BurnUpProps["forecast"][number]>()
                  .x((point) => at(point.day))
                  .y((point) => y(point[edge]))(forecast) ?? ""
              }
            />
          ))}
        </>
      ) : null}
      <path className="chart-line-gross" d={through((point) => point.inPost)} />
      <path className="chart-line-net" d={through((point) => point.net)} />
      {target ? (
        <>
          <line
            className="chart-line-target"
            x1={at(first)}
            y1={y(points[0]?.trained ?? 0)}
            x2={at(target.day)}
            y2={y(target.count)}
          />
          <path className="chart-new" d={`M${at(target.day)} ${y(target.count) - 8}l8 8l-8 8l-8 -8Z`} />
        </>
      ) : null}
      <path className="chart-line-trained" d={through((point) => point.trained)} />
      <line className="chart-now" x1={dayX} x2={dayX} y1={margin.top - 8} y2={floor} />
      <circle className="chart-trained" cx={dayX} cy={y(last.trained)} r="5" />
      <text
        className="chart-text chart-strong"
        x={dayX}
        y={margin.top - 16}
        textAnchor={dayX > width * 0.7 ? "end" : dayX < width * 0.3 ? "start" : "middle"}
      >
        {dayWords(last.day)}
      </text>
      <text
        className="chart-text chart-strong chart-link"
        x={dayX - 12}
        y={y(last.trained) - 12}
        textAnchor="end"
      >
        {count(last.trained)} trained
      </text>
      {narrow ? null : (
        <Labels
          x={width - margin.right + 18}
          lines={[
            { y: y(last.inPost), words: `In post (gross) ${count(last.inPost)}`, quiet: true },
            { y: y(last.net), words: `Available (net) ${count(last.net)}`, quiet: false },
            ...forecast.slice(-1).map((point) => ({
              y: y(point.p50),
              words: `Likely ${count(Math.round(point.p05))} to ${count(Math.round(point.p95))}`,
              quiet: false,
            })),
            ...(target ? [{ y: y(target.count), words: `Target ${count(target.count)}`, quiet: false }] : []),
          ]}
        />
      )}
    </svg>
  );
}

/** Every fourth week and the end: what a table needs of a band. */
function tabled(forecast: BurnUpProps["forecast"]): BurnUpProps["forecast"] {
  return forecast.filter((_, at) => at > 0 && (at % 4 === 0 || at === forecast.length - 1));
}

/** Labels at the right edge, moved apart where they would touch. */
function Labels({ x, lines }: { x: number; lines: readonly { y: number; words: string; quiet: boolean }[] }) {
  const placed: { y: number; words: string; quiet: boolean }[] = [];
  for (const one of [...lines].sort((a, b) => a.y - b.y)) {
    const above = placed.at(-1);
    placed.push({ ...one, y: Math.max(one.y, above ? above.y + 21 : 0) });
  }
  return placed.map((one) => (
    <text
      key={one.words}
      className={one.quiet ? "chart-text chart-text-quiet" : "chart-text"}
      x={x}
      y={one.y + 5}
    >
      {one.words}
    </text>
  ));
}

/** The first days of months, so few that their names do not touch; the year under the first and under each January shown. */
function monthTicks(from: Day, to: Day, most: number): { day: Day; label: string; year: string | null }[] {
  const start = from.endsWith("-01") ? from : addMonths(`${from.slice(0, 7)}-01` as Day, 1);
  const days: Day[] = [];
  for (let day = start; day <= to; day = addMonths(day, 1)) days.push(day);
  const every = [1, 2, 3, 6, 12, 24].find((step) => days.length / step <= most) ?? 36;
  const shown = days.filter((day, index) =>
    every === 1 ? true : every < 12 ? (Number(day.slice(5, 7)) - 1) % every === 0 : index % every === 0,
  );
  let year = "";
  return shown.map((day) => {
    const own = day.slice(0, 4);
    const label = MONTHS[Number(day.slice(5, 7)) - 1] ?? "";
    const told = own === year ? null : own;
    year = own;
    return { day, label, year: told };
  });
}
