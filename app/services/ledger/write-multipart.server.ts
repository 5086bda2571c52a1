/** Statements with their attachments as one body, `multipart/mixed` (xAPI 1.0.3 Part Three 1.5.2; IEEE 9274.1.1, 4.1.3). */
import { randomUUID } from "node:crypto";
import { isMediaType } from "#app/domain/ledger/xapi/formats.ts";
import type { AttachmentPart } from "./check-attachments.server.ts";

/**
 * The JSON of one statement or several first, then each content once. `contentType` is the whole body's header and
 * names the boundary.
 */
export function writeMultipart(
  json: string,
  parts: readonly AttachmentPart[],
): { contentType: string; body: Buffer } {
  const boundary = `amends-${randomUUID()}`;
  const pieces: Buffer[] = [
    Buffer.from(`--${boundary}\r\nContent-Type: application/json\r\n\r\n${json}\r\n`),
  ];
  const written = new Set<string>();
  for (const { contentType, sha2, content } of parts) {
    if (written.has(sha2)) continue;
    written.add(sha2);
    const headers = [
      `Content-Type: ${isMediaType(contentType) ? contentType : "application/octet-stream"}`,
      "Content-Transfer-Encoding: binary",
      `X-Experience-API-Hash: ${sha2}`,
    ];
    pieces.push(
      Buffer.from(`--${boundary}\r\n${headers.join("\r\n")}\r\n\r\n`, "latin1"),
      content,
      Buffer.from("\r\n"),
    );
  }
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  return { contentType: `multipart/mixed; boundary=${boundary}`, body: Buffer.concat(pieces) };
}
