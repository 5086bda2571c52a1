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
import { SelectField } from "#app/components/forms/select-field.tsx";
import { TextArea } from "#app/components/forms/text-area.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Panel } from "#app/components/panel.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { answerToReport, listReports } from "#app/services/learning/answer-reports.server.ts";

export const meta: MetaFunction = () => [{ title: "Reports - Studio - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "report.answer", async ({ ctx, principal }) => {
    const about = new URL(args.request.url).searchParams.get("for") ?? "";
    return { about, ...(await listReports(ctx, principal, about)) };
  });
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "report.answer", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const id = textField(form, "id");
    try {
      const answer = textField(form, "answer");
      await answerToReport(ctx, { forceId: principal.force.id, id, answer, by: principal.personId });
      return redirect(`/studio/reports${new URL(args.request.url).search}`);
    } catch (error) {
      const problems = problemsOf(error).map((one) => ({ ...one, href: `#answer-${id}` }));
      return data({ problems, id }, { status: 400 });
    }
  });
}

export default function Reports() {
  const { about, reports, more, choices } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <FramedPage current="/studio">
      <Breadcrumbs items={[{ href: "/studio", label: "Studio" }, { label: "Reports" }]} />
      <ErrorSummary problems={refused?.problems ?? []} />
      <h1>What people say is wrong</h1>
      <p className="lead">
        Each with the version it is about. You see a role and no name; they see your answer where they wrote.
      </p>
      <Form method="get" className="reading stack">
        <SelectField name="for" label="For whom" defaultValue={about} options={choices} />
        <div className="button-row">
          <Button type="submit" variant="second">
            Show
          </Button>
        </div>
      </Form>
      <div className="reading stack section">
        {reports.length === 0 ? <p>{about ? "There are none." : "Nobody has reported anything."}</p> : null}
        {more ? (
          <p>These are the first {reports.length}. There are more: answer some, or narrow them down.</p>
        ) : null}
        {reports.map((one) => (
          <Panel
            key={one.id}
            eyebrow={`${one.state === "open" ? "Open" : "Answered"}${one.mine ? " · for you" : ""}`}
            title={one.about}
          >
            <p className="hint">
              {one.place} · {one.role} · {one.on}
            </p>
            <p className="hint">
              {one.facts.length > 0 ? `Rests on ${one.facts.join(", ")}. ` : ""}
              For {one.to.length > 0 ? one.to.join("; ") : "all trainers"}.
            </p>
            <p>“{one.text}”</p>
            {one.answer ? <p>Answer: {one.answer}</p> : null}
            {one.state === "open" ? (
              <Form method="post" className="stack" noValidate>
                <input type="hidden" name="id" value={one.id} />
                <TextArea
                  name="answer"
                  id={`answer-${one.id}`}
                  label="Your answer"
                  rows={3}
                  maxLength={1_000}
                  error={refused?.id === one.id ? refused.problems[0]?.text : undefined}
                />
                <div className="button-row">
                  <Button type="submit">Answer</Button>
                </div>
              </Form>
            ) : null}
          </Panel>
        ))}
      </div>
    </FramedPage>
  );
}
