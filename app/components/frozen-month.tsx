import { Link } from "@remix-run/react";
import type { BridgeLine } from "#app/domain/coverage/bridge.ts";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import { percentWords } from "#app/domain/share-words.ts";
import { dayOf, type Day, type Instant } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { BridgeTable } from "./charts/bridge-table.tsx";
import { Notice } from "./notice.tsx";

export interface FrozenMonthProps {
  target: string;
  day: Day;
  knownAt: Instant;
  figures: Figures;
  holds: boolean;
  now: { figures: Figures; lines: readonly BridgeLine[] } | null;
}

const number = (people: number) => people.toLocaleString("en-GB");
const inWords = ({ net_rate, trained_net, net }: Figures) =>
  `${net === 0 ? "–" : percentWords(net_rate)} (${number(trained_net)} of ${number(net)} available)`;

/** One frozen month: what it said, and why the same day looks different now. */
export function FrozenMonth({ target, day, knownAt, figures, holds, now }: FrozenMonthProps) {
  const compared = new URLSearchParams({ target, on: day, since: day, sinceKnown: knownAt });
  return (
    <section className="section">
      <h2>{dayWords(day)}</h2>
      <p>
        Frozen as known on {dayWords(dayOf(knownAt))}: <strong>{inWords(figures)}</strong>,{" "}
        {number(figures.trained_in_post)} of {number(figures.in_post)} in post.
      </p>
      {holds ? null : (
        <Notice tone="warn" title="The record no longer gives this figure">
          <p>
            What was counted then is not in the record as it was: something was changed or deleted in place,
            past every way that keeps what was believed. Ask your administrator what happened to the database.
          </p>
        </Notice>
      )}
      {now === null ? (
        <p>The same day as known now gives the same.</p>
      ) : (
        <>
          <p>
            The same day as known now: <strong>{inWords(now.figures)}</strong>.{" "}
            <Link to={`/coverage?${compared.toString()}#changes`}>See it with its figures</Link>
          </p>
          {now.lines.length === 0 ? null : (
            <BridgeTable
              caption={`${dayWords(day)}, from what was frozen to what is known now, cause by cause`}
              before={{ label: "To train, as frozen", net: figures.net, trained: figures.trained_net }}
              after={{
                label: "To train, as known now",
                net: now.figures.net,
                trained: now.figures.trained_net,
              }}
              lines={now.lines}
            />
          )}
        </>
      )}
    </section>
  );
}
