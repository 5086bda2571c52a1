import { Link } from "@remix-run/react";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import type { Step } from "#app/domain/coverage/steps.ts";
import {
  ABSENCE_NAMES,
  EXEMPTION_NAMES,
  type AbsenceKind,
  type ExemptionKind,
} from "#app/domain/roster/workforce.ts";
import { countWords } from "#app/domain/words.ts";
import { CountLedger, type LedgerRow } from "./ledger.tsx";

interface CoverageLedgerProps {
  answer: {
    figures: Figures;
    notInAudience: number;
    absences: readonly { kind: AbsenceKind; count: number }[];
    exemptions: readonly { kind: ExemptionKind; count: number }[];
    graceLeavesNet: boolean;
    required: readonly string[];
  };
  when: string;
  knownOn: string;
  /** "officers" */
  people: string;
  grace: { joiningDays: number | null; returningDays: number | null };
  /** The address of a step's people, for those who may see them; null for everybody else. */
  peopleAt: ((step: Step) => string) | null;
}

/** From everyone in post down to those still to train, a step a row, each opening to its rule. */
export function CoverageLedger({ answer, when, knownOn, people, grace, peopleAt }: CoverageLedgerProps) {
  const { figures, notInAudience, absences, exemptions, graceLeavesNet } = answer;
  const source = `Source: the people extracts, as known on ${knownOn}.`;
  const row = (
    step: Step,
    kind: LedgerRow["kind"],
    label: string,
    count: number,
    detail: string,
  ): LedgerRow => ({
    label,
    count,
    kind,
    detail: (
      <>
        {detail}
        {peopleAt && count > 0 ? (
          <>
            {" "}
            <Link to={peopleAt(step)}>
              See {countWords(count, "person", "people")}
              <span className="visually-hidden">: {label}</span>
            </Link>
          </>
        ) : null}
      </>
    ),
  });
  const given = [
    grace.joiningDays === null ? "" : `${grace.joiningDays} days from joining`,
    grace.returningDays === null ? "" : `${grace.returningDays} days from coming back to duty`,
  ].filter((part) => part !== "");
  const late = row(
    "not-yet-due",
    graceLeavesNet ? "minus" : "plain",
    graceLeavesNet ? "Not yet due" : "Not yet due, and counted below",
    figures.not_yet_due,
    given.length === 0
      ? "The target has one day for everyone."
      : `Not trained, and within ${given.join(", or ")}, which the target gives to those who come too late for its day. ${graceLeavesNet ? "They leave the net figure until their own day." : "They count in the net figure all the same."}`,
  );
  const rows: LedgerRow[] = [
    row(
      "in-post",
      "plain",
      `In post on ${when}`,
      figures.in_post + notInAudience,
      `Everyone whose posting had begun by that day and had not ended; the last day in post counts. Somebody with two postings counts once. ${source}`,
    ),
    row(
      "outside",
      "minus",
      "Not in the audience",
      notInAudience,
      `The target is for ${people}. The others may have targets of their own.`,
    ),
    row(
      "gross",
      "total",
      `All ${people} in post (gross)`,
      figures.in_post,
      "The denominator of the gross rate.",
    ),
    ...absences.map(({ kind, count }) =>
      row(
        kind,
        "minus",
        ABSENCE_NAMES[kind],
        count,
        `From the first day away to the last, both counted. The reason is kept as a category only. ${source}`,
      ),
    ),
    ...exemptions.map(({ kind, count }) =>
      row(
        kind,
        "minus",
        EXEMPTION_NAMES[kind],
        count,
        "Each has a reason, an approver and an end. Whoever is away as well is counted as away, once.",
      ),
    ),
    ...(graceLeavesNet ? [late] : []),
    row(
      "net",
      "total",
      `Available ${people} (net)`,
      figures.net,
      `The denominator of the net and the current rate. Only absence and exemption take anyone out of it${graceLeavesNet ? ", and a day of their own that has not come" : ""}.`,
    ),
    ...(graceLeavesNet || given.length === 0 ? [] : [late]),
    row(
      "trained",
      "plain",
      "Trained",
      figures.trained_net,
      `Had earned, by that day, every one of the ${answer.required.length} modules that the programme required on it. Each award rests on a statement in the ledger.`,
    ),
    row(
      "to-train",
      "total",
      "Still to train",
      figures.net - figures.trained_net,
      "Available and not trained.",
    ),
  ];
  return <CountLedger rows={rows} />;
}
