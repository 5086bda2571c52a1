/** What an import changes, in words. */
import type { PersonChange } from "#app/domain/roster/changes.ts";
import { ABSENCE_NAMES } from "#app/domain/roster/workforce.ts";
import type { UnitChange } from "#app/domain/roster/plan.ts";
import { addDays, type Day } from "#app/domain/time.ts";
import { countWords, dayWords } from "#app/domain/words.ts";
import type { RosterChanges } from "./plan-import.server.ts";

/** "2 joined, 10 left, 19 moved, 1 new unit, …", or "nothing changed" */
export function describeChanges(changes: RosterChanges): string {
  const counted: [number, string, string?][] = [
    [changes.joiners, "joined"],
    [changes.leavers, "left"],
    [changes.inferredLeavers, "missing and taken to have left"],
    [changes.returned, "back after all"],
    [changes.moves, "moved"],
    [changes.ranks, "of another rank or group"],
    [changes.hours, "with other hours"],
    [changes.renamedPeople, "with another name"],
    [changes.newUnits, "new unit", "new units"],
    [changes.renamedUnits, "unit renamed", "units renamed"],
    [changes.movedUnits, "unit moved", "units moved"],
    [changes.absencesOpened, "absence begun", "absences begun"],
    [changes.absencesClosed, "absence ended", "absences ended"],
    [changes.absencesChanged, "absence corrected", "absences corrected"],
  ];
  const said = counted.flatMap(([count, one, many = one]) =>
    count > 0 ? [countWords(count, one, many)] : [],
  );
  return said.length === 0 ? "nothing changed" : said.join(", ");
}

/** "E12 Mair Hale: left, last day in post 9 December 2017 (told late)" */
export function describePerson(change: PersonChange): string {
  const late = change.late ? " (told late)" : "";
  return `${change.number} ${change.name}: ${whatHappened(change)}${late}`;
}

/** "left, last day in post 9 December 2017" */
export function whatHappened(change: PersonChange): string {
  const on = dayWords(change.on);
  const lastDay = dayWords(addDays(change.on, -1));
  const absence = change.absence ? ABSENCE_NAMES[change.absence].toLowerCase() : "";
  switch (change.kind) {
    case "joiner":
      return `joined ${change.unit} as ${change.rank} on ${on}`;
    case "returned":
      return "was taken to have left, and is here";
    case "leaver":
      return `left, last day in post ${lastDay}`;
    case "missing":
      return `is missing; last day in post taken to be ${lastDay}`;
    case "move":
      return `moved from ${change.before} to ${change.after} on ${on}`;
    case "rank":
      return `${change.promotion ? "promoted" : "changed"} from ${change.before} to ${change.after} on ${on}`;
    case "hours":
      return `full-time equivalent ${change.before} → ${change.after} from ${on}`;
    case "absence-begun":
      return `${absence} from ${on}`;
    case "absence-ended":
      return `${absence} ended, last day ${lastDay}`;
    case "absence-changed":
      return `${absence} corrected`;
    case "renamed":
      return `was called ${change.before}`;
  }
}

/** "is called Thornmere and Downs CPT from 1 February 2018; before, Thornmere CPT" */
export function describeUnit(unit: UnitChange, asAt: Day): string {
  switch (unit.kind) {
    case "new":
      return unit.after === "" ? "new" : `new, in ${unit.after}`;
    case "renamed":
      return `called ${unit.after} from ${dayWords(asAt)}; before, ${unit.before}`;
    case "moved":
      return `in ${unit.after} from ${dayWords(asAt)}; before, in ${unit.before}`;
  }
}
