import type { Figures } from "#app/domain/coverage/coverage.ts";
import { ABSENCE_NAMES, type AbsenceKind } from "#app/domain/roster/workforce.ts";
import { CountLedger, type LedgerRow } from "./ledger.tsx";

interface CoverageLedgerProps {
  answer: {
    figures: Figures;
    notInAudience: number;
    absences: readonly { kind: AbsenceKind; count: number }[];
    required: readonly string[];
  };
  when: string;
  knownOn: string;
  /** "officers" */
  people: string;
}

/** From everyone in post down to those still to train, a step a row, each opening to its rule. */
export function CoverageLedger({ answer, when, knownOn, people }: CoverageLedgerProps) {
  const { figures, notInAudience, absences } = answer;
  const source = `Source: the people extracts, as known on ${knownOn}.`;
  const rows: LedgerRow[] = [
    {
      label: `In post on ${when}`,
      count: figures.in_post + notInAudience,
      kind: "plain",
      detail: `Everyone whose posting had begun by that day and had not ended; the last day in post counts. ${source}`,
    },
    {
      label: "Not in the audience",
      count: notInAudience,
      kind: "minus",
      detail: `The target is for ${people}. The other groups have targets of their own.`,
    },
    {
      label: `All ${people} in post (gross)`,
      count: figures.in_post,
      kind: "total",
      detail: "The denominator of the gross rate.",
    },
    ...absences.map(({ kind, count }): LedgerRow => ({
      label: ABSENCE_NAMES[kind],
      count,
      kind: "minus",
      detail: `From the first day away to the last, both counted. The reason is kept as a category only. ${source}`,
    })),
    {
      label: `Available ${people} (net)`,
      count: figures.net,
      kind: "total",
      detail: "The denominator of the net and the current rate. Only absence takes anyone out of it.",
    },
    {
      label: "Trained",
      count: figures.trained_net,
      kind: "plain",
      detail: `Had earned, by that day, every one of the ${answer.required.length} modules that the programme required on it. Each award rests on a statement in the ledger.`,
    },
    {
      label: "Still to train",
      count: figures.net - figures.trained_net,
      kind: "total",
      detail: "Available and not trained.",
    },
  ];
  return <CountLedger rows={rows} />;
}
