import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { SelectField } from "#app/components/forms/select-field.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { CostlyList, FlowView, ItemTable } from "#app/components/studio/scenario-results.tsx";
import { RANK_OPTIONS, GROUP_OPTIONS, unitOptions } from "#app/components/who-options.ts";
import { countWords, dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { resultsAsked } from "#app/http/results-query.ts";
import { readScenarioResults } from "#app/services/results/read-scenario-results.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `What officers chose: ${page?.title ?? "Scenario"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) =>
    readScenarioResults(ctx, principal, args.params.scenario ?? "", resultsAsked(new URL(args.request.url))),
  );
}

const FEW =
  "Too few to say: fewer than ten began it here, or so few others did that these could be told apart from them by taking one page's numbers from another's.";

export default function ScenarioResults() {
  const page = useLoaderData<typeof loader>();
  const { shown, compared, asked } = page;
  const numbered = page.versions.map((one) => ({
    value: String(one.number),
    label: `Version ${one.number}, of ${dayWords(one.publishedOn)}`,
  }));
  return (
    <FramedPage current="/studio" wide>
      <Breadcrumbs
        items={[
          { href: "/studio", label: "Studio" },
          { href: `/studio/scenarios/${page.slug}`, label: page.title },
          { label: "What officers chose" },
        ]}
      />
      <h1>What officers chose: {page.title}</h1>
      <p className="lead">
        Version {shown.number}, of {dayWords(shown.publishedOn)}.{" "}
        {asked.tries === "first" ? "First tries only." : "All tries."}{" "}
        {shown.flow ? `${countWords(shown.flow.begun, "officer")} began.` : ""}
      </p>
      <Form method="get" className="coverage-filter">
        <SelectField name="version" label="Version" defaultValue={String(shown.number)} options={numbered} />
        <SelectField
          name="with"
          label="Beside version"
          defaultValue={compared ? String(compared.number) : ""}
          options={[{ value: "", label: "None" }, ...numbered]}
        />
        <SelectField
          name="tries"
          label="Tries"
          defaultValue={asked.tries}
          options={[
            { value: "first", label: "First tries" },
            { value: "all", label: "All tries" },
          ]}
        />
        <SelectField
          name="unit"
          label="Unit"
          defaultValue={asked.unit ?? ""}
          options={unitOptions(page.units)}
        />
        <SelectField name="group" label="Group" defaultValue={asked.group ?? ""} options={GROUP_OPTIONS} />
        <SelectField name="rank" label="Rank" defaultValue={asked.rank ?? ""} options={RANK_OPTIONS} />
        <div className="button-row">
          <Button type="submit">Show</Button>
        </div>
      </Form>

      <section className="section reading">
        <h2>What to teach again</h2>
        {page.costly.length === 0 ? (
          <p>
            Nothing yet: no decision that ten officers have made cost anything, or fewer than ten have made
            any.
          </p>
        ) : (
          <>
            <p>The decisions that cost most, in points of the measures against the best choice there:</p>
            <CostlyList costly={page.costly} link={shown.flow !== null} />
          </>
        )}
        {page.costlyByUnit.length === 0 ? null : (
          <details>
            <summary>Unit by unit</summary>
            {page.costlyByUnit.map((one) => (
              <section className="stack" key={one.unit}>
                <h3>
                  {one.unit} ({one.people})
                </h3>
                {one.costly.length === 0 ? (
                  <p>Nothing that ten of them decided cost anything.</p>
                ) : (
                  <CostlyList costly={one.costly} link={false} />
                )}
              </section>
            ))}
          </details>
        )}
      </section>

      <section className="section">
        <h2>The ways through</h2>
        {compared && compared.flow === null ? (
          <p>
            Version {compared.number}: {FEW}
          </p>
        ) : null}
        {shown.flow === null ? (
          <p>{FEW}</p>
        ) : (
          <FlowView flow={shown.flow} compared={compared?.flow ?? null} id="ways" />
        )}
      </section>

      <section className="section">
        <h2>Each decision as a question</h2>
        <p className="hint">
          Of those who reached it and finished; right means the choice that its author calls good. The thirds
          are by what else they decided. Whoever is chosen above, this is of everyone.
        </p>
        <ItemTable name="decision" items={page.items.map((one) => ({ ...one, key: one.scene }))} />
      </section>
    </FramedPage>
  );
}
