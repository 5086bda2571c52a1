import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { PolicyEntry } from "#app/components/policy-entry.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { readPolicy } from "#app/services/learning/read-policy.server.ts";
import { setPolicy } from "#app/services/learning/set-policy.server.ts";

export const meta: MetaFunction = () => [{ title: "What your force decides - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "policy.manage", async ({ ctx, principal }) => {
    const settings = await readPolicy(ctx, principal.force.id);
    const kept = new URL(args.request.url).searchParams.get("kept");
    return {
      force: principal.force.name,
      settings,
      kept: settings.find((one) => one.key === kept)?.title ?? null,
    };
  });
}

export function action(args: ActionFunctionArgs) {
  return authorised(args, "policy.manage", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const key = textField(form, "key");
    const choice = textField(form, "choice");
    try {
      await setPolicy(ctx, { forceId: principal.force.id, key, choice, by: principal.personId });
    } catch (error) {
      return data({ problems: problemsOf(error), key }, { status: 400 });
    }
    return redirect(`/settings/policy?kept=${key}`);
  });
}

export default function Policy() {
  const { force, settings, kept } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const chosen = settings.filter((one) => one.chosen !== null).length;
  return (
    <FramedPage current="/settings/policy">
      <div className="stack">
        <ErrorSummary problems={refused?.problems ?? []} />
        {kept && !refused ? (
          <Notice tone="done" title={`Kept: ${kept}`} role="status">
            <p>Lessons say so from the next page that an officer opens.</p>
          </Notice>
        ) : null}
        <h1>What your force decides</h1>
        <p className="lead">
          On these matters lessons show the rule of {force}. Until you choose, the safest rule holds.
        </p>
        <p>
          <Link className="arrow-link" to="/settings/fact-owners">
            Who answers for facts when an officer says that something is wrong
          </Link>
        </p>
        <p>
          {chosen} of {countWords(settings.length, "rule")} chosen. Each change is recorded with your name and
          the time.
        </p>
      </div>
      <div className="stack-large section">
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
