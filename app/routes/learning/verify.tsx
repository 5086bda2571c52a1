import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FramedPage } from "#app/components/frame.tsx";
import { Notice } from "#app/components/notice.tsx";
import { SummaryList } from "#app/components/summary-list.tsx";
import { dayWords } from "#app/domain/words.ts";
import { open } from "#app/http/authorise.server.ts";
import { readCertificate } from "#app/services/learning/read-record.server.ts";

export const meta: MetaFunction = () => [{ title: "Check a certificate - Amends" }];

/** Open to anyone who has the code: whether it is true, whose it is, and nothing else. */
export function loader(args: LoaderFunctionArgs) {
  return open(args, async ({ ctx }) => {
    const { name, force, title, from, to, code, how } = await readCertificate(ctx, args.params.code ?? "");
    return { name, force, title, from, to, code, how };
  });
}

export default function Verify() {
  const certificate = useLoaderData<typeof loader>();
  return (
    <FramedPage title="This certificate is genuine">
      <Notice tone="done" title={`${certificate.name} holds ${certificate.title}`} />
      <SummaryList
        rows={[
          { key: "Code", value: certificate.code },
          { key: "Force", value: certificate.force },
          { key: "Held from", value: dayWords(certificate.from) },
          { key: "Held until", value: certificate.to ? dayWords(certificate.to) : "Does not lapse" },
          { key: "How", value: certificate.how },
        ]}
      />
    </FramedPage>
  );
}
