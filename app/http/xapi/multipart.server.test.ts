import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AmendsError } from "#app/domain/errors.ts";
import { writeMultipart } from "#app/services/ledger/write-multipart.server.ts";
import { parseMultipart } from "./multipart.server.ts";

const BOUNDARY = "-------314159265358979323846";
const TYPE = `multipart/mixed; boundary=${BOUNDARY}`;
const CONTENT = "here is a simple attachment";
const SHA2 = "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a";
const STATEMENT = { actor: { mbox: "mailto:a@b.example" }, words: "grün" };

const first = ["Content-Type: application/json", "", JSON.stringify(STATEMENT)];
const second = [
  "Content-Type: text/plain",
  "Content-Transfer-Encoding: binary",
  `X-Experience-API-Hash: ${SHA2}`,
  "",
  CONTENT,
];

/** Parts, each as its lines, between boundaries. */
function body(
  parts: string[][],
  { end = "\r\n", boundary = BOUNDARY, close = `--${BOUNDARY}--` } = {},
): Buffer {
  return Buffer.from([...parts.flatMap((lines) => [`--${boundary}`, ...lines]), close, ""].join(end));
}

function refusalOf(bytes: Buffer, type = TYPE): string {
  try {
    parseMultipart(bytes, type);
  } catch (error) {
    expect(error).toBeInstanceOf(AmendsError);
    expect((error as AmendsError).code).toBe("bad-input");
    return (error as AmendsError).message;
  }
  throw new Error("expected a refusal");
}

describe("reading statements with attachments", () => {
  it("gives the statements, and each attachment by its hash", () => {
    const { statements, parts } = parseMultipart(body([first, second]), TYPE);
    expect(statements).toEqual(STATEMENT);
    expect(parts).toEqual([{ contentType: "text/plain", sha2: SHA2, content: Buffer.from(CONTENT) }]);
    expect(
      createHash("sha256")
        .update(parts[0]?.content ?? "")
        .digest("hex"),
    ).toBe(SHA2);
  });

  it.each<[string, Buffer, string]>([
    ["statements alone", body([first]), TYPE],
    ["a boundary in quotation marks", body([first, second]), `multipart/mixed; boundary="${BOUNDARY}"`],
    [
      "other parameters and cases",
      body([first, second]),
      `Multipart/Mixed;charset=utf-8; Boundary=${BOUNDARY} `,
    ],
    ["a line before the first boundary", Buffer.concat([Buffer.from("\r\n"), body([first, second])]), TYPE],
    [
      "words before and after",
      Buffer.concat([Buffer.from("hello\r\n"), body([first]), Buffer.from("bye")]),
      TYPE,
    ],
    ["no line end at the end", body([first, second]).subarray(0, -2), TYPE],
    ["lines that end in LF", body([first, second], { end: "\n" }), TYPE],
    [
      "blanks after a boundary",
      Buffer.from(body([first]).toString().replace(`${BOUNDARY}\r`, `${BOUNDARY} \t\r`)),
      TYPE,
    ],
    ["headers without a blank", Buffer.from(body([first, second]).toString().replaceAll(": ", ":")), TYPE],
    [
      "headers in another case",
      body([["CONTENT-TYPE: Application/JSON; charset=utf-8", ...first.slice(1)]]),
      TYPE,
    ],
  ])("takes %s", (_what, bytes, type) => {
    const { statements, parts } = parseMultipart(bytes, type);
    expect(statements).toEqual(STATEMENT);
    for (const part of parts) expect(part.content.toString()).toBe(CONTENT);
  });

  it("takes the boundary of the specification's example", () => {
    const boundary = "abcABC0123'()+_,-./:=?";
    const bytes = body([first, second], { boundary, close: `--${boundary}--` });
    expect(parseMultipart(bytes, `multipart/mixed; boundary="${boundary}"`).parts).toHaveLength(1);
  });

  it("takes an attachment without encoding or type as plain octets", () => {
    const [part] = parseMultipart(
      body([first, [`X-Experience-API-Hash:${SHA2.toUpperCase()}`, "", CONTENT]]),
      TYPE,
    ).parts;
    expect(part).toEqual({
      contentType: "application/octet-stream",
      sha2: SHA2,
      content: Buffer.from(CONTENT),
    });
  });

  it("keeps what only looks like a boundary within a content", () => {
    const content = `a--${BOUNDARY}\r\n--${BOUNDARY}x\r\n--${BOUNDARY.slice(0, -1)}\r\nz`;
    const bytes = body([first, [...second.slice(0, -1), content]]);
    expect(parseMultipart(bytes, TYPE).parts[0]?.content.toString()).toBe(content);
  });

  it.each<[string, Buffer, string, string]>([
    [
      "another type",
      body([first]),
      "multipart/form-data; boundary=x",
      "expected a Content-Type of multipart/mixed",
    ],
    ["no type", body([first]), "", "expected a Content-Type of multipart/mixed"],
    ["no boundary in the header", body([first]), "multipart/mixed;", "names no valid boundary"],
    ["an empty boundary", body([first]), "multipart/mixed; boundary=", "names no valid boundary"],
    [
      "an empty boundary in quotation marks",
      body([first]),
      'multipart/mixed; boundary=""',
      "names no valid boundary",
    ],
    [
      "a boundary too long",
      body([first]),
      `multipart/mixed; boundary=${"a".repeat(71)}`,
      "names no valid boundary",
    ],
    [
      "a boundary of strange characters",
      body([first]),
      "multipart/mixed; boundary=a<b",
      "names no valid boundary",
    ],
    ["another boundary", body([first]), "multipart/mixed; boundary=abc", "stands nowhere in the body"],
    ["an empty body", Buffer.alloc(0), TYPE, "stands nowhere in the body"],
    ["JSON alone", Buffer.from(JSON.stringify(STATEMENT)), TYPE, "stands nowhere in the body"],
    ["no part", Buffer.from(`--${BOUNDARY}--\r\n`), TYPE, "there is no part"],
    ["no end", body([first, second], { close: "" }), TYPE, "part 2 is not closed"],
    ["an end that is cut off", body([first], { close: `--${BOUNDARY}-` }), TYPE, "part 1 is not closed"],
    [
      "no boundary before the first part",
      Buffer.from([...first, `--${BOUNDARY}`, ...second, `--${BOUNDARY}--`].join("\r\n")),
      TYPE,
      "must be application/json",
    ],
    ["no boundary before the second part", body([[...first, ...second]]), TYPE, "part 1: is not JSON"],
    [
      "statements that are text",
      body([["Content-Type: text/plain", ...first.slice(1)]]),
      TYPE,
      "must be application/json",
    ],
    ["statements without a type", body([first.slice(1)]), TYPE, "must be application/json"],
    [
      "statements in base64",
      body([["Content-Transfer-Encoding: base64", ...first]]),
      TYPE,
      "part 1 must not be encoded",
    ],
    ["statements that are no JSON", body([[...first.slice(0, -1), "{"]]), TYPE, "part 1: is not JSON"],
    [
      "statements in another part too",
      body([first, first, second]),
      TYPE,
      "part 2 has no X-Experience-API-Hash",
    ],
    [
      "an attachment without hash",
      body([first, second.filter((line) => !line.startsWith("X-"))]),
      TYPE,
      "part 2 has no X-Experience-API-Hash",
    ],
    [
      "a hash that is none",
      body([first, ["X-Experience-API-Hash: abc", "", CONTENT]]),
      TYPE,
      "part 2: its X-Experience-API-Hash is no SHA-2",
    ],
    [
      "an attachment in base64",
      Buffer.from(body([first, second]).toString().replace(": binary", ": base64")),
      TYPE,
      "part 2: its Content-Transfer-Encoding must be binary",
    ],
    [
      "a header that is none",
      body([first, [...second.slice(0, 2), SHA2, ...second.slice(3)]]),
      TYPE,
      "part 2 has a line among its headers that is none",
    ],
    ["headers without end", body([first, ["Content-Type: text/plain"]]), TYPE, "part 2 has no empty line"],
    [
      "headers that are far too long",
      body([first, [`X-Long: ${"x".repeat(10_000)}`, "", ""]]),
      TYPE,
      "part 2 has no empty line",
    ],
  ])("refuses %s", (_what, bytes, type, message) => {
    expect(refusalOf(bytes, type)).toContain(message);
  });

  it("refuses statements that are not UTF-8", () => {
    const bytes = Buffer.concat([
      Buffer.from(`--${BOUNDARY}\r\nContent-Type: application/json\r\n\r\n"`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(`"\r\n--${BOUNDARY}--\r\n`),
    ]);
    expect(refusalOf(bytes)).toContain("part 1 is not UTF-8");
  });

  it("never fails in any other way", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(`--${BOUNDARY}`, "--", "\r\n", "\n", "\r", "{}", ...first, ...second)),
        (pieces) => {
          try {
            parseMultipart(Buffer.from(pieces.join("")), TYPE);
          } catch (error) {
            expect(error).toBeInstanceOf(AmendsError);
          }
        },
      ),
    );
  });
});

