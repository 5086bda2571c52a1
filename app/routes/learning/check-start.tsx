import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { countWords, instantWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { beginCheck, readCheck } from "#app/services/learning/check-sitting.server.ts";
import { readModule } from "#app/services/learning/read-module.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Check: ${data?.title ?? ""} - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", ({ ctx, principal }) =>
    readModule(ctx, principal, args.params.module ?? ""),
  );
}

/** Begins a check, or carries on with the one that is open. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const learner = learnerOf(principal);
    const registration = await beginCheck(ctx, learner, args.params.module ?? "");
    const { sitting } = await readCheck(ctx, learner, registration);
    return redirect(`/checks/${registration}/questions/${sitting.bookmark.question ?? 1}`);
  });
}

export default function CheckStart() {
  const page = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/">
      <Breadcrumbs
        items={[
          { href: "/", label: "Home" },
          { href: `/modules/${page.slug}`, label: page.title },
          { label: "The check" },
        ]}
      />
      <div className="reading">
        <h1>The check of {page.title}</h1>
        <p className="lead">
          {page.check.questions} questions. {page.check.pass} right answers pass.
        </p>
        <ul>
          <li>
            {page.check.minutes === null
              ? "Nothing is timed."
              : `It takes ${countWords(page.check.minutes, "minute")} at most.`}
          </li>
          {page.check.agreed.map((words) => (
            <li key={words}>Agreed with you: {words.toLowerCase()}.</li>
          ))}
          <li>You can change any answer until you finish.</li>
          <li>Leave when you like: what you answered is kept, on any device.</li>
          <li>
            If you do not pass, you can try again with other questions
            {page.check.waitMinutes > 0 ? `, ${countWords(page.check.waitMinutes, "minute")} later` : ""}.
          </li>
        </ul>
        {page.lessons.some((lesson) => lesson.state !== "done") ? (
          <p>
            You have not read all the lessons. That is fine if you know this already;{" "}
            <Link to={`/modules/${page.slug}`}>otherwise read them first</Link>.
          </p>
        ) : (
          <p>
            You have read all {countWords(page.lessons.length, "lesson")}.{" "}
            <Link to={`/modules/${page.slug}`}>Look at one again</Link> whenever you like.
          </p>
        )}
        {page.check.from ? (
          <Notice tone="info" title={`You can try again from ${instantWords(page.check.from)}`}>
            <p>
              Your last result says what to read in the meantime. It is on{" "}
              <Link to={`/modules/${page.slug}`}>the module&rsquo;s page</Link>.
            </p>
          </Notice>
        ) : (
          <Form method="post" className="button-row">
            <Button type="submit">{page.check.open ? "Go on to the check" : "Begin the check"}</Button>
          </Form>
        )}
      </div>
    </FramedPage>
  );
}
