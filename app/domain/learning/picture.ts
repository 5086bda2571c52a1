/** Pictures by what is in them: their kind and measures come from the bytes and never from a name. Intentionally pure. */
import { orientationIn } from "./picture-traces.ts";

/** Bytes: most look at them on a poor line. */
export const PICTURE_MOST = 500_000;
/** Pixels: a photograph of a telephone has 4,032; a browser unpacks four bytes for each. */
export const PICTURE_SIDE_MOST = 4_096;

/** A picture's name beside a scenario's file; no folder can be named. */
export const PICTURE_FILE = /^[A-Za-z0-9][\w.-]{0,119}\.(png|jpe?g|webp|gif)$/;
const BY_HASH = /^([0-9a-f]{64})\.(png|jpg|webp|gif)$/;

const ENDINGS = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
} as const;

export interface Picture {
  /** Never SVG, which can hold code. */
  readonly type: keyof typeof ENDINGS;
  /** Pixels, as it is shown. */
  readonly width: number;
  readonly height: number;
}

/** A picture that is kept, by the hash of what it is. */
export interface KeptPicture extends Picture {
  /** SHA-256, hex. */
  readonly sha2: string;
}

/** A picture as a page shows it. */
export interface ShownPicture {
  readonly src: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

/** The name that a picture has wherever we name it ourselves. */
export const pictureName = ({ sha2, type }: Pick<KeptPicture, "sha2" | "type">): string =>
  `${sha2}.${ENDINGS[type]}`;

/** The hash that a name of ours tells; null for a name that an author gave. */
export const hashInName = (file: string): string | null => BY_HASH.exec(file)?.[1] ?? null;

/** A picture and its words as a page shows them; null where there is none, or it is not kept. */
export function shownPicture(
  picture: { readonly file: string; readonly alt: string } | undefined,
  kept: Readonly<Record<string, KeptPicture>> | undefined,
): ShownPicture | null {
  const found = picture && kept?.[picture.file];
  if (!found) return null;
  return { src: `/media/${found.sha2}`, alt: picture.alt, width: found.width, height: found.height };
}

export const NO_PICTURE = {
  wrong: "is no PNG, JPEG, WebP or GIF that can be read",
  cure: "Choose another, or save it anew as PNG or JPEG.",
} as const;

/**
 * What a file is, where it is a picture that may be shown.
 * @returns otherwise what is wrong with it, to stand after “the picture”, and what to do
 */
export function readPicture(bytes: Uint8Array): Picture | { readonly wrong: string; readonly cure: string } {
  if (bytes.length > PICTURE_MOST)
    return {
      wrong: `is ${Math.ceil(bytes.length / 1_000).toLocaleString("en-GB")} kB`,
      cure: `Make it ${PICTURE_MOST / 1_000} kB or less.`,
    };
  const found = measured(bytes);
  if (!found) return NO_PICTURE;
  const { moves, ...picture } = found;
  if (moves) return { wrong: "moves, and nobody could stop it", cure: "Choose one that stands still." };
  if (Math.max(picture.width, picture.height) > PICTURE_SIDE_MOST)
    return {
      wrong: `has ${picture.width} by ${picture.height} pixels`,
      cure: `Make it ${PICTURE_SIDE_MOST.toLocaleString("en-GB")} pixels or less each way.`,
    };
  return picture;
}

interface Measured extends Picture {
  readonly moves: boolean;
}

function measured(bytes: Uint8Array): Measured | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const found = png(view) ?? jpeg(view) ?? gif(view) ?? webp(view);
    return found && found.width > 0 && found.height > 0 ? found : null;
  } catch (error) {
    // It ends before it says what it is.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const words = (view: DataView, at: number, length: number): string =>
  String.fromCharCode(...Array.from({ length }, (_, n) => view.getUint8(at + n)));

/** PNG (ISO/IEC 15948) §5.2, §11.2.1; it moves when `acTL` comes before its data. */
function png(view: DataView): Measured | null {
  if (words(view, 0, 8) !== "\x89PNG\r\n\x1a\n" || words(view, 12, 4) !== "IHDR") return null;
  for (let at = 33; ; at += 12 + view.getUint32(at)) {
    const chunk = words(view, at + 4, 4);
    if (chunk !== "IDAT" && chunk !== "acTL") continue;
    const [width, height] = [view.getUint32(16), view.getUint32(20)];
    return { type: "image/png", width, height, moves: chunk === "acTL" };
  }
}

/** JPEG (ITU-T T.81) annex B: the first frame header, and how a camera was held (Exif). */
function jpeg(view: DataView): Measured | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  let turned = false;
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xe1 && words(view, at + 4, 6) === "Exif\0\0")
      turned = orientationIn(view, at + 10, at + 2 + view.getUint16(at + 2)) >= 5;
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      const [across, down] = turned ? [height, width] : [width, height];
      return { type: "image/jpeg", width: across, height: down, moves: false };
    }
    at += 2 + view.getUint16(at + 2);
  }
}

/** GIF87a and GIF89a: it moves when it has a second image. */
function gif(view: DataView): Measured | null {
  if (!/^GIF8[79]a$/.test(words(view, 0, 6))) return null;
  const table = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const afterBlocks = (from: number): number => {
    let at = from;
    while (view.getUint8(at) !== 0) at += 1 + view.getUint8(at);
    return at + 1;
  };
  let images = 0;
  for (let at = 13 + table(view.getUint8(10)); images < 2 && at < view.byteLength;) {
    const kind = view.getUint8(at);
    if (kind === 0x21) at = afterBlocks(at + 2);
    else if (kind === 0x2c) {
      images += 1;
      at = afterBlocks(at + 11 + table(view.getUint8(at + 9)));
    } else break;
  }
  if (images === 0) return null;
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  return { type: "image/gif", width, height, moves: images > 1 };
}

/** WebP (RFC 9649) §2.5 to §2.7. */
function webp(view: DataView): Measured | null {
  if (words(view, 0, 4) !== "RIFF" || words(view, 8, 4) !== "WEBP") return null;
  const of = (width: number, height: number, moves = false): Measured => ({
    type: "image/webp",
    width,
    height,
    moves,
  });
  switch (words(view, 12, 4)) {
    case "VP8 ":
      return of(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return of((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    case "VP8X": {
      const side = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
      return of(side(24), side(27), (view.getUint8(20) & 2) !== 0);
    }
    default:
      return null;
  }
}
