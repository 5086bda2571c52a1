import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { Details } from "#app/components/details.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { RadioCards } from "#app/components/forms/radio-cards.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Html } from "#app/components/html.tsx";
import { keepSent } from "#app/components/keeping/keep-sent.ts";
import { KeptForm } from "#app/components/keeping/kept-form.tsx";
import { KeptSender } from "#app/components/keeping/kept-sender.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Panel } from "#app/components/panel.tsx";
import { ScenePicture } from "#app/components/scene-picture.tsx";
import { SceneStanding } from "#app/components/scene-standing.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { sendKeyOf } from "#app/http/sent-once.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";
import { decide } from "#app/services/scenarios/play.server.ts";
import { readScene } from "#app/services/scenarios/read-scenario.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page ? `${page.scene.title} - ${page.title} - Amends` : "Scenario - Amends" },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const registration = args.params.registration ?? "";
    const page = await readScene(ctx, learnerOf(principal), registration);
    if (page.ended) throw redirect(`/plays/${registration}/debrief`);
    return { ...page, sendKey: ctx.newId(), already: new URL(args.request.url).searchParams.has("already") };
  });
}

/** Decides, once. A page from before a later decision changes nothing. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const registration = args.params.registration ?? "";
    const form = await args.request.formData();
    const choice = form.get("choice");
    const step = Number(form.get("step"));
    if (typeof choice !== "string" || choice === "") {
      return data(
        { problems: [{ text: "Choose what you do, then decide", href: "#choice" }], step },
        { status: 400 },
      );
    }
    const decided = await decide(ctx, learnerOf(principal), {
      registration,
      step,
      choice,
      sendKey: sendKeyOf(form, principal),
    });
    return redirect(`/plays/${registration}${decided ? "" : "?already=1"}`);
  });
}

export const clientAction = keepSent;

export default function Play() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const sending = useNavigation().state === "submitting";
  const problems = refused && refused.step === page.step ? refused.problems : [];
  return (
    <FramedPage current="/">
      <KeptSender />
      <Breadcrumbs
        items={[
          { href: "/", label: "Home" },
          { href: `/scenarios/${page.slug}`, label: page.title },
          { label: page.scene.title },
        ]}
      />
      <div className="columns columns-narrow">
        <div className="reading" key={page.step}>
          <ErrorSummary problems={problems} />
          {page.already ? (
            <Notice tone="info" title="You had decided that already" role="status">
              <p>A decision stands once it is made. Here is where it led.</p>
            </Notice>
          ) : null}
          {page.consequence ? (
            <Panel eyebrow="What happened" edged>
              <Html className="prose" html={page.consequence.html} />
            </Panel>
          ) : null}
          <p className="eyebrow">Decision {page.step + 1}</p>
          <h1>{page.scene.title}</h1>
          <p className="hint">
            {page.scene.when} · {page.scene.where}
          </p>
          <ScenePicture picture={page.scene.picture} />
          <Html className="story" html={page.scene.text} />
          <div className="folded">
            <Details summary="Who is here, and how it stands">
              <SceneStanding here={page.here} measures={page.measures} />
            </Details>
          </div>
          <KeptForm
            name={`${page.registration}/${page.step}`}
            action={`/plays/${page.registration}`}
            sendKey={page.sendKey}
            className="question"
          >
            <input type="hidden" name="step" value={page.step} />
            <RadioCards
              name="choice"
              legend={page.scene.decision}
              legendAs="h2"
              error={problems[0]?.text ?? null}
              options={page.choices.map((choice) => ({
                value: choice.id,
                label: <Html as="span" html={choice.text} />,
              }))}
            />
            <div className="button-row">
              <Button type="submit" disabled={sending}>
                Decide
              </Button>
              <span className="hint">
                Once you decide you cannot go back. Nothing is timed. Trainers see how many chose each, never
                who.
              </span>
            </div>
          </KeptForm>
        </div>
        <aside className="stack-large">
          <div className="stack-large beside">
            <SceneStanding here={page.here} measures={page.measures} />
          </div>
          {page.path.length > 0 ? (
            <Details summary="Your path so far">
              <ol>
                {page.path.map((step, at) => (
                  <li key={at}>
                    {step.scene}: <Html as="span" html={step.choice} />
                  </li>
                ))}
              </ol>
            </Details>
          ) : null}
        </aside>
      </div>
    </FramedPage>
  );
}
