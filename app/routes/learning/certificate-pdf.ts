import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorised } from "#app/http/authorise.server.ts";
import { certificatePdf } from "#app/services/learning/certificate-pdf.server.ts";
import { readOwnCertificate } from "#app/services/learning/read-certificate.server.ts";

/** An officer's own certificate as a PDF. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "record.read-own", async ({ ctx, principal }) => {
    const certificate = await readOwnCertificate(ctx, principal, args.params.code ?? "");
    const origin = ctx.config.origin ?? new URL(args.request.url).origin;
    const bytes = await certificatePdf(certificate, `${origin}/verify/${certificate.code}`);
    return new Response(new Uint8Array(bytes), {
      headers: {
        "Content-Type": "application/pdf",
        "Content-Disposition": `attachment; filename="certificate-${certificate.code}.pdf"`,
        "Cache-Control": "no-store",
      },
    });
  });
}
