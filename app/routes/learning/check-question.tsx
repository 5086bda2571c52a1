import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Icon } from "#app/components/icon.tsx";
import { keepSent } from "#app/components/keeping/keep-sent.ts";
import { KeptForm } from "#app/components/keeping/kept-form.tsx";
import { KeptSender } from "#app/components/keeping/kept-sender.tsx";
import { QuestionFields } from "#app/components/lesson/question-fields.tsx";
import { ProgressSteps } from "#app/components/steps.tsx";
import { AmendsError } from "#app/domain/errors.ts";
import { instantWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { screenNumber } from "#app/http/parse.ts";
import { computerOf } from "#app/http/computer-mark.server.ts";
import { sendKeyOf } from "#app/http/sent-once.server.ts";
import { saveAnswer } from "#app/services/learning/check-sitting.server.ts";
import { readQuestion } from "#app/services/learning/read-check.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  {
    title: page ? `Question ${page.number} of ${page.of} - ${page.module.title} - Amends` : "Check - Amends",
  },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const { registration = "" } = args.params;
    const number = screenNumber(args.params.number);
    const page = await readQuestion(ctx, learnerOf(principal), registration, number);
    if (!page) throw redirect(`/checks/${registration}/result`);
    return { ...page, sendKey: ctx.newId() };
  });
}

/** Keeps the answer and goes on: to the next question, or to the review after the last. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const { registration = "" } = args.params;
    const number = screenNumber(args.params.number);
    const form = await args.request.formData();
    const computer = await computerOf(args.request, ctx);
    try {
      const check = await saveAnswer(ctx, learnerOf(principal), {
        registration,
        number,
        entries: form.entries(),
        sendKey: sendKeyOf(form, principal),
        computer: computer.mark,
      });
      const last = number >= check.questions.length || form.get("then") === "review";
      return redirect(`/checks/${registration}/${last ? "review" : `questions/${number + 1}`}`, {
        headers: computer.headers,
      });
    } catch (error) {
      if (!(error instanceof AmendsError) || error.code !== "bad-input") throw error;
      return data({ problems: error.problems }, { status: 400 });
    }
  });
}

export const clientAction = keepSent;

export default function CheckQuestion() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const here = `/checks/${page.registration}/questions/${page.number}`;
  return (
    <FramedPage current="/">
      <KeptSender />
      <Breadcrumbs
        items={[
          { href: "/", label: "Home" },
          { href: `/modules/${page.module.slug}`, label: page.module.title },
          { label: "The check" },
        ]}
      />
      <div className="reading">
        <ProgressSteps
          done={page.number - 1}
          current={page.number}
          total={page.of}
          label={`Question ${page.number} of ${page.of}`}
        />
        <ErrorSummary problems={refused?.problems ?? []} />
        <KeptForm
          name={`${page.registration}/${page.question.id}`}
          action={here}
          sendKey={page.sendKey}
          key={here}
          className="question"
        >
          <QuestionFields
            question={page.question}
            given={page.given}
            error={refused?.problems[0]?.text ?? null}
            heading="h1"
          />
          <div className="button-row">
            <Button type="submit">{page.number < page.of ? "Keep and go on" : "Keep and review"}</Button>
            {page.answered === page.of && page.number < page.of ? (
              <Button type="submit" variant="second" name="then" value="review">
                Keep and review
              </Button>
            ) : null}
          </div>
        </KeptForm>
        <nav className="pager" aria-label="Questions">
          {page.number > 1 ? (
            <Link className="arrow-link" to={`/checks/${page.registration}/questions/${page.number - 1}`}>
              <Icon name="left" /> Back
            </Link>
          ) : (
            <span />
          )}
          <Link to={`/checks/${page.registration}/review`}>See all your answers</Link>
        </nav>
        {page.ends ? <p className="hint">Its time ends at {instantWords(page.ends)}.</p> : null}
        <p className="hint">
          An answer is kept when you press the button. You can change it until you finish.
        </p>
      </div>
    </FramedPage>
  );
}
