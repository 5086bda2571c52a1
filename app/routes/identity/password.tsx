import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { SplitPage } from "#app/components/page.tsx";
import { open } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { choosePassword, readLink } from "#app/services/identity/password-link.server.ts";
import { LEAST_PASSWORD } from "#app/services/identity/password.server.ts";
import { readFrame } from "#app/services/identity/read-frame.server.ts";

export const meta: MetaFunction = () => [{ title: "Choose your password - Amends" }];

/** Whoever holds the link may come in; reading it does not use it up. */
export function loader(args: LoaderFunctionArgs) {
  return open(args, async ({ ctx }) => {
    const { force, demoNotice } = readFrame(ctx, null);
    const email = await readLink(ctx, args.params.link ?? "");
    return { force, demoNotice, email, least: LEAST_PASSWORD };
  });
}

export function action(args: ActionFunctionArgs) {
  return open(args, async ({ ctx }) => {
    const form = await args.request.formData();
    const typed = { password: textField(form, "password"), again: textField(form, "again") };
    try {
      await choosePassword(ctx, args.params.link ?? "", typed);
    } catch (error) {
      return data({ problems: problemsOf(error) }, { status: 400 });
    }
    return redirect("/sign-in?chosen");
  });
}

export default function Password() {
  const { force, demoNotice, email, least } = useLoaderData<typeof loader>();
  const problems = useActionData<typeof action>()?.problems ?? [];
  const error = (name: string) => problems.find((one) => one.href === `#${name}`)?.text;
  return (
    <SplitPage force={force} demoNotice={demoNotice ?? undefined}>
      <ErrorSummary problems={problems} />
      <h1>Choose your password</h1>
      <p className="lead">Nobody else will know it, your administrator neither.</p>
      <Form method="post" className="stack" noValidate>
        <TextField
          name="email"
          label="You sign in with"
          type="email"
          autoComplete="username"
          readOnly
          defaultValue={email}
        />
        <TextField
          name="password"
          label="New password"
          hint={`At least ${least} characters. Three or four words that do not belong together are good.`}
          type="password"
          autoComplete="new-password"
          error={error("password")}
        />
        <TextField
          name="again"
          label="The same again"
          type="password"
          autoComplete="new-password"
          error={error("again")}
        />
        <div>
          <Button type="submit">Keep this password</Button>
        </div>
      </Form>
    </SplitPage>
  );
}
