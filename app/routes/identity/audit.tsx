import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { AuditFilter } from "#app/components/audit-filter.tsx";
import { AuditTable } from "#app/components/audit-table.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { SettingsTabs } from "#app/components/settings-tabs.tsx";
import { auditAsked, auditSearch } from "#app/http/audit-query.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { findsRules, readAudit } from "#app/services/identity/read-audit.server.ts";

export const meta: MetaFunction = () => [{ title: "Audit trail - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "audit.read", async ({ ctx, principal }) => {
    const url = new URL(args.request.url);
    const asked = auditAsked(url);
    const before = (url.searchParams.get("before") ?? "").slice(0, 100);
    return {
      ...(await readAudit(ctx, principal.force, asked, before)),
      asked,
      older: before !== "",
      search: auditSearch(asked),
      underRules: findsRules(principal),
    };
  });
}

export default function Audit() {
  const { lines, next, actors, asked, older, search, underRules } = useLoaderData<typeof loader>();
  return (
    <FramedPage current={underRules ? "/settings/policy" : "/settings/audit"}>
      <div className="stack">
        <h1>Audit trail</h1>
        <p className="lead">
          Who did what, and who looked at whom. The newest first; nothing here can be edited.
        </p>
        {underRules ? <SettingsTabs current="/settings/audit" /> : null}
      </div>
      <section className="section stack">
        <AuditFilter asked={asked} actors={actors} />
        <p>
          <a className="arrow-link" href={`/settings/audit.csv${search && `?${search}`}`}>
            All of what is shown, as CSV
          </a>
        </p>
      </section>
      <section className="section stack">
        {lines.length === 0 ? <p>Nothing was done that fits.</p> : <AuditTable lines={lines} />}
        {older ? (
          <p>
            <Link className="arrow-link" to={`/settings/audit${search && `?${search}`}`}>
              Back to the newest
            </Link>
          </p>
        ) : null}
        {next === null ? null : (
          <p>
            <Link
              className="arrow-link"
              to={`/settings/audit?${new URLSearchParams([...new URLSearchParams(search), ["before", next]])}`}
            >
              Older events
            </Link>
          </p>
        )}
      </section>
    </FramedPage>
  );
}
