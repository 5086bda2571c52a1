import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { AccountAbout, DoneNotice } from "#app/components/account-about.tsx";
import { GrantForm, GrantTable } from "#app/components/account-grants.tsx";
import { AccountSessions } from "#app/components/account-sessions.tsx";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { LinkMade } from "#app/components/link-made.tsx";
import { Notice } from "#app/components/notice.tsx";
import { authorised, type Visit } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { endOneSession, endSessions } from "#app/services/identity/end-sessions.server.ts";
import { endGrant, grantRole } from "#app/services/identity/grants.server.ts";
import { linkAddress, renewPassword } from "#app/services/identity/password-link.server.ts";
import { readAccount } from "#app/services/identity/read-accounts.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: account }) => [
  { title: `${account?.name ?? "Account"}: account - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "account.manage", async ({ ctx, principal }) => {
    const [done = null] = new URL(args.request.url).searchParams;
    return {
      ...(await readAccount(ctx, principal, args.params.account ?? "")),
      today: principal.today,
      done: done && { what: done[0], which: done[1] },
    };
  });
}

/** A link that was just made is in this answer, and nowhere else ever. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "account.manage", async (visit) => {
    const { ctx, principal } = visit;
    const id = args.params.account ?? "";
    const form = await args.request.formData();
    const sent = Object.fromEntries(
      ["role", "unit", "from", "lastDay"].map((name) => [name, textField(form, name)]),
    );
    try {
      if (textField(form, "intent") === "renew") {
        const secret = await renewPassword(ctx, principal, id);
        return { made: linkAddress(ctx, args.request.url, secret), problems: [], sent: {} };
      }
      return redirect(`/settings/accounts/${id}${await change(visit, id, form)}`);
    } catch (error) {
      return data({ made: null, problems: problemsOf(error), sent }, { status: 400 });
    }
  });
}

/** Does what the form asks; returns how the address tells it. */
async function change({ ctx, principal }: Visit, id: string, form: FormData): Promise<string> {
  const field = (name: string) => textField(form, name);
  switch (field("intent")) {
    case "grant": {
      const asked = {
        role: field("role"),
        unit: field("unit"),
        from: field("from"),
        lastDay: field("lastDay"),
      };
      return `?granted=${await grantRole(ctx, principal, id, asked)}`;
    }
    case "end-grant":
      await endGrant(ctx, principal, id, { grant: field("grant"), on: field("on") });
      return `?ended=${field("grant")}`;
    case "end-session":
      await endOneSession(ctx, principal, id, field("session"));
      return "?signed-out=one";
    case "end-sessions":
      await endSessions(ctx, principal, id);
      return "?signed-out=all";
    default:
      return "";
  }
}

export default function Account() {
  const account = useLoaderData<typeof loader>();
  const { name, grants, sessions, units, today, own, done } = account;
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  return (
    <FramedPage current="/settings/policy">
      <Breadcrumbs
        items={[
          { href: "/settings/policy", label: "Settings" },
          { href: "/settings/accounts", label: "Accounts" },
          { label: name },
        ]}
      />
      <div className="stack">
        <ErrorSummary problems={problems} />
        {answer?.made ? <LinkMade title={`${name} has no password now`} {...answer.made} /> : null}
        {done && !answer ? <DoneNotice {...done} grants={grants} /> : null}
        <h1>{name}</h1>
        {own ? (
          <Notice tone="info">
            <p>This is your own account. Another administrator changes it for you.</p>
          </Notice>
        ) : null}
        <AccountAbout {...account} />
      </div>
      <section className="section stack">
        <h2>What they may do</h2>
        <p>
          Everybody in post may learn. What goes beyond that is granted, and holds on the next page they open.
        </p>
        {grants.length === 0 ? (
          <p>Nothing was ever granted.</p>
        ) : (
          <GrantTable grants={grants} today={today} mayEnd={!own} problems={problems} />
        )}
      </section>
      {own ? null : (
        <section className="section">
          <h2>Grant a role</h2>
          <GrantForm
            key={grants.length}
            units={units}
            today={today}
            problems={problems}
            sent={answer?.sent ?? {}}
          />
        </section>
      )}
      <section className="section stack" id="sessions">
        <h2>Where they are signed in</h2>
        <AccountSessions sessions={sessions} mayEnd={!own} />
      </section>
      {own ? null : (
        <section className="section stack">
          <h2>A new password</h2>
          <p className="reading">
            When it is forgotten, or somebody else may know it. The password is taken away at once, they are
            signed out everywhere, and you are given a link with which they choose another.
          </p>
          <Form method="post" className="button-row">
            <Button variant="withdraw" name="intent" value="renew">
              Take the password away and make a link
            </Button>
          </Form>
        </section>
      )}
    </FramedPage>
  );
}
