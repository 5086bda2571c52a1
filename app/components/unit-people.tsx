import { Form } from "@remix-run/react";
import { dayWords } from "#app/domain/words.ts";
import type { PersonState, UnitPerson } from "#app/domain/coverage/unit-people.ts";
import { Button } from "./button.tsx";
import { Tag, type TagState } from "./tag.tsx";

export const STATES: Record<PersonState, { words: string; tag: TagState }> = {
  overdue: { words: "Overdue", tag: "overdue" },
  none: { words: "Not begun", tag: "none" },
  progress: { words: "On the way", tag: "progress" },
  done: { words: "Done", tag: "done" },
  away: { words: "Away", tag: "plain" },
};

/** The people of a unit, with those to remind to be ticked. */
export function UnitPeople({ people }: { people: readonly UnitPerson[] }) {
  return (
    <Form method="post" action="/unit/remind" className="stack">
      <input type="hidden" name="step" value="choose" />
      <div className="scroll-x" role="region" aria-label="People of the unit" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Remind</th>
              <th scope="col">Rank or grade</th>
              <th scope="col">State</th>
              <th scope="col">Due</th>
              <th scope="col">Still to do</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <th scope="row">{person.name}</th>
                <td>
                  {person.notNow === null ? (
                    <input
                      type="checkbox"
                      className="tick"
                      name="person"
                      value={person.id}
                      aria-label={`Remind ${person.name}`}
                    />
                  ) : (
                    person.notNow || "–"
                  )}
                </td>
                <td>{person.rank}</td>
                <td>
                  <Tag state={STATES[person.state].tag}>{STATES[person.state].words}</Tag>
                </td>
                <td>{person.dueOn === null ? "–" : dayWords(person.dueOn)}</td>
                <td>{person.missing.length === 0 ? "Nothing" : person.missing.join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {people.some((one) => one.notNow === null) ? (
        <div className="button-row">
          <Button variant="second">Remind those ticked</Button>
          <span className="hint">You see who and what first. Nothing is sent yet.</span>
        </div>
      ) : null}
    </Form>
  );
}
