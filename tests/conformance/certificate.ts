/** A self-signed X.509 certificate, as the signer of a statement brings along: Node reads them but makes none. */
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const NULL = 0x05;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const SEQUENCE = 0x30;
const SET = 0x31;
const VERSION = 0xa0;

/** One value in DER (X.690 8.1): its tag, its length, its content. */
function value(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const length =
    content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

/** Valid through 2018 to 2049; `certificate` is in base64, as `x5c` holds it (RFC 7515 4.1.6). */
export function selfSigned(): { certificate: string; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const sha256WithRsa = value(
    SEQUENCE,
    value(OBJECT_IDENTIFIER, Buffer.from("2a864886f70d01010b", "hex")),
    value(NULL),
  );
  const commonName = value(OBJECT_IDENTIFIER, Buffer.from("550403", "hex"));
  const name = value(
    SEQUENCE,
    value(SET, value(SEQUENCE, commonName, value(UTF8_STRING, Buffer.from("Robin Vale")))),
  );
  const validity = value(
    SEQUENCE,
    value(UTC_TIME, Buffer.from("180101000000Z")),
    value(UTC_TIME, Buffer.from("491231235959Z")),
  );
  const toBeSigned = value(
    SEQUENCE,
    value(VERSION, value(INTEGER, Buffer.from([2]))),
    value(INTEGER, Buffer.from([1])),
    sha256WithRsa,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = value(BIT_STRING, Buffer.from([0]), sign("sha256", toBeSigned, privateKey));
  return {
    certificate: value(SEQUENCE, toBeSigned, sha256WithRsa, signature).toString("base64"),
    privateKey,
  };
}
