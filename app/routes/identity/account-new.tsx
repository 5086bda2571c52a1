import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { LinkMade } from "#app/components/link-made.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { invite } from "#app/services/identity/invite.server.ts";
import { linkAddress } from "#app/services/identity/password-link.server.ts";

export const meta: MetaFunction = () => [{ title: "Make an account - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "account.manage", () => Promise.resolve(null));
}

/** The link is in this answer, and nowhere else ever. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "account.manage", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const sent = {
      employee: textField(form, "employee"),
      forenames: textField(form, "forenames"),
      surname: textField(form, "surname"),
      email: textField(form, "email"),
    };
    try {
      const { account, secret } = await invite(ctx, principal, sent);
      const made = { account, email: sent.email, ...linkAddress(ctx, args.request.url, secret) };
      return { made, problems: [], sent: null };
    } catch (error) {
      return data({ made: null, problems: problemsOf(error), sent }, { status: 400 });
    }
  });
}

export default function AccountNew() {
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  const field = (name: "employee" | "forenames" | "surname" | "email") => ({
    name,
    defaultValue: answer?.sent?.[name],
    error: problems.find((one) => one.href === `#${name}`)?.text,
    autoComplete: "off",
    width: "half" as const,
  });
  return (
    <FramedPage current="/settings/policy">
      <Breadcrumbs
        items={[
          { href: "/settings/policy", label: "Settings" },
          { href: "/settings/accounts", label: "Accounts" },
          { label: "Make an account" },
        ]}
      />
      <div className="reading stack">
        <ErrorSummary problems={problems} />
        {answer?.made ? (
          <LinkMade title={`${answer.made.email} has an account`} {...answer.made}>
            <p>
              <Link to={`/settings/accounts/${answer.made.account}`}>Grant roles to this account</Link>.
              Everybody in post may learn without one.
            </p>
          </LinkMade>
        ) : null}
        <h1>Make an account</h1>
        <p className="lead">
          You are given a link with which they choose their own password. Nobody else ever knows it.
        </p>
        <Form method="post" className="stack" noValidate key={answer?.made?.account}>
          <TextField
            {...field("email")}
            label="Work e-mail address"
            type="email"
            hint="They sign in with it."
          />
          <TextField
            {...field("employee")}
            label="Employee number"
            hint="Of somebody on the roster. Access then ends with their last day in post."
          />
          <fieldset className="stack">
            <legend className="h3">Or somebody outside the force</legend>
            <TextField {...field("forenames")} label="Forenames" />
            <TextField {...field("surname")} label="Surname" />
          </fieldset>
          <div className="button-row">
            <Button type="submit">Make the account</Button>
          </div>
        </Form>
      </div>
    </FramedPage>
  );
}
