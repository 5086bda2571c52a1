import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Block } from "#app/components/block.tsx";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { ButtonLink } from "#app/components/button.tsx";
import { Details } from "#app/components/details.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Html } from "#app/components/html.tsx";
import { FactNotes, RestsOn } from "#app/components/lesson/fact-notes.tsx";
import { FactsDue } from "#app/components/lesson/facts-due.tsx";
import { Notice } from "#app/components/notice.tsx";
import { Panel } from "#app/components/panel.tsx";
import { DecisionPath } from "#app/components/path.tsx";
import { Pips } from "#app/components/pips.tsx";
import { SelectField } from "#app/components/forms/select-field.tsx";
import { SomethingWrong } from "#app/components/something-wrong.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { ownCases } from "#app/services/learning/cases.server.ts";
import { ownReports } from "#app/services/learning/own-reports.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";
import { readDebrief } from "#app/services/scenarios/read-scenario.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.ending.title ?? "Debrief"} - ${data?.title ?? ""} - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const registration = args.params.registration ?? "";
    const learner = learnerOf(principal);
    const page = await readDebrief(ctx, learner, registration);
    if (!page) throw redirect(`/plays/${registration}`);
    const [reports, cases] = await Promise.all([
      ownReports(ctx, learner, { kind: "scenario", subject: page.slug }),
      ownCases(ctx, principal),
    ]);
    const open = cases.filter((one) => one.registration === registration && one.state === "open");
    return { ...page, reports, cases: open };
  });
}

export default function Debrief() {
  const page = useLoaderData<typeof loader>();
  const besideDecisions = new Set(page.decisions.flatMap(({ facts }) => facts.map((fact) => fact.id)));
  const more = page.facts.filter((fact) => !besideDecisions.has(fact.id));
  return (
    <FramedPage current="/">
      <Breadcrumbs
        items={[
          { href: "/", label: "Home" },
          { href: `/scenarios/${page.slug}`, label: page.title },
          { label: "Debrief" },
        ]}
      />
      <Block
        headingLevel={1}
        eyebrow={`The end you reached · ${page.passed ? "passed" : "not passed"}`}
        title={page.ending.title}
        aside={
          <div className="measures">
            {page.measures.map((measure) => (
              <div key={measure.name}>
                {measure.name}
                <Pips value={measure.value} word={measure.word} onBlock />
              </div>
            ))}
          </div>
        }
      >
        <Html html={page.ending.text} />
      </Block>
      {page.criticals.length > 0 ? (
        <div className="section">
          <Notice tone="wrong" title="One choice here was not safe, whatever else went well">
            {page.criticals.map((reason) => (
              <Html key={reason} html={reason} />
            ))}
          </Notice>
        </div>
      ) : null}
      {page.award ? (
        <div className="section">
          <Notice tone="done" title={`You hold ${page.award.title} now`}>
            <p>
              <Link to={`/certificates/${page.award.code}`}>Your certificate</Link>
            </p>
          </Notice>
        </div>
      ) : page.waiting ? (
        <div className="section">
          <Notice tone="info" title={`${page.waiting} waits for a safe end of this scenario`}>
            <p>You have passed its check. Try again when you like: nothing is lost.</p>
          </Notice>
        </div>
      ) : null}
      {page.cases.map((one) => (
        <div key={one.id} className="section">
          <Notice tone="info" title="Your trainer may ask you about this play">
            <p>
              {one.noticed} There are good reasons for that, and the result stands.{" "}
              <Link to={`/record/cases/${one.id}`}>Say how it was</Link>
            </p>
          </Notice>
        </div>
      ))}
      <div className="columns section">
        <div>
          <FactsDue facts={page.facts} />
          <h2>What happened</h2>
          <Html className="prose" html={page.lastConsequence} />
          <h2>Decision by decision</h2>
          <p className="hint">Beside each stands what it rests on. Where nothing does, it is our advice.</p>
          <DecisionPath
            items={page.decisions.map((decision, at) => ({
              eyebrow: `Decision ${at + 1} · ${decision.scene}`,
              title: decision.said,
              verdict: decision.verdict,
              children: (
                <>
                  <Html html={decision.why} />
                  {decision.good ? (
                    <Panel small>
                      <strong>What good looks like</strong>
                      <Html html={decision.good} />
                    </Panel>
                  ) : null}
                  <RestsOn facts={decision.facts} />
                </>
              ),
            }))}
          />
          {more.length > 0 ? <h2 className="h3">What else this scenario rests on</h2> : null}
          <FactNotes facts={more} />
          <SomethingWrong
            place={{ kind: "scenario", registration: page.registration }}
            reports={page.reports}
          >
            <SelectField
              name="scene"
              label="Where?"
              options={[
                { value: "", label: "The whole scenario" },
                ...[...new Map(page.decisions.map((one) => [one.sceneId, one.scene]))].map(
                  ([value, label]) => ({ value, label }),
                ),
              ]}
            />
          </SomethingWrong>
        </div>
        <aside className="stack-large">
          <Panel title="What this was about">
            <Html html={page.ending.about} />
          </Panel>
          {page.roadsNotTaken.length > 0 ? (
            <section>
              <h2 className="h3">The road not taken</h2>
              {page.roadsNotTaken.map((road) => (
                <Details key={road.title} summary={road.title}>
                  <Html html={road.text} />
                </Details>
              ))}
            </section>
          ) : null}
          <div>
            <ButtonLink to={`/scenarios/${page.slug}`}>Try again</ButtonLink>
            <p>
              <Link to="/">Your next step</Link>
            </p>
            <p>
              <Link to={`/record/cpd?about=${encodeURIComponent(page.title)}`}>
                Write down what you take from it
              </Link>
            </p>
            <p className="hint">
              No score here. Every try is on your record; trainers see choices, never names.
            </p>
          </div>
        </aside>
      </div>
    </FramedPage>
  );
}
