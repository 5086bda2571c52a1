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
import { SelectField } from "#app/components/forms/select-field.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Panel } from "#app/components/panel.tsx";
import { SettingsTabs } from "#app/components/settings-tabs.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { readFactOwners, setFactOwner } from "#app/services/learning/fact-owners.server.ts";

export const meta: MetaFunction = () => [{ title: "Who answers for facts - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "policy.manage", async ({ ctx, principal }) => ({
    ...(await readFactOwners(ctx, principal.force.id)),
    kept: new URL(args.request.url).searchParams.get("kept"),
  }));
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "policy.manage", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const owner = textField(form, "owner");
    const person = textField(form, "person");
    try {
      await setFactOwner(ctx, { forceId: principal.force.id, owner, person, by: principal.personId });
    } catch (error) {
      return data({ problems: problemsOf(error), owner }, { status: 400 });
    }
    return redirect(`/settings/fact-owners?${new URLSearchParams({ kept: owner })}`);
  });
}

export default function FactOwners() {
  const { owners, people, kept } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const shown = owners.find((one) => one.owner === kept);
  return (
    <FramedPage current="/settings/policy">
      <ErrorSummary problems={refused?.problems ?? []} />
      {shown && !refused ? (
        <Notice tone="done" title={`Kept: ${shown.owner}`} role="status">
          <p>
            {shown.answers?.name ?? "All trainers"} will find its reports first, those already written too.
          </p>
        </Notice>
      ) : null}
      <h1>Who answers for facts</h1>
      <p className="lead">
        Each fact has an owner. When an officer says that something is wrong, it goes to whoever answers for
        the facts concerned. Where nobody is chosen, all trainers do.
      </p>
      <SettingsTabs current="/settings/fact-owners" />
      <div className="reading stack section">
        {owners.map(({ id, owner, facts, answers }) => (
          <Panel key={owner} title={owner} eyebrow={countWords(facts, "fact")}>
            <Form method="post" className="stack" noValidate>
              <input type="hidden" name="owner" value={owner} />
              <SelectField
                name="person"
                id={id}
                label={`Who answers for ${owner}`}
                hint="Trainers and publishers can be chosen."
                defaultValue={answers?.personId ?? ""}
                error={refused?.owner === owner ? refused.problems[0]?.text : undefined}
                options={[
                  { value: "", label: "All trainers" },
                  ...people.map((one) => ({ value: one.personId, label: one.name })),
                ]}
              />
              <div className="button-row">
                <Button type="submit">
                  Keep<span className="visually-hidden"> who answers for {owner}</span>
                </Button>
              </div>
            </Form>
          </Panel>
        ))}
      </div>
    </FramedPage>
  );
}
