import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import QRCode from "qrcode";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Certificate } from "#app/components/certificate.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { readOwnCertificate } from "#app/services/learning/read-record.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Certificate: ${data?.certificate.title ?? ""} - Amends` },
];

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "record.read-own", async ({ ctx, principal }) => {
    const { personId: _, ...certificate } = await readOwnCertificate(ctx, principal, args.params.code ?? "");
    const origin = ctx.config.origin ?? new URL(args.request.url).origin;
    const checkUrl = `${origin}/verify/${certificate.code}`;
    const qrSvg = await QRCode.toString(checkUrl, { type: "svg", margin: 0 });
    return { certificate, checkUrl, qrSvg };
  });
}

export default function CertificatePage() {
  const { certificate, checkUrl, qrSvg } = useLoaderData<typeof loader>();
  return (
    <FramedPage current="/record">
      <Breadcrumbs
        items={[
          { href: "/", label: "Home" },
          { href: "/record", label: "My record" },
          { label: certificate.title },
        ]}
      />
      {certificate.withdrawn ? (
        <Notice tone="wrong" title={`This certificate was withdrawn on ${dayWords(certificate.withdrawn)}`} />
      ) : null}
      <Certificate
        force={certificate.force}
        name={certificate.name}
        role={certificate.role}
        how={certificate.done}
        awarded={dayWords(certificate.from)}
        validUntil={certificate.to ? dayWords(certificate.to) : null}
        rows={[{ module: certificate.title, done: dayWords(certificate.from), version: certificate.version }]}
        code={certificate.code}
        checkUrl={checkUrl}
        qrSvg={qrSvg}
      />
      <p className="no-print">
        <a href={`/certificates/${certificate.code}/certificate.pdf`} download>
          Download it as a PDF
        </a>
      </p>
      <p className="hint no-print">
        Anyone can check it at <Link to={`/verify/${certificate.code}`}>its own address</Link>.
      </p>
    </FramedPage>
  );
}
