import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { keepSent } from "#app/components/keeping/keep-sent.ts";
import { KeptForm } from "#app/components/keeping/kept-form.tsx";
import { KeptSender } from "#app/components/keeping/kept-sender.tsx";
import { QuestionFeedback } from "#app/components/lesson/question-feedback.tsx";
import { QuestionFields } from "#app/components/lesson/question-fields.tsx";
import { Notice } from "#app/components/notice.tsx";
import { SomethingWrong } from "#app/components/something-wrong.tsx";
import { AmendsError } from "#app/domain/errors.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { textField } from "#app/http/parse.ts";
import { sendKeyOf } from "#app/http/sent-once.server.ts";
import { answerRecall, readRecall } from "#app/services/learning/recall.server.ts";

export const meta: MetaFunction = () => [{ title: "Still there? - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => ({
    next: await readRecall(ctx, principal),
    sendKey: ctx.newId(),
    reported: new URL(args.request.url).searchParams.has("sent"),
  }));
}

/** Keeps the answer and shows why, on the page that answers: sent again, it shows the same. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    // The asking counts once by itself; this only makes sure who sends it.
    sendKeyOf(form, principal);
    try {
      const answered = await answerRecall(ctx, principal, {
        module: textField(form, "module"),
        question: textField(form, "question"),
        ordinal: Number(form.get("ordinal")),
        entries: form.entries(),
      });
      return { answered, problems: [] };
    } catch (error) {
      if (!(error instanceof AmendsError) || error.code !== "bad-input") throw error;
      return data({ answered: null, problems: error.problems }, { status: 400 });
    }
  });
}

export const clientAction = keepSent;

export default function Recall() {
  const { next, sendKey, reported } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const answered = sent?.answered ?? null;
  return (
    <FramedPage current="/">
      <KeptSender />
      <Breadcrumbs items={[{ href: "/", label: "Home" }, { label: "Still there?" }]} />
      <div className="reading" id="wrong-here">
        {reported && !sent ? (
          <Notice tone="done" title="Sent. Thank you." role="status">
            <p>
              Whoever answers for it reads it next. Their answer stands with the question when it comes back.
            </p>
          </Notice>
        ) : null}
        {answered ? (
          <>
            <p className="eyebrow">From {answered.module.title}</p>
            <section className="question">
              <QuestionFields
                question={answered.question}
                given={answered.given}
                feedback={answered.feedback}
                heading="h1"
              />
              <QuestionFeedback feedback={answered.feedback} facts={answered.facts} />
            </section>
            <SomethingWrong
              place={{ kind: "recall", module: answered.module.slug, question: answered.question.id }}
              reports={answered.reports}
            />
            <p>
              {answered.feedback.right
                ? "It comes back later, after a longer time."
                : "It comes back soon. Nothing that you hold changes."}{" "}
              <Link to={`/modules/${answered.module.slug}`}>Look at the module again</Link>
            </p>
            <div className="button-row">
              {next ? (
                <ButtonLink to="/recall">One more for today</ButtonLink>
              ) : (
                <ButtonLink to="/">Done for today</ButtonLink>
              )}
            </div>
          </>
        ) : next ? (
          <>
            <ErrorSummary problems={sent?.problems ?? []} />
            <p className="eyebrow">From {next.module.title}</p>
            <KeptForm
              name={`recall/${next.module.slug}/${next.question.id}/${next.ordinal}`}
              action="/recall"
              sendKey={sendKey}
              className="question"
            >
              <input type="hidden" name="module" value={next.module.slug} />
              <input type="hidden" name="question" value={next.question.id} />
              <input type="hidden" name="ordinal" value={next.ordinal} />
              <QuestionFields
                question={next.question}
                given={{}}
                error={sent?.problems[0]?.text ?? null}
                heading="h1"
              />
              <div className="button-row">
                <Button type="submit">Answer</Button>
              </div>
            </KeptForm>
            <SomethingWrong
              place={{ kind: "recall", module: next.module.slug, question: next.question.id }}
              reports={next.reports}
            />
            <p className="hint">
              A question now and then keeps what you learnt. It counts towards nothing, and only you see how
              it goes.
            </p>
          </>
        ) : (
          <>
            <h1>Nothing to recall today</h1>
            <p className="lead">
              Questions come back at growing intervals once you hold a module, two a day at most.
            </p>
            <ButtonLink to="/">Your next step</ButtonLink>
          </>
        )}
      </div>
    </FramedPage>
  );
}
