import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { DraftPage } from "#app/components/studio/draft-page.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { screenNumber, textField } from "#app/http/parse.ts";
import { readHistory, type HistoryPage } from "#app/services/studio/draft-history.server.ts";
import { restoreDraft, undoDraft } from "#app/services/studio/save-draft.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `History - ${page?.frame.title ?? "Draft"} - Studio - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx, principal }) => {
    const asked = new URL(args.request.url).searchParams;
    const revision = (name: string) => screenNumber(asked.get(name) ?? "") || null;
    return readHistory(ctx, principal, args.params.draft ?? "", {
      from: asked.get("from") === "live" ? "live" : revision("from"),
      to: revision("to"),
    });
  });
}

/** Takes back one's own last change, or goes back to an earlier save. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const draftId = args.params.draft ?? "";
    const who = { forceId: principal.force.id, draftId, by: principal.personId };
    const deed = textField(form, "do");
    if (deed === "undo") {
      await undoDraft(ctx, who);
      const back = textField(form, "back");
      return redirect(
        `/studio/drafts/${draftId}${/^((scenes|endings|lessons|questions)\/[a-z0-9-]+|module|questions)$/.test(back) ? `/${back}` : back === "" ? "" : "/history"}`,
      );
    }
    await restoreDraft(ctx, { ...who, revision: screenNumber(textField(form, "revision")) });
    return redirect(`/studio/drafts/${draftId}/history`);
  });
}

export default function History() {
  const { frame, saves, compared }: HistoryPage = useLoaderData<typeof loader>();
  const closed = !frame.open;
  return (
    <DraftPage frame={frame} tab="history" here="History">
      {compared ? <Compared compared={compared} /> : null}
      <h2>Every save</h2>
      <p className="hint">
        The last {saves.length}, newest first: of what somebody wrote in a row, the last of each minute, and
        of a day ago and more the last of each hour.
      </p>
      <div className="scroll-x">
        <table className="table">
          <caption className="visually-hidden">Saves of this draft</caption>
          <thead>
            <tr>
              <th scope="col" className="number">
                Save
              </th>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col">
                <span className="visually-hidden">Look and go back</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {saves.map((save, at) => (
              <tr key={save.revision}>
                <th scope="row" className="number">
                  {save.revision}
                </th>
                <td>{save.when}</td>
                <td>{save.by}</td>
                <td>{save.what}</td>
                <td>
                  <div className="button-row">
                    <Link to={`?to=${save.revision}`}>
                      What changed<span className="visually-hidden"> in save {save.revision}</span>
                    </Link>
                    {at === 0 || closed ? null : (
                      <Form method="post">
                        <input type="hidden" name="revision" value={save.revision} />
                        <button className="link-button" name="do" value="restore">
                          Go back to it<span className="visually-hidden">, save {save.revision}</span>
                        </button>
                      </Form>
                    )}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </DraftPage>
  );
}

function Compared({ compared }: { compared: NonNullable<HistoryPage["compared"]> }) {
  return (
    <section className="section">
      <h2>
        From {compared.from} to {compared.to}
      </h2>
      {compared.changes.length === 0 ? <p>Nothing differs.</p> : null}
      <dl className="differences">
        {compared.changes.map(({ place, parts }, at) => (
          <div key={at}>
            <dt>{place}</dt>
            <dd>
              {parts.map((part, p) =>
                part.kind === "added" ? (
                  <ins key={p}>{part.text}</ins>
                ) : part.kind === "removed" ? (
                  <del key={p}>{part.text}</del>
                ) : (
                  <span key={p}>{part.text}</span>
                ),
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
