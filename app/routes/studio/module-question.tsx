import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { SelectField } from "#app/components/forms/select-field.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { Editor } from "#app/components/studio/editor-form.tsx";
import { FindingsHere } from "#app/components/studio/findings.tsx";
import { MarkdownField } from "#app/components/studio/markdown-field.tsx";
import { QuestionPreviewPanel } from "#app/components/studio/module-preview.tsx";
import { QuestionParts } from "#app/components/studio/question-parts.tsx";
import { VerdictPanel } from "#app/components/studio/verdict.tsx";
import { KINDS } from "#app/components/studio/question-kinds.ts";
import type { QuestionPage } from "#app/domain/learning/module-values.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { modulePageAction } from "#app/http/module-page-action.server.ts";
import { readQuestionPage } from "#app/services/studio/read-module.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `Question - ${page?.frame.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) =>
    readQuestionPage(ctx, principal, args.params.draft ?? "", args.params.question ?? ""),
  );
}

export const action = (args: ActionFunctionArgs) =>
  modulePageAction(args, { kind: "question", id: args.params.question ?? "" });

export default function Question() {
  const page: QuestionPage = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  return (
    <Editor
      key={`${page.question.id} ${page.question.type}`}
      page={page}
      part={`questions/${page.question.id}`}
      current={page.question.id}
      here={() => "A question"}
      answered={answered}
      fields={fields}
      beside={(now) => (
        <>
          <QuestionPreviewPanel preview={now.preview} />
          <VerdictPanel verdict={now.verdict} draftId={now.frame.id} />
        </>
      )}
    />
  );
}

function fields({ frame, question, outcomes, findings, askedIn }: QuestionPage) {
  const marked = question.type !== "reflection";
  return (
    <>
      <h2>{KINDS[question.type]}</h2>
      <FindingsHere findings={findings} label="Findings about this question" />
      <MarkdownField name="stem" label="The question" rows={3} defaultValue={question.stem} />
      <QuestionParts question={question} />
      <MarkdownField
        name="harmed"
        label="What it means for the person harmed"
        hint="Shown after answering. May be left out."
        rows={3}
        defaultValue={question.harmed ?? ""}
      />
      <SelectField
        name="outcome"
        label="Which outcome is it about?"
        defaultValue={question.outcome}
        options={[
          { value: "", label: "Choose" },
          ...outcomes.map((one) => ({ value: one.id, label: one.text || "Without words" })),
        ]}
      />
      {marked ? (
        <>
          <SelectField
            name="use"
            label="Where is it asked?"
            defaultValue={question.use}
            options={[
              { value: "check", label: "In the check: it is in the bank that a check draws from" },
              { value: "lesson", label: "In a lesson" },
            ]}
          />
          <input type="hidden" name="with-critical" value="1" />
          <label className="check-line">
            <input type="checkbox" name="critical" value="yes" defaultChecked={question.critical} /> Whoever
            gets it wrong in a check has not passed
          </label>
        </>
      ) : null}
      <TextField
        name="facts"
        label="Facts that it rests on"
        hint="Their numbers, such as F2, F7"
        width="half"
        defaultValue={question.facts.join(", ")}
      />
      {question.use === "lesson" ? (
        <p>
          {askedIn.length > 0 ? (
            <>
              Asked in{" "}
              {askedIn.map((one) => (
                <Link key={one.id} to={`/studio/drafts/${frame.id}/lessons/${one.id}`}>
                  {one.title}
                </Link>
              ))}
              .
            </>
          ) : (
            <>
              No lesson asks it yet. Put <code>{`<Question id="${question.id}" />`}</code> in one.
            </>
          )}
        </p>
      ) : null}
      <section className="place-tools">
        <h3>This question</h3>
        <div className="field-row">
          <SelectField
            name="type"
            label="Kind"
            hint="Its texts are kept as far as the kind has room for them."
            defaultValue={question.type}
            options={Object.entries(KINDS).map(([value, label]) => ({ value, label }))}
          />
          <Button variant="second" small name="do" value="change-type">
            Make it that kind
          </Button>
        </div>
        <div className="button-row">
          <Button variant="second" small name="do" value="copy-question">
            Copy it
          </Button>
          <Button variant="withdraw" small name="do" value="remove-question">
            Delete this question
          </Button>
          <span className="hint">Undo brings it back.</span>
        </div>
      </section>
    </>
  );
}
