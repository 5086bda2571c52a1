import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Block } from "#app/components/block.tsx";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Details } from "#app/components/details.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Icon } from "#app/components/icon.tsx";
import { KeptSender } from "#app/components/keeping/kept-sender.tsx";
import {
  listed,
  moduleTask,
  OpenProgramme,
  practiceTask,
  RequiredProgramme,
} from "#app/components/programme-tasks.tsx";
import { ProgrammeCertificate } from "#app/components/programme-certificate.tsx";
import { OwnNotices } from "#app/components/own-notices.tsx";
import { ProgressSteps } from "#app/components/steps.tsx";
import { TaskList } from "#app/components/task-list.tsx";
import type { Day } from "#app/domain/time.ts";
import { countWords, dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { textField } from "#app/http/parse.ts";
import { startPage } from "#app/services/identity/read-frame.server.ts";
import { readHome } from "#app/services/learning/read-home.server.ts";
import { dismissNotice } from "#app/services/notices/own-notices.server.ts";
import type { PlayAgain } from "#app/services/learning/scenario-updates.server.ts";
import type { UpdateLine } from "#app/services/learning/updates.server.ts";

export const meta: MetaFunction = () => [{ title: "Your learning - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "signed-in", async ({ ctx, principal }) => {
    // Somebody with nothing to learn here begins where their role does.
    const start = startPage(principal);
    if (start !== "/") throw redirect(start);
    return readHome(ctx, principal);
  });
}

/** Puts away a notice of one's own. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    await dismissNotice(ctx, principal.personId, textField(form, "notice"));
    return redirect("/");
  });
}

export default function Home() {
  const {
    notices,
    next,
    required,
    optional,
    programmes,
    open,
    inPerson,
    target,
    programme,
    recall,
    updates,
    playAgain,
    certified,
    practice,
  } = useLoaderData<typeof loader>();
  const heldTitles = programmes.filter((one) => one.held).map((one) => one.title);
  const done = required.filter((one) => one.state === "done").length;
  const minutes = required.reduce((sum, one) => sum + one.minutes, 0);
  const certificates = [...required, ...optional].filter((one) => one.code !== null);
  return (
    <FramedPage title="Your learning" current="/">
      <KeptSender />
      <OwnNotices notices={notices} />
      <Block
        eyebrow={next ? next.eyebrow : "You are done"}
        title={
          next
            ? next.title
            : heldTitles.length > 0
              ? `You hold ${listed(heldTitles)}`
              : "Nothing is left to learn here"
        }
        aside={
          <>
            {target && next ? (
              <p className="block-count">
                <strong>{Math.max(0, target.daysLeft)}</strong> days left
              </p>
            ) : null}
            <p>
              {programme}
              {target ? `, due ${dayWords(target.dueOn)}` : ""}
            </p>
            <ProgressSteps
              done={done}
              current={next ? done + 1 : null}
              total={required.length}
              label={`${done} of ${countWords(required.length, "module")} done`}
              labelBelow
            />
          </>
        }
      >
        {next ? (
          <>
            <p>{next.detail}</p>
            {next.begins ? (
              <Form method="post" action={next.to} className="button-row">
                <Button type="submit" variant="amber">
                  {next.action} <Icon name="right" />
                </Button>
              </Form>
            ) : (
              <div className="button-row">
                <ButtonLink variant="amber" to={next.to}>
                  {next.action} <Icon name="right" />
                </ButtonLink>
              </div>
            )}
          </>
        ) : (
          <>
            <p>These awards do not lapse. Your certificates are in your record.</p>
            {certified.map((one) => (
              <ProgrammeCertificate key={one.slug} programme={one} />
            ))}
            {inPerson.length > 0 ? <p>Left for you, taught in person: {inPerson.join(", ")}.</p> : null}
          </>
        )}
      </Block>

      <div className="columns section">
        <div>
          <div className="section-head">
            <h2>Required of you</h2>
            <span className="hint">{minutes} minutes to read in all</span>
          </div>
          {updates.length + playAgain.length > 0 ? (
            <UpdateTasks updates={updates} playAgain={playAgain} />
          ) : null}
          <div className="stack-large">
            {programmes.map((one, at) => (
              <RequiredProgramme key={one.slug} programme={one} alone={programmes.length === 1}>
                {at === 0 ? <WhyThen target={target} /> : null}
              </RequiredProgramme>
            ))}
          </div>
          {practice.length > 0 ? (
            <section className="section">
              <h2>Now try it</h2>
              <TaskList items={practice.map(practiceTask)} />
            </section>
          ) : null}
          {optional.length + open.length > 0 ? (
            <section className="section">
              <h2>If you want more</h2>
              {optional.length > 0 ? <TaskList items={optional.map(moduleTask)} /> : null}
              {open.map((one) => (
                <OpenProgramme key={one.slug} programme={one} />
              ))}
            </section>
          ) : null}
        </div>
        <aside className="stack">
          {recall ? (
            <section>
              <h2 className="h3">Still there?</h2>
              <p className="hint">
                One question from {recall}. It counts towards nothing. <Link to="/recall">Answer it</Link>
              </p>
            </section>
          ) : null}
          <section>
            <h2 className="h3">Your certificates</h2>
            {certificates.length === 0 ? <p className="hint">None yet. Each module gives one.</p> : null}
            <ul className="bare-list">
              {certificates.map((one) => (
                <li key={one.slug}>
                  <Link to={`/certificates/${one.code}`}>{one.title}</Link>
                </li>
              ))}
            </ul>
            <p>
              <Link to="/record">Your whole record</Link>
            </p>
          </section>
          <section>
            <h2 className="h3">Who sees this</h2>
            <p className="hint">
              Your sergeant sees which modules you have done, never your answers.{" "}
              <Link to="/who-sees-what">Who can see what</Link>
            </p>
          </section>
        </aside>
      </div>
    </FramedPage>
  );
}

interface UpdateTasksProps {
  updates: readonly UpdateLine[];
  playAgain: readonly PlayAgain[];
}

/** Modules held whose substance has changed, and their scenarios. */
function UpdateTasks({ updates, playAgain }: UpdateTasksProps) {
  const plays = playAgain.map((one) => ({
    to: `/scenarios/${one.scenario}`,
    title: `Play again: ${one.title}`,
    hint: "What is right in it, or what follows, has changed since you learnt it. What you hold stands.",
    state: "due" as const,
    stateText: `By ${dayWords(one.dueOn)}`,
  }));
  const tasks = updates.map((one) => ({
    to: `/modules/${one.module}/update`,
    title: `Short update: ${one.title}`,
    hint: `What has changed since you learnt it${one.questions > 0 ? `, and ${countWords(one.questions, "question")}` : ""}. What you hold stands.`,
    state: "due" as const,
    stateText: `By ${dayWords(one.dueOn)}`,
  }));
  return <TaskList items={[...tasks, ...plays]} />;
}

function WhyThen({ target }: { target: { title: string; dueOn: Day; own: boolean } | null }) {
  return target ? (
    <Details summary={`Why ${dayWords(target.dueOn)}?`}>
      <p>
        Your force has said: {target.title}.{" "}
        {target.own
          ? "Your own day is later, because you joined or came back too late for that."
          : "It is the same day for everyone whom it asks."}{" "}
        While you are away on long leave you are not counted.
      </p>
    </Details>
  ) : null;
}
