import { countWords, dayWords } from "#app/domain/words.ts";
import type { Day } from "#app/domain/time.ts";
import { Details } from "../details.tsx";

interface WhoIsAskedProps {
  asks: { modules: readonly string[]; people: readonly string[]; dueOn: Day };
}

const MOST = 100;

/** Who is asked to play a scenario again when its substance changes, said before it is published. */
export function WhoIsAsked({ asks: { modules, people, dueOn } }: WhoIsAskedProps) {
  const left = people.length - MOST;
  return (
    <section>
      <h3>Who is asked to play it again</h3>
      {people.length === 0 ? (
        <p>Nobody: nobody holds a module that it belongs to.</p>
      ) : (
        <>
          <p>
            If its substance changes, {countWords(people.length, "person", "people")} who{" "}
            {people.length === 1 ? "holds" : "hold"} {modules.map((one) => `“${one}”`).join(" or ")}: by{" "}
            {dayWords(dueOn)}, if it goes live today. What they hold stands. If only its wording changes,
            nobody.
          </p>
          <Details summary={`The ${countWords(people.length, "person", "people")}`}>
            <ul>
              {people.slice(0, MOST).map((name, at) => (
                <li key={at}>{name}</li>
              ))}
            </ul>
            {left > 0 ? <p>And {countWords(left, "more", "more")}.</p> : null}
          </Details>
        </>
      )}
    </section>
  );
}
