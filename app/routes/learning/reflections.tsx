import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Panel } from "#app/components/panel.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { listShared } from "#app/services/learning/share-reflection.server.ts";

export const meta: MetaFunction = () => [{ title: "Shared reflections - Studio - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "reflection.read", ({ ctx, principal }) => listShared(ctx, principal));
}

export default function Reflections() {
  const shared = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/studio">
      <Breadcrumbs items={[{ href: "/studio", label: "Studio" }, { label: "Shared reflections" }]} />
      <h1>Shared reflections</h1>
      <p className="lead">
        What officers chose to let you read. Nobody marks it, and they can take it back at any time.
      </p>
      <div className="reading stack">
        {shared.length === 0 ? <p>Nobody shares anything now.</p> : null}
        {shared.map((one) => (
          <Panel key={one.id} eyebrow={one.module} title={one.asked}>
            <blockquote className="own-words">{one.text}</blockquote>
            <p className="hint">
              {one.name ?? "Without a name"} · shared on {one.on}
            </p>
          </Panel>
        ))}
      </div>
    </FramedPage>
  );
}
