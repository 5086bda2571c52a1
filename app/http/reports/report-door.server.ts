/** The door of `/api/v1`: a key instead of a session, refusals as problem documents (RFC 9457). */
import type { AppLoadContext } from "@remix-run/node";
import { AmendsError } from "#app/domain/errors.ts";
import type { Context } from "#app/services/context.server.ts";
import { authenticateReport, type ReportKey } from "#app/services/coverage/report-keys.server.ts";
import { statusOf } from "../errors.server.ts";
import { KeyLimits } from "../key-limits.server.ts";

const limits = new KeyLimits();

export interface ReportVisit {
  readonly ctx: Context;
  readonly force: ReportKey["force"];
  readonly url: URL;
}

/**
 * Runs `work` for a request that proves a key.
 * @param parameters those the resource has; another one is refused, so that a misspelt filter never gives the whole force
 */
export async function withReportKey(
  { request, context }: { request: Request; context: AppLoadContext },
  parameters: readonly string[],
  work: (visit: ReportVisit) => Promise<Response>,
): Promise<Response> {
  const ctx = context.amends;
  const key = await authenticateReport(ctx, request.headers.get("authorization"));
  const tooMany = key ? await limits.request(key) : await limits.wrongKey(context.address);
  if (tooMany)
    return problem(429, "Too many requests", tooMany.message, { "Retry-After": String(tooMany.retryAfter) });
  if (!key)
    return problem(
      401,
      "A key is required",
      "Send it in a header: Authorization: Bearer KEY. An administrator makes it.",
      {
        "WWW-Authenticate": 'Bearer realm="Amends figures"',
      },
    );
  const url = new URL(request.url);
  try {
    refuseUnknown(url, parameters);
    const answer = await work({ ctx, force: key.force, url });
    answer.headers.set("Cache-Control", "no-store");
    answer.headers.set("Vary", "Accept, Authorization");
    return answer;
  } catch (error) {
    if (!(error instanceof AmendsError)) throw error;
    return problem(statusOf(error.code), error.message, error.wayOut);
  }
}

function refuseUnknown(url: URL, parameters: readonly string[]): void {
  const unknown = [...url.searchParams.keys()].find((name) => !parameters.includes(name));
  if (unknown === undefined) return;
  throw new AmendsError(
    "bad-input",
    `There is no parameter "${unknown.slice(0, 30)}"`,
    parameters.length === 0 ? "This resource has none." : `There are: ${parameters.join(", ")}.`,
  );
}

/** A refusal: what is wrong, and what to do. */
function problem(
  status: number,
  title: string,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify({ type: "about:blank", title, status, detail }), {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  });
}

/** JSON, or CSV where a request would rather have it. @throws AmendsError `bad-input` for a `format` that is neither. */
export function jsonOrCsv(
  request: Request,
  url: URL,
  { json, csv }: { json: () => object; csv: () => string },
): Response {
  const format = url.searchParams.get("format");
  if (format !== null && format !== "json" && format !== "csv")
    throw new AmendsError("bad-input", `"${format.slice(0, 30)}" is no format`, "Use json or csv.");
  const wanted = format ?? (/\btext\/csv\b/.test(request.headers.get("accept") ?? "") ? "csv" : "json");
  if (wanted === "json") return Response.json(json());
  return new Response(`${csv()}\n`, { headers: { "Content-Type": "text/csv; charset=utf-8" } });
}
