import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Block } from "#app/components/block.tsx";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { ButtonLink } from "#app/components/button.tsx";
import { Details } from "#app/components/details.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Html } from "#app/components/html.tsx";
import { QuestionFeedback } from "#app/components/lesson/question-feedback.tsx";
import { QuestionFields } from "#app/components/lesson/question-fields.tsx";
import { Notice } from "#app/components/notice.tsx";
import { SomethingWrong } from "#app/components/something-wrong.tsx";
import { SummaryList } from "#app/components/summary-list.tsx";
import { countWords, dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { ownCases } from "#app/services/learning/cases.server.ts";
import { readResult } from "#app/services/learning/read-check.server.ts";
import { ownReports } from "#app/services/learning/own-reports.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.passed ? "Passed" : "Not passed yet"}: ${data?.module.title ?? ""} - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const registration = args.params.registration ?? "";
    const learner = learnerOf(principal);
    const result = await readResult(ctx, learner, registration);
    if (!result) throw redirect(`/checks/${registration}/review`);
    const reports = await ownReports(ctx, learner, { kind: "questions", subject: result.module.slug });
    const cases = (await ownCases(ctx, principal)).filter(
      (one) => one.registration === registration && one.state === "open",
    );
    return { ...result, reports, cases };
  });
}

export default function CheckResult() {
  const page = useLoaderData<typeof loader>();
  const { module } = page;
  return (
    <FramedPage current="/">
      <Breadcrumbs
        items={[
          { href: "/", label: "Home" },
          { href: `/modules/${module.slug}`, label: module.title },
          { label: "Your result" },
        ]}
      />
      <Block
        headingLevel={1}
        eyebrow={module.title}
        title={page.passed ? "Passed" : "Not passed yet"}
        aside={
          <p className="block-count">
            <strong>{page.right}</strong> of {page.of} right
          </p>
        }
      >
        <p>
          {page.passed
            ? page.award
              ? `You ${page.award.already ? "have held" : "hold"} this module ${page.award.already ? "since" : "from"} ${dayWords(page.award.from)}. It is on your record.`
              : page.scenario?.required
                ? `You have passed the check. Play the scenario ${page.scenario.title} to a safe end to hold the module.`
                : "You have passed the check."
            : page.criticalMissed > 0
              ? `${countWords(page.criticalMissed, "answer")} would have put somebody at risk, and that counts before the score does. Read below why; the next check asks other questions.`
              : `You need ${page.needed}. Read again what went wrong below; the next check asks other questions.`}
        </p>
        <div className="button-row">
          {page.passed && page.award ? (
            <ButtonLink variant="amber" to={`/certificates/${page.award.code}`}>
              Your certificate
            </ButtonLink>
          ) : page.scenario?.required ? (
            <ButtonLink variant="amber" to={`/scenarios/${page.scenario.slug}`}>
              Now try it: {page.scenario.title}
            </ButtonLink>
          ) : (
            <ButtonLink variant="amber" to={`/modules/${module.slug}`}>
              Back to the module
            </ButtonLink>
          )}
          <Link to="/">Your next step</Link>
        </div>
      </Block>
      {page.scenario && !page.scenario.required ? (
        <Notice tone="info" title={`Now try it: ${page.scenario.title}`}>
          <p>
            A scenario with decisions of your own, up to {countWords(page.scenario.minutes, "minute")}.{" "}
            <Link to={`/scenarios/${page.scenario.slug}`}>Go to the scenario</Link>
          </p>
        </Notice>
      ) : null}
      {page.cases.map((one) => (
        <Notice key={one.id} tone="info" title="Your trainer may ask you about this check">
          <p>
            {one.noticed} There are good reasons for that, and your result stands.{" "}
            <Link to={`/record/cases/${one.id}`}>Say how it was</Link>
          </p>
        </Notice>
      ))}
      <div className="reading section">
        <h2>By outcome</h2>
        <SummaryList
          long
          rows={page.outcomes.map((outcome) => ({
            key: outcome.text,
            value: (
              <>
                {outcome.right} of {outcome.of} right
                {outcome.lessons.map((lesson) => (
                  <span key={lesson.to} className="block-line">
                    Read again: <Link to={lesson.to}>{lesson.title}</Link>
                  </span>
                ))}
              </>
            ),
          }))}
        />
        <h2>Question by question</h2>
        {page.questions.map((one) => (
          <Details
            key={one.number}
            summary={`Question ${one.number}: ${one.feedback ? (one.feedback.right ? "right" : "not right") : "not answered"}${one.critical ? " · nobody may get this one wrong" : ""}`}
          >
            {one.feedback ? (
              <>
                <QuestionFields question={one.question} given={one.given} feedback={one.feedback} />
                <QuestionFeedback feedback={one.feedback} facts={one.facts} />
              </>
            ) : (
              <>
                <Html html={one.question.stem} />
                <p className="hint">Time ran out before you answered it, so it counts as not right.</p>
              </>
            )}
            <SomethingWrong
              place={{ kind: "check", registration: page.registration, question: one.question.id }}
              reports={page.reports.filter((report) => report.question === one.question.id)}
            />
          </Details>
        ))}
      </div>
    </FramedPage>
  );
}
