import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { CheckboxList } from "#app/components/studio/checkbox-list.tsx";
import { ChoiceFields } from "#app/components/studio/choice-fields.tsx";
import { Editor } from "#app/components/studio/editor-form.tsx";
import { FindingsHere } from "#app/components/studio/findings.tsx";
import { MarkdownField } from "#app/components/studio/markdown-field.tsx";
import { PictureFields } from "#app/components/studio/picture-fields.tsx";
import { PlaceButtons } from "#app/components/studio/place-buttons.tsx";
import { ScenePreview } from "#app/components/studio/scene-preview.tsx";
import { VerdictPanel } from "#app/components/studio/verdict.tsx";
import { SelectField } from "#app/components/forms/select-field.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { draftPageAction } from "#app/http/draft-page-action.server.ts";
import { readScenePage } from "#app/services/studio/read-parts.server.ts";
import type { ScenePage } from "#app/domain/scenarios/editor-values.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.scene.title || "Scene"} - ${page?.frame.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) =>
    readScenePage(ctx, principal, args.params.draft ?? "", args.params.scene ?? ""),
  );
}

export const action = (args: ActionFunctionArgs) =>
  draftPageAction(args, { kind: "scene", id: args.params.scene ?? "" });

export default function Scene() {
  const page: ScenePage = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  return (
    <Editor
      key={page.scene.id}
      page={page}
      part={`scenes/${page.scene.id}`}
      current={page.scene.id}
      here={({ number, scene }) => `Scene ${number}, ${scene.title || "without a name"}`}
      answered={answered}
      files
      fields={fields}
      beside={(now) => (
        <>
          <ScenePreview scene={now.preview} />
          <VerdictPanel verdict={now.verdict} draftId={now.frame.id} />
        </>
      )}
    />
  );
}

function fields({ scene, number, starts, offered, findings, byChoice, ...page }: ScenePage) {
  const { roads, paragraphs, from } = page;
  return (
    <>
      <h2>Scene {number}</h2>
      <FindingsHere findings={findings} label="Findings about this scene" />
      <TextField name="title" label="Name" defaultValue={scene.title} />
      <div className="field-row">
        <TextField name="when" label="When" hint="Thursday, 18:40" defaultValue={scene.when} />
        <TextField name="where" label="Where" hint="Larch Close, Harrowdean" defaultValue={scene.where} />
      </div>
      <MarkdownField name="text" label="The story" rows={8} defaultValue={scene.text} />
      <PictureFields picture={scene.picture} />
      <CheckboxList
        name="here"
        legend="Who is here"
        options={offered.people.map((one) => ({ value: one.id, label: one.name || "Without a name" }))}
        chosen={scene.here}
      />
      <CheckboxList
        name="outcomes"
        legend="What its decision is about"
        options={offered.outcomes.map((one) => ({ value: one.id, label: one.text || "Without words" }))}
        chosen={scene.outcomes}
      />
      <TextField
        name="facts"
        label="Facts that the story rests on"
        hint="Their numbers, such as F2, F7"
        width="half"
        defaultValue={scene.facts.join(", ")}
      />
      <TextField name="decision" label="The question" defaultValue={scene.decision} />
      {scene.choices.map((choice, at) => (
        <ChoiceFields
          key={choice.id}
          draft={offered}
          choice={choice}
          number={at + 1}
          of={scene.choices.length}
          findings={byChoice[choice.id] ?? []}
          road={roads[choice.id] ?? null}
        />
      ))}
      <div className="button-row">
        <Button variant="second" name="do" value="add-choice">
          Add a choice
        </Button>
      </div>
      <section className="place-tools">
        <h3>This scene</h3>
        {from.length > 0 ? (
          <>
            <p>Reached from:</p>
            <ul>
              {from.map((one) => (
                <li key={one.href}>
                  <Link to={one.href}>{one.words}</Link>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {starts ? (
          <p>The scenario begins here.</p>
        ) : (
          <label className="check-line">
            <input type="checkbox" name="starts-here" value="yes" /> The scenario begins here
          </label>
        )}
        {paragraphs > 1 ? <SplitButton paragraphs={paragraphs} /> : null}
        <PlaceButtons what="scene" />
      </section>
    </>
  );
}

function SplitButton({ paragraphs }: { paragraphs: number }) {
  return (
    <div className="field-row">
      <SelectField
        name="split-at"
        label="Split the story before paragraph"
        options={Array.from({ length: paragraphs - 1 }, (_, at) => ({
          value: String(at + 2),
          label: String(at + 2),
        }))}
      />
      <Button variant="second" small name="do" value="split">
        Split in two scenes
      </Button>
    </div>
  );
}
