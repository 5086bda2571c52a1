import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { TextField } from "#app/components/forms/text-field.tsx";
import { Html } from "#app/components/html.tsx";
import { Panel } from "#app/components/panel.tsx";
import { Editor } from "#app/components/studio/editor-form.tsx";
import { FindingsHere } from "#app/components/studio/findings.tsx";
import { MarkdownField } from "#app/components/studio/markdown-field.tsx";
import { PlaceButtons } from "#app/components/studio/place-buttons.tsx";
import { VerdictPanel } from "#app/components/studio/verdict.tsx";
import { SelectField } from "#app/components/forms/select-field.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { draftPageAction } from "#app/http/draft-page-action.server.ts";
import { readEndingPage } from "#app/services/studio/read-parts.server.ts";
import type { EndingPage } from "#app/domain/scenarios/editor-values.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.ending.title || "Ending"} - ${page?.frame.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) =>
    readEndingPage(ctx, principal, args.params.draft ?? "", args.params.ending ?? ""),
  );
}

export const action = (args: ActionFunctionArgs) =>
  draftPageAction(args, { kind: "ending", id: args.params.ending ?? "" });

export default function Ending() {
  const page: EndingPage = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  return (
    <Editor
      key={page.ending.id}
      page={page}
      part={`endings/${page.ending.id}`}
      current={page.ending.id}
      here={({ ending }) => `Ending, ${ending.title || "without a name"}`}
      answered={answered}
      fields={fields}
      beside={(now) => (
        <>
          <section aria-label="Preview" className="preview">
            <p className="preview-head">
              <strong>Preview</strong> <span className="hint">as an officer sees it</span>
            </p>
            <Panel title={now.ending.title || "Without a name"} headingLevel={3}>
              <Html className="story" html={now.html} />
              <Html className="prose" html={now.aboutHtml} />
            </Panel>
          </section>
          <VerdictPanel verdict={now.verdict} draftId={now.frame.id} />
        </>
      )}
    />
  );
}

function fields({ ending, findings, from }: EndingPage) {
  return (
    <>
      <h2>Ending</h2>
      <FindingsHere findings={findings} label="Findings about this ending" />
      <TextField name="title" label="Name" defaultValue={ending.title} />
      <MarkdownField name="text" label="How it ends" rows={6} defaultValue={ending.text} />
      <MarkdownField
        name="about"
        label="What this was about"
        hint="Two or three sentences, at the head of the debrief."
        rows={4}
        defaultValue={ending.about}
      />
      <SelectField
        name="passes"
        label="Whoever ends here"
        options={[
          { value: "no", label: "has not passed" },
          { value: "yes", label: "can pass, without a critical error" },
        ]}
        defaultValue={ending.passes ? "yes" : "no"}
      />
      <section className="place-tools">
        <h3>This ending</h3>
        {from.length > 0 ? (
          <ul>
            {from.map((one) => (
              <li key={one.href}>
                <Link to={one.href}>{one.words}</Link>
              </li>
            ))}
          </ul>
        ) : (
          <p>Nothing leads here yet.</p>
        )}
        <PlaceButtons what="ending" />
      </section>
    </>
  );
}
