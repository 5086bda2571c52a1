import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Button } from "#app/components/button.tsx";
import { CheckboxCards } from "#app/components/forms/checkbox-cards.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { TextArea } from "#app/components/forms/text-area.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { keepSent } from "#app/components/keeping/keep-sent.ts";
import { KeptForm } from "#app/components/keeping/kept-form.tsx";
import { KeptSender } from "#app/components/keeping/kept-sender.tsx";
import { Notice } from "#app/components/notice.tsx";
import { dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { problemsOf } from "#app/http/form-problems.server.ts";
import { textField } from "#app/http/parse.ts";
import { sendKeyOf } from "#app/http/sent-once.server.ts";
import { keepCpd, readCpd, removeCpd } from "#app/services/learning/cpd.server.ts";

const FIELDS = ["id", "day", "activity", "learnt", "difference"] as const;

export const meta: MetaFunction = () => [{ title: "Your development - Amends" }];

/** `?change=ID` opens an entry in the form, `?about=TITLE` begins one about something. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "record.read-own", async ({ ctx, principal }) => {
    const entries = await readCpd(ctx, principal.personId);
    const asked = new URL(args.request.url).searchParams;
    const changing = entries.find((one) => one.id === asked.get("change"));
    const about = asked.get("about")?.slice(0, 200) ?? "";
    const blank = { id: "", day: principal.today, activity: about, learnt: "", difference: "" };
    return { entries, form: changing ?? blank, kept: asked.has("kept"), sendKey: ctx.newId() };
  });
}

/** Keeps an entry, or takes one away (`remove`). */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "record.read-own", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    if (form.has("remove")) {
      await removeCpd(ctx, principal.personId, textField(form, "remove"));
      return redirect("/record/cpd");
    }
    const values = Object.fromEntries(
      FIELDS.map((name) => {
        const value = form.get(name);
        return [name, typeof value === "string" ? value : ""];
      }),
    );
    try {
      const sendKey = sendKeyOf(form, principal);
      await keepCpd(ctx, principal.personId, values, { sure: form.has("sure"), sendKey });
    } catch (error) {
      return data({ problems: problemsOf(error), values }, { status: 400 });
    }
    return redirect("/record/cpd?kept");
  });
}

export const clientAction = keepSent;

export default function Cpd() {
  const { entries, form, kept, sendKey } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const values: Record<string, string | undefined> =
    (refused && "values" in refused ? refused.values : null) ?? form;
  const looksReal = refused?.problems.some((one) => one.text.startsWith("This looks like")) ?? false;
  const problem = (name: string) => refused?.problems.find((one) => one.href === `#${name}`)?.text;
  return (
    <FramedPage current="/record">
      <KeptSender />
      <Breadcrumbs
        items={[
          { href: "/", label: "Home" },
          { href: "/record", label: "My record" },
          { label: "Development" },
        ]}
      />
      <div className="reading">
        <ErrorSummary problems={refused?.problems ?? []} />
        {kept && !refused ? <Notice tone="done" title="Kept, for you alone" role="status" /> : null}
        <h1>Your development</h1>
        <p className="lead">
          Notes for your review: what you did, what you learnt, and what is different for it. Only you see
          them.
        </p>
        <p className="hint">No names, case numbers or addresses of anybody: this is about your practice.</p>
        <KeptForm
          name={`cpd/${form.id || form.activity}`}
          action="/record/cpd"
          sendKey={sendKey}
          className="stack no-print"
          key={`${form.id}/${entries.length}`}
        >
          <input type="hidden" name="id" value={values.id ?? ""} />
          <TextField
            name="day"
            label="Day"
            hint="Year, month and day, such as 2018-06-04"
            width="half"
            defaultValue={values.day}
            error={problem("day")}
          />
          <TextField
            name="activity"
            label="What you did"
            hint="A module, a scenario, a call-out where you used it"
            defaultValue={values.activity}
            error={problem("activity")}
          />
          <TextArea
            name="learnt"
            label="What you learnt"
            defaultValue={values.learnt}
            error={problem("learnt")}
          />
          <TextArea
            name="difference"
            label="What is different for it"
            hint="What you do now, or will do, and for whom it makes a difference"
            defaultValue={values.difference}
            error={problem("difference")}
          />
          {looksReal ? (
            <CheckboxCards
              name="sure"
              id="sure"
              legend="Is it a real one?"
              options={[{ value: "yes", label: "No, it is nobody's. Keep what I wrote." }]}
            />
          ) : null}
          <div className="button-row">
            <Button type="submit">Keep it</Button>
          </div>
        </KeptForm>
      </div>
      <section className="section">
        <h2>Your notes</h2>
        {entries.length === 0 ? <p>None yet.</p> : null}
        {entries.map((one) => (
          <article key={one.id} className="reading section">
            <h3>
              {dayWords(one.day)}: {one.activity}
            </h3>
            <p>{one.learnt}</p>
            <p>{one.difference}</p>
            <Form method="post" className="button-row no-print">
              <Link to={`/record/cpd?change=${one.id}`}>
                Change<span className="visually-hidden">: {one.activity}</span>
              </Link>
              <Button type="submit" variant="withdraw" small name="remove" value={one.id}>
                Take away<span className="visually-hidden">: {one.activity}</span>
              </Button>
            </Form>
          </article>
        ))}
        {entries.length > 0 ? (
          <p className="no-print">
            <a href="/record/cpd.txt" download>
              Download them as text, for your review
            </a>
          </p>
        ) : null}
      </section>
    </FramedPage>
  );
}
