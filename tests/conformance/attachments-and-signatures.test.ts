/** Attachments both ways and signed statements (xAPI 1.0.3 Part Two 2.4.11, 2.6, Part Three 1.5.2; IEEE 9274.1.1, 4.1.3, 4.2.6). */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { selfSigned } from "./certificate.ts";
import { onBothVersions, type Answer } from "./lrs.ts";
import {
  attachedPart,
  attachment,
  jws,
  multipart,
  multipartRequest,
  readMultipart,
  sha256,
  signatureAttachment,
  signedRequest,
  statementsPart,
} from "./multipart.ts";
import {
  altered,
  iri,
  reference,
  statement,
  subStatement,
  verb,
  voiding,
  type Json,
  type StatementResult,
} from "./statements.ts";

const BOUNDARY = "conformance-boundary";

onBothVersions("attachments", (lrs) => {
  const send = (sending: { body: Uint8Array | string; headers: Record<string, string> }) =>
    lrs.request("POST", "/statements", sending);
  const put = (
    statementId: string,
    sending: { body: Uint8Array | string; headers: Record<string, string> },
  ) => lrs.request("PUT", "/statements", { params: { statementId }, ...sending });
  const partsOf = (answer: Answer) => readMultipart(answer.header("content-type") ?? "", answer.bytes);

  describe("with their contents", () => {
    it("are stored and given back, whatever bytes they are", async () => {
      const contents = [
        "here is a simple attachment",
        randomBytes(5_000),
        Buffer.from([0, 13, 10, 13, 10, 45, 45, 255]),
        Buffer.alloc(0),
        `--${BOUNDARY.slice(0, -1)}\r\n\r\n`,
        "\r\n",
      ].map((content) => Buffer.from(content));
      const sent = statement({
        id: randomUUID(),
        attachments: contents.map((content) => attachment(content)),
      });
      (
        await send(
          multipartRequest([statementsPart(sent), ...contents.map((content) => attachedPart(content))]),
        )
      ).is(200);
      const answer = (await lrs.get("/statements", { statementId: sent.id, attachments: true })).is(200);
      expect(answer.header("content-type")).toMatch(/^multipart\/mixed; ?boundary=/);
      const [first, ...others] = partsOf(answer);
      expect(first?.headers.get("content-type")).toMatch(/^application\/json/);
      expect(JSON.parse(first?.content.toString("utf8") ?? "")).toMatchObject(sent);
      expect(others).toHaveLength(contents.length);
      for (const content of contents) {
        const part = others.find((one) => one.headers.get("x-experience-api-hash") === sha256(content));
        expect(part?.content.equals(content)).toBe(true);
        expect(part?.headers.get("content-transfer-encoding")).toBe("binary");
        expect(part?.headers.get("content-type")).toBe("text/plain");
      }
    });

    it("may come by PUT, with a batch, and inside a SubStatement", async () => {
      const [one, two] = [randomUUID(), randomUUID()];
      const contents = [randomUUID(), randomUUID(), randomUUID()] as const;
      const id = randomUUID();
      (
        await put(
          id,
          multipartRequest([
            statementsPart(statement({ attachments: [attachment(contents[0])] })),
            attachedPart(contents[0]),
          ]),
        )
      ).is(204);
      (
        await send(
          multipartRequest([
            statementsPart([
              statement({ id: one, attachments: [attachment(contents[1])] }),
              statement({ id: two, object: subStatement({ attachments: [attachment(contents[2])] }) }),
            ]),
            attachedPart(contents[2]),
            attachedPart(contents[1]),
          ]),
        )
      ).is(200);
      for (const [statementId, content] of [
        [id, contents[0]],
        [one, contents[1]],
        [two, contents[2]],
      ] as const) {
        const answer = (await lrs.get("/statements", { statementId, attachments: true })).is(200);
        expect(partsOf(answer)[1]?.content.toString()).toBe(content);
      }
    });

    it("one content may serve several statements, and is given back once", async () => {
      const content = randomUUID();
      const met = verb();
      const of = () => statement({ verb: met, attachments: [attachment(content)] });
      (await send(multipartRequest([statementsPart([of(), of()]), attachedPart(content)]))).is(200);
      const parts = partsOf((await lrs.get("/statements", { verb: met.id, attachments: true })).is(200));
      expect(parts).toHaveLength(2);
      expect((JSON.parse(parts[0]?.content.toString() ?? "") as StatementResult).statements).toHaveLength(2);
    });

    it("one with a fileUrl may come along too", async () => {
      const content = randomUUID();
      const sent = statement({
        id: randomUUID(),
        attachments: [attachment(content, { fileUrl: iri("file") })],
      });
      (await send(multipartRequest([statementsPart(sent), attachedPart(content)]))).is(200);
      const answer = (await lrs.get("/statements", { statementId: sent.id, attachments: true })).is(200);
      expect(partsOf(answer)[1]?.content.toString()).toBe(content);
    });

    it("are matched by their hash and nothing else", async () => {
      const content = randomUUID();
      const changes = { length: 5, contentType: "text/plain; charset=ascii" };
      const sent = statement({ attachments: [attachment(content, changes)] });
      (await send(multipartRequest([statementsPart(sent), attachedPart(content)]))).is(200);
    });

    it.each(["sha224", "sha384", "sha512"])("their hash may be %s", async (algorithm) => {
      const content = randomUUID();
      const sha2 = createHash(algorithm).update(content).digest("hex");
      const sent = statement({ id: randomUUID(), attachments: [attachment(content, { sha2 })] });
      (
        await send(
          multipartRequest([statementsPart(sent), attachedPart(content, { "X-Experience-API-Hash": sha2 })]),
        )
      ).is(200);
      const answer = (await lrs.get("/statements", { statementId: sent.id, attachments: true })).is(200);
      expect(partsOf(answer)[1]?.content.toString()).toBe(content);
    });

    it("are found on further pages and under voidedStatementId", async () => {
      const met = verb();
      const contents = [randomUUID(), randomUUID(), randomUUID()];
      const ids: string[] = [];
      for (const content of contents) {
        const sent = statement({ id: randomUUID(), verb: met, attachments: [attachment(content)] });
        (await send(multipartRequest([statementsPart(sent), attachedPart(content)]))).is(200);
        ids.push(sent.id as string);
      }
      const first = (await lrs.get("/statements", { verb: met.id, attachments: true, limit: 2 })).is(200);
      const [json, ...parts] = partsOf(first);
      expect(parts.map((part) => part.content.toString()).sort()).toEqual(contents.slice(1).sort());
      const next = (await lrs.more((JSON.parse(json?.content.toString() ?? "") as StatementResult).more)).is(
        200,
      );
      expect(partsOf(next)[1]?.content.toString()).toBe(contents[0]);
      await lrs.store(voiding(ids[0] ?? ""));
      const voided = await lrs.get("/statements", { voidedStatementId: ids[0], attachments: true });
      expect(partsOf(voided.is(200))[1]?.content.toString()).toBe(contents[0]);
    });
  });

  describe("attachments=true or false (2.1.3)", () => {
    it("true is multipart, also when there is none", async () => {
      const [id = ""] = await lrs.store(statement());
      const parts = partsOf((await lrs.get("/statements", { statementId: id, attachments: true })).is(200));
      expect(parts).toHaveLength(1);
      const none = partsOf((await lrs.get("/statements", { verb: iri("verb"), attachments: true })).is(200));
      expect(JSON.parse(none[0]?.content.toString() ?? "")).toEqual({ statements: [], more: "" });
    });

    it("false and none are JSON without contents", async () => {
      const content = randomUUID();
      const sent = statement({ id: randomUUID(), attachments: [attachment(content)] });
      (await send(multipartRequest([statementsPart(sent), attachedPart(content)]))).is(200);
      for (const params of [{}, { attachments: false }]) {
        for (const which of [{ statementId: sent.id }, { verb: (sent.verb as Json).id }]) {
          const answer = (await lrs.get("/statements", { ...which, ...params })).is(200);
          expect(answer.header("content-type")).toMatch(/^application\/json/);
          expect(answer.text).not.toContain(content);
          expect(answer.text).toContain(sha256(content));
        }
      }
    });

    it("a hash stands in the metadata and over its content, and nowhere else", async () => {
      const content = randomUUID();
      const sent = statement({ id: randomUUID(), attachments: [attachment(content)] });
      (await send(multipartRequest([statementsPart(sent), attachedPart(content)]))).is(200);
      const answer = (await lrs.get("/statements", { statementId: sent.id, attachments: true })).is(200);
      expect(answer.text.split(sha256(content))).toHaveLength(3);
    });

    it("a fileUrl without content is given back as metadata", async () => {
      const sent = statement({
        id: randomUUID(),
        attachments: [attachment("elsewhere", { fileUrl: iri("file"), sha2: sha256(randomUUID()) })],
      });
      await lrs.store(sent);
      const parts = partsOf(
        (await lrs.get("/statements", { statementId: sent.id, attachments: true })).is(200),
      );
      expect(parts).toHaveLength(1);
      expect(JSON.parse(parts[0]?.content.toString() ?? "")).toMatchObject(sent);
    });
  });

  describe("multipart/mixed without any attachment is taken", () => {
    it.each([
      ["a statement", () => statement()],
      ["a batch", () => [statement(), statement()]],
      [
        "a statement with a fileUrl only",
        () => statement({ attachments: [attachment("a", { fileUrl: iri("file") })] }),
      ],
    ])("for %s", async (_, make) => {
      (await send(multipartRequest([statementsPart(make())]))).is(200);
    });
  });

  describe("the body may be written in different ways (RFC 2046)", () => {
    const content = "here is a simple attachment";
    const whole = () =>
      multipart(BOUNDARY, [
        statementsPart(statement({ attachments: [attachment(content)] })),
        attachedPart(content),
      ]).toString();
    const type = `multipart/mixed; boundary=${BOUNDARY}`;
    const ways: Readonly<Record<string, () => { body: string; type: string }>> = {
      "with an empty line first": () => ({ body: `\r\n${whole()}`, type }),
      "with a preamble and an epilogue": () => ({
        body: `This is a preamble.\r\n${whole()}This is an epilogue.`,
        type,
      }),
      "without a line break at the end": () => ({ body: whole().trimEnd(), type }),
      "with spaces after a boundary": () => ({
        body: whole().replaceAll(`--${BOUNDARY}\r\n`, `--${BOUNDARY}  \r\n`),
        type,
      }),
      "with the boundary in quotation marks": () => ({
        body: whole(),
        type: `multipart/mixed; boundary="${BOUNDARY}"`,
      }),
      "with another parameter first": () => ({
        body: whole(),
        type: `Multipart/Mixed; charset=utf-8; Boundary=${BOUNDARY}`,
      }),
      "with no space after its headers' colons": () => ({
        body: whole().replaceAll(/^([\w-]+): /gm, "$1:"),
        type,
      }),
      "with headers in another case": () => ({
        body: whole().replaceAll(/^[\w-]+:/gm, (name) => name.toLowerCase()),
        type,
      }),
      "with the hash in upper case": () => ({
        body: whole().replace(/(Hash: )(\w+)/, (_, name: string, hash: string) => name + hash.toUpperCase()),
        type,
      }),
      "with a boundary that begins with hyphens": () => ({
        body: whole().replaceAll(BOUNDARY, "-------314159265358979323846"),
        type: "multipart/mixed; boundary=-------314159265358979323846",
      }),
      "without Content-Transfer-Encoding": () => ({
        body: whole().replace(/Content-Transfer-Encoding: binary\r\n/, ""),
        type,
      }),
      "without the attachment's Content-Type": () => ({
        body: whole().replace(/Content-Type: text\/plain\r\n/, ""),
        type,
      }),
    };
    it.each(Object.entries(ways))("%s", async (_, make) => {
      const sent = make();
      (await send({ body: sent.body, headers: { "Content-Type": sent.type } })).is(200);
    });
  });

  describe("what is refused (1.5.2), and then nothing is stored", () => {
    const content = "here is a simple attachment";
    const hashless = {
      ...attachedPart(content),
      headers: { "Content-Type": "text/plain", "Content-Transfer-Encoding": "binary" },
    };
    const refused: Readonly<
      Record<string, (sent: Json) => { body: Buffer | string; headers: Record<string, string> }>
    > = {
      "a content that no attachment names": (sent) =>
        multipartRequest([statementsPart(sent), attachedPart(content), attachedPart("another")]),
      "an attachment without its content": (sent) => multipartRequest([statementsPart(sent)]),
      "a content without a hash": (sent) => multipartRequest([statementsPart(sent), hashless]),
      "a content with another's hash": (sent) =>
        multipartRequest([
          statementsPart(sent),
          attachedPart(content, { "X-Experience-API-Hash": sha256("another") }),
        ]),
      "a content that its hash is not of": (sent) =>
        multipartRequest([statementsPart(sent), { ...attachedPart(content), content: "changed on the way" }]),
      "a content in base64": (sent) =>
        multipartRequest([
          statementsPart(sent),
          {
            ...attachedPart(content, { "Content-Transfer-Encoding": "base64" }),
            content: Buffer.from(content).toString("base64"),
          },
        ]),
      "a first part that is not JSON": (sent) =>
        multipartRequest([statementsPart(sent, { "Content-Type": "text/plain" }), attachedPart(content)]),
      "a first part without a type": (sent) =>
        multipartRequest([statementsPart(sent, { "Content-Type": "" }), attachedPart(content)]),
      "a first part that does not parse": (sent) =>
        multipartRequest([
          { ...statementsPart(sent), content: `${JSON.stringify(sent)}{` },
          attachedPart(content),
        ]),
      "statements in two parts": (sent) =>
        multipartRequest([statementsPart(sent), statementsPart(statement()), attachedPart(content)]),
      "the statements in the second part": (sent) =>
        multipartRequest([attachedPart(content), statementsPart(sent)]),
      "no part at all": () => multipartRequest([]),
      "an empty body": () => ({
        body: "",
        headers: { "Content-Type": `multipart/mixed; boundary=${BOUNDARY}` },
      }),
      "no boundary before the first part": (sent) => {
        const { body, headers } = multipartRequest([statementsPart(sent), attachedPart(content)]);
        return { body: body.toString().replace(`--${BOUNDARY}\r\n`, ""), headers };
      },
      "no boundary before the second part": (sent) => {
        const { body, headers } = multipartRequest([statementsPart(sent), attachedPart(content)]);
        return {
          body: body.toString().replace(`\r\n--${BOUNDARY}\r\nContent-Type: text`, "\r\nContent-Type: text"),
          headers,
        };
      },
      "no boundary at the end": (sent) => {
        const { body, headers } = multipartRequest([statementsPart(sent), attachedPart(content)]);
        return { body: body.toString().replace(`--${BOUNDARY}--`, ""), headers };
      },
      "another boundary than the header's": (sent) => ({
        body: multipart("other", [statementsPart(sent), attachedPart(content)]),
        headers: { "Content-Type": `multipart/mixed; boundary=${BOUNDARY}` },
      }),
      "no boundary in the header": (sent) => ({
        body: multipart(BOUNDARY, [statementsPart(sent), attachedPart(content)]),
        headers: { "Content-Type": "multipart/mixed;" },
      }),
      "multipart/form-data": (sent) => ({
        body: multipart(BOUNDARY, [statementsPart(sent), attachedPart(content)]),
        headers: { "Content-Type": `multipart/form-data; boundary=${BOUNDARY}` },
      }),
    };
    it.each(Object.entries(refused))("%s", async (_, make) => {
      const sent = statement({ id: randomUUID(), attachments: [attachment(content)] });
      (await send(make(sent))).is(400);
      (await put(sent.id as string, make(sent))).is(400);
      (await lrs.get("/statements", { statementId: sent.id })).is(404);
    });
  });
});

