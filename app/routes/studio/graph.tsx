import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import {
  Form,
  Link,
  useActionData,
  useFetcher,
  useLoaderData,
  useNavigate,
  useSubmit,
} from "@remix-run/react";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { SelectField } from "#app/components/forms/select-field.tsx";
import { DraftPage } from "#app/components/studio/draft-page.tsx";
import { SaveToldNotice } from "#app/components/studio/save-told.tsx";
import type { GraphPage, GraphPlace, SaveTold } from "#app/domain/scenarios/editor-values.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { tellSave } from "#app/services/studio/conflicts.server.ts";
import { linkChoices, placeScenes, readGraph } from "#app/services/studio/read-graph.server.ts";
import flow from "@xyflow/react/dist/style.css?url";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: flow },
  { rel: "stylesheet", href: styles },
];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `Graph - ${page?.frame.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) =>
    readGraph(ctx, principal, args.params.draft ?? ""),
  );
}

/** Links choices: `link.SCENE.CHOICE` is the place that each is to lead to. Or keeps where the picture shows places. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const draftId = args.params.draft ?? "";
    const form = await args.request.formData();
    if (textField(form, "do") === "place") {
      await placeScenes(ctx, principal, { draftId, text: textField(form, "layout") });
      return redirect(`/studio/drafts/${draftId}/graph`);
    }
    const asked = [...form.keys()].flatMap((name) => {
      const [, scene, choice] = /^link\.([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(name) ?? [];
      return scene && choice ? [{ scene, choice, to: textField(form, name) }] : [];
    });
    try {
      const base = Number(textField(form, "revision"));
      const saved = await linkChoices(ctx, principal, { draftId, base, links: asked });
      const told = await tellSave(ctx, saved);
      if (told.others.length > 0 || told.conflicts.length > 0) return data({ told, problems: [] });
    } catch (error) {
      return data({ told: null, problems: problemsOf(error) }, { status: 400 });
    }
    return redirect(`/studio/drafts/${draftId}/graph`);
  });
}

const Picture = lazy(async () => ({
  default: (await import("#app/components/studio/scenario-graph.tsx")).ScenarioGraph,
}));

export default function Graph() {
  const page: GraphPage = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const submit = useSubmit();
  const moved = useFetcher();
  const navigate = useNavigate();
  // The picture needs a browser; until there is one, and without one, there is the list.
  const drawn = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  const { frame, places } = page;
  const base = `/studio/drafts/${frame.id}`;
  const scenes = places.filter((place) => place.kind === "scene");
  const told: SaveTold | null = answered?.told ?? null;
  return (
    <DraftPage frame={frame} tab="graph" here="Graph" part="graph">
      <ErrorSummary problems={answered?.problems ?? []} />
      <SaveToldNotice told={told} action={base} />
      {drawn ? (
        <>
          <p className="hint">
            Drag a place to move it, the dot beside a choice to another place to link it; click a place twice
            to open it. The list below does the same.
          </p>
          <Suspense fallback={<p>Drawing…</p>}>
            <Picture
              draftId={frame.id}
              start={page.start}
              places={places}
              layout={page.layout}
              onMove={(layout) =>
                moved.submit({ do: "place", layout: JSON.stringify(layout) }, { method: "post" })
              }
              onLink={({ scene, choice, to }) =>
                submit(
                  { revision: String(frame.revision), [`link.${scene}.${choice}`]: to },
                  { method: "post", preventScrollReset: true },
                )
              }
              onOpen={(address) => navigate(address)}
            />
          </Suspense>
          {frame.open && Object.keys(page.layout).length > 0 ? (
            <Form method="post" preventScrollReset>
              <input type="hidden" name="layout" value="{}" />
              <Button variant="second" small name="do" value="place">
                Lay it out anew
              </Button>
            </Form>
          ) : null}
        </>
      ) : null}
      <section className="section">
        <h2>Every choice and where it leads</h2>
        {scenes.length === 0 ? <p>There are no scenes yet.</p> : null}
        <Form method="post" className="stack-large" key={frame.revision} noValidate>
          <input type="hidden" name="revision" value={frame.revision} />
          {scenes.map((scene) => (
            <SceneLinks
              key={scene.id}
              base={base}
              scene={scene}
              places={places}
              starts={scene.id === page.start}
            />
          ))}
          {scenes.length > 0 && frame.open ? (
            <div className="button-row">
              <Button name="do" value="save">
                Save the links
              </Button>
            </div>
          ) : null}
        </Form>
      </section>
    </DraftPage>
  );
}

interface SceneLinksProps {
  base: string;
  scene: GraphPlace;
  places: readonly GraphPlace[];
  starts: boolean;
}

function SceneLinks({ base, scene, places, starts }: SceneLinksProps) {
  const options = [
    { value: "", label: "Nowhere yet" },
    ...places.map((place) => ({ value: place.id, label: `${place.mark} ${place.title}` })),
  ];
  const named = (id: string) => options.find((one) => one.value === id)?.label ?? id;
  return (
    <section className="stack">
      <h3>
        <Link to={`${base}/scenes/${scene.id}`}>
          {scene.mark} {scene.title}
        </Link>
        {starts ? " (the scenario begins here)" : ""}
      </h3>
      {scene.choices.length === 0 ? <p>It has no choices yet.</p> : null}
      {scene.choices.map((choice) =>
        choice.to === null ? (
          <p key={choice.id}>
            {choice.text} By conditions, it leads to {choice.ways.map(named).join(", or to ")}.
          </p>
        ) : (
          <SelectField
            key={choice.id}
            name={`link.${scene.id}.${choice.id}`}
            label={choice.text}
            defaultValue={choice.to}
            options={options}
          />
        ),
      )}
    </section>
  );
}
