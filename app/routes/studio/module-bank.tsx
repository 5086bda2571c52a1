import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { DraftPage } from "#app/components/studio/draft-page.tsx";
import { FindingsHere } from "#app/components/studio/findings.tsx";
import { ModuleOutlineNav } from "#app/components/studio/module-outline.tsx";
import { KINDS } from "#app/components/studio/question-kinds.ts";
import { SaveToldNotice } from "#app/components/studio/save-told.tsx";
import { VerdictPanel } from "#app/components/studio/verdict.tsx";
import type { BankLine, BankPage } from "#app/domain/learning/module-values.ts";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { modulePageAction } from "#app/http/module-page-action.server.ts";
import { readBankPage } from "#app/services/studio/read-module.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `Questions - ${page?.frame.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) =>
    readBankPage(ctx, principal, args.params.draft ?? ""),
  );
}

export const action = (args: ActionFunctionArgs) => modulePageAction(args, { kind: "bank" });

const FORM = "draft-form";

export default function Bank() {
  const { frame, outcomes, findings, verdict }: BankPage = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const here = `/studio/drafts/${frame.id}/questions`;
  return (
    <DraftPage frame={frame} tab="outline" here="Questions" part="questions">
      <div className="editor">
        {frame.outline.kind === "module" ? (
          <ModuleOutlineNav frame={frame} outline={frame.outline} part="questions" form={FORM} />
        ) : null}
        <div className="editor-main">
          <ErrorSummary problems={answered?.problems ?? []} />
          <SaveToldNotice told={answered?.told ?? null} action={here} />
          <h2>Questions</h2>
          <FindingsHere findings={findings} label="Findings about the bank" />
          <Form method="post" action={here} id={FORM} className="stack-large">
            <input type="hidden" name="revision" value={frame.revision} />
            {outcomes.map((outcome) => (
              <section key={outcome.id} aria-label={outcome.text || "Without an outcome"}>
                <h3>
                  {outcome.text || (outcome.id === "" ? "About no outcome" : "An outcome without words")}
                </h3>
                {outcome.questions.length === 0 ? <p>None yet.</p> : null}
                <ul className="bank">
                  {outcome.questions.map((one) => (
                    <Line key={one.id} line={one} href={`${here}/${one.id}`} open={frame.open} />
                  ))}
                </ul>
                {frame.open && outcome.id !== "" ? (
                  <Button variant="second" small name="do" value={`add-question:${outcome.id}`}>
                    Add a question<span className="visually-hidden"> about: {outcome.text}</span>
                  </Button>
                ) : null}
              </section>
            ))}
          </Form>
        </div>
        <aside className="editor-beside stack" aria-label="Findings">
          <VerdictPanel verdict={verdict} draftId={frame.id} />
        </aside>
      </div>
    </DraftPage>
  );
}

const DEEDS: readonly (readonly [string, string])[] = [
  ["question-up", "Move up"],
  ["question-down", "Move down"],
  ["copy-question", "Copy"],
  ["remove-question", "Delete"],
];

function Line({ line, href, open }: { line: BankLine; href: string; open: boolean }) {
  return (
    <li>
      <Link to={href}>{line.stem}</Link>
      <span className="hint block-line">
        {KINDS[line.type]} · {line.use === "check" ? "in the check" : "in a lesson"}
        {line.critical ? " · critical" : ""}
        {line.findings > 0 ? (
          <strong className="bank-trouble"> · {countWords(line.findings, "finding")}</strong>
        ) : null}
      </span>
      {open ? (
        <span className="button-row">
          {DEEDS.map(([deed, words]) => (
            <button key={deed} className="link-button" name="do" value={`${deed}:${line.id}`}>
              {words}
              <span className="visually-hidden">: {line.stem}</span>
            </button>
          ))}
        </span>
      ) : null}
    </li>
  );
}
