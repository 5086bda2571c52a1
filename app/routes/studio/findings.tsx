import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { DraftPage } from "#app/components/studio/draft-page.tsx";
import { FiguresPanel } from "#app/components/studio/figures-panel.tsx";
import { VerdictPanel } from "#app/components/studio/verdict.tsx";
import { FindingList, WarningList } from "#app/components/studio/warning-list.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { readAnyDraft } from "#app/services/studio/read-any-draft.server.ts";
import { giveReason } from "#app/services/studio/reasons.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `Findings - ${page?.frame.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const { frame, findings, verdict, figures } = await readAnyDraft(ctx, principal, args.params.draft ?? "");
    return { frame, findings, verdict, figures };
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
  const { frame, findings, verdict, figures } = useLoaderData<typeof loader>();
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
            {open.length === 0 ? <p>None.</p> : <WarningList findings={open} frame={frame} />}
          </section>
          {left.length > 0 ? (
            <section>
              <h2>Warnings left with a reason</h2>
              <WarningList findings={left} frame={frame} />
            </section>
          ) : null}
        </div>
        <aside className="stack">
          <VerdictPanel verdict={verdict} draftId={frame.id} />
          {figures ? <FiguresPanel figures={figures} /> : null}
          {frame.outline.kind === "scenario" ? (
            <p>
              <Link to={`/studio/drafts/${frame.id}/graph`}>See it as a graph</Link>
            </p>
          ) : null}
        </aside>
      </div>
    </DraftPage>
  );
}
