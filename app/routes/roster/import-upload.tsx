import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { DateField } from "#app/components/forms/date-field.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { ImportStages } from "#app/components/import-stages.tsx";
import type { Problem } from "#app/domain/errors.ts";
import { isDay } from "#app/domain/time.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { fileField, uploadForm } from "#app/http/upload-form.server.ts";
import { keepUpload, readWaiting } from "#app/services/roster/uploads.server.ts";

export const meta: MetaFunction = () => [{ title: "Import an extract: upload - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.import", async ({ ctx, principal }) => ({
    sources: (await readWaiting(ctx, principal.force, "people")).sources,
    today: principal.today,
  }));
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "people.import", async ({ ctx, principal }) => {
    let sent = { asAt: "", source: "" };
    const refuse = (problems: readonly Problem[]) => data({ problems, sent }, { status: 400 });
    try {
      const form = await uploadForm(args.request);
      sent = { asAt: textField(form, "asAt"), source: textField(form, "source").trim() };
      const file = await fileField(form, "file");
      const { asAt, source } = sent;
      const problems = [
        ...(file ? [] : [{ text: "Choose the file", href: "#file" }]),
        ...(isDay(asAt) ? [] : [{ text: "Give the day that the extract describes", href: "#asAt" }]),
        ...(source === "" || source.length > 60
          ? [{ text: "Give the system's name, of at most 60 letters", href: "#source" }]
          : []),
      ];
      if (!file || !isDay(asAt) || problems.length > 0) return refuse(problems);
      const kept = await keepUpload(ctx, {
        kind: "people",
        force: principal.force,
        fileName: file.name,
        bytes: file.bytes,
        source,
        asAt,
        by: principal.personId,
      });
      return redirect(`/people/imports/files/${kept.id}/${kept.ready ? "check" : "columns"}`);
    } catch (error) {
      return refuse(problemsOf(error));
    }
  });
}

export default function ImportUpload() {
  const { sources, today } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  const error = (field: string) => problems.find((one) => one.href === `#${field}`)?.text;
  return (
    <FramedPage current="/people">
      <Breadcrumbs items={[{ href: "/people/imports", label: "Imports" }, { label: "A new extract" }]} />
      <div className="stack">
        <ErrorSummary problems={problems} />
        <ImportStages current={1} />
        <h1>Upload an extract</h1>
        <p className="lead">Everyone in post on one day, as your HR system writes it. Nothing changes yet.</p>
      </div>
      <Form method="post" encType="multipart/form-data" className="reading section" noValidate>
        <TextField
          name="file"
          label="The file"
          hint="CSV or XLSX, up to 20 MB. Any encoding, any names of columns."
          type="file"
          accept=".csv,.txt,.tsv,.xlsx,text/csv"
          error={error("file")}
        />
        <DateField
          name="asAt"
          label="The day it describes"
          hint="Not the day you send it."
          max={today}
          defaultValue={answer?.sent.asAt}
          error={error("asAt")}
        />
        <TextField
          name="source"
          label="The system it is from"
          hint={
            sources.length > 0
              ? `How its columns are read is remembered by this name. Known: ${sources.join(", ")}.`
              : "How its columns are read is remembered by this name, for example iTrent."
          }
          width="half"
          maxLength={60}
          autoComplete="off"
          defaultValue={answer?.sent.source ?? sources[0]}
          error={error("source")}
        />
        <div className="button-row">
          <Button>Upload and match columns</Button>
        </div>
      </Form>
    </FramedPage>
  );
}
