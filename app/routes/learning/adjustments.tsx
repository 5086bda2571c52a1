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
import { TextField } from "#app/components/forms/text-field.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { SettingsTabs } from "#app/components/settings-tabs.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { ADJUSTMENT_CHOICES, listAdjustments, setAdjustment } from "#app/services/learning/adjust.server.ts";

export const meta: MetaFunction = () => [{ title: "Adjustments - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "adjustment.manage", async ({ ctx, principal }) => ({
    kinds: ADJUSTMENT_CHOICES,
    agreed: await listAdjustments(ctx, principal.force.id),
    kept: new URL(args.request.url).searchParams.has("kept"),
  }));
}

/** Agrees an adjustment, or ends one (`end`). */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "adjustment.manage", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const employeeNumber = textField(form, "employee");
    try {
      await setAdjustment(ctx, {
        forceId: principal.force.id,
        employeeNumber,
        kind: textField(form, "kind"),
        agreed: !form.has("end"),
        by: principal.personId,
      });
    } catch (error) {
      return data({ problems: problemsOf(error), employeeNumber }, { status: 400 });
    }
    return redirect("/settings/adjustments?kept");
  });
}

export default function Adjustments() {
  const { agreed, kinds, kept } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problem = (href: string) => refused?.problems.find((one) => one.href === href)?.text;
  return (
    <FramedPage current="/settings/policy">
      <div className="reading">
        <ErrorSummary problems={refused?.problems ?? []} />
        {kept && !refused ? <Notice tone="done" title="Kept. It holds from now on." role="status" /> : null}
        <h1>Adjustments</h1>
        <p className="lead">
          What is agreed with somebody for their checks. The officer sees it; supervisors, trainers and
          commissioners do not.
        </p>
        <SettingsTabs current="/settings/adjustments" />
        <p className="hint">Never write down why. There is no field for a reason, and none is needed.</p>
        <Form method="post" className="stack" noValidate>
          <TextField
            name="employee"
            label="Employee number"
            width="half"
            autoComplete="off"
            spellCheck={false}
            defaultValue={refused?.employeeNumber}
            error={problem("#employee")}
          />
          <SelectField name="kind" label="What is agreed" options={kinds} error={problem("#kind")} />
          <div className="button-row">
            <Button type="submit">Agree</Button>
          </div>
        </Form>
      </div>
      <section className="section">
        <h2>Agreed now</h2>
        {agreed.length === 0 ? (
          <p>Nothing is agreed with anybody.</p>
        ) : (
          <div className="scroll-x">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Who</th>
                  <th scope="col">What</th>
                  <th scope="col">
                    <span className="visually-hidden">End it</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {agreed.map((one) => (
                  <tr key={`${one.employeeNumber} ${one.kind}`}>
                    <th scope="row">
                      {one.name} <span className="hint">{one.employeeNumber}</span>
                    </th>
                    <td>{one.words}</td>
                    <td>
                      <Form method="post">
                        <input type="hidden" name="employee" value={one.employeeNumber} />
                        <input type="hidden" name="kind" value={one.kind} />
                        <Button type="submit" variant="second" small name="end" value="yes">
                          End
                          <span className="visually-hidden">
                            : {one.words}, {one.name}
                          </span>
                        </Button>
                      </Form>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </FramedPage>
  );
}
