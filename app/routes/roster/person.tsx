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
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { KnownField, KnownThen } from "#app/components/known-then.tsx";
import { PersonTimeline } from "#app/components/person-timeline.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { knownAsked, withKnown } from "#app/http/known-query.ts";
import { textField } from "#app/http/parse.ts";
import { correctAward } from "#app/services/learning/correct-award.server.ts";
import { readPersonLife } from "#app/services/roster/read-people.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.name ?? "A person"} - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.read", async ({ ctx, principal }) => {
    const known = knownAsked(new URL(args.request.url), ctx.now());
    const look = { by: principal.personId, knownAt: known.knownAt };
    return { known, ...(await readPersonLife(ctx, principal.force, args.params.person ?? "", look)) };
  });
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
  const { id, name, number, entries, known } = useLoaderData<typeof loader>();
  const { earlier, problem } = known;
  const answer = useActionData<typeof action>();
  const problems = (answer?.problems ?? []).map(({ text }) => ({ text }));
  return (
    <FramedPage current="/people">
      <Breadcrumbs items={[{ href: withKnown("/people", earlier), label: "People" }, { label: name }]} />
      <div className="stack">
        <ErrorSummary
          problems={problem === null ? problems : [...problems, { text: problem, href: "#known" }]}
        />
        <h1>{name}</h1>
        <p className="lead">{number}. The latest first. That you looked is kept in the audit trail.</p>
        <KnownThen earlier={earlier} now={`/people/${id}`} />
      </div>
      <section className="section">
        {entries.length === 0 ? (
          <p>Nothing was known of them then.</p>
        ) : (
          <PersonTimeline
            entries={earlier === null ? entries : entries.map((one) => ({ ...one, code: null }))}
            open={answer?.code ?? null}
          />
        )}
      </section>
      <Form method="get" className="reading section no-print" key={earlier?.said ?? ""}>
        <KnownField earlier={earlier} />
        <div className="button-row">
          <Button small variant="second">
            Show
          </Button>
        </div>
      </Form>
    </FramedPage>
  );
}
