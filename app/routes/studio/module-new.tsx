import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { RadioCards } from "#app/components/forms/radio-cards.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { createModule } from "#app/services/studio/create-module.server.ts";
import { readModules } from "#app/services/studio/read-studio.server.ts";
import styles from "#app/styles/studio.scss?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction = () => [{ title: "A new module - Studio - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", ({ ctx }) => readModules(ctx));
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    try {
      const id = await createModule(ctx, {
        forceId: principal.force.id,
        by: principal.personId,
        title: textField(form, "title"),
        from: textField(form, "from"),
      });
      return redirect(`/studio/drafts/${id}/module`);
    } catch (error) {
      return data({ problems: problemsOf(error) }, { status: 400 });
    }
  });
}

export default function NewModule() {
  const modules = useLoaderData<typeof loader>();
  const problems = useActionData<typeof action>()?.problems ?? [];
  const errorAt = (field: string) => problems.find((one) => one.href === `#${field}`)?.text ?? null;
  return (
    <FramedPage current="/studio">
      <Breadcrumbs items={[{ href: "/studio", label: "Studio" }, { label: "A new module" }]} />
      <ErrorSummary problems={problems} />
      <h1>A new module</h1>
      <Form method="post" className="reading stack-large" noValidate>
        <TextField name="title" label="What is it called?" maxLength={120} error={errorAt("title")} />
        <RadioCards
          name="from"
          legend="Begin from"
          error={errorAt("from")}
          defaultValue="nothing"
          options={[
            { value: "nothing", label: "Nothing", hint: "One lesson, and no question." },
            ...modules.map((one) => ({
              value: `copy:${one.slug}`,
              label: `A copy of “${one.title}”`,
              hint: "Its lessons, questions, pictures and recordings, as a new module.",
            })),
          ]}
        />
        <div className="button-row">
          <Button>Begin</Button>
        </div>
      </Form>
    </FramedPage>
  );
}
