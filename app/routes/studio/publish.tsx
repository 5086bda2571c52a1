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
import { RadioCards } from "#app/components/forms/radio-cards.tsx";
import { TextArea } from "#app/components/forms/text-area.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { Notice } from "#app/components/notice.tsx";
import { DraftPage } from "#app/components/studio/draft-page.tsx";
import { WhoIsAsked } from "#app/components/studio/who-is-asked.tsx";
import { SaveToldNotice } from "#app/components/studio/save-told.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { approvalOf } from "#app/http/approval-form.ts";
import { textField } from "#app/http/parse.ts";
import { catchUpDraft } from "#app/services/studio/catch-up.server.ts";
import { tellSave } from "#app/services/studio/conflicts.server.ts";
import { reopenDraft } from "#app/services/studio/reopen-draft.server.ts";
import { publishDraft } from "#app/services/studio/publish-draft.server.ts";
import { askForReview, sendBack } from "#app/services/studio/review-draft.server.ts";
import { readPublishPage, type PublishPage } from "#app/services/studio/read-publish.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `Publish - ${page?.frame.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) =>
    readPublishPage(ctx, principal, args.params.draft ?? ""),
  );
}

/** Asks for a review, sends back, takes back, brings in what was published since, publishes or sets a time. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const id = args.params.draft ?? "";
    const deed = textField(form, "do");
    const base = `/studio/drafts/${id}`;
    try {
      if (deed === "reopen") {
        await reopenDraft(ctx, principal, id);
        return redirect(base);
      }
      if (deed === "catch-up") {
        const told = await tellSave(ctx, await catchUpDraft(ctx, principal, id));
        return data({ told, problems: [] });
      }
      const approval = approvalOf(form, deed === "schedule");
      if (deed === "ask") await askForReview(ctx, principal, id, approval);
      else if (deed === "send-back") await sendBack(ctx, principal, id, textField(form, "answer"));
      else await publishDraft(ctx, principal, id, approval);
      return redirect(deed === "publish" ? "/studio" : `${base}/publish`);
    } catch (error) {
      return data({ told: null, problems: problemsOf(error) }, { status: 400 });
    }
  });
}

export default function Publish() {
  const page: PublishPage = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { frame } = page;
  return (
    <DraftPage frame={frame} tab="publish" here="Publish">
      <div className="reading stack-large">
        <ErrorSummary problems={refused?.problems ?? []} />
        <SaveToldNotice told={refused?.told ?? null} action={`/studio/drafts/${frame.id}`} />
        <h2>Publish</h2>
        {page.answer ? (
          <Notice tone="warn" title="Sent back">
            <p>{page.answer}</p>
          </Notice>
        ) : null}
        {page.asked ? (
          <p>
            {page.asked}
            {page.note ? `: “${page.note}”` : ""}
          </p>
        ) : null}
        <section>
          <h3>What learners will meet</h3>
          {page.live === null ? null : (
            <p>
              <Link className="arrow-link" to={`/studio/drafts/${frame.id}/history?from=live`}>
                What differs from version {page.live}, which is live
              </Link>
            </p>
          )}
          <ul>
            {page.effects.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
        {page.asks === null ? null : <WhoIsAsked asks={page.asks} />}
        {page.obstacles.length > 0 ? (
          <section>
            <h3>What stands in the way</h3>
            <ul>
              {page.obstacles.map((one) => (
                <li key={one.text}>{one.text}</li>
              ))}
            </ul>
            {page.catchUp !== null && frame.open ? (
              <Form method="post">
                <Button name="do" value="catch-up">
                  {page.catchUp}
                </Button>
              </Form>
            ) : null}
          </section>
        ) : (
          <PublishForm page={page} problems={refused?.problems ?? []} />
        )}
      </div>
    </DraftPage>
  );
}

function PublishForm({
  page,
  problems,
}: {
  page: PublishPage;
  problems: readonly { href?: string; text: string }[];
}) {
  const errorAt = (field: string) => problems.find((one) => one.href === `#${field}`)?.text;
  if (page.frame.state === "published") return <p>It is published.</p>;
  return (
    <Form method="post" className="stack-large" noValidate>
      <RadioCards
        name="change"
        legend="What changed since the last version?"
        defaultValue={page.change}
        options={[
          {
            value: "wording",
            label: "Wording",
            hint:
              page.kind === "module"
                ? "It teaches and asks the same. Nobody is asked anything."
                : "The same decisions lead to the same ends. Nobody is asked anything.",
          },
          {
            value: "substance",
            label: "Substance",
            hint:
              page.kind === "module"
                ? "What is right, or what to do, has changed. Those who hold it are asked for a short update."
                : "What is right, or what follows, has changed. Those who hold a module with it are asked to play it again.",
          },
        ]}
      />
      <TextArea
        name="note"
        label="What a publisher should know"
        rows={3}
        maxLength={1_000}
        defaultValue={page.note}
      />
      {page.dueFacts.length > 0 ? (
        <TextArea
          name="factsReason"
          label="Why these facts may stand past their review day"
          hint={page.dueFacts.map((fact) => `${fact.id}: ${fact.claim}`).join(" ")}
          rows={2}
          maxLength={1_000}
          error={errorAt("factsReason")}
        />
      ) : null}
      {page.asked === null ? (
        <div className="button-row">
          <Button variant={page.mayPublish && !page.isAuthor ? "second" : "main"} name="do" value="ask">
            Ask for a review
          </Button>
        </div>
      ) : null}
      {page.mayPublish ? (
        <fieldset className="conditions">
          <legend>As a publisher</legend>
          {page.isAuthor ? (
            <p>
              You have written in this draft, and your force wants somebody else to publish it. Another
              publisher finds it in the studio.
            </p>
          ) : (
            <>
              <div className="button-row">
                <Button name="do" value="publish">
                  Publish now
                </Button>
              </div>
              <div className="field-row">
                <TextField name="at" label="Or go live at" hint="2018-06-30 07:00" error={errorAt("at")} />
                <Button variant="second" name="do" value="schedule">
                  Set the time
                </Button>
              </div>
              {page.asked ? (
                <div className="stack">
                  <TextArea
                    name="answer"
                    label="Or send it back: what is to be changed"
                    rows={3}
                    error={errorAt("answer")}
                  />
                  <Button variant="second" name="do" value="send-back">
                    Send it back
                  </Button>
                </div>
              ) : null}
            </>
          )}
        </fieldset>
      ) : null}
    </Form>
  );
}
