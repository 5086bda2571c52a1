import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { StaticPage } from "#app/components/static-page.tsx";
import { staticPageLoader } from "#app/http/static-page.server.ts";

export const loader = staticPageLoader("cookies");

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? "Page"} - Amends` },
];

export default function Cookies() {
  return <StaticPage {...useLoaderData<typeof loader>()} />;
}
