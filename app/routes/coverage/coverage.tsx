import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CoverageView } from "#app/components/coverage-view.tsx";
import { ErrorSummary } from "#app/components/forms/error-summary.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { authorised } from "#app/http/authorise.server.ts";
import { coverageLoader } from "#app/http/coverage-loader.server.ts";

export const meta: MetaFunction = () => [{ title: "Coverage - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "coverage.read", async (visit) => {
    const page = await coverageLoader(args.request, visit);
    return data(page, { status: page.problems.length > 0 ? 400 : 200 });
  });
}

export default function Coverage() {
  const { page, problems, ...view } = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/coverage">
      <ErrorSummary problems={problems} />
      <CoverageView page={page} {...view} />
    </FramedPage>
  );
}
