import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GIF, JPEG, PNG, pngSaying, WEBP, WEBP_EXTENDED, WEBP_LOSSLESS } from "#tests/fixtures/pictures.ts";
import { hashInName, PICTURE_FILE, pictureName, readPicture, shownPicture } from "./picture.ts";

const HASH = "a".repeat(64);
const wrongOf = (bytes: Uint8Array) => {
  const found = readPicture(bytes);
  return "wrong" in found ? found.wrong : found;
};

/** The JPEG with an Exif header that says how the camera was held. */
function heldAs(orientation: number, little: boolean): Buffer {
  const tiff = Buffer.alloc(26);
  const [short, long] = little
    ? ([tiff.writeUInt16LE.bind(tiff), tiff.writeUInt32LE.bind(tiff)] as const)
    : ([tiff.writeUInt16BE.bind(tiff), tiff.writeUInt32BE.bind(tiff)] as const);
  tiff.write(little ? "II" : "MM", 0, "latin1");
  short(42, 2);
  long(8, 4);
  short(1, 8);
  short(0x0112, 10);
  short(3, 12);
  long(1, 14);
  short(orientation, 18);
  const exif = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 34]), Buffer.from("Exif\0\0", "latin1"), tiff]);
  return Buffer.concat([JPEG.subarray(0, 2), exif, JPEG.subarray(2)]);
}

describe("what a picture is", () => {
  it.each([
    ["PNG", PNG, { type: "image/png", width: 24, height: 16 }],
    ["JPEG", JPEG, { type: "image/jpeg", width: 24, height: 16 }],
    ["WebP", WEBP, { type: "image/webp", width: 24, height: 16 }],
    ["lossless WebP", WEBP_LOSSLESS, { type: "image/webp", width: 24, height: 16 }],
    ["extended WebP", WEBP_EXTENDED, { type: "image/webp", width: 24, height: 16 }],
    ["GIF", GIF, { type: "image/gif", width: 1, height: 1 }],
  ])("is told by the bytes of a %s", (_, bytes, expected) => {
    expect(readPicture(bytes)).toEqual(expected);
  });

  it("has the measures that it is shown with, however the camera was held", () => {
    for (const little of [true, false]) {
      expect(readPicture(heldAs(1, little))).toMatchObject({ width: 24, height: 16 });
      expect(readPicture(heldAs(6, little))).toMatchObject({ width: 16, height: 24 });
    }
  });

  it("is nothing for a script, a drawing that may hold code, and what only begins like a picture", () => {
    const none = "is no PNG, JPEG, WebP or GIF that can be read";
    for (const text of ["", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<script>1</script>", "\x89PNG\r\n"])
      expect(wrongOf(Buffer.from(text, "latin1"))).toBe(none);
    for (const whole of [
      PNG.subarray(0, 40),
      JPEG.subarray(0, 20),
      WEBP.subarray(0, 24),
      GIF.subarray(0, 13),
    ])
      expect(wrongOf(whole)).toBe(none);
    expect(wrongOf(pngSaying(0, 16))).toBe(none);
  });

  it("is refused when it is too heavy, too large once unpacked, or moves", () => {
    expect(wrongOf(Buffer.concat([PNG, Buffer.alloc(500_000)]))).toBe("is 501 kB");
    expect(wrongOf(pngSaying(65_535, 65_535))).toBe("has 65535 by 65535 pixels");
    expect(wrongOf(pngSaying(4_097, 1))).toBe("has 4097 by 1 pixels");
    expect(readPicture(pngSaying(4_096, 4_096))).toMatchObject({ width: 4_096 });
    const image = GIF.subarray(GIF.indexOf(0x2c), GIF.length - 1);
    const moving = Buffer.concat([GIF.subarray(0, GIF.length - 1), image, GIF.subarray(-1)]);
    const chunk = Buffer.concat([Buffer.from([0, 0, 0, 8]), Buffer.from("acTL"), Buffer.alloc(12)]);
    const animated = Buffer.from(WEBP_EXTENDED);
    animated.writeUInt8(animated.readUInt8(20) | 2, 20);
    for (const bytes of [moving, Buffer.concat([PNG.subarray(0, 33), chunk, PNG.subarray(33)]), animated])
      expect(wrongOf(bytes)).toBe("moves, and nobody could stop it");
  });

  it("is found or refused for any bytes at all, and never goes on for ever", () => {
    const begins = fc.constantFrom(PNG, JPEG, WEBP, WEBP_LOSSLESS, WEBP_EXTENDED, GIF, Buffer.alloc(0));
    fc.assert(
      fc.property(begins, fc.nat(400), fc.uint8Array({ maxLength: 400 }), (start, cut, rest) => {
        const found = readPicture(Buffer.concat([start.subarray(0, cut), rest]));
        expect("wrong" in found || (found.width > 0 && found.height > 0)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

it("names a picture by what it is, and shows none that is not kept", () => {
  const kept = { sha2: HASH, type: "image/jpeg", width: 24, height: 16 } as const;
  const file = pictureName(kept);
  expect(file).toBe(`${HASH}.jpg`);
  expect([hashInName(file), hashInName("gate.jpg"), hashInName(`${HASH}.svg`)]).toEqual([HASH, null, null]);
  for (const name of ["../gate.jpg", "a/gate.jpg", "gate.svg", ".png", "gate.jpg\n"])
    expect(PICTURE_FILE.test(name)).toBe(false);
  expect(shownPicture({ file, alt: "A gate" }, { [file]: kept })).toEqual({
    src: `/media/${HASH}`,
    alt: "A gate",
    width: 24,
    height: 16,
  });
  expect(shownPicture({ file, alt: "A gate" }, {})).toBeNull();
  expect(shownPicture(undefined, { [file]: kept })).toBeNull();
});
