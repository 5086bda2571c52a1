import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { TargetForm } from "#app/components/target-form.tsx";
import { TargetTable } from "#app/components/target-table.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { targetOfForm } from "#app/http/target-form.ts";
import { readTargetChoices, readTargetsPage } from "#app/services/coverage/read-targets-page.server.ts";
import { setTarget } from "#app/services/coverage/set-target.server.ts";

export const meta: MetaFunction = () => [{ title: "Targets - Coverage - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "target.manage", async ({ ctx, principal }) => ({
    targets: await readTargetsPage(ctx, principal.force.id),
    choices: await readTargetChoices(ctx, principal.force.id),
  }));
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "target.manage", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const target = targetOfForm(form, textField(form, "slug").trim());
    try {
      await setTarget(ctx, { forceId: principal.force.id, target, by: principal.personId, make: true });
    } catch (error) {
      return data({ problems: problemsOf(error), target }, { status: 400 });
    }
    return redirect("/coverage/targets");
  });
}

export default function Targets() {
  const { targets, choices } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <FramedPage current="/coverage">
      <Breadcrumbs items={[{ href: "/coverage", label: "Coverage" }, { label: "Targets" }]} />
      <div className="stack">
        <ErrorSummary problems={problems} />
        <h1>Targets</h1>
        <p className="lead">
          A target is a promise: so many of these people hold this programme by this day. Figures, home pages
          and what is published follow it from the moment it is set, and each change is recorded with your
          name.
        </p>
      </div>
      <section className="section">
        <h2>The targets</h2>
        {targets.length === 0 ? <p>None is set yet.</p> : <TargetTable targets={targets} />}
      </section>
      <section className="section">
        <h2>Make a target</h2>
        <TargetForm
          key={targets.length}
          problems={problems}
          choices={choices}
          target={refused?.target ?? null}
          known={false}
        />
      </section>
    </FramedPage>
  );
}
