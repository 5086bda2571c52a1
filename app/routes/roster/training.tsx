import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { RosterTabs } from "#app/components/roster-tabs.tsx";
import { CompletionsExport, TrainingByHand, TrainingFile } from "#app/components/training-forms.tsx";
import { WrongRows } from "#app/components/wrong-rows.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised, type Visit } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { fileField, uploadForm } from "#app/http/upload-form.server.ts";
import {
  importTraining,
  listModules,
  recordTraining,
} from "#app/services/learning/import-training.server.ts";
import { parseMap } from "#app/services/roster/import-maps.server.ts";

export const meta: MetaFunction = () => [{ title: "Training from elsewhere - Amends" }];

const FIELDS = [
  "person",
  "module",
  "completedOn",
  "outcome",
  "provider",
  "evidence",
  "source",
  "map",
] as const;

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.import", async ({ ctx }) => ({ modules: await listModules(ctx) }));
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
        return data({ problems: [], sent: {}, done: { added: 1, settled: 1, wrong: [] } });
      }
      return await importFile(visit, form, sent);
    } catch (error) {
      return data({ problems: problemsOf(error), sent, done: null }, { status: 400 });
    }
  });
}

async function importFile({ ctx, principal }: Visit, form: FormData, sent: Record<string, string>) {
  const file = await fileField(form, "file");
  const source = (sent.source ?? "").trim();
  const problems = [
    ...(file ? [] : [{ text: "Choose the file", href: "#file" }]),
    ...(source === "" ? [{ text: "Give the system's name", href: "#source" }] : []),
  ];
  if (!file || problems.length > 0) return data({ problems, sent, done: null }, { status: 400 });
  const { problems: wrong, ...counts } = await importTraining(ctx, {
    force: principal.force.slug,
    fileName: file.name.slice(0, 200),
    bytes: file.bytes,
    source: source.slice(0, 60),
    map: sent.map?.trim() ? parseMap("training", sent.map) : undefined,
    by: principal.personId,
  });
  return data({ problems: [], sent: {}, done: { added: counts.added, settled: counts.settled, wrong } });
}

export default function Training() {
  const { modules } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  const sent: Record<string, string> = answer?.sent ?? {};
  const done = answer?.done;
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
            <p>
              {countWords(done.added, "new record")}, {done.settled} in the ledger now.
            </p>
          </Notice>
        ) : null}
      </div>
      {done ? <WrongRows problems={done.wrong} count={done.wrong.length} /> : null}
      <section className="section">
        <h2>By hand</h2>
        <TrainingByHand key={`hand ${done?.added}`} problems={problems} sent={sent} modules={modules} />
      </section>
      <section className="section">
        <h2>By file</h2>
        <TrainingFile key={`file ${done?.added}`} problems={problems} sent={sent} />
      </section>
      <section className="section">
        <h2>For other systems</h2>
        <CompletionsExport />
      </section>
    </FramedPage>
  );
}
