import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { CoverageView } from "#app/components/coverage-view.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { coverageLoader } from "#app/http/coverage-loader.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.page.answer.unit?.name ?? "Unit"} - Coverage - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "coverage.read", async (visit) => {
    const page = await coverageLoader(args.request, visit, args.params.unit);
    return data(page, { status: page.problems.length > 0 ? 400 : 200 });
  });
}

export default function UnitCoverage() {
  const { page, problems, ...view } = useLoaderData<typeof loader>();
  const { above, unit } = page.answer;
  return (
    <FramedPage current="/coverage">
      <Breadcrumbs
        items={[
          { href: `/coverage?${view.search}`, label: page.force.name },
          ...above.map((one) => ({ href: `/coverage/units/${one.id}?${view.search}`, label: one.name })),
          { label: unit?.name ?? "" },
        ]}
      />
      <ErrorSummary problems={problems} />
      <CoverageView page={page} {...view} />
    </FramedPage>
  );
}
