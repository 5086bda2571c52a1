import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import QRCode from "qrcode";
import { Breadcrumbs } from "#app/components/breadcrumbs.tsx";
import { Certificate } from "#app/components/certificate.tsx";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { dayWords } from "#app/domain/words.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { readOwnCertificate } from "#app/services/learning/read-certificate.server.ts";

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
        validUntil={certificate.until ? dayWords(certificate.until) : null}
        rows={certificate.rows.map((row) => ({ ...row, done: dayWords(row.from) }))}
        limits={!certificate.inPerson}
        code={certificate.code}
        checkUrl={checkUrl}
        qrSvg={qrSvg}
      />
      <p className="no-print">
        <a href={`/certificates/${certificate.code}/certificate.pdf`} download>
          Download it as a PDF
        </a>
      </p>
      <p className="no-print">
        <Link to={`/record/cpd?about=${encodeURIComponent(certificate.title)}`}>
          Write down what is different for it
        </Link>
      </p>
      <p className="hint no-print">
        Anyone can check it at <Link to={`/verify/${certificate.code}`}>its own address</Link>.
      </p>
    </FramedPage>
  );
}
