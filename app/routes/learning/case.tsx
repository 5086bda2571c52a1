import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { TextArea } from "#app/components/forms/text-area.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { keepSent } from "#app/components/keeping/keep-sent.ts";
import { KeptForm } from "#app/components/keeping/kept-form.tsx";
import { KeptSender } from "#app/components/keeping/kept-sender.tsx";
import { Notice } from "#app/components/notice.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { sendKeyOf } from "#app/http/sent-once.server.ts";
import { ownCase, writeAccount } from "#app/services/learning/cases.server.ts";

export const meta: MetaFunction = () => [{ title: "A question about your learning - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "record.read-own", async ({ ctx, principal }) => ({
    one: await ownCase(ctx, principal, args.params.case ?? ""),
    kept: new URL(args.request.url).searchParams.has("kept"),
    sendKey: ctx.newId(),
  }));
}

/** Keeps the officer's account. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "record.read-own", async ({ ctx, principal }) => {
    const id = args.params.case ?? "";
    const form = await args.request.formData();
    const account = textField(form, "account");
    try {
      // What somebody else wrote in this browser is not theirs.
      sendKeyOf(form, principal);
      await writeAccount(ctx, principal, { id, account });
      return redirect(`/record/cases/${id}?kept`);
    } catch (error) {
      return data({ problems: problemsOf(error), account }, { status: 400 });
    }
  });
}

export const clientAction = keepSent;

export default function OwnCase() {
  const { one, kept, sendKey } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <FramedPage current="/record">
      <KeptSender />
      <Breadcrumbs
        items={[
          { href: "/", label: "Home" },
          { href: "/record", label: "My record" },
          { label: "A question to you" },
        ]}
      />
      <div className="reading">
        <ErrorSummary problems={refused?.problems ?? []} />
        {kept && !refused ? (
          <Notice tone="done" title="Kept. Your trainer reads it with the question." role="status" />
        ) : null}
        <h1>
          A question about{" "}
          {one.what === "check" ? `your check of ${one.module}` : `how you played ${one.module}`}
        </h1>
        <p className="lead">{one.noticed}</p>
        <p>
          Nothing has happened to your result, and nothing happens by itself. A trainer looks at it and closes
          it. You may teach this, or have helped somebody, or share a desk: say so in your own words.{" "}
          <Link to={one.to}>See the {one.what}</Link>.
        </p>
        {one.closed ? (
          <>
            <h2>Closed on {one.closed.on}</h2>
            <p>“{one.closed.reason}”</p>
            {one.account ? <p className="hint">Your account was: “{one.account}”</p> : null}
          </>
        ) : (
          <KeptForm
            name={`case/${one.id}`}
            action={`/record/cases/${one.id}`}
            sendKey={sendKey}
            className="stack"
          >
            <TextArea
              name="account"
              label="How it was"
              hint="Leave out names and case references"
              rows={5}
              maxLength={2_000}
              defaultValue={refused?.account ?? one.account ?? ""}
              error={refused?.problems.find((problem) => problem.href === "#account")?.text}
            />
            <div className="button-row">
              <Button type="submit">{one.account ? "Keep it like this" : "Give it to my trainer"}</Button>
            </div>
          </KeptForm>
        )}
      </div>
    </FramedPage>
  );
}