onBothVersions("signed statements (2.6; 4.2.6)", (lrs) => {
  const send = (sending: { body: Uint8Array; headers: Record<string, string> }) =>
    lrs.request("POST", "/statements", sending);
  const signed = (sent: Json, payload: Json = sent, algorithm = "RS256") =>
    signedRequest(sent, jws(JSON.stringify(payload), algorithm));
  const fresh = (changes: Json = {}) => statement({ id: randomUUID(), ...changes });

  it.each(["RS256", "RS384", "RS512"])("a signature by %s is taken, and given back", async (algorithm) => {
    const sent = fresh();
    const signature = jws(JSON.stringify(sent), algorithm);
    (await send(signedRequest(sent, signature))).is(200);
    const answer = (await lrs.get("/statements", { statementId: sent.id, attachments: true })).is(200);
    const [, part] = readMultipart(answer.header("content-type") ?? "", answer.bytes);
    expect(part?.content.toString()).toBe(signature);
  });

  const same: Readonly<Record<string, (sent: Json) => Json>> = {
    "with its properties in another order": (sent) => Object.fromEntries(Object.entries(sent).reverse()),
    "without the id that was given later": (sent) => altered(sent, "id", undefined),
    "with an authority": (sent) => ({ ...sent, authority: { mbox: "mailto:lms@example.org" } }),
    "with another activity definition": (sent) => altered(sent, "object.definition", undefined),
  };
  it.each(Object.entries(same))("what was signed may be the same statement %s", async (_, change) => {
    const sent = fresh();
    (await send(signed(sent, change(sent)))).is(200);
  });

  it("other attachments stand beside the signature, signed or not", async () => {
    const linked = attachment("a", { fileUrl: iri("file") });
    const sent = fresh({ attachments: [linked] });
    (await send(signed(sent))).is(200);
  });

  it("a statement that refers to another may be signed", async () => {
    const sent = { ...reference(randomUUID()), id: randomUUID() };
    (await send(signed(sent))).is(200);
  });

  const different: Readonly<Record<string, readonly [string, unknown]>> = {
    "another actor": ["actor.mbox", "mailto:another@example.org"],
    "another verb": ["verb.id", "https://example.org/verb/another"],
    "another object": ["object.id", "https://example.org/activity/another"],
    "a result": ["result", { success: true }],
    "a context": ["context", { registration: randomUUID() }],
  };
  it.each(Object.entries(different))(
    "a signature over a statement with %s is refused",
    async (_, [at, value]) => {
      const sent = fresh();
      (await send(signed(sent, altered(sent, at, value)))).is(400);
      (await lrs.get("/statements", { statementId: sent.id })).is(404);
    },
  );

  it("a payload that is no JSON, or no statement, is refused", async () => {
    for (const payload of ["{'actor': 1}", "[]", '"statement"', "", JSON.stringify({ actor: 1 })]) {
      const sent = fresh();
      (await send(signedRequest(sent, jws(payload)))).is(400);
    }
  });

  it.each(["HS256", "none", "ES256", "PS256", "rs256"])("the algorithm %s is refused", async (algorithm) => {
    const sent = fresh();
    const [, payload, signature] = jws(JSON.stringify(sent)).split(".");
    const header = Buffer.from(JSON.stringify({ alg: algorithm })).toString("base64url");
    (await send(signedRequest(sent, `${header}.${payload}.${signature}`))).is(400);
  });

  it.each([
    ["two parts", (whole: string) => whole.split(".").slice(0, 2).join(".")],
    ["four parts", (whole: string) => `${whole}.abc`],
    ["words", () => "this is no signature"],
    ["an empty signature", (whole: string) => `${whole.split(".").slice(0, 2).join(".")}.`],
    ["a header that is no JSON", (whole: string) => `abc.${whole.split(".").slice(1).join(".")}`],
    [
      "JSON serialization",
      (whole: string) => JSON.stringify({ payload: whole.split(".")[1], signatures: [] }),
    ],
  ])("a JWS of %s is refused", async (_, change) => {
    const sent = fresh();
    (await send(signedRequest(sent, change(jws(JSON.stringify(sent)))))).is(400);
  });

  it("its contentType is application/octet-stream", async () => {
    const sent = fresh();
    (
      await send(signedRequest(sent, jws(JSON.stringify(sent)), { contentType: "text/plain; charset=ascii" }))
    ).is(400);
  });

  it("it must come along: its usageType with other bytes is refused", async () => {
    const sent = fresh();
    (await send(multipartRequest([statementsPart({ ...sent, attachments: [signatureAttachment("a")] })]))).is(
      400,
    );
    (
      await send(
        multipartRequest([
          statementsPart({ ...sent, attachments: [signatureAttachment("a")] }),
          attachedPart("a"),
        ]),
      )
    ).is(400);
  });

  describe("x5c, when there is one, is checked", () => {
    it("a certificate that cannot be read is refused", async () => {
      for (const x5c of [["not a certificate"], [], "text", [5]]) {
        const sent = fresh();
        (await send(signedRequest(sent, jws(JSON.stringify(sent), "RS256", { x5c })))).is(400);
      }
    });
    it("another's certificate is refused, its own is taken", async () => {
      const { certificate, privateKey } = selfSigned();
      const own = fresh();
      (
        await send(signedRequest(own, jws(JSON.stringify(own), "RS256", { x5c: [certificate] }, privateKey)))
      ).is(200);
      const other = fresh();
      (await send(signedRequest(other, jws(JSON.stringify(other), "RS256", { x5c: [certificate] })))).is(400);
    });
    it("a payload changed after signing is refused", async () => {
      const { certificate, privateKey } = selfSigned();
      const sent = fresh();
      const [header, , signature] = jws(
        JSON.stringify(fresh()),
        "RS256",
        { x5c: [certificate] },
        privateKey,
      ).split(".");
      const payload = Buffer.from(JSON.stringify(sent)).toString("base64url");
      (await send(signedRequest(sent, `${header}.${payload}.${signature}`))).is(400);
    });
  });
});
