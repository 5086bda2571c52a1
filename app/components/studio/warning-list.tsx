import { Form } from "@remix-run/react";
import type { DraftFrame, PlacedFinding } from "#app/domain/scenarios/editor-values.ts";
import { Button } from "../button.tsx";
import { TextField } from "../forms/text-field.tsx";
import { FindingWords } from "./findings.tsx";

const keyOf = (one: PlacedFinding) => `${one.rule} ${one.href} ${one.message}`;
/** What a reason is given for, besides the rule: a scene or a choice of it, or the whole. */
const placeOf = (one: PlacedFinding) =>
  one.href.includes("/scenes/") ? [one.part, one.choice].filter(Boolean).join("/") : "";
const idOf = (one: PlacedFinding) => `reason-${one.rule}-${placeOf(one).replace("/", "-")}`;

type Group = readonly [PlacedFinding, ...PlacedFinding[]];

/** A reason is for a rule at a place: what shares both shares it, and stands together. */
function groupsOf(findings: readonly PlacedFinding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of findings) {
    const key = `${idOf(one)} ${one.accepted ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), one] as unknown as Group);
  }
  return [...groups.values()];
}

interface WarningsProps {
  group: Group;
  frame: DraftFrame;
}

function OpenWarning({ group, frame }: WarningsProps) {
  const [one] = group;
  return (
    <li className="finding finding-warning">
      {group.map((each) => (
        <FindingWords key={keyOf(each)} finding={each} link />
      ))}
      {frame.open ? (
        <Form method="post" className="field-row">
          <Hidden finding={one} revision={frame.revision} />
          <TextField
            name="reason"
            id={idOf(one)}
            label="Why it may stand"
            hint={group.length > 1 ? `One reason for all ${group.length}` : undefined}
            maxLength={1_000}
          />
          <Button variant="second" small>
            Keep the reason<span className="visually-hidden">: {one.place}</span>
          </Button>
        </Form>
      ) : null}
    </li>
  );
}

function LeftWarning({ group, frame }: WarningsProps) {
  const [one] = group;
  return (
    <li className="finding">
      {group.map((each) => (
        <FindingWords key={keyOf(each)} finding={each} link />
      ))}
      <p>Left because: {one.accepted}</p>
      {frame.open ? (
        <Form method="post">
          <Hidden finding={one} revision={frame.revision} />
          <Button variant="second" small name="do" value="take-back">
            Take the reason back<span className="visually-hidden">: {one.place}</span>
          </Button>
        </Form>
      ) : null}
    </li>
  );
}

export function FindingList({ findings }: { findings: readonly PlacedFinding[] }) {
  return (
    <ul className="findings">
      {findings.map((one) => (
        <li key={keyOf(one)} className="finding finding-error">
          <FindingWords finding={one} link />
        </li>
      ))}
    </ul>
  );
}

function Hidden({ finding, revision }: { finding: PlacedFinding; revision: number }) {
  return (
    <>
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="rule" value={finding.rule} />
      <input type="hidden" name="at" value={placeOf(finding)} />
    </>
  );
}

/** Warnings to mend or to give a reason for, and those that have one. */
export function WarningList({ findings, frame }: { findings: readonly PlacedFinding[]; frame: DraftFrame }) {
  return (
    <ul className="findings">
      {groupsOf(findings).map((group) =>
        group[0].accepted === null ? (
          <OpenWarning key={keyOf(group[0])} group={group} frame={frame} />
        ) : (
          <LeftWarning key={keyOf(group[0])} group={group} frame={frame} />
        ),
      )}
    </ul>
  );
}
