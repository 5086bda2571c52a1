import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { AmendsError } from "#app/domain/errors.ts";
import type { Attachment, XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import {
  checkAttachments,
  checkSignature,
  SIGNATURE,
  type AttachmentPart,
} from "./check-attachments.server.ts";

const hex = (content: Buffer, algorithm = "sha256") => createHash(algorithm).update(content).digest("hex");

function part(text: string | Buffer, algorithm = "sha256"): AttachmentPart {
  const content = Buffer.from(text);
  return { contentType: "text/plain", sha2: hex(content, algorithm), content };
}

function attachmentOf({ sha2, content }: AttachmentPart, over: Partial<Attachment> = {}): Attachment {
  return {
    usageType: "http://example.org/usage",
    display: { en: "A file" },
    contentType: "text/plain",
    length: content.length,
    sha2,
    ...over,
  };
}

const simple: XapiStatement = {
  id: "6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
  actor: { mbox: "mailto:anna@example.org" },
  verb: { id: "http://example.org/did" },
  object: { id: "http://example.org/one" },
  timestamp: "2018-06-04T09:14:00.000Z",
};
const withFiles = (...attachments: Attachment[]): XapiStatement => ({ ...simple, attachments });

function refusalOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(AmendsError);
    expect((error as AmendsError).code).toBe("bad-input");
    return (error as AmendsError).message;
  }
  throw new Error("expected a refusal");
}

const essay = part("here is a simple attachment");
const photo = part(Buffer.from([0xff, 0xd8, 0x00, 0x0d, 0x0a]));

describe("attachments", () => {
  it("are fine when each has come, or says where it lies", () => {
    const elsewhere = attachmentOf(part("elsewhere"), { fileUrl: "http://example.org/file" });
    expect(() => checkAttachments([simple], [])).not.toThrow();
    expect(() => checkAttachments([withFiles(elsewhere)], [])).not.toThrow();
    expect(() =>
      checkAttachments(
        [withFiles(attachmentOf(photo), elsewhere), withFiles(attachmentOf(essay)), simple],
        [essay, photo],
      ),
    ).not.toThrow();
  });

  it("may come once for several statements, or although they also lie elsewhere", () => {
    const file = attachmentOf(essay);
    expect(() => checkAttachments([withFiles(file), withFiles(file, file)], [essay])).not.toThrow();
    expect(() =>
      checkAttachments([withFiles({ ...file, fileUrl: "http://example.org/file" })], [essay]),
    ).not.toThrow();
  });

  it.each(["sha224", "sha256", "sha384", "sha512"])(
    "are matched by their %s, whatever its case",
    (algorithm) => {
      const one = part("content", algorithm);
      expect(() => checkAttachments([withFiles(attachmentOf(one))], [one])).not.toThrow();
      const capitals = { ...one, sha2: one.sha2.toUpperCase() };
      expect(() => checkAttachments([withFiles(attachmentOf(one))], [capitals])).not.toThrow();
      expect(() => checkAttachments([withFiles(attachmentOf(capitals))], [one])).not.toThrow();
    },
  );

  it("are matched by nothing else: neither the length nor the type that a statement states", () => {
    const file = attachmentOf(essay, { length: 4_711, contentType: "text/plain; charset=ascii" });
    expect(() => checkAttachments([withFiles(file)], [essay])).not.toThrow();
  });

  it("may be a SubStatement's", () => {
    const { id: _id, ...said } = withFiles(attachmentOf(essay));
    const statement: XapiStatement = {
      ...simple,
      object: { ...said, objectType: "SubStatement" } as XapiStatement["object"],
    };
    expect(() => checkAttachments([statement], [essay])).not.toThrow();
    expect(refusalOf(() => checkAttachments([statement], []))).toContain(
      "statement: object.attachments[0]: has neither",
    );
  });

  it("are refused when one is missing, and it is named", () => {
    const missing = [simple, withFiles(attachmentOf(essay), attachmentOf(photo))];
    expect(refusalOf(() => checkAttachments(missing, [essay]))).toBe(
      `statement 2: attachments[1]: has neither a fileUrl nor a part with the SHA-2 ${photo.sha2}`,
    );
    expect(refusalOf(() => checkAttachments([withFiles(attachmentOf(essay))], []))).toMatch(
      /^statement: attachments\[0\]/,
    );
  });

  it("are refused when one is too many", () => {
    expect(refusalOf(() => checkAttachments([withFiles(attachmentOf(essay))], [essay, photo]))).toBe(
      "part 3: belongs to no attachment of the statements",
    );
    expect(refusalOf(() => checkAttachments([simple], [essay]))).toMatch(/^part 2: belongs to no attachment/);
  });

  it("are refused when a content is not what its hash says", () => {
    const changed = { ...essay, content: Buffer.from("here is another attachment") };
    expect(refusalOf(() => checkAttachments([withFiles(attachmentOf(essay))], [changed]))).toMatch(
      /^part 2: its content has another SHA-2/,
    );
    const unknown = { ...essay, sha2: "abc" };
    expect(refusalOf(() => checkAttachments([simple], [unknown]))).toMatch(
      /^part 2: its content has another SHA-2/,
    );
  });
});

