/**
 * A picture without what says where, when and with what it was taken: a photograph of a street may tell whose door it
 * is. What is seen stays as it is, byte for byte. Intentionally pure.
 */

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param bytes of a picture that `readPicture` has read; null where its parts do not fit together after all */
export function withoutTraces(bytes: Uint8Array, type: string): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (type) {
      case "image/png":
        return png(bytes, view);
      case "image/jpeg":
        return jpeg(bytes, view);
      case "image/webp":
        return webp(bytes, view);
      default:
        return bytes;
    }
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What a PNG says besides what is seen (ISO/IEC 15948 §11.3.4; eXIf). */
const PNG_TRACES: ReadonlySet<string> = new Set(["eXIf", "tEXt", "zTXt", "iTXt", "tIME"]);

function png(bytes: Uint8Array, view: DataView): Uint8Array {
  const parts = [bytes.subarray(0, 8)];
  for (let at = 8; ;) {
    const end = at + 12 + view.getUint32(at);
    const chunk = latin(bytes, at + 4, at + 8);
    // Its check sum ends it; what comes after the end is no part of it.
    view.getUint8(end - 1);
    if (!PNG_TRACES.has(chunk)) parts.push(bytes.subarray(at, end));
    if (chunk === "IEND") return joined(parts);
    at = end;
  }
}

/** Segments of applications are left out save JFIF's, colour profiles and Adobe's, and comments. */
const isTrace = (marker: number, name: string): boolean =>
  marker === 0xfe ||
  (marker >= 0xe1 &&
    marker <= 0xef &&
    !(marker === 0xe2 && name.startsWith("ICC_PROFILE")) &&
    !(marker === 0xee && name.startsWith("Adobe")));

function jpeg(bytes: Uint8Array, view: DataView): Uint8Array {
  const parts: Uint8Array[] = [];
  let orientation = 1;
  for (let at = 2; ;) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker === 0xd9) {
      parts.push(bytes.subarray(at, at + 2));
      break;
    } else {
      const end = at + 2 + view.getUint16(at + 2);
      if (marker === 0xe1 && latin(bytes, at + 4, at + 10) === "Exif\0\0")
        orientation = orientationIn(view, at + 10, end);
      // After the header of a scan come its data, up to the next marker that is no mark within them.
      const next = marker === 0xda ? afterScan(view, end) : end;
      view.getUint8(next - 1);
      if (!isTrace(marker, latin(bytes, at + 4, at + 16))) parts.push(bytes.subarray(at, next));
      at = next;
    }
  }
  const first = parts[0]?.[1] === 0xe0 ? 1 : 0;
  const turned = orientation > 1 && orientation <= 8 ? [exifSaying(orientation)] : [];
  return joined([bytes.subarray(0, 2), ...parts.slice(0, first), ...turned, ...parts.slice(first)]);
}

function afterScan(view: DataView, from: number): number {
  for (let at = from; ; at += 1) {
    if (view.getUint8(at) !== 0xff) continue;
    const next = view.getUint8(at + 1);
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
}

/** How the camera was held, 1 to 8 (Exif tag 0x0112); 1 where it is not said. */
export function orientationIn(view: DataView, start: number, end: number): number {
  const little = view.getUint16(start) === 0x4949;
  const first = start + view.getUint32(start + 4, little);
  const entries = view.getUint16(first, little);
  for (let entry = first + 2; entry < Math.min(end, first + 2 + entries * 12); entry += 12)
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little);
  return 1;
}

/** The shortest Exif segment that says how to turn the picture. */
function exifSaying(orientation: number): Uint8Array {
  const head = [0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1];
  return Uint8Array.from([...head, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
}

/** WebP (RFC 9649) §2.7: its chunks but EXIF and XMP, whose bits are taken back. */
function webp(bytes: Uint8Array, view: DataView): Uint8Array {
  const parts: Uint8Array[] = [bytes.slice(0, 12)];
  const whole = Math.min(bytes.length, 8 + view.getUint32(4, true));
  for (let at = 12; at < whole;) {
    const size = view.getUint32(at + 4, true);
    const end = at + 8 + size + (size % 2);
    view.getUint8(at + 7 + size);
    const chunk = latin(bytes, at, at + 4);
    if (chunk === "VP8X") {
      const head = bytes.slice(at, end);
      head[8] = (head[8] ?? 0) & ~0x0c;
      parts.push(head);
    } else if (chunk !== "EXIF" && chunk !== "XMP ") parts.push(bytes.subarray(at, end));
    at = end;
  }
  const clean = joined(parts);
  new DataView(clean.buffer).setUint32(4, clean.length - 8, true);
  return clean;
}
