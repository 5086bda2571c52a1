import { Form } from "@remix-run/react";
import type { Instant } from "#app/domain/time.ts";
import { instantWords } from "#app/domain/words.ts";
import { Button } from "./button.tsx";
import { Details } from "./details.tsx";
import { RadioCards } from "./forms/radio-cards.tsx";
import { SummaryList } from "./summary-list.tsx";
import { Tag } from "./tag.tsx";

export interface PolicyEntryProps {
  policyKey: string;
  title: string;
  decides: string;
  choices: readonly { id: string; label: string; words: string }[];
  holds: string;
  words: string;
  safest: boolean;
  /** Whether lessons show its words. */
  taught: boolean;
  chosen: { at: Instant; by: string } | null;
  shownIn: readonly string[];
  facts: readonly { id: string; claim: string; review: string; overdue: boolean }[];
  /** What is wrong with what was just sent for it. */
  problem?: string | undefined;
}

/** One thing that the force decides: the rule that holds, and a form to choose another. */
export function PolicyEntry(policy: PolicyEntryProps) {
  const { policyKey, title, choices, chosen, shownIn, facts, taught } = policy;
  return (
    <section className="stack" id={policyKey}>
      <h2>{title}</h2>
      <p>{policy.decides}</p>
      <p>
        {chosen === null ? (
          <Tag state="none">Not chosen: the safest holds</Tag>
        ) : policy.safest ? (
          <Tag state="done">Chosen: the safest</Tag>
        ) : (
          <Tag state="due">Chosen: not the safest</Tag>
        )}
      </p>
      <SummaryList
        rows={[
          { key: "The rule here", value: choices.find((one) => one.id === policy.holds)?.label },
          { key: taught ? "Lessons say" : "In words", value: `“${policy.words}”` },
          ...(chosen ? [{ key: "Chosen", value: `${instantWords(chosen.at)}, by ${chosen.by}` }] : []),
          ...(taught
            ? [{ key: "Where they say it", value: shownIn.length > 0 ? <Lines of={shownIn} /> : "None yet" }]
            : []),
          ...(facts.length > 0
            ? [
                {
                  key: "What it rests on",
                  value: (
                    <Lines
                      of={facts.map(
                        (fact) =>
                          `Fact ${fact.id.slice(1)}: ${fact.claim}${fact.overdue ? ` (It was due to be checked by ${fact.review}.)` : ""}`,
                      )}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      <Details summary={`Choose the rule: ${title}`} open={policy.problem !== undefined}>
        <Form method="post" action="/settings/policy" className="reading" noValidate>
          <input type="hidden" name="key" value={policyKey} />
          <RadioCards
            name="choice"
            id={`choice-${policyKey}`}
            legend={taught ? "Lessons then say" : "The rule is then"}
            hint="The first is the safest."
            options={choices.map((one) => ({ value: one.id, label: one.label, hint: `“${one.words}”` }))}
            defaultValue={policy.holds}
            error={policy.problem}
          />
          <div className="button-row">
            <Button type="submit">
              Keep this rule<span className="visually-hidden"> ({title})</span>
            </Button>
          </div>
        </Form>
      </Details>
    </section>
  );
}

function Lines({ of: lines }: { of: readonly string[] }) {
  return lines.map((line) => (
    <span key={line} className="block-line">
      {line}
    </span>
  ));
}
