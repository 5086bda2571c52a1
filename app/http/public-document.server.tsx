/** The door and the frame of what anyone may read once a force's administrator has switched it on. */
import type { AppLoadContext } from "@remix-run/node";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { PublicDocument } from "#app/components/public-document.tsx";
import { PublishedFigures } from "#app/components/published-figures.tsx";
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Context } from "#app/services/context.server.ts";
import { publicForce } from "#app/services/coverage/read-public-page.server.ts";
import type { PublishedPage } from "#app/services/coverage/read-published-page.server.ts";
import { readFrame } from "#app/services/identity/read-frame.server.ts";
import styles from "#app/styles/main.scss?url";
import { statusOf } from "./errors.server.ts";

/** Figures change once a month: whoever stands between may keep them so long. */
const KEEP_SECONDS = 300;

interface PublicVisit {
  readonly ctx: Context;
  readonly force: { readonly id: ForceId; readonly slug: string; readonly name: string };
}

/** Runs `work` for anyone where a force's figures are public. Nobody's session is asked, so that an answer can be kept. */
export async function inPublic(
  { params, context }: { params: { force?: string | undefined }; context: AppLoadContext },
  work: (visit: PublicVisit) => Promise<Response>,
): Promise<Response> {
  const ctx = context.amends;
  try {
    const force = await publicForce(ctx, params.force ?? "");
    const answer = await work({ ctx, force });
    answer.headers.set("Cache-Control", `public, max-age=${KEEP_SECONDS}`);
    return answer;
  } catch (error) {
    if (!(error instanceof AmendsError)) throw error;
    const words = (
      <>
        <h1>{error.message}</h1>
        <p className="lead">{error.wayOut}</p>
      </>
    );
    return documentOf(ctx, ctx.config.force.name, error.message, words, statusOf(error.code));
  }
}

/** A force's published figures as a whole document. */
export function publicCoverageDocument({ ctx, force }: PublicVisit, page: PublishedPage): Response {
  const at = (file: string, target = page.target.slug) => `/public/${force.slug}/${file}?target=${target}`;
  return documentOf(
    ctx,
    force.name,
    `Restorative justice training in ${force.name}`,
    <>
      <PublishedFigures {...page} files={{ csv: at("coverage.csv"), pdf: at("report.pdf") }} />
      {page.others.length === 0 ? null : (
        <section className="section">
          <h2>What else is promised</h2>
          <ul>
            {page.others.map((one) => (
              <li key={one.slug}>
                <a href={at("coverage", one.slug)}>{one.name}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>,
  );
}

function documentOf(ctx: Context, force: string, title: string, children: ReactNode, status = 200): Response {
  const page = (
    <PublicDocument title={title} styles={styles} force={force} demoNotice={readFrame(ctx, null).demoNotice}>
      {children}
    </PublicDocument>
  );
  return new Response(`<!doctype html>${renderToStaticMarkup(page)}`, {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}