// Signatures

const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 });
const OTHER = generateKeyPairSync("rsa", { modulusLength: 2048 });
const CURVE = generateKeyPairSync("ec", { namedCurve: "P-256" });

const HASHES: Record<string, string> = { RS256: "sha256", RS384: "sha384", RS512: "sha512" };
const encode = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

interface Making {
  readonly header?: object;
  readonly payload?: unknown;
  readonly key?: KeyObject;
}

/** A JWS in compact form over `payload`. */
function jws({ header = { alg: "RS256" }, payload = simple, key = RSA.privateKey }: Making = {}): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  const hash = HASHES[(header as { alg?: string }).alg ?? ""] ?? "sha256";
  return `${signed}.${sign(hash, Buffer.from(signed), key).toString("base64url")}`;
}

/** The statement with the signature as its attachment, and the part that holds it. */
function signed(
  token: string,
  statement = simple,
  over: Partial<Attachment> = {},
): [XapiStatement[], AttachmentPart[]] {
  const held = { ...part(token), contentType: "application/octet-stream" };
  const attachment = attachmentOf(held, {
    usageType: SIGNATURE,
    contentType: "application/octet-stream",
    ...over,
  });
  return [[{ ...statement, attachments: [...(statement.attachments ?? []), attachment] }], [held]];
}

// DER, as much of it as a self-signed certificate needs.
function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}
const sequence = (...contents: Uint8Array[]) => der(0x30, ...contents);
const oid = (encoded: string) => der(0x06, Buffer.from(encoded, "hex"));
const RSA_WITH_SHA256 = sequence(oid("2a864886f70d01010b"), der(0x05));

function certificate(publicKey: KeyObject, issuerKey: KeyObject): string {
  const name = sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from("Signer")))));
  const day = (text: string) => der(0x17, Buffer.from(text));
  const tbs = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    RSA_WITH_SHA256,
    name,
    sequence(day("180101000000Z"), day("480101000000Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", tbs, issuerKey));
  return sequence(tbs, RSA_WITH_SHA256, signature).toString("base64");
}
const CERTIFICATE = certificate(RSA.publicKey, RSA.privateKey);
const ROOT = certificate(OTHER.publicKey, OTHER.privateKey);

