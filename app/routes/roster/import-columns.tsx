import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { ColumnsForm } from "#app/components/columns-form.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { ImportStages } from "#app/components/import-stages.tsx";
import { countWords, dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { mapOfForm } from "#app/http/map-form.ts";
import {
  chooseColumns,
  readColumns,
  readUpload,
  type MapDraft,
} from "#app/services/roster/uploads.server.ts";

export const meta: MetaFunction = () => [{ title: "Import an extract: match columns - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.import", async ({ ctx, principal }) => {
    const upload = await readUpload(ctx, principal.force, args.params.upload ?? "");
    const { fileName, asAt, source, draft } = upload;
    return { fileName, asAt, source, draft, ...(await readColumns(upload)) };
  });
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "people.import", async ({ ctx, principal }) => {
    const upload = await readUpload(ctx, principal.force, args.params.upload ?? "");
    const form = await args.request.formData();
    const draft = mapOfForm(form, upload.draft) as MapDraft;
    try {
      const { ready } = await chooseColumns(ctx, upload, draft, new Set(form.keys()));
      return redirect(`/people/imports/files/${upload.id}/${ready ? "check" : "columns#words"}`);
    } catch (error) {
      return data({ problems: problemsOf(error), draft }, { status: 400 });
    }
  });
}

export default function ImportColumns() {
  const { fileName, asAt, source, draft, columns, samples, rows, form, words } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const unknown = [...words.group, ...words.absence].filter((one) => one.means === null);
  return (
    <FramedPage current="/people">
      <Breadcrumbs
        items={[{ href: "/people/imports", label: "Imports" }, { label: `Extract of ${dayWords(asAt)}` }]}
      />
      <div className="stack">
        <ErrorSummary problems={answer?.problems ?? []} />
        <ImportStages current={2} />
        <h1>Match the columns</h1>
        <p className="lead">
          {fileName} has {countWords(rows, "row")} and {countWords(columns.length, "column")} ({form}). What
          you choose is remembered for {source}.
        </p>
        {unknown.length > 0 ? (
          <p>
            {countWords(unknown.length, "word")} of the file {unknown.length === 1 ? "has" : "have"} no
            meaning yet: <a href="#words">say what they mean</a>. Rows with a word left open are reported as
            wrong.
          </p>
        ) : null}
      </div>
      <ColumnsForm
        draft={answer?.draft ?? draft}
        columns={columns}
        samples={samples}
        words={words}
        problems={answer?.problems ?? []}
      />
    </FramedPage>
  );
}
