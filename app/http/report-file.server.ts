import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { isDay } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { publishedTable } from "#app/services/coverage/present-published.ts";
import { readPublishedPage } from "#app/services/coverage/read-published-page.server.ts";
import { readReport, type CoverageReport } from "#app/services/coverage/read-report.server.ts";
import { reportPdf } from "#app/services/coverage/report-pdf.server.ts";

/** The report that `?target=SLUG&month=DAY` asks for; of the last frozen month without a month. @throws AmendsError. */
export async function reportAsked(
  ctx: Context,
  force: { id: ForceId; name: string },
  request: Request,
): Promise<CoverageReport> {
  const { searchParams } = new URL(request.url);
  const month = searchParams.get("month");
  if (month !== null && !isDay(month))
    throw new AmendsError(
      "bad-input",
      `"${month.slice(0, 20)}" is not a day`,
      "Write a month's last day as YYYY-MM-DD.",
    );
  return readReport(ctx, force, searchParams.get("target"), month);
}

export async function reportResponse(report: CoverageReport): Promise<Response> {
  return new Response(new Uint8Array(await reportPdf(report)), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `attachment; filename="report-${report.target.slug}-${report.month.day}.pdf"`,
    },
  });
}

/** What may be published of the target that is asked for, as CSV. @throws AmendsError `not-found` for one that is none. */
export async function publishedFile(
  ctx: Context,
  force: { id: ForceId; name: string },
  request: Request,
): Promise<Response> {
  const page = await readPublishedPage(ctx, force, new URL(request.url).searchParams.get("target"));
  return new Response(`${publishedTable(page)}\n`, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="published-${page.target.slug}.csv"`,
    },
  });
}
