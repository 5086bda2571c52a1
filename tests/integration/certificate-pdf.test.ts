/** The PDF of a certificate, read as a reader of PDF reads it: its text, its structure and its language. */
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, expect, it } from "vitest";
import type { Context } from "#app/services/context.server.ts";
import { certificatePdf } from "#app/services/learning/certificate-pdf.server.ts";
import { beginCheck } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { readOwnCertificate } from "#app/services/learning/read-certificate.server.ts";
import { readRecord } from "#app/services/learning/read-record.server.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, learner, principal } from "./officer.ts";

interface Node {
  readonly role?: string;
  readonly alt?: string;
  readonly children?: readonly Node[];
}
const roles = (node: Node): string[] => [
  ...(node.role ? [node.role] : []),
  ...(node.children ?? []).flatMap(roles),
];
const figures = (node: Node): string[] => [
  ...(node.alt ? [node.alt] : []),
  ...(node.children ?? []).flatMap(figures),
];

async function read(bytes: Buffer) {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const page = await pdf.getPage(1);
  const { items, lang } = await page.getTextContent();
  const text = items.map((item) => ("str" in item ? item.str : "")).join(" ");
  const tree = (await page.getStructTree()) as unknown as Node;
  const { info } = await pdf.getMetadata();
  const marked = await pdf.getMarkInfo();
  await pdf.destroy();
  return { pages: pdf.numPages, text: text.replace(/\s+/g, " "), lang, tree, info, marked };
}

onBothDatabases("a certificate's PDF", (open) => {
  let ctx: Context;
  beforeAll(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
  });

  it("says what the page says, tagged, titled and in English", async () => {
    const who = await learner(ctx, "constable");
    const registration = await beginCheck(ctx, who, "what-rj-is");
    await answerCheck(ctx, who, registration, true);
    await finishCheck(ctx, who, registration);
    const [award] = (await readRecord(ctx, who)).awards;
    const certificate = await readOwnCertificate(ctx, await principal(ctx, "constable"), award?.code ?? "");
    expect(certificate.rows).toMatchObject([{ version: "1" }]);
    const url = `https://amends.example/verify/${certificate.code}`;
    const found = await read(await certificatePdf(certificate, url));
    expect(found.pages).toBe(1);
    for (const said of [
      "Mair Halewood",
      "What RJ is, and is not",
      "4 June 2018",
      "No end day",
      certificate.code,
      url,
    ])
      expect(found.text).toContain(said);
    expect(found.lang).toBe("en-GB");
    expect(found.marked).toMatchObject({ Marked: true });
    expect(found.info).toMatchObject({
      Title: "Certificate of training: What RJ is, and is not, Mair Halewood",
    });
    const said = roles(found.tree);
    expect(said.filter((role) => role === "H1").length).toBe(1);
    expect(said.filter((role) => role === "TH").length).toBe(3);
    expect(figures(found.tree)).toEqual([`QR code that leads to ${url}`]);
  });

  it("has the letters of Welsh and other names, and says when it was withdrawn", async () => {
    const who = await learner(ctx, "constable");
    const [award] = (await readRecord(ctx, who)).awards;
    const certificate = await readOwnCertificate(ctx, await principal(ctx, "constable"), award?.code ?? "");
    const bytes = await certificatePdf(
      { ...certificate, name: "Siân Ŵyn-Llŷr Čapek", withdrawn: certificate.from },
      "https://amends.example",
    );
    const found = await read(bytes);
    expect(found.text.replaceAll(" ", "")).toContain("SiânŴyn-LlŷrČapek");
    expect(found.text).toContain("This certificate was withdrawn on 4 June 2018.");
  });

  it("is the holder's alone", async () => {
    const who = await learner(ctx, "constable");
    const [award] = (await readRecord(ctx, who)).awards;
    const other = await principal(ctx, "second");
    await expect(readOwnCertificate(ctx, other, award?.code ?? "")).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
