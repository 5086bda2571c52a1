import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { DeadLetters } from "#app/components/dead-letters.tsx";
import { Credentials } from "#app/components/destination-form.tsx";
import { DestinationState } from "#app/components/destination-state.tsx";
import { Details } from "#app/components/details.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { listDeadLetters, sendAgain } from "#app/services/ledger/dead-letters.server.ts";
import { changeCredentials, readDestination } from "#app/services/ledger/destinations.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Passing on to ${data?.destination.name ?? ""} - Amends` },
];

/** Statements that one press of the button sends again, so that the answer is not long in coming. */
const MOST_AGAIN = 200;

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "ledger.manage", async ({ ctx }) => {
    const name = args.params.name ?? "";
    const after = Number(new URL(args.request.url).searchParams.get("after") ?? 0) || 0;
    const destination = await readDestination(ctx, name);
    return { destination, dead: await listDeadLetters(ctx, name, { after }) };
  });
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "ledger.manage", async ({ ctx, principal }) => {
    const name = args.params.name ?? "";
    const form = await args.request.formData();
    const by = principal.personId;
    const statement = form.has("statement") ? textField(form, "statement") : undefined;
    const username = textField(form, "username");
    try {
      const intent = textField(form, "intent");
      if (intent === "send-again") {
        const again = await sendAgain(ctx, name, { statement, most: MOST_AGAIN, by });
        return { again, problems: [], username };
      }
      if (intent === "credentials")
        await changeCredentials(ctx, name, { username, password: textField(form, "password"), by });
    } catch (error) {
      return data({ again: null, problems: problemsOf(error), username }, { status: 400 });
    }
    return redirect(`/ledger/destinations/${encodeURIComponent(name)}`);
  });
}

export default function DestinationPage() {
  const { destination, dead } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  const error = (field: string) => problems.find((one) => one.href === `#${field}`)?.text;
  return (
    <FramedPage current="/ledger/keys">
      <Breadcrumbs
        items={[
          { href: "/ledger/destinations", label: "Passing statements on" },
          { label: destination.name },
        ]}
      />
      <div className="stack">
        <ErrorSummary problems={problems} />
        <h1>{destination.name}</h1>
        {answer?.again ? (
          <Notice tone={answer.again.problem ? "warn" : "done"} role="status">
            <p>
              {countWords(answer.again.taken, "statement")} taken, {answer.again.refused} refused again.{" "}
              {answer.again.problem}
            </p>
          </Notice>
        ) : null}
        <DestinationState {...destination} />
        <Details summary="Change the user name and password" open={problems.length > 0}>
          <Form method="post" noValidate>
            <Credentials username={answer?.username || destination.username} error={error} />
            <div className="button-row">
              <Button small variant="second" name="intent" value="credentials">
                Change them
              </Button>
            </div>
          </Form>
        </Details>
      </div>
      <section className="section stack">
        <h2>What it refused</h2>
        {dead.total === 0 ? <p>Nothing.</p> : <DeadLetters {...dead} />}
        {dead.next === null ? null : <Link to={`?after=${dead.next}`}>The next of them</Link>}
      </section>
    </FramedPage>
  );
}
