import { Link } from "@remix-run/react";
import { GROUP_WORDS } from "#app/domain/coverage/target.ts";
import {
  PERSON_STATES,
  STATE_NAMES,
  type PersonState,
  type UnitCounts,
  type UnitFilter,
} from "#app/domain/coverage/unit-people.ts";
import { countWords, inSentence } from "#app/domain/words.ts";
import { rankWords } from "./unit-filter.tsx";

interface UnitLeadProps {
  asked: Pick<UnitFilter, "group" | "rank"> & { unit: string | null };
  units: string;
  programme: { title: string };
  parts: number;
  coming: readonly string[];
  counts: UnitCounts;
}

/** How many of those who are looked at hold all of a programme. */
export function UnitLead({ asked, units, programme, parts, coming, counts }: UnitLeadProps) {
  const { done, open } = counts.states;
  const where = [
    counts.units.find((one) => one.value === asked.unit)?.name ?? units,
    asked.group && GROUP_WORDS[asked.group],
    asked.rank && inSentence(rankWords(asked.rank)),
  ].filter(Boolean);
  return (
    <p className="lead">
      {where.join(", ")}: {done} of {countWords(counts.everyone - open, "person", "people")} hold all{" "}
      {countWords(parts, "part")} of {inSentence(programme.title)}.
      {open === 0 ? "" : ` Of ${countWords(open, "other person", "other people")} it is not asked.`}
      {coming.length === 0
        ? ""
        : ` ${countWords(coming.length, "more part is", "more parts are")} being written.`}
    </p>
  );
}

interface UnitStatesProps {
  show: PersonState | null;
  counts: UnitCounts;
  /** The same view for those in one state, or for everyone. */
  to: (show: PersonState | null) => string;
}

/** How many are in each state, each a way to see them alone. */
export function UnitStates({ show, counts, to }: UnitStatesProps) {
  const { everyone, states } = counts;
  // Few units have anybody who is exempt or not asked.
  const shown = PERSON_STATES.filter(
    (state) => states[state] > 0 || state === show || (state !== "exempt" && state !== "open"),
  );
  return (
    <nav aria-label="Show">
      <ul className="tabs">
        <li>
          <Link to={to(null)} aria-current={show === null ? "page" : undefined}>
            Everyone ({everyone})
          </Link>
        </li>
        {shown.map((state) => (
          <li key={state}>
            <Link to={to(state)} aria-current={show === state ? "page" : undefined}>
              {STATE_NAMES[state]} ({states[state]})
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
