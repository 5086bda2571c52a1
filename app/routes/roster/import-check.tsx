import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { CheckboxCards } from "#app/components/forms/checkbox-cards.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { ChangeCounts, ChangeSections } from "#app/components/import-changes.tsx";
import { ImportStages, ImportTrail } from "#app/components/import-stages.tsx";
import { Notice } from "#app/components/notice.tsx";
import { WrongRows } from "#app/components/wrong-rows.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { applyUpload } from "#app/services/roster/apply-upload.server.ts";
import { readPreview } from "#app/services/roster/read-preview.server.ts";
import { discardUpload, readUpload } from "#app/services/roster/uploads.server.ts";

export const meta: MetaFunction = () => [{ title: "Import: check - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.import", async ({ ctx, principal }) => {
    const upload = await readUpload(ctx, principal.force, args.params.upload ?? "");
    const { id, kind, asAt, source } = upload;
    const file = { id, kind, asAt, source };
    try {
      const preview = await readPreview(ctx, principal.force, upload, principal.personId);
      return { ...file, preview, problems: [] };
    } catch (error) {
      return { ...file, preview: null, problems: problemsOf(error) };
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
  const { kind, asAt, source, preview, problems, id } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const navigation = useNavigation();
  const busy = navigation.formData?.get("intent") === "apply";
  return (
    <FramedPage current="/people">
      <ImportTrail kind={kind} asAt={asAt} source={source} />
      <div className="stack">
        <ErrorSummary problems={answer?.problems ?? problems} />
        <ImportStages current={3} />
        <h1>{kind === "people" ? "Check what will change" : "Check what it brings"}</h1>
        {preview ? <Lead kind={kind} preview={preview} source={source} /> : null}
      </div>
      {preview ? (
        <div className="section">
          <ChangeCounts wrong={preview.problemRows} sections={preview.sections} />
          <WrongRows
            problems={preview.problems}
            count={preview.problemRows}
            download={`/people/imports/files/${id}/wrong-rows.csv`}
          />
          <ChangeSections sections={preview.sections} kind={kind} />
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
              {busy ? "Applying …" : `Apply ${countWords(preview.changes, preview.noun)}`}
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
        <Progress busy={busy} changes={preview ? countWords(preview.changes, preview.noun) : ""} />
        {kind === "people" ? (
          <p className="hint">You can undo an import as a whole until the next one.</p>
        ) : (
          <p className="hint">A record that is wrong is taken back on its person’s page.</p>
        )}
      </Form>
    </FramedPage>
  );
}

/** Nobody can say how far one transaction has come: only that it runs, and that it is all or nothing. */
function Progress({ busy, changes }: { busy: boolean; changes: string }) {
  return (
    <div role="status">
      {busy ? (
        <p>
          <progress aria-label="Applying the file" /> Writing {changes}: all of them, or none if something
          goes wrong. It takes some seconds at most.
        </p>
      ) : null}
    </div>
  );
}

interface LeadProps {
  kind: "people" | "training";
  preview: Awaited<ReturnType<typeof readPreview>>;
  source: string;
}

function Lead({ kind, preview, source }: LeadProps) {
  const wrong = preview.problemRows;
  return (
    <>
      <p className="lead">
        Nothing has changed yet. Of {countWords(preview.rows, "row")} from {source},{" "}
        {preview.readable.toLocaleString("en-GB")} can be read and hold{" "}
        {countWords(preview.changes, preview.noun)}. {preview.known ? `${preview.known} ` : ""}
        {wrong > 0 ? `${countWords(wrong, "row")} cannot be read and will be left out.` : ""}
      </p>
      {preview.unchanged ? (
        <Notice tone="info">
          <p>
            {kind === "people"
              ? "This very file was imported for this day before. Applying it would change nothing."
              : "Every record of it that can be read is known already. Applying it would change nothing."}
          </p>
        </Notice>
      ) : null}
    </>
  );
}
