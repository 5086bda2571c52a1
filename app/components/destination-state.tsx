import type { Instant } from "#app/domain/time.ts";
import { countWords, instantWords } from "#app/domain/words.ts";
import { SummaryList } from "./summary-list.tsx";
import { Tag } from "./tag.tsx";

export interface DestinationStateProps {
  endpoint: string;
  username: string;
  version: string;
  verbs: readonly string[];
  activities: readonly string[];
  pseudonymised: boolean;
  waiting: number;
  deadLetters: number;
  lastSentAt: Instant | null;
  problem: string | null;
  nextTryAt: Instant | null;
  pausedAt: Instant | null;
}

/** Where a destination is, said first in a word. */
export function DestinationState(one: DestinationStateProps) {
  return (
    <>
      <p>
        <StateTag {...one} />{" "}
        {one.deadLetters > 0 ? (
          <Tag state="overdue">{countWords(one.deadLetters, "statement")} refused</Tag>
        ) : null}
      </p>
      <SummaryList
        rows={[
          { key: "Address", value: one.endpoint },
          { key: "User name", value: one.username },
          { key: "xAPI", value: one.version },
          { key: "Still to go through", value: countWords(one.waiting, "statement") },
          { key: "Last sent", value: one.lastSentAt ? instantWords(one.lastSentAt) : "Never" },
          ...(one.problem ? [{ key: "Problem", value: one.problem }] : []),
          ...(one.nextTryAt && !one.pausedAt
            ? [{ key: "Next try", value: instantWords(one.nextTryAt) }]
            : []),
          ...(one.verbs.length > 0 ? [{ key: "Only verbs", value: one.verbs.join(", ") }] : []),
          ...(one.activities.length > 0
            ? [{ key: "Only activities from", value: one.activities.join(", ") }]
            : []),
          { key: "People", value: one.pseudonymised ? "Under pseudonyms, without attachments" : "As stored" },
        ]}
      />
    </>
  );
}

function StateTag({ pausedAt, problem, waiting }: DestinationStateProps) {
  if (pausedAt) return <Tag state="none">Paused</Tag>;
  if (problem) return <Tag state="due">Waits</Tag>;
  return waiting > 0 ? <Tag state="progress">Sending</Tag> : <Tag state="done">Up to date</Tag>;
}
