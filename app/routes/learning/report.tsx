import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { TextArea } from "#app/components/forms/text-area.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { keepSent } from "#app/components/keeping/keep-sent.ts";
import { KeptSender } from "#app/components/keeping/kept-sender.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { sendKeyOf } from "#app/http/sent-once.server.ts";
import { reportContent } from "#app/services/learning/report-content.server.ts";

export const meta: MetaFunction = () => [{ title: "Something wrong here? - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", () => Promise.resolve(null));
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    // What somebody else wrote in this browser is not theirs.
    sendKeyOf(form, principal);
    const given = {
      kind: textField(form, "kind"),
      registration: textField(form, "registration"),
      module: textField(form, "module"),
      lesson: textField(form, "lesson"),
      screen: textField(form, "screen"),
      question: textField(form, "question"),
      scene: textField(form, "scene"),
      text: textField(form, "text"),
    };
    try {
      return redirect(`${await reportContent(ctx, principal, given)}#wrong-here`);
    } catch (error) {
      return data({ problems: problemsOf(error), given }, { status: 400 });
    }
  });
}

export const clientAction = keepSent;

export default function Report() {
  const refused = useActionData<typeof action>();
  if (refused && !("given" in refused))
    return (
      <FramedPage title="Not sent yet">
        <KeptSender />
        <p>
          There is no connection, or you were signed out. What you wrote is kept on this computer and goes off
          when you are back. <Link to="/">Go home</Link> and carry on.
        </p>
      </FramedPage>
    );
  if (!refused)
    return (
      <FramedPage title="Something wrong here?">
        <p>
          The form is at the end of each lesson screen, and in results, debriefs, recall and updates.{" "}
          <Link to="/">Go home</Link> and open one.
        </p>
      </FramedPage>
    );
  const { text, ...place } = refused.given;
  return (
    <FramedPage>
      <div className="reading">
        <ErrorSummary problems={refused.problems} />
        <h1>Something wrong here?</h1>
        <Form method="post" action="/reports" className="stack" noValidate>
          {Object.entries(place).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <TextArea
            name="text"
            label="What is wrong?"
            defaultValue={text}
            error={refused.problems.find((one) => one.href === "#text")?.text}
          />
          <div className="button-row">
            <Button type="submit">Send it</Button>
          </div>
        </Form>
      </div>
    </FramedPage>
  );
}
