import fc from "fast-check";
import { expect, it } from "vitest";
import { GIF, JPEG, PNG, WEBP, WEBP_EXTENDED, WEBP_LOSSLESS } from "#tests/fixtures/pictures.ts";
import { readPicture } from "./picture.ts";
import { withoutTraces } from "./picture-traces.ts";

const SECRET = "51.5007 N, 0.1246 W";
const latin = (text: string) => Buffer.from(text, "latin1");
const clean = (bytes: Buffer) => {
  const found = readPicture(bytes);
  const out = "wrong" in found ? null : withoutTraces(bytes, found.type);
  return out && Buffer.from(out);
};

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}
/** Exif of a camera that was held so, and said where. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.from([
    0x49,
    0x49,
    42,
    0,
    8,
    0,
    0,
    0,
    1,
    0,
    0x12,
    1,
    3,
    0,
    1,
    0,
    0,
    0,
    orientation,
    0,
    0,
    0,
  ]);
  return segment(0xe1, Buffer.concat([latin("Exif\0\0"), tiff, Buffer.alloc(4), latin(SECRET)]));
}
const photograph = (orientation: number): Buffer =>
  Buffer.concat([
    ...[JPEG.subarray(0, 20), exif(orientation), segment(0xe1, latin(`http://ns.adobe.com/xap ${SECRET}`))],
    ...[segment(0xed, latin(SECRET)), segment(0xfe, latin(SECRET)), segment(0xe2, latin(`MPF\0${SECRET}`))],
    ...[segment(0xe2, latin("ICC_PROFILE\0profile")), JPEG.subarray(20), photographBehind],
  ]);
/** Telephones put a second photograph after the end of the first. */
const photographBehind = Buffer.concat([latin(SECRET), JPEG]);

function pngWith(kind: string): Buffer {
  const chunk = Buffer.concat([Buffer.alloc(4), latin(`${kind}${SECRET}`), Buffer.alloc(4)]);
  chunk.writeUInt32BE(SECRET.length, 0);
  return Buffer.concat([PNG.subarray(0, 33), chunk, PNG.subarray(33), latin(SECRET)]);
}
function webpWith(kind: string): Buffer {
  const chunk = Buffer.concat([latin(kind), Buffer.alloc(4), latin(SECRET), Buffer.alloc(SECRET.length % 2)]);
  chunk.writeUInt32LE(SECRET.length, 4);
  const whole = Buffer.concat([WEBP_EXTENDED, chunk]);
  whole.writeUInt32LE(whole.length - 8, 4);
  whole.writeUInt8(whole.readUInt8(20) | (kind === "EXIF" ? 8 : 4), 20);
  return whole;
}

it("leaves as it is a picture that tells nothing besides what is seen", () => {
  for (const bytes of [PNG, JPEG, WEBP, WEBP_LOSSLESS, WEBP_EXTENDED, GIF])
    expect(clean(bytes)).toEqual(bytes);
});

it("takes out where, when and with what it was taken, and nothing of the picture", () => {
  for (const kind of ["eXIf", "tEXt", "zTXt", "iTXt", "tIME"]) expect(clean(pngWith(kind))).toEqual(PNG);
  for (const kind of ["EXIF", "XMP "]) expect(clean(webpWith(kind))).toEqual(WEBP_EXTENDED);
  const colours = segment(0xe2, latin("ICC_PROFILE\0profile"));
  expect(clean(photograph(1))).toEqual(Buffer.concat([JPEG.subarray(0, 20), colours, JPEG.subarray(20)]));
});

it("keeps how the camera was held, so that the picture stands as it stood", () => {
  for (const orientation of [3, 6, 8]) {
    const before = photograph(orientation);
    const after = clean(before) ?? Buffer.alloc(0);
    expect(after.includes(SECRET)).toBe(false);
    expect(readPicture(after)).toEqual(readPicture(before));
    expect(after.includes(Buffer.from([1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation]))).toBe(true);
  }
});

it("has nothing more to take out the second time, and fails on nothing, whatever the bytes are", () => {
  const begins = fc.constantFrom(PNG, photograph(6), WEBP_EXTENDED, webpWith("EXIF"), pngWith("tEXt"), GIF);
  fc.assert(
    fc.property(begins, fc.array(fc.tuple(fc.nat(900), fc.nat(255)), { maxLength: 4 }), (from, changes) => {
      const bytes = Buffer.from(from);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      const once = clean(bytes);
      if (once && !("wrong" in readPicture(once))) expect(clean(once)).toEqual(once);
    }),
    { numRuns: 2_000 },
  );
});
