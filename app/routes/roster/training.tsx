import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { RosterTabs } from "#app/components/roster-tabs.tsx";
import { CompletionsExport, TrainingByHand, TrainingFile } from "#app/components/training-forms.tsx";
import { authorised, type Visit } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { fileField, uploadForm } from "#app/http/upload-form.server.ts";
import { listModules, recordTraining } from "#app/services/learning/record-training.server.ts";
import { keepUpload, readWaiting } from "#app/services/roster/uploads.server.ts";

export const meta: MetaFunction = () => [{ title: "Training from elsewhere - Amends" }];

const FIELDS = ["person", "module", "completedOn", "outcome", "provider", "evidence", "source"] as const;

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.import", async ({ ctx, principal }) => ({
    modules: await listModules(ctx),
    sources: (await readWaiting(ctx, principal.force, "training")).sources,
  }));
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "people.import", async (visit) => {
    let sent: Record<string, string> = {};
    try {
      const form = await uploadForm(args.request);
      sent = Object.fromEntries(FIELDS.map((name) => [name, textField(form, name)]));
      const by = visit.principal.personId;
      if (textField(form, "intent") === "record") {
        await recordTraining(visit.ctx, { force: visit.principal.force, by, values: sent });
        return data({ problems: [], sent: {}, done: true });
      }
      return await keepFile(visit, form, sent);
    } catch (error) {
      return data({ problems: problemsOf(error), sent, done: false }, { status: 400 });
    }
  });
}

async function keepFile({ ctx, principal }: Visit, form: FormData, sent: Record<string, string>) {
  const file = await fileField(form, "file");
  const source = (sent.source ?? "").trim();
  const problems = [
    ...(file ? [] : [{ text: "Choose the file", href: "#file" }]),
    ...(source === "" || source.length > 60
      ? [{ text: "Give the system's name, of at most 60 letters", href: "#source" }]
      : []),
  ];
  if (!file || problems.length > 0) return data({ problems, sent, done: false }, { status: 400 });
  const kept = await keepUpload(ctx, {
    kind: "training",
    force: principal.force,
    fileName: file.name,
    bytes: file.bytes,
    source,
    asAt: principal.today,
    by: principal.personId,
  });
  return redirect(`/people/imports/files/${kept.id}/${kept.ready ? "check" : "columns"}`);
}

export default function Training() {
  const { modules, sources } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  const sent: Record<string, string> = answer?.sent ?? {};
  const done = answer?.done ?? false;
  return (
    <FramedPage current="/people">
      <div className="stack">
        <ErrorSummary problems={problems} />
        <h1>Training from elsewhere</h1>
        <p className="lead">
          A classroom, another force, another system: it counts from the day on which it was done, unless it
          is older than the programme allows.
        </p>
        <RosterTabs current="/people/training" />
        {done ? (
          <Notice tone="done" role="status">
            <p>1 new record, in the ledger now.</p>
          </Notice>
        ) : null}
      </div>
      <section className="section">
        <h2>By hand</h2>
        <TrainingByHand key={`hand ${done}`} problems={problems} sent={sent} modules={modules} />
      </section>
      <section className="section">
        <h2>By file</h2>
        <TrainingFile problems={problems} sent={sent} sources={sources} />
      </section>
      <section className="section">
        <h2>For other systems</h2>
        <CompletionsExport />
      </section>
    </FramedPage>
  );
}
