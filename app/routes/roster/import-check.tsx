import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { CheckboxCards } from "#app/components/forms/checkbox-cards.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { ChangeCounts, ChangeSections } from "#app/components/import-changes.tsx";
import { ImportStages } from "#app/components/import-stages.tsx";
import { Notice } from "#app/components/notice.tsx";
import { WrongRows } from "#app/components/wrong-rows.tsx";
import { countWords, dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { applyUpload } from "#app/services/roster/apply-upload.server.ts";
import { readPreview } from "#app/services/roster/read-preview.server.ts";
import { discardUpload, readUpload } from "#app/services/roster/uploads.server.ts";

export const meta: MetaFunction = () => [{ title: "Import an extract: check - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.import", async ({ ctx, principal }) => {
    const upload = await readUpload(ctx, principal.force, args.params.upload ?? "");
    const { id, asAt, source } = upload;
    try {
      return { id, asAt, source, preview: await readPreview(ctx, principal.force, upload), problems: [] };
    } catch (error) {
      return { id, asAt, source, preview: null, problems: problemsOf(error) };
    }
  });
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "people.import", async ({ ctx, principal }) => {
    const upload = await readUpload(ctx, principal.force, args.params.upload ?? "");
    const form = await args.request.formData();
    if (textField(form, "intent") === "discard") {
      await discardUpload(ctx, upload);
      return redirect("/people/imports");
    }
    try {
      const done = await applyUpload(ctx, upload, {
        force: principal.force,
        fingerprint: textField(form, "fingerprint"),
        acceptMissing: form.has("acceptMissing"),
        by: principal.personId,
      });
      return redirect(done.id === null ? "/people/imports" : `/people/imports/${done.id}`);
    } catch (error) {
      return data({ problems: problemsOf(error) }, { status: 409 });
    }
  });
}

export default function ImportCheck() {
  const { asAt, source, preview, problems, id } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state === "submitting";
  return (
    <FramedPage current="/people">
      <Breadcrumbs
        items={[{ href: "/people/imports", label: "Imports" }, { label: `Extract of ${dayWords(asAt)}` }]}
      />
      <div className="stack">
        <ErrorSummary problems={answer?.problems ?? problems} />
        <ImportStages current={3} />
        <h1>Check what will change</h1>
        {preview ? <Lead preview={preview} source={source} /> : null}
      </div>
      {preview ? (
        <div className="section">
          <ChangeCounts wrong={preview.problemRows} sections={preview.sections} />
          <WrongRows
            problems={preview.problems}
            count={preview.problemRows}
            download={`/people/imports/files/${id}/wrong-rows.csv`}
          />
          <ChangeSections sections={preview.sections} />
        </div>
      ) : null}
      <Form method="post" className="section stack">
        <input type="hidden" name="fingerprint" value={preview?.fingerprint ?? ""} />
        {preview?.missing ? (
          <CheckboxCards
            name="acceptMissing"
            legend={`${preview.missing.count} of the ${preview.missing.of} people in post (${preview.missing.share}) are missing`}
            hint="A file that holds only some people looks like this. If it does, go back to the columns and say so."
            options={[
              {
                value: "yes",
                label: "They have all left",
                hint: "Each is taken to have left the day before.",
              },
            ]}
          />
        ) : null}
        <div className="button-row">
          {preview && !preview.unchanged && preview.changes > 0 ? (
            <Button name="intent" value="apply" disabled={busy}>
              {busy ? "Applying …" : `Apply ${countWords(preview.changes, "change")}`}
            </Button>
          ) : null}
          {preview && !preview.unchanged && preview.changes === 0 ? (
            <Button name="intent" value="apply">
              Note it as read
            </Button>
          ) : null}
          <ButtonLink variant="second" to={`/people/imports/files/${id}/columns`}>
            Back to columns
          </ButtonLink>
          <Button variant="withdraw" name="intent" value="discard">
            Put the file away
          </Button>
        </div>
        <p className="hint">You can undo an import as a whole until the next one.</p>
      </Form>
    </FramedPage>
  );
}

function Lead({ preview, source }: { preview: Awaited<ReturnType<typeof readPreview>>; source: string }) {
  return (
    <>
      <p className="lead">
        Nothing has changed yet. Of {countWords(preview.rows, "row")} from {source},{" "}
        {preview.readable.toLocaleString("en-GB")} can be read and hold{" "}
        {countWords(preview.changes, "change")}.{" "}
        {preview.problemRows > 0
          ? `${countWords(preview.problemRows, "row")} cannot be read and will be left out.`
          : ""}
      </p>
      {preview.unchanged ? (
        <Notice tone="info">
          <p>This very file was imported for this day before. Applying it would change nothing.</p>
        </Notice>
      ) : null}
    </>
  );
}
