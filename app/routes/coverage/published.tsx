import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { PublishedFigures } from "#app/components/published-figures.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { isPublic } from "#app/services/coverage/read-public-page.server.ts";
import { readPublishedPage } from "#app/services/coverage/read-published-page.server.ts";

export const meta: MetaFunction = () => [{ title: "What may be published - Coverage - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "coverage.read", async ({ ctx, principal }) => {
    const target = new URL(args.request.url).searchParams.get("target");
    const page = await readPublishedPage(ctx, principal.force, target);
    const { slug } = principal.force;
    const query = `?target=${page.target.slug}`;
    return {
      ...page,
      files: { csv: `/coverage/published.csv${query}`, pdf: `/coverage/report.pdf${query}` },
      publicAt: (await isPublic(ctx, principal.force.id)) ? `/public/${slug}/coverage${query}` : null,
    };
  });
}

export default function Published() {
  const page = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/coverage">
      <Breadcrumbs items={[{ href: "/coverage", label: "Coverage" }, { label: "What may be published" }]} />
      <PublishedFigures {...page} />
      <p className="hint section">
        {page.publicAt === null ? (
          "Nobody reads this page without an account. An administrator may show it to anyone, under Settings, Local rules."
        ) : (
          <>
            Anyone can read it at <a href={page.publicAt}>{page.publicAt}</a>.
          </>
        )}
      </p>
    </FramedPage>
  );
}
