import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { BeginForm } from "#app/components/studio/begin-form.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { beginDraft } from "#app/http/begin-draft.server.ts";
import { createModule } from "#app/services/studio/create-module.server.ts";
import { readModules } from "#app/services/studio/read-studio.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction = () => [{ title: "A new module - Studio - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx }) => readModules(ctx));
}

export const action = (args: ActionFunctionArgs) => beginDraft(args, createModule);

export default function NewModule() {
  const modules = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <BeginForm
      heading="A new module"
      problems={refused?.problems ?? []}
      options={[
        { value: "nothing", label: "Nothing", hint: "One lesson, and no question." },
        ...modules.map((one) => ({
          value: `copy:${one.slug}`,
          label: `A copy of “${one.title}”`,
          hint: "Its lessons, questions, pictures and recordings, as a new module.",
        })),
      ]}
    />
  );
}
