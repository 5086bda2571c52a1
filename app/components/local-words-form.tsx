import { Form } from "@remix-run/react";
import { Button } from "./button.tsx";
import { TextField } from "./forms/text-field.tsx";
import { SummaryList } from "./summary-list.tsx";

export interface LocalWordsFormProps {
  words: readonly { key: string; title: string; hint: string; text: string; shown: string }[];
  /** What was just sent and refused. */
  given?: Readonly<Record<string, string>> | undefined;
  problems: readonly { text: string; href?: string | undefined }[];
}

/** The force's own service: what lessons and cards show of it, and a form to write it down. */
export function LocalWordsForm({ words, given, problems }: LocalWordsFormProps) {
  return (
    <section className="stack" id="hub">
      <h2>Your restorative justice service</h2>
      <p>Lessons put these words into their sentences, and on-scene cards print them.</p>
      <SummaryList rows={words.map((one) => ({ key: one.title, value: `“${one.shown}”` }))} />
      <Form method="post" action="/settings/policy" className="reading stack" noValidate>
        <input type="hidden" name="key" value="hub" />
        {words.map((one) => (
          <TextField
            key={one.key}
            name={one.key}
            label={one.title}
            hint={one.hint}
            defaultValue={given?.[one.key] ?? one.text}
            error={problems.find((problem) => problem.href === `#${one.key}`)?.text}
            autoComplete="off"
          />
        ))}
        <div className="button-row">
          <Button type="submit">Keep what is written here</Button>
        </div>
      </Form>
    </section>
  );
}
