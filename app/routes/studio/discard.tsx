import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { discardDraft } from "#app/services/studio/discard-draft.server.ts";
import { readDraft } from "#app/services/studio/read-draft.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: frame }) => [
  { title: `Discard - ${frame?.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(
    args,
    "content.author",
    async ({ ctx, principal }) => (await readDraft(ctx, principal, args.params.draft ?? "")).frame,
  );
}

/** Puts the draft away. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    try {
      await discardDraft(ctx, principal, args.params.draft ?? "");
    } catch (error) {
      return data({ problems: problemsOf(error) }, { status: 409 });
    }
    return redirect("/studio/put-away");
  });
}

export default function Discard() {
  const frame = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const base = `/studio/drafts/${frame.id}`;
  return (
    <FramedPage current="/studio">
      <Breadcrumbs
        items={[
          { href: "/studio", label: "Studio" },
          { href: base, label: frame.title },
          { label: "Discard" },
        ]}
      />
      <ErrorSummary problems={refused?.problems ?? []} />
      <h1>Discard the draft “{frame.title}”?</h1>
      <div className="reading stack-large">
        <p>{frame.saved}.</p>
        {frame.waits ? <p>{frame.waits}. That ends with it.</p> : null}
        <p>
          It leaves the studio and never goes live. It is kept with its whole history under “Discarded and
          withdrawn”, and can be brought back from there. What is live stays live.
        </p>
        <Form method="post" className="button-row">
          <Button variant="withdraw">Discard it</Button>
          <ButtonLink variant="second" to={base}>
            Keep it
          </ButtonLink>
        </Form>
      </div>
    </FramedPage>
  );
}
