import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { Breadcrumbs } from "../breadcrumbs.tsx";
import { Button } from "../button.tsx";
import { ErrorSummary } from "../forms/error-summary.tsx";
import { RadioCards } from "../forms/radio-cards.tsx";
import { TextField } from "../forms/text-field.tsx";
import { FramedPage } from "../frame.tsx";

interface BeginFormProps {
  heading: string;
  /** Of its name. */
  hint?: string;
  options: readonly { value: string; label: string; hint: string }[];
  problems: readonly { href?: string; text: string }[];
  /** Other ways to begin. */
  children?: ReactNode;
}

/** The page on which a scenario or a module is begun: its name, and from what. */
export function BeginForm({ heading, hint, options, problems, children }: BeginFormProps) {
  const errorAt = (field: string) => problems.find((one) => one.href === `#${field}`)?.text ?? null;
  return (
    <FramedPage current="/studio">
      <Breadcrumbs items={[{ href: "/studio", label: "Studio" }, { label: heading }]} />
      <ErrorSummary problems={problems} />
      <h1>{heading}</h1>
      {children}
      <Form method="post" className="reading stack-large" noValidate>
        <TextField
          name="title"
          label="What is it called?"
          hint={hint}
          maxLength={120}
          error={errorAt("title")}
        />
        <RadioCards
          name="from"
          legend="Begin from"
          error={errorAt("from")}
          defaultValue="nothing"
          options={options}
        />
        <div className="button-row">
          <Button>Begin</Button>
        </div>
      </Form>
    </FramedPage>
  );
}
