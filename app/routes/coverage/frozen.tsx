import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { FrozenMonth } from "#app/components/frozen-month.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { readFrozenPage } from "#app/services/coverage/read-frozen-page.server.ts";

export const meta: MetaFunction = () => [{ title: "Frozen months - Coverage - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "coverage.read", ({ ctx, principal }) => {
    const { searchParams } = new URL(args.request.url);
    const every = searchParams.get("months") === "all";
    return readFrozenPage(ctx, principal.force.id, searchParams.get("target"), every);
  });
}

export default function Frozen() {
  const { target, others, months, more } = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/coverage">
      <Breadcrumbs
        items={[{ href: `/coverage?target=${target.slug}`, label: "Coverage" }, { label: "Frozen months" }]}
      />
      <h1>Frozen months</h1>
      <p className="lead">
        {target.name}: {target.title}. Each month is frozen soon after its end and never changed. What was
        learnt later stands beside it, cause by cause.
      </p>
      {others.length === 0 ? null : (
        <p>
          Other targets:{" "}
          {others.map((one, at) => (
            <span key={one.slug}>
              {at > 0 ? ", " : ""}
              <Link to={`/coverage/frozen?target=${one.slug}`}>{one.name}</Link>
            </span>
          ))}
          .
        </p>
      )}
      {months.length === 0 ? (
        <p>No month is frozen yet. The first is once a month has ended.</p>
      ) : (
        months.map((month) => <FrozenMonth key={month.day} target={target.slug} {...month} />)
      )}
      {more ? (
        <p>
          <Link to={`/coverage/frozen?target=${target.slug}&months=all`}>Earlier months too</Link>
        </p>
      ) : null}
    </FramedPage>
  );
}
