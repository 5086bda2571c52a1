import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { FactNotes } from "#app/components/lesson/fact-notes.tsx";
import { FactsDue } from "#app/components/lesson/facts-due.tsx";
import { OnSceneCard } from "#app/components/on-scene-card.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { readCard } from "#app/services/learning/read-card.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: card }) => [
  { title: `Card: ${card?.title ?? ""} - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", ({ ctx, principal }) =>
    readCard(ctx, principal, args.params.module ?? ""),
  );
}

export default function Card() {
  const card = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/">
      <Breadcrumbs
        items={[
          { href: "/", label: "Home" },
          { href: `/modules/${card.slug}`, label: card.title },
          { label: "On-scene card" },
        ]}
      />
      <FactsDue facts={card.facts} />
      <OnSceneCard card={card} />
      <p className="hint no-print">It prints on one page. Fold it into your notebook.</p>
      <div className="section reading no-print">
        <FactNotes facts={card.facts} />
      </div>
    </FramedPage>
  );
}
