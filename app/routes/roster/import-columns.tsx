import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ColumnsForm } from "#app/components/columns-form.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { ImportStages, ImportTrail } from "#app/components/import-stages.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { mapOfForm } from "#app/http/map-form.ts";
import { textField } from "#app/http/parse.ts";
import { chooseColumns, chooseTableForm, readColumns } from "#app/services/roster/choose-columns.server.ts";
import type { MapDraft } from "#app/services/roster/upload.ts";
import { readUpload } from "#app/services/roster/uploads.server.ts";

export const meta: MetaFunction = () => [{ title: "Import: match columns - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.import", async ({ ctx, principal }) => {
    const upload = await readUpload(ctx, principal.force, args.params.upload ?? "");
    const { kind, fileName, asAt, source, draft } = upload;
    return { kind, fileName, asAt, source, draft, ...(await readColumns(ctx, upload)) };
  });
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "people.import", async ({ ctx, principal }) => {
    const upload = await readUpload(ctx, principal.force, args.params.upload ?? "");
    const form = await args.request.formData();
    const draft = mapOfForm(upload.kind, form, upload.draft) as MapDraft;
    try {
      if (textField(form, "intent") === "reread") {
        await chooseTableForm(ctx, upload, draft);
        return redirect(`/people/imports/files/${upload.id}/columns`);
      }
      const { ready } = await chooseColumns(ctx, upload, draft, new Set(form.keys()));
      return redirect(`/people/imports/files/${upload.id}/${ready ? "check" : "columns#words"}`);
    } catch (error) {
      return data({ problems: problemsOf(error), draft }, { status: 400 });
    }
  });
}

export default function ImportColumns() {
  const { kind, fileName, asAt, source, draft, columns, samples, rows, form, words, modules } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const unknown = words.flatMap((group) => group.words).filter((one) => one.means === null);
  return (
    <FramedPage current="/people">
      <ImportTrail kind={kind} asAt={asAt} source={source} />
      <div className="stack">
        <ErrorSummary problems={answer?.problems ?? []} />
        <ImportStages current={2} />
        <h1>Match the columns</h1>
        <p className="lead">
          {fileName} has {countWords(rows, "row")} and {countWords(columns.length, "column")} ({form}). What
          you choose is remembered for {source} once the file is applied.
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
        key={`${form} ${columns.join()}`}
        kind={kind}
        draft={answer?.draft ?? draft}
        columns={columns}
        samples={samples}
        words={words}
        modules={modules}
        problems={answer?.problems ?? []}
      />
    </FramedPage>
  );
}
