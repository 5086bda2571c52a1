/** The denominator ledger: from everyone in post down to those still to train, each step a list of people. Intentionally pure. */
import {
  ABSENCE_KINDS,
  ABSENCE_NAMES,
  EXEMPTION_KINDS,
  EXEMPTION_NAMES,
  type AbsenceKind,
  type ExemptionKind,
} from "../roster/workforce.ts";
import type { CountedPerson } from "./coverage.ts";

export const STEPS = [
  "in-post",
  "outside",
  "gross",
  ...ABSENCE_KINDS,
  ...EXEMPTION_KINDS,
  "not-yet-due",
  "net",
  "trained",
  "to-train",
] as const;
export type Step = (typeof STEPS)[number];

export const STEP_NAMES: Record<Step, string> = {
  "in-post": "In post",
  outside: "Not in the audience",
  gross: "In post and in the audience (gross)",
  ...ABSENCE_NAMES,
  ...EXEMPTION_NAMES,
  "not-yet-due": "Not yet due",
  net: "Available (net)",
  trained: "Trained, of those available",
  "to-train": "Still to train",
};

function belongs(person: CountedPerson, step: Step): boolean {
  switch (step) {
    case "in-post":
      return true;
    case "outside":
      return !person.inAudience;
    case "gross":
      return person.inAudience;
    case "not-yet-due":
      return person.inAudience && person.notYetDue;
    case "net":
      return person.inAudience && person.available;
    case "trained":
      return person.inAudience && person.available && person.trained;
    case "to-train":
      return person.inAudience && person.available && !person.trained;
    default:
      if (!person.inAudience) return false;
      return person.absence === null
        ? person.exemption === (step as ExemptionKind)
        : person.absence === (step as AbsenceKind);
  }
}

/** The people of a step, of all who were looked at. */
export function peopleAt(people: readonly CountedPerson[], step: Step): CountedPerson[] {
  return people.filter((person) => belongs(person, step));
}
