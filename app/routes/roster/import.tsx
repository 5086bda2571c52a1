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
import { Details } from "#app/components/details.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { SummaryList } from "#app/components/summary-list.tsx";
import { WrongRows } from "#app/components/wrong-rows.tsx";
import { dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { readImport } from "#app/services/roster/read-import.server.ts";
import { undoImport } from "#app/services/roster/undo-import.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.fileName ?? "Import"} - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.read", ({ ctx, principal }) =>
    readImport(ctx, principal.force, args.params.import ?? ""),
  );
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "people.import", async ({ ctx, principal }) => {
    const id = args.params.import ?? "";
    try {
      await undoImport(ctx, { force: principal.force, id, by: principal.personId });
    } catch (error) {
      return data({ problems: problemsOf(error) }, { status: 409 });
    }
    return redirect(`/people/imports/${id}`);
  });
}

export default function Import() {
  const done = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <FramedPage current="/people">
      <Breadcrumbs items={[{ href: "/people/imports", label: "Imports" }, { label: done.fileName }]} />
      <div className="stack">
        <ErrorSummary problems={answer?.problems ?? []} />
        <h1>{done.fileName}</h1>
        {done.undone ? (
          <Notice tone="warn">
            <p>
              Undone on {done.undone}. What was believed before it is believed again; asked as known in
              between, every figure stays.
            </p>
          </Notice>
        ) : null}
        <SummaryList
          rows={[
            { key: "Describes", value: dayWords(done.asAt) },
            { key: "From", value: done.source ?? "Not named" },
            { key: "Imported", value: done.when },
            { key: "Rows", value: done.rows.toLocaleString("en-GB") },
            { key: "Changed", value: done.changes },
          ]}
        />
        {done.mayUndo ? (
          <Details summary="Undo this import">
            <p>
              What was believed before it is believed again from now on, and a corrected file for the same day
              can follow. Nothing is deleted.
            </p>
            <Form method="post">
              <Button small variant="withdraw" name="intent" value="undo">
                Undo it as a whole
              </Button>
            </Form>
          </Details>
        ) : null}
      </div>
      <WrongRows
        problems={done.problems}
        count={done.problems.length}
        download={`/people/imports/${done.id}/problems.csv`}
      />
    </FramedPage>
  );
}
