import { Form, Link } from "@remix-run/react";
import type { BridgeLine } from "#app/domain/coverage/bridge.ts";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import type { Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { Button } from "./button.tsx";
import { BridgeTable } from "./charts/bridge-table.tsx";
import { percentWords } from "#app/domain/share-words.ts";
import { KeptInAddress } from "./coverage-filter.tsx";
import { Details } from "./details.tsx";
import { DateField } from "./forms/date-field.tsx";

export interface CoverageChangesProps {
  /** The earlier end, and what came between. */
  since: { day: Day; knownOn: Day; before: Figures; lines: readonly BridgeLine[] };
  now: { day: Day; knownOn: Day; figures: Figures };
  /** The page's own address, and this view as it says it. */
  here: string;
  search: string;
  /** Where a cause's people are, for those who may see them; null for everybody else. */
  peopleAt: string | null;
}

const number = (people: number) => people.toLocaleString("en-GB");

/** Why the figure is not what it was: between two days, or between what was known of one day then and now. */
export function CoverageChanges({ since, now, here, search, peopleAt }: CoverageChangesProps) {
  const learnt = since.day === now.day;
  const otherKnowledge = since.knownOn !== now.knownOn;
  const then = otherKnowledge
    ? `${dayWords(since.day)} as known on ${dayWords(since.knownOn)}`
    : dayWords(since.day);
  const day = otherKnowledge
    ? `${dayWords(now.day)} as known on ${dayWords(now.knownOn)}`
    : dayWords(now.day);
  const asKnownThen = new URLSearchParams(search);
  asKnownThen.set("since", now.day);
  asKnownThen.set("sinceKnown", now.day);
  return (
    <section className="section" id="changes">
      <h2>
        {learnt && otherKnowledge
          ? `Why ${dayWords(now.day)} looks different now`
          : `What changed since ${dayWords(since.day)}`}
      </h2>
      {learnt && otherKnowledge ? (
        <p>
          From what was known on {dayWords(since.knownOn)} to what was known on {dayWords(now.knownOn)}.
        </p>
      ) : null}
      <p>{changeWords(since.before, now.figures, since.lines, day)}</p>
      {since.lines.length > 0 ? (
        <BridgeTable
          caption={`From ${then} to ${day}, cause by cause`}
          before={{ label: `To train on ${then}`, net: since.before.net, trained: since.before.trained_net }}
          after={{ label: `To train on ${day}`, net: now.figures.net, trained: now.figures.trained_net }}
          lines={since.lines}
          peopleAt={peopleAt === null ? null : ({ cause, way }) => `${peopleAt}&cause=${cause}&way=${way}`}
        />
      ) : null}
      <Details summary="Compare with another day, or with what was known then">
        <Form method="get" action={`${here}#changes`} className="coverage-filter" noValidate>
          <KeptInAddress search={search} except={["since", "sinceKnown"]} />
          <DateField name="since" label="Compare with" defaultValue={since.day} />
          <DateField name="sinceKnown" label="as known on" defaultValue={since.knownOn} />
          <Button type="submit" variant="second">
            Compare
          </Button>
        </Form>
        {now.day < now.knownOn ? (
          <p>
            <Link to={`${here}?${asKnownThen.toString()}#changes`}>
              Why does {dayWords(now.day)} look different from how it looked on the day?
            </Link>
          </p>
        ) : null}
      </Details>
    </section>
  );
}

function changeWords(before: Figures, now: Figures, lines: readonly BridgeLine[], day: string): string {
  if (lines.length === 0) return `Nothing has changed up to ${day}.`;
  const finished = lines
    .filter((line) => line.cause === "completion")
    .reduce((sum, line) => sum + line.trained, 0);
  const change = now.net - now.trained_net - (before.net - before.trained_net);
  const moved =
    change === 0
      ? "As many are left to train"
      : `${number(Math.abs(change))} ${change < 0 ? "fewer" : "more"} are left to train`;
  const rates =
    before.net_rate === null || now.net_rate === null
      ? ""
      : ` The rate went from ${percentWords(before.net_rate)} to ${percentWords(now.net_rate)}.`;
  return `${moved}. ${number(finished)} finished; the rest came and went.${rates}`;
}
