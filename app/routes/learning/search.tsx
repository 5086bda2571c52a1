import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Marked } from "#app/components/marked.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { searchMet } from "#app/services/learning/search-met.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page?.query ? `${page.query} - Search - Amends` : "Search - Amends" },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", async ({ ctx, principal }) => {
    const query = (new URL(args.request.url).searchParams.get("q") ?? "").trim().slice(0, 100);
    return { query, ...(await searchMet(ctx, learnerOf(principal), query)) };
  });
}

const KINDS = { lesson: "Lesson", term: "Term", fact: "Fact" } as const;

export default function Search() {
  const { query, results, lessons } = useLoaderData<typeof loader>();
  return (
    <FramedPage title="Search" current="/search">
      <p className="lead">
        Find again what you have met: lessons, terms, and the facts in lessons, feedback and debriefs.
      </p>
      <Form method="get" className="reading section" role="search">
        <TextField
          name="q"
          type="search"
          label="What are you looking for?"
          hint="A word or several. Accents and capitals make no difference."
          width="half"
          autoComplete="off"
          maxLength={100}
          defaultValue={query}
        />
        <div className="button-row">
          <Button>Search</Button>
        </div>
      </Form>
      {lessons === 0 && results.length === 0 ? (
        <p>
          You have begun no lesson yet. <Link to="/">Choose a module</Link> and come back.
        </p>
      ) : query === "" ? null : (
        <section className="section reading">
          <h2>{results.length === 0 ? "Nothing was found" : `${countWords(results.length, "result")}`}</h2>
          {results.length === 0 ? (
            <p>
              Nothing that you have met has all of these words. Try fewer words, or look in the{" "}
              <Link to="/glossary">glossary</Link>.
            </p>
          ) : (
            <ol className="task-list">
              {results.map((one) => (
                <li
                  key={`${one.kind} ${one.to} ${one.title.map((piece) => piece.text).join("")}`}
                  className="found"
                >
                  <p className="eyebrow">{KINDS[one.kind]}</p>
                  <Link className="task-link" to={one.to}>
                    <Marked pieces={one.title} />
                  </Link>
                  <p>
                    <Marked pieces={one.excerpt} />
                  </p>
                  <p className="hint">{one.where}</p>
                </li>
              ))}
            </ol>
          )}
        </section>
      )}
    </FramedPage>
  );
}