describe("writing statements with attachments", () => {
  it("says the boundary bare, after the type", () => {
    const { contentType, body: bytes } = writeMultipart("{}", []);
    expect(contentType).toMatch(/^multipart\/mixed; boundary=[\w-]+$/);
    const boundary = contentType.split("=")[1] ?? "";
    expect(bytes.toString()).toBe(
      `--${boundary}\r\nContent-Type: application/json\r\n\r\n{}\r\n--${boundary}--\r\n`,
    );
  });

  it("writes each content once, with its type, encoding and hash", () => {
    const part = { contentType: "text/plain; charset=ascii", sha2: SHA2, content: Buffer.from(CONTENT) };
    const text = writeMultipart("{}", [part, part]).body.toString();
    expect(text.split(SHA2)).toHaveLength(2);
    expect(text).toContain(
      `Content-Type: text/plain; charset=ascii\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: ${SHA2}\r\n\r\n${CONTENT}\r\n`,
    );
  });

  it("lets no type break out of its header", () => {
    const part = { contentType: "text/plain\r\nX-Evil: 1", sha2: SHA2, content: Buffer.from(CONTENT) };
    expect(writeMultipart("{}", [part]).body.toString()).not.toContain("X-Evil");
  });

  it("is read again as it was written, whatever the octets", () => {
    const contents = fc.uniqueArray(fc.uint8Array({ maxLength: 200 }), {
      maxLength: 5,
      selector: (bytes) => Buffer.from(bytes).toString("hex"),
    });
    fc.assert(
      fc.property(fc.jsonValue(), contents, (json, all) => {
        const parts = all.map((bytes) => ({
          contentType: "image/png",
          sha2: createHash("sha384").update(bytes).digest("hex"),
          content: Buffer.from(bytes),
        }));
        const written = writeMultipart(JSON.stringify(json), parts);
        const read = parseMultipart(written.body, written.contentType);
        expect(read.statements).toEqual(JSON.parse(JSON.stringify(json)));
        expect(read.parts).toEqual(parts);
      }),
    );
  });
});
