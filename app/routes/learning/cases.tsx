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
import { TextArea } from "#app/components/forms/text-area.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Panel } from "#app/components/panel.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { listCases, settleCase } from "#app/services/learning/cases.server.ts";

export const meta: MetaFunction = () => [{ title: "Checks to ask about - Studio - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "case.close", ({ ctx, principal }) => listCases(ctx, principal));
}

/** Closes a case. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "case.close", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const id = textField(form, "id");
    try {
      await settleCase(ctx, principal, { id, reason: textField(form, "reason") });
      return redirect("/studio/cases");
    } catch (error) {
      const problems = problemsOf(error).map((one) => ({ ...one, href: `#reason-${id}` }));
      return data({ problems, id }, { status: 400 });
    }
  });
}

export default function Cases() {
  const cases = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <FramedPage current="/studio">
      <Breadcrumbs items={[{ href: "/studio", label: "Studio" }, { label: "Checks to ask about" }]} />
      <ErrorSummary problems={refused?.problems ?? []} />
      <h1>Checks to ask about</h1>
      <p className="lead">
        Passed faster than anybody reads, or a check answered turn about with somebody else&rsquo;s on one
        computer. Most have a good reason. Read the officer&rsquo;s account, talk to them, and close it with a
        reason that they read too. Nothing here changes an award.
      </p>
      <div className="reading stack">
        {cases.length === 0 ? <p>There is nothing to ask about.</p> : null}
        {cases.map((one) => (
          <Panel
            key={one.id}
            eyebrow={one.state === "open" ? "Open" : "Closed"}
            title={`${one.name}: ${one.module}`}
          >
            <p>{one.noticed}</p>
            <p className="hint">{one.on}</p>
            <p>{one.account ? `Their account: “${one.account}”` : "They have not given an account yet."}</p>
            {one.closed ? (
              <p>
                Closed on {one.closed.on}: “{one.closed.reason}”
              </p>
            ) : one.own ? (
              <p className="hint">This is about you, so another trainer closes it.</p>
            ) : (
              <Form method="post" className="stack" noValidate>
                <input type="hidden" name="id" value={one.id} />
                <TextArea
                  name="reason"
                  id={`reason-${one.id}`}
                  label="How it was settled"
                  rows={3}
                  maxLength={1_000}
                  error={refused?.id === one.id ? refused.problems[0]?.text : undefined}
                />
                <div className="button-row">
                  <Button type="submit">
                    Close it<span className="visually-hidden">: {one.name}</span>
                  </Button>
                </div>
              </Form>
            )}
          </Panel>
        ))}
      </div>
    </FramedPage>
  );
}