describe("a signature", () => {
  it.each(["RS256", "RS384", "RS512"])("is taken with %s, without a certificate and with", (alg) => {
    expect(() => checkAttachments(...signed(jws({ header: { alg } })))).not.toThrow();
    expect(() => checkAttachments(...signed(jws({ header: { alg, x5c: [CERTIFICATE] } })))).not.toThrow();
    expect(() =>
      checkAttachments(...signed(jws({ header: { alg, x5c: [CERTIFICATE, ROOT] } }))),
    ).not.toThrow();
  });

  it("is over a statement that is logically the same", () => {
    const same = {
      ...simple,
      verb: { ...simple.verb, display: { en: "did" } },
      timestamp: "2018-06-04T10:14:00+01:00",
      result: { duration: "PT0.129S" },
    };
    const received: XapiStatement = { ...simple, result: { duration: "PT0.12S" } };
    expect(() => checkAttachments(...signed(jws({ payload: same }), received))).not.toThrow();
  });

  it("leaves other attachments among what is signed", () => {
    const filed = withFiles(attachmentOf(essay));
    const [statements, parts] = signed(jws({ payload: filed }), filed);
    expect(() => checkAttachments(statements, [essay, ...parts])).not.toThrow();
    const [others, othersParts] = signed(jws({ payload: simple }), filed);
    expect(refusalOf(() => checkAttachments(others, [essay, ...othersParts]))).toContain("another statement");
  });

  it("may be over a statement of 2.0", () => {
    const agent = { objectType: "contextAgent" as const, agent: { mbox: "mailto:b@example.org" } };
    const statement: XapiStatement = { ...simple, context: { contextAgents: [agent] } };
    expect(() => checkAttachments(...signed(jws({ payload: statement }), statement))).not.toThrow();
    expect(refusalOf(() => checkAttachments(...signed(jws({ payload: simple }), statement)))).toContain(
      "another statement",
    );
  });

  it("may end in a line end", () => {
    expect(() => checkAttachments(...signed(`${jws()}\r\n`))).not.toThrow();
  });

  it("may lie elsewhere, and is not looked at then", () => {
    const [statements] = signed("nothing", simple, { fileUrl: "http://example.org/signature" });
    expect(() => checkAttachments(statements, [])).not.toThrow();
  });

  const [head = "", payload = "", signature = ""] = jws().split(".");
  const chained = (x5c: unknown) => jws({ header: { alg: "RS256", x5c } });
  it.each<[string, string, string]>([
    ["text", "here is a simple attachment", "is no JWS in compact form"],
    ["nothing", "", "is no JWS in compact form"],
    ["two pieces", `${head}.${payload}`, "is no JWS in compact form"],
    ["no signature", `${head}.${payload}.`, "is no JWS in compact form"],
    ["a JWS as JSON", JSON.stringify({ payload, signature, protected: head }), "is no JWS in compact form"],
    ["a header that is no JSON", `${encode("{")}.${payload}.${signature}`, "header is not JSON"],
    ["a header that is a word", `${encode('"RS256"')}.${payload}.${signature}`, "header is no JSON object"],
    ["a header that is null", `${encode("null")}.${payload}.${signature}`, "header is no JSON object"],
    ["HS256", jws({ header: { alg: "HS256" } }), "algorithm is not RS256, RS384 or RS512"],
    ["none", jws({ header: { alg: "none" } }), "algorithm is not RS256"],
    ["ES256", jws({ header: { alg: "ES256" } }), "algorithm is not RS256"],
    ["PS256", jws({ header: { alg: "PS256" } }), "algorithm is not RS256"],
    ["no algorithm", jws({ header: {} }), "algorithm is not RS256"],
    ["a critical parameter", jws({ header: { alg: "RS256", crit: ["exp"], exp: 1 } }), '"crit"'],
    [
      "a payload that is no JSON",
      jws({ payload: JSON.stringify(simple).replace('"', "'") }),
      "payload is not JSON",
    ],
    ["a payload that is no statement", jws({ payload: { actor: simple.actor } }), 'a statement needs "verb"'],
    ["a payload that is a list", jws({ payload: [simple] }), "expected an object"],
    [
      "a payload that nests without end",
      jws({ payload: `${"[".repeat(100_000)}${"]".repeat(100_000)}` }),
      "expected an object",
    ],
    [
      "another statement",
      jws({ payload: { ...simple, verb: { id: "http://example.org/did-not" } } }),
      "another statement",
    ],
    [
      "another id",
      jws({ payload: { ...simple, id: "7690e6c9-3ef0-4ed3-8b37-7f3964730bee" } }),
      "another statement",
    ],
    [
      "another's key",
      jws({ header: { alg: "RS256", x5c: [CERTIFICATE] }, key: OTHER.privateKey }),
      "was not made with the key",
    ],
    ["an empty chain", chained([]), "is no list of certificates"],
    ["a chain that is text", chained(CERTIFICATE), "is no list of certificates"],
    ["a certificate that is none", chained(["AAAA"]), "certificate 1 in the signature's"],
    ["a chain that breaks", chained([CERTIFICATE, "AAAA"]), "certificate 2 in the signature's"],
    ["a chain of numbers", chained([1]), "certificate 1 in the signature's"],
    ["a key that is not RSA", chained([certificate(CURVE.publicKey, RSA.privateKey)]), "holds no RSA key"],
  ])("is refused with %s", (_what, token, message) => {
    const said = refusalOf(() => checkAttachments(...signed(token)));
    expect(said).toContain(message);
    expect(said).toMatch(/^statement: attachments\[0\]: /);
  });

  it("is refused when a byte of what was signed is changed", () => {
    const [head5 = "", , made = ""] = chained([CERTIFICATE]).split(".");
    const changed = `${head5}.${encode({ ...simple, verb: { id: "http://example.org/did", display: { en: "!" } } })}.${made}`;
    expect(refusalOf(() => checkAttachments(...signed(changed)))).toContain("was not made with the key");
  });

  it("is refused when it calls itself text", () => {
    for (const contentType of ["text/plain", "application/jose"]) {
      expect(refusalOf(() => checkAttachments(...signed(jws(), simple, { contentType })))).toBe(
        "statement: attachments[0]: a signature's contentType is application/octet-stream",
      );
    }
  });

  it("is checked alone too", () => {
    const [[statement], [held]] = signed(jws());
    expect(() => checkSignature(statement as XapiStatement, held as AttachmentPart)).not.toThrow();
    expect(refusalOf(() => checkSignature(statement as XapiStatement, part("x")))).toMatch(/^statement: /);
  });
});
