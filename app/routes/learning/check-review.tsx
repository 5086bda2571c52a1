import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { TaskList } from "#app/components/task-list.tsx";
import { AmendsError } from "#app/domain/errors.ts";
import { countWords, instantWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { readReview } from "#app/services/learning/read-check.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";

export const meta: MetaFunction = () => [{ title: "Your answers before you finish - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const review = await readReview(ctx, learnerOf(principal), args.params.registration ?? "");
    if (review.closed) throw redirect(`/checks/${review.registration}/result`);
    return review;
  });
}

/** Finishes the check; sent twice it counts once. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const registration = args.params.registration ?? "";
    try {
      await finishCheck(ctx, learnerOf(principal), registration);
    } catch (error) {
      if (!(error instanceof AmendsError) || error.code !== "bad-input") throw error;
      return data({ problems: error.problems }, { status: 400 });
    }
    return redirect(`/checks/${registration}/result`);
  });
}

export default function CheckReview() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const sending = useNavigation().state === "submitting";
  const open = page.questions.filter((one) => !one.answered).length;
  return (
    <FramedPage current="/">
      <Breadcrumbs
        items={[
          { href: "/", label: "Home" },
          { href: `/modules/${page.module.slug}`, label: page.module.title },
          { label: "The check" },
        ]}
      />
      <div className="reading">
        <ErrorSummary problems={refused?.problems ?? []} />
        <h1>Your answers before you finish</h1>
        <p className="lead">
          {page.timeOver
            ? "The time is over. Finish with the answers that are kept; they count."
            : open === 0
              ? "Every question has an answer. Change any of them, or finish."
              : `${countWords(open, "question")} still to answer.`}
        </p>
        {page.ends && !page.timeOver ? (
          <p className="hint">Its time ends at {instantWords(page.ends)}.</p>
        ) : null}
        <TaskList
          items={page.questions.map((one) => ({
            to: `/checks/${page.registration}/questions/${one.number}`,
            title: `Question ${one.number}`,
            hint: one.stem,
            state: one.answered ? "done" : "none",
            stateText: one.answered ? "Answered" : "Not answered",
          }))}
        />
        <Form method="post" className="button-row">
          <Button type="submit" disabled={sending}>
            Finish the check
          </Button>
          <span className="hint">After this your answers cannot change.</span>
        </Form>
      </div>
    </FramedPage>
  );
}
