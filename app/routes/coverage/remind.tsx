import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLocation } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { TextArea } from "#app/components/forms/text-area.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { countWords, inSentence } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { unitAsked } from "#app/http/unit-query.ts";
import { planReminder, sendReminder, type LeftOut } from "#app/services/notices/remind.server.ts";

export const meta: MetaFunction = () => [{ title: "Remind - My unit - Amends" }];

const MOST_TEXT = 500;

/** Nobody is chosen yet: those to remind are ticked on My unit. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.remind", () => Promise.resolve(null));
}

/** First shows who and what; then sends. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "people.remind", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const people = form.getAll("person").filter((one) => typeof one === "string");
    if (people.length === 0) return data({ plan: null, done: null, problems: [] }, { status: 400 });
    const text = textField(form, "text");
    const { programme, target } = unitAsked(new URL(args.request.url));
    const asked = { programme, target };
    if (textField(form, "step") !== "send")
      return data({
        plan: await planReminder(ctx, principal, { ...asked, chosen: people }),
        done: null,
        problems: [],
      });
    try {
      const done = await sendReminder(ctx, principal, { ...asked, people, text });
      return data({ plan: null, done, problems: [] });
    } catch (error) {
      const problems = problemsOf(error);
      const plan = { ...(await planReminder(ctx, principal, { ...asked, chosen: people })), text };
      return data({ plan, done: null, problems }, { status: 400 });
    }
  });
}

export default function Remind() {
  const { plan = null, done = null, problems = [] } = useActionData<typeof action>() ?? {};
  // The view that they came from.
  const unit = `/unit${useLocation().search}`;
  const back = (
    <ButtonLink to={unit} variant={plan && plan.people.length > 0 ? "second" : "main"}>
      Back
    </ButtonLink>
  );
  return (
    <FramedPage current="/unit">
      <Breadcrumbs items={[{ href: unit, label: "My unit" }, { label: "Remind" }]} />
      <ErrorSummary problems={problems} />
      <h1>Remind people of your unit</h1>
      <div className="reading stack">
        {done ? (
          <>
            <Notice tone={done.sent.length > 0 ? "done" : "warn"} role="status">
              {done.sent.length === 0
                ? "Nobody was reminded."
                : `${countWords(done.sent.length, "person was", "people were")} reminded: ${done.sent.join(", ")}.`}
            </Notice>
            <NotReminded people={done.leftOut} />
            <div className="button-row">{back}</div>
          </>
        ) : plan ? (
          <>
            {plan.people.length === 0 ? (
              <p>Nobody of those chosen can be reminded today.</p>
            ) : (
              <>
                <h2 className="h3">Who</h2>
                <ul>
                  {plan.people.map((one) => (
                    <li key={one.id}>{one.name}</li>
                  ))}
                </ul>
              </>
            )}
            <NotReminded people={plan.leftOut} />
            <Form method="post" className="stack" noValidate>
              <input type="hidden" name="step" value="send" />
              {plan.people.map((one) => (
                <input key={one.id} type="hidden" name="person" value={one.id} />
              ))}
              {plan.people.length === 0 ? null : (
                <TextArea
                  name="text"
                  label="What they read"
                  hint="500 characters at most. It stands on their start page with your name, until they dismiss it. No e-mail is sent."
                  defaultValue={plan.text}
                  maxLength={MOST_TEXT}
                  rows={5}
                  error={problems[0]?.text}
                />
              )}
              <div className="button-row">
                {plan.people.length === 0 ? null : <Button>Send</Button>}
                {back}
              </div>
            </Form>
          </>
        ) : (
          <>
            <p>Nobody is chosen. Go back to My unit and tick those to remind.</p>
            <div className="button-row">{back}</div>
          </>
        )}
      </div>
    </FramedPage>
  );
}

function NotReminded({ people }: { people: readonly LeftOut[] }) {
  if (people.length === 0) return null;
  return <p>Left out: {people.map((one) => `${one.name} (${inSentence(one.why)})`).join("; ")}.</p>;
}
