import { Form } from "@remix-run/react";
import type { Instant } from "#app/domain/time.ts";
import { instantWords } from "#app/domain/words.ts";
import { Button } from "./button.tsx";
import { Details } from "./details.tsx";
import { TextField } from "./forms/text-field.tsx";
import { SummaryList } from "./summary-list.tsx";
import { Tag } from "./tag.tsx";

export interface LrsKeyEntryProps {
  id: string;
  name: string;
  scopes: readonly string[];
  trusted: boolean;
  perMinute: number | null;
  createdAt: Instant;
  revokedAt: Instant | null;
  /** What is wrong with the limit that was just sent for it. */
  limitProblem?: string | undefined;
}

/** One key, and what can be changed of it. */
export function LrsKeyEntry(key: LrsKeyEntryProps) {
  const { id, name, trusted, perMinute, revokedAt } = key;
  return (
    <section className="stack">
      <h3>{name}</h3>
      <p>
        {revokedAt ? (
          <Tag state="overdue">Revoked</Tag>
        ) : trusted ? (
          <Tag state="done">Trusted</Tag>
        ) : (
          <Tag state="plain">Not trusted</Tag>
        )}
      </p>
      <SummaryList
        rows={[
          { key: "Key", value: <code>{id}</code> },
          { key: "May", value: key.scopes.join(", ") },
          { key: "Requests", value: perMinute === null ? "Any number" : `At most ${perMinute} a minute` },
          { key: "Made", value: instantWords(key.createdAt) },
          ...(revokedAt ? [{ key: "Revoked", value: instantWords(revokedAt) }] : []),
        ]}
      />
      {revokedAt ? null : (
        <Details summary={`Change ${name}`} open={key.limitProblem !== undefined}>
          <div className="stack">
            <Form method="post" className="filters" noValidate>
              <input type="hidden" name="name" value={name} />
              <TextField
                name="perMinute"
                id={`limit-${id}`}
                label="Requests a minute, at most"
                hint="Empty: any number."
                inputMode="numeric"
                width="short"
                defaultValue={perMinute === null ? "" : String(perMinute)}
                error={key.limitProblem}
              />
              <Button small variant="second" name="intent" value="limit">
                Set the limit<span className="visually-hidden"> of {name}</span>
              </Button>
            </Form>
            <Form method="post" className="button-row">
              <input type="hidden" name="name" value={name} />
              <Button small variant="second" name="intent" value={trusted ? "distrust" : "trust"}>
                {trusted ? "Stop trusting" : "Trust"}
                <span className="visually-hidden"> {name}</span>
              </Button>
              <span className="hint">
                {trusted
                  ? "What was earned stays; what it says from now on counts no longer."
                  : "What it said of our modules before is decided now."}
              </span>
            </Form>
            <Form method="post" className="button-row">
              <input type="hidden" name="name" value={name} />
              <Button small variant="withdraw" name="intent" value="revoke">
                Revoke<span className="visually-hidden"> {name}</span>
              </Button>
              <span className="hint">At once and for good. Its statements stay.</span>
            </Form>
          </div>{" "}
        </Details>
      )}
    </section>
  );
}
