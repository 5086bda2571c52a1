import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { SelectField } from "#app/components/forms/select-field.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { ItemTable } from "#app/components/studio/scenario-results.tsx";
import { countWords, dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { resultsAsked } from "#app/http/results-query.ts";
import { readModuleResults } from "#app/services/results/read-module-results.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `What officers answered: ${page?.title ?? "Module"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) => {
    const { version, tries } = resultsAsked(new URL(args.request.url));
    return readModuleResults(ctx, principal, args.params.module ?? "", { number: version, tries });
  });
}

export default function ModuleResults() {
  const page = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/studio" wide>
      <Breadcrumbs items={[{ href: "/studio", label: "Studio" }, { label: page.title }]} />
      <h1>What officers answered: {page.title}</h1>
      <p className="lead">
        Version {page.version}. {countWords(page.finished, "check")} finished,{" "}
        {page.tries === "first" ? "first tries only" : "all tries"}.{" "}
        {page.reliability === null ? "" : `Reliability (Cronbach’s alpha): ${page.reliability.toFixed(2)}.`}
      </p>
      <Form method="get" className="coverage-filter">
        <SelectField
          name="version"
          label="Version"
          defaultValue={String(page.version)}
          options={page.versions.map((one) => ({
            value: String(one.number),
            label: `Version ${one.number}, of ${dayWords(one.publishedOn)}`,
          }))}
        />
        <SelectField
          name="tries"
          label="Tries"
          defaultValue={page.tries}
          options={[
            { value: "first", label: "First tries" },
            { value: "all", label: "All tries" },
          ]}
        />
        <div className="button-row">
          <Button type="submit">Show</Button>
        </div>
      </Form>
      {page.reliability === null ? null : (
        <p className="hint">
          Each check draws some of the questions by lot, so this reliability is an upper bound: it counts
          differences between draws as differences between officers.
        </p>
      )}
      <section className="section">
        <h2>Question by question</h2>
        {page.outcomes.map((outcome) => (
          <section className="stack section" key={outcome.id}>
            <h3>{outcome.text}</h3>
            <ItemTable
              name="question"
              items={outcome.items.map((one) => ({ ...one, key: one.id, title: one.stem }))}
            />
          </section>
        ))}
      </section>
    </FramedPage>
  );
}
