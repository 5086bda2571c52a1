import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Html } from "#app/components/html.tsx";
import { keepSent } from "#app/components/keeping/keep-sent.ts";
import { KeptForm } from "#app/components/keeping/kept-form.tsx";
import { KeptSender } from "#app/components/keeping/kept-sender.tsx";
import { QuestionFeedback } from "#app/components/lesson/question-feedback.tsx";
import { QuestionFields } from "#app/components/lesson/question-fields.tsx";
import { Notice } from "#app/components/notice.tsx";
import { SomethingWrong } from "#app/components/something-wrong.tsx";
import { dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { sendKeyOf } from "#app/http/sent-once.server.ts";
import { ownReports } from "#app/services/learning/own-reports.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";
import { answerUpdate, readUpdate } from "#app/services/learning/updates.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `Short update${page?.update ? `: ${page.update.title}` : ""} - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => ({
    update: await readUpdate(ctx, learnerOf(principal), args.params.module ?? "", principal.today),
    sendKey: ctx.newId(),
    reports: await ownReports(ctx, learnerOf(principal), {
      kind: "update",
      subject: args.params.module ?? "",
    }),
  }));
}

/** Keeps an answer; the last one finishes the update. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const module = args.params.module ?? "";
    const question = textField(form, "question");
    try {
      // What somebody else wrote in this browser is not theirs; the same answer sent again counts once by its question.
      sendKeyOf(form, principal);
      await answerUpdate(ctx, learnerOf(principal), principal.today, {
        module,
        question,
        entries: form.entries(),
      });
    } catch (error) {
      return data({ question, problems: problemsOf(error) }, { status: 400 });
    }
    return redirect(`/modules/${module}/update${question === "" ? "" : `#${question}`}`);
  });
}

export const clientAction = keepSent;

export default function Update() {
  const { update, sendKey, reports } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  if (!update) {
    return (
      <FramedPage current="/">
        <h1>No update to do here</h1>
        <p className="lead">Nothing of substance has changed since you learnt this.</p>
        <ButtonLink to="/">Your next step</ButtonLink>
      </FramedPage>
    );
  }
  return (
    <FramedPage current="/">
      <KeptSender />
      <Breadcrumbs items={[{ href: "/", label: "Home" }, { label: `Short update: ${update.title}` }]} />
      <div className="reading">
        <ErrorSummary problems={refused?.problems ?? []} />
        <p className="eyebrow">Short update</p>
        <h1>{update.title}</h1>
        {update.finished ? (
          <Notice tone="done" title="Done" role="status">
            <p>You have done this update. What you hold stands, as before.</p>
          </Notice>
        ) : (
          <p className="hint">By {dayWords(update.dueOn)}. What you hold stands, whatever you answer.</p>
        )}
        <h2>What has changed</h2>
        {update.changes.map((html, at) => (
          <Html key={at} className="prose" html={html} />
        ))}
        {update.asked.map(({ question, answered }) =>
          answered ? (
            <section className="question" key={question.id}>
              <QuestionFields
                question={question}
                given={answered.given}
                feedback={answered.feedback}
                heading="h2"
              />
              <QuestionFeedback feedback={answered.feedback} facts={answered.facts} />
            </section>
          ) : (
            <KeptForm
              name={`update/${update.module}/${update.number}/${question.id}`}
              action={`/modules/${update.module}/update`}
              sendKey={sendKey}
              className="question"
              key={question.id}
              still
            >
              <input type="hidden" name="question" value={question.id} />
              <QuestionFields
                question={question}
                given={{}}
                error={
                  refused && "question" in refused && refused.question === question.id
                    ? (refused.problems[0]?.text ?? null)
                    : null
                }
                heading="h2"
              />
              <div className="button-row">
                <Button type="submit">Answer</Button>
              </div>
            </KeptForm>
          ),
        )}
        {update.asked.length === 0 && !update.finished ? (
          <Form method="post" className="button-row">
            <Button type="submit">I have read this</Button>
          </Form>
        ) : null}
        {update.finished ? (
          <div className="button-row">
            <ButtonLink to="/">Your next step</ButtonLink>
          </div>
        ) : null}
        <SomethingWrong
          place={{ kind: "update", module: update.module }}
          reports={reports}
          questions={update.asked.map((one) => one.question)}
        />
      </div>
    </FramedPage>
  );
}
