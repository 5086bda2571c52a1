import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Details } from "#app/components/details.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { TextField } from "#app/components/forms/text-field.tsx";
import { Notice } from "#app/components/notice.tsx";
import { SplitPage } from "#app/components/page.tsx";
import { PersonCard } from "#app/components/person-card.tsx";
import { AmendsError, type Problem } from "#app/domain/errors.ts";
import { open } from "#app/http/authorise.server.ts";
import { textField } from "#app/http/parse.ts";
import { safeBack } from "#app/http/safe-back.ts";
import { readFrame } from "#app/services/identity/read-frame.server.ts";
import { signIn } from "#app/services/identity/sign-in.server.ts";
import { DEMO_PASSWORD, readPersonas } from "#app/services/demo/personas.server.ts";

export const meta: MetaFunction = () => [{ title: "Sign in - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return open(args, async ({ ctx, principal }) => {
    if (principal) throw redirect("/");
    const { force, demoNotice } = readFrame(ctx, null);
    const chosen = new URL(args.request.url).searchParams.has("chosen");
    return { force, demoNotice, chosen, personas: await readPersonas(ctx) };
  });
}

export function action(args: ActionFunctionArgs) {
  return open(args, async ({ ctx }) => {
    const form = await args.request.formData();
    const persona = (await readPersonas(ctx)).find((one) => one.email === form.get("persona"));
    const email = persona?.email ?? form.get("email");
    try {
      const cookie = await signIn(ctx, {
        email,
        password: persona ? DEMO_PASSWORD : form.get("password"),
        address: args.context.address,
      });
      return redirect(safeBack(new URL(args.request.url).searchParams.get("back")), {
        headers: { "Set-Cookie": cookie },
      });
    } catch (error) {
      if (!(error instanceof AmendsError) || error.code !== "bad-input") throw error;
      return data(
        {
          problems: error.problems,
          email: textField(form, "email"),
        },
        { status: 400 },
      );
    }
  });
}

export default function SignIn() {
  const { force, demoNotice, chosen, personas } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems: readonly Problem[] = refused?.problems ?? [];
  const fields = <Credentials problems={problems} email={refused?.email ?? ""} />;
  return (
    <SplitPage force={force} demoNotice={demoNotice ?? undefined}>
      <ErrorSummary problems={problems} />
      {chosen && !refused ? (
        <Notice tone="done" title="Your password is kept. Sign in with it now." role="status" />
      ) : null}
      <h1>Sign in</h1>
      {personas.length === 0 ? (
        fields
      ) : (
        <>
          <p className="lead">Choose who to be. You can come back and be someone else.</p>
          <Form method="post" className="person-cards">
            {personas.map((one) => (
              <PersonCard key={one.email} {...one} name="persona" value={one.email} />
            ))}
          </Form>
          <Details
            summary="Sign in with an e-mail address and a password instead"
            open={chosen || problems.length > 0}
          >
            {fields}
          </Details>
        </>
      )}
    </SplitPage>
  );
}

function Credentials({ problems, email }: { problems: readonly Problem[]; email: string }) {
  const error = (name: string) => problems.find((one) => one.href === `#${name}`)?.text;
  return (
    <Form method="post" className="stack" noValidate>
      <TextField
        name="email"
        label="Work e-mail address"
        type="email"
        autoComplete="username"
        defaultValue={email}
        error={error("email")}
      />
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        error={error("password")}
      />
      <div>
        <Button type="submit">Sign in</Button>
      </div>
    </Form>
  );
}
