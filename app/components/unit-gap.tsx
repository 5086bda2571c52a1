import type { UnitGap } from "#app/domain/coverage/unit-people.ts";
import { countWords } from "#app/domain/words.ts";

const MOST_NEAR = 5;

/** What would close the gap, and who could close some of it this week. */
export function UnitGapWords({ gap }: { gap: UnitGap }) {
  const { people, minutes, near } = gap;
  if (people === 0) return null;
  return (
    <section className="reading section">
      <h2>What would close the gap</h2>
      <p>
        {countWords(people, "person", "people")} {people === 1 ? "has" : "have"} about{" "}
        {countWords(Math.max(1, Math.round(minutes / 60)), "hour")} of learning left
        {people === 1 ? "" : ", all together"}.{" "}
        {near.length === 0
          ? "Nobody is one module short."
          : `${countWords(near.length, "person is", "people are")} one module short and could finish this week:`}
      </p>
      {near.length === 0 ? null : (
        <ul>
          {near.slice(0, MOST_NEAR).map((one, at) => (
            <li key={at}>
              {one.name}: {one.module}, about {one.minutes} minutes
            </li>
          ))}
          {near.length > MOST_NEAR ? <li>and {near.length - MOST_NEAR} more, below</li> : null}
        </ul>
      )}
    </section>
  );
}
