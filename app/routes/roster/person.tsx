import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { PersonTimeline } from "#app/components/person-timeline.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { correctAward } from "#app/services/learning/correct-award.server.ts";
import { readPersonLife } from "#app/services/roster/read-people.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.name ?? "A person"} - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.read", ({ ctx, principal }) =>
    readPersonLife(ctx, principal.force, args.params.person ?? "", principal.personId),
  );
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "people.correct", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const values = {
      code: textField(form, "code"),
      reason: textField(form, "reason"),
      approver: textField(form, "approver"),
      from: textField(form, "from") || null,
      to: textField(form, "to") || null,
    };
    try {
      await correctAward(ctx, { force: principal.force, by: principal.personId, values });
    } catch (error) {
      return data({ problems: problemsOf(error), code: values.code }, { status: 400 });
    }
    return redirect(`/people/${args.params.person}`);
  });
}

export default function Person() {
  const { name, number, entries } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <FramedPage current="/people">
      <Breadcrumbs items={[{ href: "/people", label: "People" }, { label: name }]} />
      <div className="stack">
        <ErrorSummary problems={(answer?.problems ?? []).map(({ text }) => ({ text }))} />
        <h1>{name}</h1>
        <p className="lead">{number}. The latest first. That you looked is kept in the audit trail.</p>
      </div>
      <section className="section">
        <PersonTimeline entries={entries} open={answer?.code ?? null} />
      </section>
    </FramedPage>
  );
}
