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
import { LedgerTabs } from "#app/components/ledger-tabs.tsx";
import { LrsKeyEntry } from "#app/components/lrs-key-entry.tsx";
import { LrsKeyForm } from "#app/components/lrs-key-form.tsx";
import { Notice } from "#app/components/notice.tsx";
import { SummaryList } from "#app/components/summary-list.tsx";
import type { Problem } from "#app/domain/errors.ts";
import { authorised, type Visit } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { createKey, limitKey, listKeys, revokeKey, trustKey } from "#app/services/ledger/keys.server.ts";

export const meta: MetaFunction = () => [{ title: "Keys for the ledger - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "ledger.manage", async ({ ctx }) => ({ keys: await listKeys(ctx) }));
}

/** The secret of a key that was just made is in this answer, and nowhere else ever. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "ledger.manage", async (visit) => {
    const form = await args.request.formData();
    const name = textField(form, "name");
    const perMinute = textField(form, "perMinute").trim();
    const count = perMinute === "" ? null : Number(perMinute);
    const intent = textField(form, "intent");
    const sent = {
      name,
      scopes: form.getAll("scopes").map(String),
      trusted: form.has("trusted"),
      perMinute,
    };
    try {
      if (intent === "create") {
        const made = await createKey(visit.ctx, { ...sent, perMinute: count, by: visit.principal.personId });
        return {
          made: { name, username: made.key.id, secret: made.secret },
          problems: [],
          intent,
          sent: null,
        };
      }
      await change(visit, intent, name, count);
    } catch (error) {
      return data({ made: null, problems: problemsOf(error), intent, sent }, { status: 400 });
    }
    return redirect("/ledger/keys");
  });
}

async function change({ ctx, principal }: Visit, intent: string, name: string, count: number | null) {
  const by = principal.personId;
  if (intent === "limit") await limitKey(ctx, name, count, by);
  else if (intent === "trust" || intent === "distrust") await trustKey(ctx, name, intent === "trust", by);
  else if (intent === "revoke") await revokeKey(ctx, name, by);
}

export default function Keys() {
  const { keys } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const creating = answer?.intent === "create";
  const limited = answer?.intent === "limit" ? keys.find((one) => one.name === answer.sent?.name) : undefined;
  const problems: Problem[] = (answer?.problems ?? []).map((one) =>
    limited
      ? { ...one, href: `#limit-${limited.id}` }
      : { ...one, ...(!one.href && creating && { href: "#name" }) },
  );
  return (
    <FramedPage current="/ledger/keys">
      <div className="stack">
        <ErrorSummary problems={problems} />
        {answer?.made ? <Made {...answer.made} /> : null}
        <h1>Keys for the ledger</h1>
        <p className="lead">
          Other systems send statements to <code>/xapi</code>, and read them there, with a key.
        </p>
        <LedgerTabs current="/ledger/keys" />
      </div>
      <section className="section">
        <h2>The keys</h2>
        {keys.length === 0 ? <p>There are none yet.</p> : null}
        <div className="stack-large">
          {keys.map((one) => (
            <LrsKeyEntry
              key={one.id}
              {...one}
              limitProblem={limited?.id === one.id ? problems[0]?.text : undefined}
            />
          ))}
        </div>
      </section>
      <section className="section">
        <h2>Make a key</h2>
        <LrsKeyForm
          key={answer?.made?.username}
          problems={creating ? problems : []}
          {...(creating && answer.sent)}
        />
      </section>
    </FramedPage>
  );
}

function Made({ name, username, secret }: { name: string; username: string; secret: string }) {
  return (
    <Notice tone="done" title={`${name} is made`} role="status">
      <p>Copy the secret now. It is kept nowhere and cannot be shown again.</p>
      <SummaryList
        rows={[
          { key: "Key (user name)", value: <code>{username}</code> },
          { key: "Secret (password)", value: <code>{secret}</code> },
        ]}
      />
    </Notice>
  );
}
