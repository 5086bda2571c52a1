import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { NextVersion } from "#app/components/studio/next-version.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { textField } from "#app/http/parse.ts";
import { bringBackDraft, readPutAway } from "#app/services/studio/discard-draft.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction = () => [{ title: "Discarded and withdrawn - Studio - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) => readPutAway(ctx, principal));
}

/** Brings a draft back. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const id = await bringBackDraft(ctx, principal, textField(await args.request.formData(), "draft"));
    return redirect(`/studio/drafts/${id}`);
  });
}

export default function PutAway() {
  const { drafts, withdrawn } = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/studio">
      <Breadcrumbs items={[{ href: "/studio", label: "Studio" }, { label: "Discarded and withdrawn" }]} />
      <h1>Discarded and withdrawn</h1>
      <section className="section">
        <h2>Discarded drafts</h2>
        {drafts.length === 0 ? <p>None.</p> : null}
        <ul className="stack">
          {drafts.map((draft) => (
            <li key={draft.id}>
              <Form method="post">
                <input type="hidden" name="draft" value={draft.id} />
                <strong>{draft.title}</strong> <span className="hint">last saved {draft.changed}</span>{" "}
                <button className="link-button">
                  Bring it back<span className="visually-hidden">: {draft.title}</span>
                </button>
              </Form>
            </li>
          ))}
        </ul>
      </section>
      <section className="section">
        <h2>Withdrawn</h2>
        <p>Nobody can begin these. Whoever publishes the next version brings one back.</p>
        {withdrawn.length === 0 ? <p>None.</p> : null}
        <ul className="stack">
          {withdrawn.map((one) => (
            <li key={`${one.kind} ${one.slug}`}>
              <strong>{one.title}</strong>{" "}
              <span className="hint">
                {one.kind}, version {one.number} was the last
              </span>{" "}
              <NextVersion
                kind={one.kind}
                slug={one.slug}
                title={one.title}
                number={one.number + 1}
                draft={null}
              />
            </li>
          ))}
        </ul>
      </section>
    </FramedPage>
  );
}
