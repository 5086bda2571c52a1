import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PNG } from "#tests/fixtures/pictures.ts";
import { readRecording } from "./recording.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../../../tests/fixtures/recordings/${name}`, import.meta.url));
const bytes = (text: string) => Buffer.from(text, "latin1");

it("knows recordings and captions by what is in them", () => {
  const found = (one: Uint8Array) => readRecording(one)?.ending ?? null;
  expect(["tone.wav", "square.webm", "square.vtt"].map((name) => found(fixture(name)))).toEqual([
    "wav",
    "webm",
    "vtt",
  ]);
  expect(found(bytes("ID3\x03\0\0"))).toBe("mp3");
  expect(found(bytes("\xff\xfb\x90\x64"))).toBe("mp3");
  expect(found(bytes("\0\0\0\x20ftypM4A \0\0"))).toBe("m4a");
  expect(found(bytes("\0\0\0\x20ftypisom\0\0"))).toBe("mp4");
  expect(found(bytes("OggS\0\x02"))).toBe("ogg");
  expect(found(bytes("\xef\xbb\xbfWEBVTT\n"))).toBe("vtt");
  for (const other of [PNG, bytes(""), bytes("<script>"), bytes("RIFF\0\0\0\0AVI "), bytes("\xff\xd8\xff")])
    expect(found(other)).toBeNull();
});
