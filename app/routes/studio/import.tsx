import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { Field } from "#app/components/forms/field.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { AmendsError } from "#app/domain/errors.ts";
import { countWords } from "#app/domain/words.ts";
import { TextField } from "#app/components/forms/text-field.tsx";
import { textField } from "#app/http/parse.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { fileField, uploadForm } from "#app/http/upload-form.server.ts";
import { importDraft } from "#app/services/studio/import-draft.server.ts";

export const meta: MetaFunction = () => [{ title: "Bring a scenario - Studio - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", () => Promise.resolve(null));
}

/** Makes a draft of the file, and says what could not be carried over. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    try {
      const form = await uploadForm(args.request);
      const file = await fileField(form, "file");
      if (!file)
        throw new AmendsError("bad-input", "No file", "", [{ text: "File: choose one", href: "#file" }]);
      const who = { forceId: principal.force.id, by: principal.personId };
      return {
        made: await importDraft(ctx, who, file, textField(form, "story").trim() || null),
        problems: [],
      };
    } catch (error) {
      return data({ made: null, problems: problemsOf(error) }, { status: 400 });
    }
  });
}

export default function ImportScenario() {
  const answer = useActionData<typeof action>();
  const made = answer?.made ?? null;
  const problems = answer?.problems ?? [];
  return (
    <FramedPage current="/studio">
      <Breadcrumbs
        items={[
          { href: "/studio", label: "Studio" },
          { href: "/studio/new", label: "A new scenario" },
          { label: "Bring one" },
        ]}
      />
      <div className="stack">
        <ErrorSummary problems={problems} />
        <h1>Bring a scenario</h1>
      </div>
      {made ? (
        <div className="reading stack">
          <Notice tone="done" title={`“${made.title}” is a draft now`} role="status">
            <p>
              {countWords(made.scenes, "scene")}, {countWords(made.endings, "ending")}.
            </p>
          </Notice>
          {made.report.length === 0 ? (
            <p>All of it was carried over.</p>
          ) : (
            <>
              <h2>What was not carried over, and what is still to write</h2>
              <ul>
                {made.report.map((one, at) => (
                  <li key={at}>
                    {one.place === "" ? null : <strong>{one.place}: </strong>}
                    {one.text}
                  </li>
                ))}
              </ul>
            </>
          )}
          <div className="button-row">
            <ButtonLink to={`/studio/drafts/${made.id}`}>Open the draft</ButtonLink>
          </div>
        </div>
      ) : (
        <Form method="post" encType="multipart/form-data" className="reading stack" noValidate>
          <p>
            A story from Twine (an archive or a published story as HTML, or Twee 3), a Branching Scenario from
            H5P (.h5p), or a scenario of ours as YAML or in a zip with its pictures. It becomes a draft of its
            own; nothing that is there changes.
          </p>
          <Field
            name="file"
            id="file"
            label="File"
            hint="At most 5 MB of text, 20 MB packed"
            error={problems.find((one) => one.href === "#file")?.text}
          >
            <input
              className="input"
              type="file"
              id="file"
              name="file"
              accept=".yaml,.yml,.html,.htm,.twee,.tw,.txt,.h5p,.zip,.json"
            />
          </Field>
          <TextField
            name="story"
            label="Which story, where a Twine archive holds several"
            hint="Its name; left empty, the first"
          />
          <div className="button-row">
            <Button>Make a draft of it</Button>
          </div>
          <p className="hint">
            <Link to="/studio/new">Begin from an outline instead</Link>
          </p>
        </Form>
      )}
    </FramedPage>
  );
}
