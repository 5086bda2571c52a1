import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { TargetForm } from "#app/components/target-form.tsx";
import { TargetVersions } from "#app/components/target-versions.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { targetOfForm } from "#app/http/target-form.ts";
import {
  readTarget,
  readTargetChoices,
  readTargetHistory,
} from "#app/services/coverage/read-targets-page.server.ts";
import { endTarget, setTarget } from "#app/services/coverage/set-target.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.target.slug ?? "Target"} - Targets - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "target.manage", async ({ ctx, principal }) => ({
    target: await readTarget(ctx, principal.force.id, args.params.target ?? ""),
    choices: await readTargetChoices(ctx, principal.force.id),
    history: await readTargetHistory(ctx, principal.force.id, args.params.target ?? ""),
  }));
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "target.manage", async ({ ctx, principal }) => {
    const forceId = principal.force.id;
    const by = principal.personId;
    const { slug } = await readTarget(ctx, forceId, args.params.target ?? "");
    const form = await args.request.formData();
    const target = targetOfForm(form, slug);
    try {
      if (textField(form, "intent") === "end") await endTarget(ctx, { forceId, slug, by });
      else await setTarget(ctx, { forceId, target, by });
    } catch (error) {
      return data({ problems: problemsOf(error), target }, { status: 400 });
    }
    return redirect("/coverage/targets");
  });
}

export default function Target() {
  const { target, choices, history } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <FramedPage current="/coverage">
      <Breadcrumbs
        items={[
          { href: "/coverage", label: "Coverage" },
          { href: "/coverage/targets", label: "Targets" },
          { label: target.slug },
        ]}
      />
      <div className="stack">
        <ErrorSummary problems={problems} />
        <h1>Change a target: {target.slug}</h1>
        {target.endedAt === null ? null : (
          <Notice tone="warn" title="This target has ended">
            <p>Keep the change below and it holds again.</p>
          </Notice>
        )}
        <p className="lead">
          A change counts, for every day, in all that is known from now on. Figures as known before, and
          months that are frozen, stay as they were counted.
        </p>
      </div>
      <section className="section">
        <TargetForm problems={problems} choices={choices} target={refused?.target ?? target} known />
      </section>
      {history.length > 1 ? (
        <section className="section">
          <h2>What it was before</h2>
          <TargetVersions versions={history} />
        </section>
      ) : null}
      {target.endedAt === null ? (
        <section className="section">
          <h2>End it</h2>
          <p>
            From now on it is nobody&#8217;s duty, and no further month is frozen for it. What was published
            stays.
          </p>
          <Form method="post" className="button-row">
            <Button variant="withdraw" name="intent" value="end">
              End this target
            </Button>
          </Form>
        </section>
      ) : null}
    </FramedPage>
  );
}
