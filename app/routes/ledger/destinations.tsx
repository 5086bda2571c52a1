import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { DestinationForm } from "#app/components/destination-form.tsx";
import { DestinationState } from "#app/components/destination-state.tsx";
import { Details } from "#app/components/details.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { LedgerTabs } from "#app/components/ledger-tabs.tsx";
import { authorised, type Visit } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField, textLines } from "#app/http/parse.ts";
import { createDestination } from "#app/services/ledger/create-destination.server.ts";
import {
  listDestinations,
  pauseDestination,
  removeDestination,
  resumeDestination,
} from "#app/services/ledger/destinations.server.ts";

export const meta: MetaFunction = () => [{ title: "Passing statements on - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "ledger.manage", async ({ ctx }) => ({
    destinations: await listDestinations(ctx),
  }));
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "ledger.manage", async (visit) => {
    const form = await args.request.formData();
    const intent = textField(form, "intent");
    if (intent !== "add") {
      await change(visit, intent, textField(form, "name"));
      return redirect("/ledger/destinations");
    }
    const sent = {
      name: textField(form, "name"),
      endpoint: textField(form, "endpoint"),
      username: textField(form, "username"),
      version: textField(form, "version"),
      verbs: textLines(form, "verbs"),
      activities: textLines(form, "activities"),
      pseudonymise: form.has("pseudonymise"),
      fromBeginning: form.get("from") === "beginning",
    };
    try {
      await createDestination(visit.ctx, {
        ...sent,
        password: textField(form, "password"),
        by: visit.principal.personId,
      });
    } catch (error) {
      return data({ problems: problemsOf(error), sent }, { status: 400 });
    }
    return redirect("/ledger/destinations");
  });
}

async function change({ ctx, principal }: Visit, intent: string, name: string): Promise<void> {
  const by = principal.personId;
  if (intent === "pause") await pauseDestination(ctx, name, by);
  else if (intent === "resume") await resumeDestination(ctx, name, by);
  else if (intent === "remove") await removeDestination(ctx, name, by);
}

export default function Destinations() {
  const { destinations } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <FramedPage current="/ledger/keys">
      <div className="stack">
        <ErrorSummary problems={problems} />
        <h1>Passing statements on</h1>
        <p className="lead">
          Every statement of the ledger goes to each of these record stores, in order. One that is out of
          reach is tried again until it answers; nothing is lost meanwhile.
        </p>
        <LedgerTabs current="/ledger/destinations" />
      </div>
      <section className="section">
        <h2>The destinations</h2>
        {destinations.length === 0 ? <p>There are none yet.</p> : null}
        <div className="stack-large">
          {destinations.map((one) => (
            <section className="stack" key={one.name}>
              <h3>
                <Link to={`/ledger/destinations/${encodeURIComponent(one.name)}`}>{one.name}</Link>
              </h3>
              <DestinationState {...one} />
              <Form method="post" className="button-row">
                <input type="hidden" name="name" value={one.name} />
                <Button
                  small
                  variant="second"
                  name="intent"
                  value={one.pausedAt || one.problem ? "resume" : "pause"}
                >
                  {one.pausedAt ? "Resume" : one.problem ? "Try now" : "Pause"}
                  <span className="visually-hidden"> {one.name}</span>
                </Button>
                {one.problem && !one.pausedAt ? (
                  <Button small variant="second" name="intent" value="pause">
                    Pause<span className="visually-hidden"> {one.name}</span>
                  </Button>
                ) : null}
              </Form>
              <Details summary={`Remove ${one.name}`}>
                <p>Where it was and what it refused is forgotten. What it has taken stays there.</p>
                <Form method="post">
                  <input type="hidden" name="name" value={one.name} />
                  <Button small variant="withdraw" name="intent" value="remove">
                    Remove for good<span className="visually-hidden"> {one.name}</span>
                  </Button>
                </Form>
              </Details>
            </section>
          ))}
        </div>
      </section>
      <section className="section">
        <h2>Add a destination</h2>
        <DestinationForm key={destinations.length} problems={problems} {...refused?.sent} />
      </section>
    </FramedPage>
  );
}
