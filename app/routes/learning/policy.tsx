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
import { LocalWordsForm } from "#app/components/local-words-form.tsx";
import { Notice } from "#app/components/notice.tsx";
import { PolicyEntry } from "#app/components/policy-entry.tsx";
import { SettingsTabs } from "#app/components/settings-tabs.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { readLocalWords, setLocalWords } from "#app/services/learning/local-words.server.ts";
import { readPolicy } from "#app/services/learning/read-policy.server.ts";
import { setPolicy } from "#app/services/learning/set-policy.server.ts";

export const meta: MetaFunction = () => [{ title: "What your force decides - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "policy.manage", async ({ ctx, principal }) => {
    const [settings, words] = await Promise.all([
      readPolicy(ctx, principal.force.id),
      readLocalWords(ctx, principal.force.id),
    ]);
    const kept = new URL(args.request.url).searchParams.get("kept");
    return {
      force: principal.force.name,
      settings,
      words,
      kept: kept === "hub" ? "Your service" : (settings.find((one) => one.key === kept)?.title ?? null),
    };
  });
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "policy.manage", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const key = textField(form, "key");
    const choice = textField(form, "choice");
    const of = { forceId: principal.force.id, by: principal.personId };
    const values = Object.fromEntries([...form.keys()].map((name) => [name, textField(form, name)]));
    try {
      if (key === "hub") await setLocalWords(ctx, { ...of, values });
      else await setPolicy(ctx, { ...of, key, choice });
    } catch (error) {
      return data({ problems: problemsOf(error), key, values }, { status: 400 });
    }
    return redirect(`/settings/policy?kept=${key}`);
  });
}

export default function Policy() {
  const { force, settings, words, kept } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const chosen = settings.filter((one) => one.chosen !== null).length;
  return (
    <FramedPage current="/settings/policy">
      <div className="stack">
        <ErrorSummary problems={refused?.problems ?? []} />
        {kept && !refused ? (
          <Notice tone="done" title={`Kept: ${kept}`} role="status">
            <p>It holds from the next page that anybody opens.</p>
          </Notice>
        ) : null}
        <h1>What your force decides</h1>
        <p className="lead">
          On these matters the rule of {force} holds, and lessons that teach one say so in its words. Until
          you choose, the safest rule holds.
        </p>
        <SettingsTabs current="/settings/policy" />
        <p>
          {chosen} of {countWords(settings.length, "rule")} chosen. Each change is recorded with your name and
          the time.
        </p>
      </div>
      <div className="stack-large section">
        <LocalWordsForm
          words={words}
          given={refused?.key === "hub" ? refused.values : undefined}
          problems={refused?.key === "hub" ? refused.problems : []}
        />
        {settings.map(({ key, ...one }) => (
          <PolicyEntry
            key={key}
            policyKey={key}
            {...one}
            problem={refused?.key === key ? refused.problems[0]?.text : undefined}
          />
        ))}
      </div>
    </FramedPage>
  );
}
