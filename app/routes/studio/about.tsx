import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { ConditionRows } from "#app/components/studio/condition-rows.tsx";
import { AboutPreview } from "#app/components/studio/about-preview.tsx";
import { OutcomeFields } from "#app/components/studio/outcome-fields.tsx";
import { Editor } from "#app/components/studio/editor-form.tsx";
import { FindingsHere } from "#app/components/studio/findings.tsx";
import { MarkdownField } from "#app/components/studio/markdown-field.tsx";
import { MeasureFields } from "#app/components/studio/measure-fields.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { draftPageAction } from "#app/http/draft-page-action.server.ts";
import { openAnyDraft } from "#app/services/studio/draft.server.ts";
import { readAboutPage } from "#app/services/studio/read-parts.server.ts";
import type { AboutPage } from "#app/domain/scenarios/editor-values.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.frame.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const id = args.params.draft ?? "";
    const { kind } = await openAnyDraft(ctx, principal.force.id, id);
    if (kind === "module") throw redirect(`/studio/drafts/${id}/module`);
    return readAboutPage(ctx, principal, id);
  });
}

export const action = (args: ActionFunctionArgs) => draftPageAction(args, { kind: "about" });

export default function About() {
  const page: AboutPage = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  return (
    <Editor
      page={page}
      part=""
      current={null}
      here={() => "About the scenario"}
      answered={answered}
      fields={fields}
      beside={(now) => (
        <AboutPreview title={now.document.title} html={now.html} verdict={now.verdict} draftId={now.frame.id}>
          <p className="hint">{now.document.role}</p>
        </AboutPreview>
      )}
    />
  );
}

function fields({ document, findings }: AboutPage) {
  return (
    <>
      <h2>About the scenario</h2>
      <FindingsHere findings={findings} label="Findings about the whole" />
      <TextField name="title" label="Name" defaultValue={document.title} />
      <MarkdownField
        name="summary"
        label="What it is about"
        hint="Two sentences that an officer reads before beginning."
        rows={3}
        defaultValue={document.summary}
      />
      <TextField
        name="role"
        label="Who the officer is in it"
        hint="Response PC, single-crewed"
        defaultValue={document.role}
      />
      <OutcomeFields outcomes={document.outcomes} />
      <fieldset className="conditions" id="people">
        <legend>Who is in it</legend>
        {document.people.map((one, at) => (
          <div className="field-row" key={one.id}>
            <TextField name={`person.${one.id}.name`} label={`Person ${at + 1}`} defaultValue={one.name} />
            <TextField name={`person.${one.id}.about`} label="Who they are" defaultValue={one.about} />
            <Button variant="withdraw" small name="do" value={`remove-person:${one.id}`}>
              Delete<span className="visually-hidden"> person {at + 1}</span>
            </Button>
          </div>
        ))}
        <Button variant="second" small name="do" value="add-person">
          Add a person
        </Button>
      </fieldset>
      <div id="measures" className="stack">
        {document.measures.map((measure, at) => (
          <MeasureFields key={measure.id} measure={measure} number={at + 1} />
        ))}
        {document.measures.length < 5 ? (
          <Button variant="second" small name="do" value="add-measure">
            Add a measure
          </Button>
        ) : null}
      </div>
      <ConditionRows
        name="passing"
        legend="Passing asks for these at the end, besides an ending that passes"
        measures={document.measures}
        conditions={document.passing}
      />
    </>
  );
}
