import { Form } from "@remix-run/react";
import { STATE_NAMES, type PersonState, type UnitPerson } from "#app/domain/coverage/unit-people.ts";
import { dayWords } from "#app/domain/words.ts";
import { Button } from "./button.tsx";
import { Tag, type TagState } from "./tag.tsx";

const TAGS: Record<PersonState, TagState> = {
  overdue: "overdue",
  none: "none",
  progress: "progress",
  done: "done",
  away: "plain",
  exempt: "plain",
  open: "plain",
};

const each = (words: readonly string[]) => [...new Set(words)].join("; ");

interface UnitPeopleProps {
  people: readonly UnitPerson[];
  /** The view that whoever reminds comes back to. */
  search: string;
  /** Whether there is more than one unit to tell apart. */
  withUnits: boolean;
}

/** The people of a unit, with those to remind to be ticked. */
export function UnitPeople({ people, search, withUnits }: UnitPeopleProps) {
  return (
    <Form method="post" action={`/unit/remind${search}`} className="stack">
      <input type="hidden" name="step" value="choose" />
      <div className="scroll-x" role="region" aria-label="People of the unit" tabIndex={0}>
        <table className="table table-roomy">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" className="no-print">
                Remind
              </th>
              <th scope="col">Rank or grade</th>
              {withUnits ? <th scope="col">Unit</th> : null}
              <th scope="col">State</th>
              <th scope="col">Due</th>
              <th scope="col">Still to do</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  {person.name}
                  {person.number === null ? null : <span className="hint"> {person.number}</span>}
                </th>
                <td className="no-print">
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
                <td>{each(person.posts.map((post) => post.rank))}</td>
                {withUnits ? <td>{each(person.posts.map((post) => post.unitName))}</td> : null}
                <td>
                  <Tag state={TAGS[person.state]}>{STATE_NAMES[person.state]}</Tag>
                </td>
                <td>{person.dueOn === null ? "–" : dayWords(person.dueOn)}</td>
                <td>
                  {person.left.length === 0 ? "Nothing" : person.left.map((part) => part.title).join("; ")}
                </td>
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
