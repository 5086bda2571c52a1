import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Details } from "#app/components/details.tsx";
import { SelectField } from "#app/components/forms/select-field.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { CardFields } from "#app/components/studio/card-fields.tsx";
import { CheckboxList } from "#app/components/studio/checkbox-list.tsx";
import { AboutPreview } from "#app/components/studio/about-preview.tsx";
import { OutcomeFields } from "#app/components/studio/outcome-fields.tsx";
import { Editor } from "#app/components/studio/editor-form.tsx";
import { FindingsHere } from "#app/components/studio/findings.tsx";
import { MarkdownField } from "#app/components/studio/markdown-field.tsx";
import type { ModulePage } from "#app/domain/learning/module-values.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { modulePageAction } from "#app/http/module-page-action.server.ts";
import { readModulePage } from "#app/services/studio/read-module.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.frame.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) =>
    readModulePage(ctx, principal, args.params.draft ?? ""),
  );
}

export const action = (args: ActionFunctionArgs) => modulePageAction(args, { kind: "module" });

export default function ModuleAbout() {
  const page: ModulePage = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  return (
    <Editor
      page={page}
      part="module"
      current={null}
      here={() => "About the module"}
      answered={answered}
      fields={fields}
      beside={(now) => (
        <AboutPreview
          title={now.document.title}
          html={now.summaryHtml}
          verdict={now.verdict}
          draftId={now.frame.id}
        />
      )}
    />
  );
}

const number = (name: string, label: string, value: number | null, hint?: string) => (
  <TextField
    name={name}
    label={label}
    hint={hint}
    type="number"
    width="short"
    inputMode="numeric"
    defaultValue={value === null ? "" : String(value)}
  />
);

function fields({ frame, document, lessons, questions, scenarios, findings }: ModulePage) {
  const { check, update } = document;
  return (
    <>
      <h2>About the module</h2>
      <FindingsHere findings={findings} label="Findings about the module" />
      <TextField name="title" label="Name" defaultValue={document.title} />
      <MarkdownField
        name="summary"
        label="What it is about"
        hint="Two sentences that an officer reads before beginning."
        rows={3}
        defaultValue={document.summary}
      />
      <OutcomeFields outcomes={document.outcomes} />
      <fieldset className="conditions" id="lessons">
        <legend>Lessons</legend>
        <ol>
          {lessons.map((one) => (
            <li key={one.id}>
              <Link to={`/studio/drafts/${frame.id}/lessons/${one.id}`}>{one.title || "Without a name"}</Link>
            </li>
          ))}
        </ol>
        <div className="field-row">
          <TextField name="new-lesson" label="Name of a new lesson" />
          <Button variant="second" small name="do" value="add-lesson">
            Add a lesson
          </Button>
        </div>
      </fieldset>
      <fieldset className="conditions" id="check">
        <legend>The check</legend>
        {number("check-questions", "Questions that a check asks", check.questions)}
        {number("check-pass", "Right answers to pass", check.pass)}
        {number("wait", "Minutes to wait after a check that was not passed", check.waitMinutes, "0: none")}
        {number("minutes", "Minutes a check may take", check.minutes, "Empty: as long as it takes")}
      </fieldset>
      <fieldset className="conditions" id="scenarios">
        <legend>Scenarios that belong to it</legend>
        <input type="hidden" name="with-scenarios" value="1" />
        {scenarios.map((one) => {
          const named = document.scenarios.find((other) => other.id === one.id);
          return (
            <SelectField
              key={one.id}
              name={`scenario.${one.id}`}
              label={one.title}
              defaultValue={named ? (named.required ? "required" : "offered") : ""}
              options={[
                { value: "", label: "Does not belong to it" },
                { value: "offered", label: "Belongs to it" },
                { value: "required", label: "Has to be passed for the award" },
              ]}
            />
          );
        })}
      </fieldset>
      <CardFields card={document.card} />
      <fieldset className="conditions" id="update">
        <legend>The short update</legend>
        <p className="hint">
          What those who hold the module are asked when its substance changes. A change of wording asks
          nothing.
        </p>
        <MarkdownField name="update" label="What is different now" rows={4} defaultValue={update.text} />
        <Details summary={`Questions that are asked after it: ${update.questions.length}`}>
          <CheckboxList
            name="update-questions"
            legend="Five at most"
            options={questions.map((one) => ({ value: one.id, label: one.stem }))}
            chosen={update.questions}
          />
        </Details>
        {number("update-days", "Days they have", update.days)}
      </fieldset>
    </>
  );
}
