import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { LedgerTabs } from "#app/components/ledger-tabs.tsx";
import { Notice } from "#app/components/notice.tsx";
import { SummaryList } from "#app/components/summary-list.tsx";
import { Tag } from "#app/components/tag.tsx";
import { instantWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import {
  createReportKey,
  endKey,
  listReportKeys,
  USUAL_PER_MINUTE,
} from "#app/services/coverage/report-keys.server.ts";

export const meta: MetaFunction = () => [{ title: "Keys for reports - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "report-key.manage", async ({ ctx, principal }) => ({
    keys: await listReportKeys(ctx, principal.force.id),
    usual: String(USUAL_PER_MINUTE),
    origin: ctx.config.origin ?? new URL(args.request.url).origin,
  }));
}

/** The secret of a key that was just made is in this answer, and nowhere else ever. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "report-key.manage", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const forceId = principal.force.id;
    const by = principal.personId;
    const sent = { name: textField(form, "name"), perMinute: textField(form, "perMinute").trim() };
    try {
      if (textField(form, "intent") === "create") {
        const asked = { forceId, name: sent.name, perMinute: Number(sent.perMinute || Number.NaN), by };
        return { made: await createReportKey(ctx, asked), problems: [], sent: null };
      }
      await endKey(ctx, { forceId, id: textField(form, "key"), by });
    } catch (error) {
      return data({ made: null, problems: problemsOf(error), sent }, { status: 400 });
    }
    return redirect("/ledger/report-keys");
  });
}

export default function ReportKeys() {
  const { keys, usual, origin } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  const error = (field: string) => problems.find((one) => one.href === `#${field}`)?.text;
  return (
    <FramedPage current="/ledger/keys">
      <div className="stack">
        <ErrorSummary problems={problems} />
        {answer?.made ? (
          <Notice tone="done" title={`${answer.made.name} is made`} role="status">
            <p>Copy the key now. It is kept nowhere and cannot be shown again.</p>
            <SummaryList
              long
              rows={[
                { key: "Header", value: <code>{`Authorization: Bearer ${answer.made.token}`}</code> },
                { key: "Address", value: <code>{`${origin}/api/v1/coverage`}</code> },
              ]}
            />
          </Notice>
        ) : null}
        <h1>Keys for reports</h1>
        <p className="lead">
          With a key, Power BI or another system reads the figures of the coverage page: counts and rates,
          never a person.
        </p>
        <LedgerTabs current="/ledger/report-keys" />
        <p>
          What can be asked stands in{" "}
          <a href="/api/v1/openapi.json">the description for programs (OpenAPI)</a>. Figures read with a key
          are exact inside your force: publish only what is <a href="/coverage/published">for publication</a>.
        </p>
      </div>
      <section className="section">
        <h2>The keys</h2>
        {keys.length === 0 ? <p>There are none yet.</p> : null}
        <div className="stack-large">
          {keys.map((one) => (
            <section className="stack" key={one.id}>
              <h3>{one.name}</h3>
              <p>{one.endedAt ? <Tag state="overdue">Ended</Tag> : <Tag state="done">Works</Tag>}</p>
              <SummaryList
                rows={[
                  { key: "Requests", value: `At most ${one.perMinute} a minute` },
                  { key: "Made", value: instantWords(one.createdAt) },
                  ...(one.endedAt ? [{ key: "Ended", value: instantWords(one.endedAt) }] : []),
                ]}
              />
              {one.endedAt ? null : (
                <Form method="post" className="button-row">
                  <input type="hidden" name="key" value={one.id} />
                  <Button small variant="withdraw" name="intent" value="end">
                    End<span className="visually-hidden"> {one.name}</span>
                  </Button>
                  <span className="hint">At once and for good. Reports that use it stop refreshing.</span>
                </Form>
              )}
            </section>
          ))}
        </div>
      </section>
      <section className="section">
        <h2>Make a key</h2>
        <Form method="post" className="reading" noValidate key={answer?.made?.token}>
          <TextField
            name="name"
            label="Name"
            hint="What will use it, for example Power BI of the performance team."
            width="half"
            maxLength={100}
            autoComplete="off"
            defaultValue={answer?.sent?.name}
            error={error("name")}
          />
          <TextField
            name="perMinute"
            label="Requests a minute, at most"
            inputMode="numeric"
            width="short"
            defaultValue={answer?.sent?.perMinute ?? usual}
            error={error("perMinute")}
          />
          <div className="button-row">
            <Button name="intent" value="create">
              Make the key
            </Button>
          </div>
        </Form>
      </section>
    </FramedPage>
  );
}
