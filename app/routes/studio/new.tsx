import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { BeginForm } from "#app/components/studio/begin-form.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { beginDraft } from "#app/http/begin-draft.server.ts";
import { createDraft } from "#app/services/studio/draft.server.ts";
import { readBeginnings } from "#app/services/studio/read-studio.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction = () => [{ title: "A new scenario - Studio - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx }) => readBeginnings(ctx));
}

export const action = (args: ActionFunctionArgs) => beginDraft(args, createDraft);

export default function NewScenario() {
  const { templates, published } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <BeginForm
      heading="A new scenario"
      hint="A few words that do not give the answer away."
      problems={refused?.problems ?? []}
      options={[
        { value: "nothing", label: "Nothing", hint: "One empty scene." },
        ...templates.map((one) => ({
          value: `template:${one.id}`,
          label: `The outline “${one.title}”`,
          hint: one.about,
        })),
        ...published.map((one) => ({
          value: `copy:${one.slug}`,
          label: `A copy of “${one.title}”`,
          hint: "All its scenes, as a new scenario.",
        })),
      ]}
    >
      <p>
        <Link to="/studio/import">Bring one from Twine, H5P or a YAML file</Link>
      </p>
    </BeginForm>
  );
}
