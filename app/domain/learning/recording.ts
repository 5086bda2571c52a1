/** Recordings and captions by what is in them, never by their names. Intentionally pure. */

/** Bytes: most are watched on a poor line. */
export const RECORDING_MOST = 20_000_000;

/** The ending of a name, and what a browser is told. */
export interface Recording {
  readonly ending: "mp3" | "m4a" | "ogg" | "wav" | "mp4" | "webm" | "vtt";
}

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** What a file is, where it is a recording or captions that a lesson may show; else null. */
export function readRecording(bytes: Uint8Array): Recording | null {
  const head = latin(bytes, 0, 64);
  if (/^(\xef\xbb\xbf)?WEBVTT(\s|$)/.test(head)) return { ending: "vtt" };
  if (head.startsWith("OggS")) return { ending: "ogg" };
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WAVE") return { ending: "wav" };
  if (head.startsWith("\x1a\x45\xdf\xa3") && head.includes("webm")) return { ending: "webm" };
  if (head.slice(4, 8) === "ftyp") return { ending: /^M4[AB] /.test(head.slice(8, 12)) ? "m4a" : "mp4" };
  // A tag before it, or the frame of MPEG audio, layer III (ISO/IEC 11172-3 §2.4.1).
  const [first = 0, second = 0] = bytes;
  if (head.startsWith("ID3") || (first === 0xff && (second & 0xe6) === 0xe2)) return { ending: "mp3" };
  return null;
}
