import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FramedPage } from "#app/components/frame.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { liveVersion } from "#app/services/learning/read-content.server.ts";

export const meta: MetaFunction = () => [{ title: "Glossary - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "signed-in", async ({ ctx }) => {
    const glossary = await liveVersion(ctx, "glossary", "glossary");
    return [...(glossary?.compiled ?? [])].sort((a, b) => a.term.localeCompare(b.term, "en-GB"));
  });
}

export default function Glossary() {
  const terms = useLoaderData<typeof loader>();
  return (
    <FramedPage title="Glossary" current="/glossary">
      <dl className="reading glossary">
        {terms.map((term) => (
          <div key={term.id} id={term.id}>
            <dt>{term.term}</dt>
            <dd>{term.definition}</dd>
          </div>
        ))}
      </dl>
    </FramedPage>
  );
}
