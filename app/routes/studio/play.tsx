import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { Html } from "#app/components/html.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Panel } from "#app/components/panel.tsx";
import { Pips } from "#app/components/pips.tsx";
import { ScenePicture } from "#app/components/scene-picture.tsx";
import { DraftPage } from "#app/components/studio/draft-page.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { tryDraft, type TryPage } from "#app/services/studio/try-draft.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `Play - ${page?.frame.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) => {
    const asked = new URL(args.request.url).searchParams;
    return tryDraft(ctx, principal, args.params.draft ?? "", {
      from: asked.get("from"),
      way: asked.getAll("d").slice(0, 200),
    });
  });
}

export default function Play() {
  const page: TryPage = useLoaderData<typeof loader>();
  const { frame, at } = page;
  return (
    <DraftPage frame={frame} tab="play" here="Play">
      <div className="columns columns-narrow">
        <div className="reading stack">
          <p className="hint">
            You play the draft as it stands. Nothing is recorded.
            {page.from === null ? null : " You began in the middle: measures stood as they do at the start."}
          </p>
          {page.consequence ? (
            <Panel eyebrow="What happened" edged>
              <Html className="prose" html={page.consequence} />
            </Panel>
          ) : null}
          {at.kind === "stuck" ? (
            <Notice tone="wrong" title="It goes no further">
              <p>
                {at.why}. {at.cure}
              </p>
            </Notice>
          ) : null}
          {at.kind === "scene" ? (
            <section>
              <h2>{at.title || "Without a name"}</h2>
              <p className="hint">{at.line}</p>
              <ScenePicture picture={at.picture} />
              <Html className="story" html={at.html} />
              <h3>{at.decision}</h3>
              {at.choices.length === 0 ? <p>No choice is offered here now.</p> : null}
              <ul className="play-choices">
                {at.choices.map((choice) => (
                  <li key={choice.id}>
                    <Link to={choice.to} className="choice" preventScrollReset={false}>
                      <Html as="span" html={choice.html || "A choice without words"} />
                    </Link>
                  </li>
                ))}
              </ul>
              <p>
                <Link to={`/studio/drafts/${frame.id}/scenes/${at.id}`}>Edit this scene</Link>
              </p>
            </section>
          ) : null}
          {at.kind === "ending" ? (
            <section>
              <h2>{at.title || "Without a name"}</h2>
              <Html className="story" html={at.html} />
              <Notice tone={at.passed ? "done" : "warn"} title={at.passed ? "Passed" : "Not passed"}>
                {at.criticals.map((one) => (
                  <p key={one}>{one}</p>
                ))}
              </Notice>
            </section>
          ) : null}
          <div className="button-row">
            {page.from === null ? null : (
              <ButtonLink variant="second" to={`/studio/drafts/${frame.id}/play?from=${page.from}`}>
                Again from where you began
              </ButtonLink>
            )}
            <ButtonLink variant="second" to={`/studio/drafts/${frame.id}/play`}>
              From the beginning
            </ButtonLink>
          </div>
        </div>
        <aside className="stack-large">
          <section>
            <h2 className="h3">How it stands</h2>
            <div className="measures">
              {page.measures.map((measure) => (
                <div key={measure.name}>
                  {measure.name || "Without a name"}
                  <Pips value={measure.value} word={measure.word} />
                </div>
              ))}
            </div>
          </section>
          {page.steps.length > 0 ? (
            <section>
              <h2 className="h3">The way so far</h2>
              <ol>
                {page.steps.map((step, n) => (
                  <li key={n}>
                    {step.scene}: {step.choice} <span className="hint">({step.verdict})</span>
                  </li>
                ))}
              </ol>
            </section>
          ) : null}
        </aside>
      </div>
    </DraftPage>
  );
}
