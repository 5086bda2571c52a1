import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { DraftPage } from "#app/components/studio/draft-page.tsx";
import { FindingWords } from "#app/components/studio/findings.tsx";
import { VerdictPanel } from "#app/components/studio/verdict.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { readDraft } from "#app/services/studio/read-draft.server.ts";
import type { PlacedFinding } from "#app/domain/scenarios/editor-values.ts";
import { verdictOf } from "#app/services/studio/read-parts.server.ts";
import { giveReason } from "#app/services/studio/reasons.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `Findings - ${page?.frame.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const view = await readDraft(ctx, principal, args.params.draft ?? "");
    return { frame: view.frame, findings: view.findings, verdict: verdictOf(view) };
  });
}

/** Keeps a reason for leaving a warning, or takes it back. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const draftId = args.params.draft ?? "";
    try {
      await giveReason(ctx, principal, {
        draftId,
        base: Number(textField(form, "revision")),
        rule: textField(form, "rule"),
        at: textField(form, "at"),
        reason: textField(form, "do") === "take-back" ? "" : textField(form, "reason"),
      });
      return redirect(`/studio/drafts/${draftId}/findings`);
    } catch (error) {
      return data({ problems: problemsOf(error) }, { status: 400 });
    }
  });
}

export default function Findings() {
  const { frame, findings, verdict } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const errors = findings.filter((one) => one.severity === "error");
  const open = findings.filter((one) => one.severity === "warning" && one.accepted === null);
  const left = findings.filter((one) => one.accepted !== null);
  return (
    <DraftPage frame={frame} tab="findings" here="Findings">
      <div className="columns columns-narrow">
        <div className="reading stack-large">
          <ErrorSummary problems={refused?.problems ?? []} />
          <section>
            <h2>Errors: nothing is published with one</h2>
            {errors.length === 0 ? <p>None.</p> : <FindingList findings={errors} />}
          </section>
          <section>
            <h2>Warnings: mend them, or say why they may stand</h2>
            {open.length === 0 ? <p>None.</p> : null}
            <ul className="findings">
              {open.map((one) => (
                <li key={keyOf(one)} className="finding finding-warning">
                  <FindingWords finding={one} link />
                  {frame.open ? (
                    <Form method="post" className="field-row">
                      <Hidden finding={one} revision={frame.revision} />
                      <TextField name="reason" id={idOf(one)} label="Why it may stand" maxLength={1_000} />
                      <Button variant="second" small>
                        Keep the reason<span className="visually-hidden">: {one.place}</span>
                      </Button>
                    </Form>
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
          {left.length > 0 ? (
            <section>
              <h2>Warnings left with a reason</h2>
              <ul className="findings">
                {left.map((one) => (
                  <li key={keyOf(one)} className="finding">
                    <FindingWords finding={one} link />
                    <p>Left because: {one.accepted}</p>
                    {frame.open ? (
                      <Form method="post">
                        <Hidden finding={one} revision={frame.revision} />
                        <Button variant="second" small name="do" value="take-back">
                          Take the reason back<span className="visually-hidden">: {one.place}</span>
                        </Button>
                      </Form>
                    ) : null}
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
        </div>
        <aside>
          <VerdictPanel verdict={verdict} draftId={frame.id} />
          <p>
            <Link to={`/studio/drafts/${frame.id}/graph`}>See it as a graph</Link>
          </p>
        </aside>
      </div>
    </DraftPage>
  );
}

const keyOf = (one: PlacedFinding) => `${one.rule} ${one.href} ${one.message}`;
const placeOf = (one: PlacedFinding) => [one.part, one.choice].filter(Boolean).join("/");
const idOf = (one: PlacedFinding) => `reason-${one.rule}-${placeOf(one).replace("/", "-")}`;

function FindingList({ findings }: { findings: readonly PlacedFinding[] }) {
  return (
    <ul className="findings">
      {findings.map((one) => (
        <li key={keyOf(one)} className="finding finding-error">
          <FindingWords finding={one} link />
        </li>
      ))}
    </ul>
  );
}

function Hidden({ finding, revision }: { finding: PlacedFinding; revision: number }) {
  return (
    <>
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="rule" value={finding.rule} />
      <input type="hidden" name="at" value={finding.href.includes("/scenes/") ? placeOf(finding) : ""} />
    </>
  );
}
