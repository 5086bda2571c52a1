import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { AmendsError } from "#app/domain/errors.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { readPublished, withdraw } from "#app/services/studio/withdraw.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.title ?? "Published"} - Studio - Amends` },
];

/** What the address names. @throws AmendsError `not-found` for a kind that is none. */
function named({ shelf, slug = "" }: LoaderFunctionArgs["params"]): ["module" | "scenario", string] {
  if (shelf === "modules") return ["module", slug];
  if (shelf === "scenarios") return ["scenario", slug];
  throw new AmendsError("not-found", "There is no such page", "Choose what is published in the studio.");
}

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) =>
    readPublished(ctx, principal, ...named(args.params)),
  );
}

/** Withdraws it. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    try {
      await withdraw(ctx, principal, ...named(args.params));
    } catch (error) {
      return data({ problems: problemsOf(error) }, { status: 409 });
    }
    return redirect("/studio");
  });
}

export default function Published() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <FramedPage current="/studio">
      <Breadcrumbs items={[{ href: "/studio", label: "Studio" }, { label: page.title }]} />
      <ErrorSummary problems={refused?.problems ?? []} />
      <h1>{page.title}</h1>
      <p className="hint">
        Version {page.number}, live since {page.publishedOn} · <code>{page.hash}</code>
      </p>
      <p>
        <Link className="arrow-link" to={`/studio/${page.kind}s/${page.slug}/results`}>
          What officers {page.kind === "module" ? "answered" : "chose"}
        </Link>
      </p>
      {page.kind === "scenario" ? (
        <p>
          Take it with you: <a href={`/studio/scenarios/${page.slug}/export/yaml`}>its text as YAML</a>,{" "}
          <a href={`/studio/scenarios/${page.slug}/export/zip`}>all of it with its pictures (zip)</a>, or{" "}
          <a href={`/studio/scenarios/${page.slug}/export/twee`}>its scenes and links for Twine (Twee)</a>,
          where the words for a picture stand in its place.
        </p>
      ) : null}
      <section className="section reading">
        <h2>Withdraw it</h2>
        <ul>
          {page.effects.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        {page.held ? <p>It cannot be withdrawn: {page.held}.</p> : null}
        {page.mayWithdraw && page.held === null ? (
          <Form method="post">
            <Button variant="withdraw">Withdraw it</Button>
          </Form>
        ) : null}
        {page.mayWithdraw ? null : <p>A publisher can withdraw it.</p>}
      </section>
    </FramedPage>
  );
}
