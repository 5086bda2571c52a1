import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { AccountFilter } from "#app/components/account-filter.tsx";
import { AccountTable } from "#app/components/account-table.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { SettingsTabs } from "#app/components/settings-tabs.tsx";
import { countWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { screenNumber } from "#app/http/parse.ts";
import { listAccounts } from "#app/services/identity/read-accounts.server.ts";

export const meta: MetaFunction = () => [{ title: "Accounts - Amends" }];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "account.manage", async ({ ctx, principal }) => {
    const { searchParams } = new URL(args.request.url);
    const asked = {
      query: (searchParams.get("q") ?? "").slice(0, 100),
      role: (searchParams.get("role") ?? "").slice(0, 20),
      page: screenNumber(searchParams.get("page") ?? undefined) || 1,
    };
    return { ...asked, ...(await listAccounts(ctx, principal, asked)) };
  });
}

export default function Accounts() {
  const { query, role, page, accounts, total, pages } = useLoaderData<typeof loader>();
  const at = (number: number) =>
    `/settings/accounts?${new URLSearchParams({ q: query, role, page: String(number) })}`;
  return (
    <FramedPage current="/settings/policy">
      <div className="stack">
        <h1>Accounts</h1>
        <p className="lead">Who can sign in, what they may do here, and where they are signed in.</p>
        <SettingsTabs current="/settings/accounts" />
        <p>
          <Link className="arrow-link" to="/settings/accounts/new">
            Make an account
          </Link>
        </p>
      </div>
      <section className="section">
        <AccountFilter query={query} role={role} />
      </section>
      <section className="section stack">
        <h2>{total === 0 ? "Nobody was found" : countWords(total, "account")}</h2>
        {accounts.length === 0 ? null : <AccountTable accounts={accounts} />}
        {pages > 1 ? (
          <nav aria-label="Pages" className="stack">
            <p>
              Page {page} of {pages}
            </p>
            {page > 1 ? (
              <p>
                <Link className="arrow-link" to={at(page - 1)}>
                  The page before
                </Link>
              </p>
            ) : null}
            {page < pages ? (
              <p>
                <Link className="arrow-link" to={at(page + 1)}>
                  The next page
                </Link>
              </p>
            ) : null}
          </nav>
        ) : null}
      </section>
    </FramedPage>
  );
}
