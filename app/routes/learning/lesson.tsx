import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Icon } from "#app/components/icon.tsx";
import { keepSent } from "#app/components/keeping/keep-sent.ts";
import { KeptSender } from "#app/components/keeping/kept-sender.tsx";
import { FactNotes } from "#app/components/lesson/fact-notes.tsx";
import { FactsDue } from "#app/components/lesson/facts-due.tsx";
import { LessonBlock } from "#app/components/lesson/lesson-block.tsx";
import { LocalNotes } from "#app/components/lesson/local-notes.tsx";
import { LessonNav } from "#app/components/numbered-nav.tsx";
import { SomethingWrong } from "#app/components/something-wrong.tsx";
import { ProgressSteps } from "#app/components/steps.tsx";
import { AmendsError } from "#app/domain/errors.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { screenNumber, textField } from "#app/http/parse.ts";
import { sendKeyOf } from "#app/http/sent-once.server.ts";
import { answerQuestion } from "#app/services/learning/answer-question.server.ts";
import { finishScreen } from "#app/services/learning/finish-screen.server.ts";
import { readLesson } from "#app/services/learning/read-lesson.server.ts";
import { ownReports } from "#app/services/learning/own-reports.server.ts";
import { shareReflection, takeReflectionBack } from "#app/services/learning/share-reflection.server.ts";
import { learnerOf, type Learner } from "#app/services/learning/sitting.server.ts";
import type { Context } from "#app/services/context.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page ? `${page.screen.title} - ${page.lesson.title} - Amends` : "Lesson - Amends" },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const { module = "", lesson = "", screen } = args.params;
    const again = new URL(args.request.url).searchParams.get("again");
    const page = await readLesson(ctx, principal, { module, lesson, screen: screenNumber(screen), again });
    if (!page) throw redirect(`/modules/${module}`);
    const subject = { kind: "module", subject: module, lesson, screen: page.screen.number } as const;
    const reports = await ownReports(ctx, learnerOf(principal), subject);
    return { ...page, again, reports, sendKey: ctx.newId() };
  });
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const { module = "", lesson = "", screen } = args.params;
    const form = await args.request.formData();
    const registration = textField(form, "registration");
    const learner = learnerOf(principal);
    const here = `/modules/${module}/lessons/${lesson}/${screen}`;
    const question = form.get("question");
    try {
      const reflection = textField(form, "reflection");
      if (reflection) {
        await changeSharing(ctx, learner, { registration, question: reflection }, form.getAll("share"));
        return redirect(`${here}#${reflection}`);
      }
      if (typeof question === "string") {
        const ordinal = Number(form.get("ordinal"));
        await answerQuestion(ctx, learner, {
          registration,
          question,
          ordinal,
          entries: form.entries(),
          sure: form.has("sure"),
          sendKey: sendKeyOf(form, principal),
        });
        return redirect(`${here}#${question}`);
      }
      const next = await finishScreen(ctx, learner, { registration, lesson, screen: screenNumber(screen) });
      return redirect(
        next ? `/modules/${module}/lessons/${next.lesson}/${next.screen}` : `/modules/${module}/check`,
      );
    } catch (error) {
      if (!(error instanceof AmendsError) || error.code !== "bad-input") throw error;
      return data(
        {
          problems: error.problems,
          question: typeof question === "string" ? question : null,
          // What was written is not lost because something is asked about it.
          typed: textField(form, "text"),
        },
        { status: 400 },
      );
    }
  });
}

/** Shares a reflection, or takes it back. */
async function changeSharing(
  ctx: Context,
  learner: Learner,
  where: { registration: string; question: string },
  chosen: readonly FormDataEntryValue[],
): Promise<void> {
  if (chosen.includes("back")) return takeReflectionBack(ctx, learner, where);
  if (!chosen.includes("trainers")) {
    const text = "Tick “Share with the trainers of my force” to share it";
    throw new AmendsError("bad-input", text, "", [{ text, href: `#${where.question}-share` }]);
  }
  return shareReflection(ctx, learner, { ...where, named: chosen.includes("named") });
}

export const clientAction = keepSent;

export default function Lesson() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const sending = useNavigation().state !== "idle";
  const { module, lesson, screen } = page;
  const here = `/modules/${module.slug}/lessons/${lesson.slug}/${screen.number}`;
  return (
    <FramedPage current="/">
      <KeptSender />
      <Breadcrumbs
        items={[
          { href: "/", label: "Home" },
          { href: `/modules/${module.slug}`, label: module.title },
          { label: lesson.title },
        ]}
      />
      <div className="columns">
        <div className="reading" key={here}>
          <ProgressSteps
            done={screen.number - 1}
            current={screen.number}
            total={screen.of}
            label={`Lesson ${lesson.number} of ${lesson.of} · screen ${screen.number} of ${screen.of} · about ${page.minutesLeft} min left`}
          />
          <ErrorSummary problems={refused?.problems ?? []} />
          <h1>{screen.title}</h1>
          <FactsDue facts={page.facts} />
          {page.blocks.map((block, at) => (
            <LessonBlock
              key={at}
              block={block}
              registration={page.registration}
              sendKey={page.sendKey}
              here={here}
              sending={sending}
              error={
                block.kind === "question" && refused?.question === block.question.id
                  ? (refused.problems[0]?.text ?? null)
                  : null
              }
              typed={
                block.kind === "question" && refused?.question === block.question.id ? refused.typed : ""
              }
            />
          ))}
          <LocalNotes rules={page.locals} />
          <FactNotes facts={page.facts} />
          <nav className="pager" aria-label="Screens">
            <Link className="arrow-link" to={page.back}>
              <Icon name="left" /> Back
            </Link>
            <Form method="post" action={here}>
              <input type="hidden" name="registration" value={page.registration} />
              <Button type="submit">
                Next: {page.next} <Icon name="right" />
              </Button>
            </Form>
          </nav>
          <SomethingWrong
            place={{
              kind: "module",
              registration: page.registration,
              lesson: lesson.slug,
              screen: screen.number,
            }}
            reports={page.reports}
            questions={page.blocks.flatMap((block) => (block.kind === "question" ? [block.question] : []))}
          />
        </div>
        <aside className="stack">
          <LessonNav
            title={module.title}
            items={page.lessons.map((one) => ({
              to: one.slug === lesson.slug ? undefined : `/modules/${module.slug}/lessons/${one.slug}/1`,
              label: one.title,
              state: one.slug === lesson.slug ? "current" : one.done ? "done" : "todo",
            }))}
          />
          <Form method="post" action={`/modules/${module.slug}/check`}>
            <Button type="submit" variant="second" small>
              Take the check now
            </Button>
          </Form>
          <p className="hint">
            Leave when you like. Every answer is kept as you give it, and you come back to this screen.
          </p>
        </aside>
      </div>
    </FramedPage>
  );
}
