import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Details } from "#app/components/details.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { Editor } from "#app/components/studio/editor-form.tsx";
import { FindingsHere } from "#app/components/studio/findings.tsx";
import { LessonFiles } from "#app/components/studio/lesson-files.tsx";
import { MarkdownField } from "#app/components/studio/markdown-field.tsx";
import { LessonPreviewPanel } from "#app/components/studio/module-preview.tsx";
import { VerdictPanel } from "#app/components/studio/verdict.tsx";
import { WhatALessonHolds } from "#app/components/studio/what-a-lesson-holds.tsx";
import type { LessonPage } from "#app/domain/learning/module-values.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { modulePageAction } from "#app/http/module-page-action.server.ts";
import { readLessonPage } from "#app/services/studio/read-module.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.lesson.title || "Lesson"} - ${page?.frame.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) =>
    readLessonPage(ctx, principal, args.params.draft ?? "", args.params.lesson ?? ""),
  );
}

export const action = (args: ActionFunctionArgs) =>
  modulePageAction(args, { kind: "lesson", id: args.params.lesson ?? "" });

export default function Lesson() {
  const page: LessonPage = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  return (
    <Editor
      key={page.lesson.id}
      page={page}
      part={`lessons/${page.lesson.id}`}
      current={page.lesson.id}
      here={({ number, lesson }) => `Lesson ${number}, ${lesson.title || "without a name"}`}
      answered={answered}
      files
      fields={fields}
      beside={(now) => (
        <>
          <LessonPreviewPanel preview={now.preview} words={now.words} />
          <VerdictPanel verdict={now.verdict} draftId={now.frame.id} />
        </>
      )}
    />
  );
}

function fields({ frame, number, lesson, findings, questions, files }: LessonPage) {
  const here = questions.filter((one) => one.here);
  const free = questions.filter((one) => !one.here);
  return (
    <>
      <h2>Lesson {number}</h2>
      <TextField name="title" label="Name" defaultValue={lesson.title} />
      <TextField
        name="summary"
        label="What it is about"
        hint="One sentence under its name."
        defaultValue={lesson.summary}
      />
      <FindingsHere findings={findings} label="Findings about this lesson" />
      <MarkdownField name="text" label="The text" rows={24} defaultValue={lesson.text} />
      <Details summary="What a lesson may hold">
        <WhatALessonHolds />
      </Details>
      <LessonFiles files={files} />
      <section className="place-tools">
        <h3>Questions of this lesson</h3>
        <ul>
          {here.map((one) => (
            <li key={one.id}>
              <Link to={`/studio/drafts/${frame.id}/questions/${one.id}`}>{one.stem}</Link>
            </li>
          ))}
        </ul>
        <div className="button-row">
          <Button variant="second" small name="do" value="ask-here">
            Write a question at the end of it
          </Button>
        </div>
        {free.length > 0 ? (
          <>
            <p>Written, and asked in no lesson yet:</p>
            <ul>
              {free.map((one) => (
                <li key={one.id}>
                  {one.stem}{" "}
                  <button className="link-button" name="do" value={`put-here:${one.id}`}>
                    Ask it at the end<span className="visually-hidden">: {one.stem}</span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </section>
      <section className="place-tools">
        <h3>This lesson</h3>
        <div className="button-row">
          <Button variant="second" small name="do" value="up">
            Move up<span className="visually-hidden"> this lesson</span>
          </Button>
          <Button variant="second" small name="do" value="down">
            Move down<span className="visually-hidden"> this lesson</span>
          </Button>
          <Button variant="withdraw" small name="do" value="remove-lesson">
            Delete this lesson
          </Button>
          <span className="hint">Undo brings it back.</span>
        </div>
      </section>
    </>
  );
}
