import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Html } from "#app/components/html.tsx";
import { Notice } from "#app/components/notice.tsx";
import { TaskList } from "#app/components/task-list.tsx";
import { dayOf, type Instant } from "#app/domain/time.ts";
import { countWords, dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { readModule, type ModulePage } from "#app/services/learning/read-module.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? "Module"} - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", ({ ctx, principal }) =>
    readModule(ctx, principal, args.params.module ?? ""),
  );
}

/** Begins the lessons, or carries on with those begun. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const slug = args.params.module ?? "";
    await beginModule(ctx, learnerOf(principal), slug);
    const page = await readModule(ctx, principal, slug);
    return redirect(page.resume ?? `/modules/${slug}`);
  });
}

const STATE_WORDS = { done: "Done", progress: "In progress", none: "Not started" } as const;

export default function Module() {
  const page = useLoaderData<typeof loader>();
  const left = page.scenarioLeft;
  return (
    <FramedPage current="/">
      <Breadcrumbs items={[{ href: "/", label: "Home" }, { label: page.title }]} />
      <h1>{page.title}</h1>
      <Html className="lead" html={page.summary} />
      {page.award ? (
        <Notice tone="done" title={`You have held this since ${dayWords(page.award.from)}`}>
          <p>
            {page.award.provider ? `Trained by ${page.award.provider}. ` : ""}
            <Link to={`/certificates/${page.award.code}`}>Your certificate</Link>
          </p>
        </Notice>
      ) : null}
      {page.withdrawn ? (
        <Notice tone="info" title="This module was withdrawn">
          <p>Nobody can begin it now. You can finish what you began, and what you hold stands.</p>
        </Notice>
      ) : null}
      {left ? (
        <Notice tone="info" title={`Now try it: ${left.title}`}>
          <p>
            You have passed the check. Play this scenario to a safe end to hold the module.{" "}
            <Link to={`/scenarios/${left.slug}`}>Go to the scenario</Link>
          </p>
        </Notice>
      ) : null}
      <div className="columns section">
        <div className="stack-large">
          <Start page={page} />
          <section>
            <h2>Lessons</h2>
            <TaskList
              items={page.lessons.map((lesson) => ({
                to: lesson.to ?? undefined,
                title: lesson.title,
                hint: countWords(lesson.minutes, "minute"),
                state: lesson.state,
                stateText: STATE_WORDS[lesson.state],
              }))}
            />
          </section>
          {page.scenarios.length > 0 ? (
            <section>
              <h2>Practise</h2>
              <TaskList
                items={page.scenarios.map((one) => ({
                  to: `/scenarios/${one.slug}`,
                  title: one.title,
                  hint: `A branching scenario, up to ${countWords(one.minutes, "minute")}${one.required ? ", required" : ""}`,
                  state: one.state,
                  stateText:
                    one.state === "done" ? "Passed" : one.state === "progress" ? "Tried" : "Not started",
                }))}
              />
            </section>
          ) : null}
          <section>
            <h2>The check</h2>
            <TaskList
              items={[
                {
                  to: `/modules/${page.slug}/check`,
                  title: `Check: ${page.check.questions} questions`,
                  hint: `${page.check.pass} right answers pass. Know this already? You can take the check first.`,
                  state: page.check.state,
                  stateText: STATE_WORDS[page.check.state],
                },
              ]}
            />
            {page.results.length > 0 ? (
              <ul className="bare-list">
                {page.results.map((one) => (
                  <li key={one.registration}>
                    <Link to={`/checks/${one.registration}/result`}>
                      {one.score} of {one.of} right on {dayWords(dayOf(one.at as Instant))}
                    </Link>
                    , {one.passed ? "passed" : "not passed yet"}
                  </li>
                ))}
              </ul>
            ) : null}
          </section>
        </div>
        <aside>
          <h2 className="h3">What you will be able to do</h2>
          <ul>
            {page.outcomes.map((outcome) => (
              <li key={outcome}>{outcome}</li>
            ))}
          </ul>
          {page.card ? (
            <p>
              <Link className="arrow-link" to={`/modules/${page.slug}/card`}>
                On-scene card: one page to take along
              </Link>
            </p>
          ) : null}
          <p className="hint">
            About {countWords(page.minutes, "minute")} to read. Leave when you like: you come back to the same
            place.
          </p>
        </aside>
      </div>
    </FramedPage>
  );
}

function Start({ page }: { page: ModulePage }) {
  if (page.resume) {
    return (
      <div className="button-row">
        <ButtonLink to={page.resume}>Carry on with the lessons</ButtonLink>
      </div>
    );
  }
  if (page.withdrawn) return null;
  return (
    <Form method="post" className="button-row">
      <Button type="submit">Begin the lessons</Button>
    </Form>
  );
}
