import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ExemptionForm, ExemptionTable } from "#app/components/exemptions.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { RosterTabs } from "#app/components/roster-tabs.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { endExemption, grantExemption, readExemptions } from "#app/services/roster/exemptions.server.ts";

export const meta: MetaFunction = () => [{ title: "Exemptions - Amends" }];

const FIELDS = ["person", "kind", "reason", "from", "lastDay", "approver"] as const;

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.correct", async ({ ctx, principal }) => ({
    exemptions: await readExemptions(ctx, principal.force, principal.personId),
  }));
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "people.correct", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const intent = textField(form, "intent");
    const sent = Object.fromEntries(FIELDS.map((name) => [name, textField(form, name)]));
    const { force, personId: by } = principal;
    try {
      if (intent === "grant") await grantExemption(ctx, { force, by, values: sent });
      else if (intent === "end" || intent === "withdraw") {
        const lastDay = intent === "end" ? textField(form, "endsOn") : null;
        await endExemption(ctx, { force, by, id: textField(form, "id"), lastDay });
      }
    } catch (error) {
      return data({ problems: problemsOf(error), sent }, { status: 400 });
    }
    return redirect("/people/exemptions");
  });
}

export default function Exemptions() {
  const { exemptions } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  return (
    <FramedPage current="/people">
      <div className="stack">
        <ErrorSummary problems={problems} />
        <h1>Exemptions</h1>
        <p className="lead">
          Who need not be trained, or not yet: each with a reason, somebody who agreed, and an end. They leave
          the net figure, never the gross one.
        </p>
        <RosterTabs current="/people/exemptions" />
      </div>
      <section className="section stack">
        <h2>What holds, and what held</h2>
        {exemptions.length === 0 ? <p>There are none.</p> : <ExemptionTable exemptions={exemptions} />}
      </section>
      <section className="section">
        <h2>Grant one</h2>
        <ExemptionForm key={exemptions.length} problems={problems} sent={answer?.sent ?? {}} />
      </section>
    </FramedPage>
  );
}
