import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { SummaryList } from "#app/components/summary-list.tsx";
import { dayWords } from "#app/domain/words.ts";
import { open } from "#app/http/authorise.server.ts";
import { readCertificate } from "#app/services/learning/read-certificate.server.ts";

export const meta: MetaFunction = () => [{ title: "Check a certificate - Amends" }];

/** Open to anyone who has the code: whether it is true, whose it is, and nothing else. */
export function loader(args: LoaderFunctionArgs) {
  return open(args, async ({ ctx }) => {
    const found = await readCertificate(ctx, args.params.code ?? "");
    const { name, force, title, from, until, lapsed, withdrawn, code, how, rows } = found;
    return { name, force, title, from, until, lapsed, withdrawn, code, how, rows };
  });
}

export default function Verify() {
  const certificate = useLoaderData<typeof loader>();
  const { name, title, withdrawn, until, lapsed, rows } = certificate;
  const [only] = rows.length === 1 ? rows : [];
  return (
    <FramedPage title={withdrawn ? "This certificate was withdrawn" : "This certificate is genuine"}>
      {withdrawn ? (
        <Notice tone="wrong" title={`${name} does not hold ${title} by it since ${dayWords(withdrawn)}`} />
      ) : lapsed && until ? (
        <Notice tone="warn" title={`${name} held ${title} until ${dayWords(until)}`} />
      ) : (
        <Notice tone="done" title={`${name} holds ${title}`} />
      )}
      <SummaryList
        rows={[
          { key: "Code", value: certificate.code },
          { key: "Force", value: certificate.force },
          { key: "Held from", value: dayWords(certificate.from) },
          { key: "Held until", value: until ? dayWords(until) : "Does not lapse" },
          { key: "How", value: certificate.how },
          ...(only
            ? [{ key: "Version learnt", value: only.version }]
            : rows.map(({ module, from, version }) => ({
                key: module,
                value: `Since ${dayWords(from)}. Version learnt: ${version}`,
              }))),
        ]}
      />
    </FramedPage>
  );
}
